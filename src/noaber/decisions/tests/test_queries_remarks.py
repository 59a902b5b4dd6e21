"""What is read of remarks: which stand, how many are answered, and what is read never grows with their number."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.core.access import ANONYMOUS, COMMAND, WORKER
from noaber.core.asof import AsOf
from noaber.core.documents.paper import DataTable, Paragraph
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.remarks import Count, count, open_remarks, remarks, standing_remarks, unanswered
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREED,
    CODE,
    MEETING,
    NORTH,
    SOUTH,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    record,
    send,
    stand,
)
from noaber.decisions.tests.remarks import (
    AGAINST,
    LATER,
    TOO_DEAR,
    all_remarks,
    answer,
    assign,
    second_version,
)
from noaber.decisions.views.remarks.reply_note import _by_point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memo")]


def test_every_remark_is_listed_with_who_said_it_on_which_point_of_which_text() -> None:
    record(1, SOUTH, {**AGREED, "3": TOO_DEAR})
    record(1, NORTH, {**AGREED, "3": AGAINST, "1": TOO_DEAR})

    assert [(row.party_name, row.label, row.on_version) for row in all_remarks()] == [
        ("Overleg Noord", "1", 1),
        ("Overleg Noord", "3", 1),
        ("Overleg Zuid", "3", 1),
    ]


def test_nobody_outside_the_network_reads_them() -> None:
    record(1, NORTH, {"1": TOO_DEAR})

    assert remarks(ANONYMOUS, CODE, AsOf(TODAY)) == ()
    assert open_remarks(ANONYMOUS, AsOf(TODAY)) == ()
    assert len(remarks(holding("contact", "organisation:GM9003"), CODE, AsOf(TODAY))) == 1


def test_unanswered_is_empty_once_every_remark_has_an_answer() -> None:
    (first,) = record(1, NORTH, {"1": TOO_DEAR})
    (second,) = record(1, SOUTH, {"4": AGAINST})
    assert [row.id for row in unanswered(CODE)] == [first.pk, second.pk]

    answer(first.pk)
    assert [row.id for row in unanswered(CODE)] == [second.pk]
    assert count(row.state for row in all_remarks()) == Count(1, 2)

    answer(second.pk)
    assert unanswered(CODE) == ()


def test_what_was_answered_still_counts_when_the_council_agrees_with_the_next_text() -> None:
    (position,) = record(1, NORTH, {"1": TOO_DEAR})
    second_version(points={"1": "De strategie vaststellen, met aandacht voor de kosten."})
    answer(position.pk, effect="adopted", in_version=2)

    record(1, NORTH, AGREED)

    (row,) = all_remarks()
    assert row.state is RemarkState.ANSWERED
    assert count([row.state]) == Count(1, 1)


def test_who_says_the_same_of_the_next_text_asks_for_an_answer_again() -> None:
    (position,) = record(1, NORTH, {"1": TOO_DEAR})
    answer(position.pk)
    second_version()

    record(1, NORTH, {"1": TOO_DEAR})

    assert [(row.on_version, row.state) for row in all_remarks()] == [
        (1, RemarkState.ANSWERED),
        (2, RemarkState.OPEN),
    ]


def test_before_it_was_answered_a_remark_was_open() -> None:
    (position,) = record(1, NORTH, {"1": TOO_DEAR})
    answer(position.pk)
    before = standing(CODE, AsOf(TODAY, LATER))
    assert before
    assert [row.state for row in standing_remarks(before)] == [RemarkState.OPEN]
    assert [row.state for row in standing_remarks(stand())] == [RemarkState.ANSWERED]


def test_a_corrected_day_keeps_owner_and_answer() -> None:
    (position,) = record(1, NORTH, {"1": TOO_DEAR})
    assign(position.pk)
    answer(position.pk)

    (again,) = record(1, NORTH, {"1": TOO_DEAR}, decided_on=MEETING + dt.timedelta(days=1))

    (row,) = all_remarks()
    assert (row.id, row.positions) == (again.pk, (position.pk, again.pk))
    assert row.owner is not None
    assert row.state is RemarkState.ANSWERED


def test_deferring_takes_a_remark_back() -> None:
    record(1, NORTH, {"1": TOO_DEAR})

    record(1, NORTH, {"1": Said(Answer.DEFERRED, "Meer tijd nodig.")})

    assert [row.state for row in all_remarks()] == [RemarkState.LAPSED]
    assert unanswered(CODE) == ()


def test_one_proposal_does_not_show_the_remarks_of_another() -> None:
    draft("ander")
    send("ander")
    record(1, NORTH, {"1": TOO_DEAR}, code="ander")

    assert all_remarks() == []
    assert [row.proposal_code for row in open_remarks(WORKER, AsOf(TODAY))] == ["ander"]


def test_as_it_was_before_the_meeting_there_was_no_remark() -> None:
    record(1, NORTH, {"1": TOO_DEAR})

    assert all_remarks(on=MEETING - dt.timedelta(days=1)) == []


def test_the_number_of_queries_does_not_grow_with_the_number_of_remarks() -> None:
    all_councils_agree({**AGREED, "1": TOO_DEAR})
    with CaptureQueriesContext(connection) as few:
        assert len(all_remarks()) == 2
    for number in range(1, 7):
        record(3, f"organisation:GM900{number}", {"3a": TOO_DEAR})
    for row in all_remarks():
        answer(row.id)
        assign(row.id)
    with CaptureQueriesContext(connection) as without_seats:
        unanswered(CODE)
    with CaptureQueriesContext(connection) as many:
        assert len(remarks(COMMAND, CODE, AsOf(TODAY))) == 8

    of_seats_and_replies = (
        4 + 1
    )  # the seats of the day with their bodies and organisations, and what was answered
    assert len(many) <= len(few) + of_seats_and_replies
    assert len(without_seats) <= len(many)


def test_the_reply_note_prints_the_text_on_which_a_remark_was_made() -> None:
    (position,) = record(1, NORTH, {"1": TOO_DEAR})
    answer(position.pk)
    second_version(points={"1": "De strategie vaststellen, met aandacht voor de kosten."})
    record(1, SOUTH, {"1": TOO_DEAR})

    blocks = _by_point(all_remarks())

    texts = [each.text for each in blocks if isinstance(each, Paragraph)]
    assert texts == [
        "In versie 1: De strategie vaststellen.",
        "In versie 2: De strategie vaststellen, met aandacht voor de kosten.",
    ]
    tables = [each for each in blocks if isinstance(each, DataTable)]
    assert [len(each.rows) for each in tables] == [1, 1]
