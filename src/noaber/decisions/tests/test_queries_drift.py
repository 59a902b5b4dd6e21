"""Text drift: on which text each party answered, compared by hash with the text that counts (R10, R60)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.versions.drift import Seen, adopted_text, text_seen
from noaber.decisions.queries.versions.version import suggestion, versions, whole_versions
from noaber.decisions.rules.materiality import Reason, Why
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    CODE,
    NORTH,
    SOUTH,
    draft,
    holding,
    record,
    send,
    stand,
)
from noaber.decisions.tests.remarks import second_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memo")]
OTHER = "De strategie en de begroting vaststellen."


def seen(key: str) -> Seen:
    return next(row for row in text_seen(stand()) if row.party.key == key)


def test_who_did_not_answer_saw_nothing() -> None:
    assert (seen(NORTH).has_answered, seen(NORTH).content_hash) == (False, "")
    assert {row.party.key for row in text_seen(stand())} >= {NORTH, SOUTH, BOARD}


@pytest.mark.usefixtures("councils_agreed")
def test_on_one_text_everyone_saw_what_is_asked() -> None:
    assert (seen(NORTH).version, seen(NORTH).is_same_text, seen(NORTH).has_material_change) == (
        1,
        True,
        False,
    )
    assert seen(NORTH).content_hash == stand().content_hash


@pytest.mark.usefixtures("councils_agreed")
def test_after_a_material_change_who_saw_the_older_text_answers_again() -> None:
    second_version(points={"1": OTHER})

    for key in (NORTH, SOUTH):
        assert (seen(key).version, seen(key).is_same_text, seen(key).has_material_change) == (1, False, True)
    record(1, NORTH, AGREED)
    assert (seen(NORTH).version, seen(NORTH).is_same_text) == (2, True)
    assert seen(SOUTH).has_material_change


@pytest.mark.usefixtures("councils_agreed")
def test_after_a_change_that_does_not_matter_the_answer_stands_and_the_drift_is_told() -> None:
    second_version(words={"background": "Beter uitgelegd."}, is_material=False)

    assert (seen(NORTH).version, seen(NORTH).is_same_text, seen(NORTH).has_material_change) == (
        1,
        False,
        False,
    )
    assert {cell.on_version for cell in stand().stages[0].cells.values()} == {1}


@pytest.mark.usefixtures("councils_agreed")
def test_the_hash_decides_not_the_number() -> None:
    second_version(is_material=False)

    assert seen(NORTH).version == 1
    assert seen(NORTH).is_same_text


@pytest.mark.usefixtures("councils_agreed")
def test_what_was_adopted_is_what_counts() -> None:
    second_version(words={"background": "Voor de website."}, is_material=False)
    record(2, BOARD, {"1": AGREE})

    assert adopted_text(stand()) == 2
    assert seen(BOARD).is_same_text
    assert not seen(NORTH).is_same_text
    first = {row.party.key: row.is_same_text for row in text_seen(stand(), 1)}
    assert first[NORTH]


def test_who_answered_point_by_point_on_two_texts_is_told_by_point() -> None:
    record(1, NORTH, AGREED)
    second_version(is_material=False, words={"legal": "Anders."})
    record(1, NORTH, {"1": AGREE})

    assert dict(seen(NORTH).versions) == {"1": 2, "2": 1, "3": 1, "4": 1}
    assert seen(NORTH).version == 1


def test_who_takes_an_answer_back_has_seen_nothing_that_counts() -> None:
    record(1, NORTH, {"1": AGREE})
    record(1, NORTH, {"1": Said(Answer.DEFERRED)})

    assert not seen(NORTH).has_answered


@pytest.mark.usefixtures("councils_agreed")
def test_the_drift_of_all_parties_asks_the_database_nothing_more() -> None:
    found = stand()

    with CaptureQueriesContext(connection) as asked:
        text_seen(found)

    assert len(asked) == 0


def test_a_draft_is_for_its_writers() -> None:
    second_version(is_sent=False)

    assert [row.number for row in versions(COMMAND, CODE)] == [1, 2]
    assert [row.number for row in versions(holding("contact", "organisation:GM9001"), CODE)] == [1]
    assert versions(ANONYMOUS, CODE) == ()
    assert versions(COMMAND, "onbekend") == ()


def test_what_a_change_says_is_read_from_both_versions() -> None:
    second_version(points={"3a": "Iedere gemeente draagt meer bij."}, words={"legal": "Nieuw."})

    whole = whole_versions(CODE, (1, 2))
    found = suggestion(whole[1], whole[2])

    assert found.is_material
    assert found.reasons == (Reason(Why.POINT_TEXT, "3a"), Reason(Why.TEXT, "legal"))


def test_points_are_in_the_order_in_which_people_number_them() -> None:
    labels = [point.label for point in whole_versions(CODE, (1,))[1].content.points]

    assert labels == ["1", "2", "3", "3a", "3b", "4"]


def test_another_proposal_has_its_own_versions() -> None:
    draft("ander")
    send("ander")
    second_version(code="ander")

    assert ProposalVersion.objects.count() == 3
    assert [row.number for row in versions(COMMAND, CODE)] == [1]
