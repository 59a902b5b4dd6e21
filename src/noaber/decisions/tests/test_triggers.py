"""What the database refuses, whoever asks: changing an answer, and changing a text that was sent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.decisions.models import ObligationTerms
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.services.drafts.written import ObligationText
from noaber.decisions.tests.conftest import AGREED, NORTH, POINTS, draft, everything, record, send

pytestmark = pytest.mark.db

ANSWERED = ("UPDATE decisions_position SET text = 'x'", "DELETE FROM decisions_position")
SENT = (
    "UPDATE decisions_proposalversion SET title = 'x'",
    "UPDATE decisions_decisionpoint SET text = 'x'",
    "DELETE FROM decisions_decisionpoint",
)
TERMS = (
    "UPDATE decisions_obligationterms SET rate = 9",
    "DELETE FROM decisions_obligationterms",
    (
        "INSERT INTO decisions_obligationterms (kind, first_year, last_year, point_id) "
        "SELECT 'capacity', 2020, 2021, id FROM decisions_decisionpoint WHERE label = '4'"
    ),
)
IN_PLACE = (
    *(
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        for table in ("decisions_proposalversion", "decisions_obligationterms")
    ),
    (
        "UPDATE OR REPLACE decisions_proposalversion SET id = (SELECT min(id) FROM decisions_proposalversion) "
        "WHERE sent_at IS NULL"
    ),
    (
        "UPDATE OR REPLACE decisions_decisionpoint SET id = (SELECT min(id) FROM decisions_decisionpoint) "
        "WHERE id = (SELECT max(id) FROM decisions_decisionpoint)"
    ),
)
WITH_TERMS = tuple(
    replace(each, obligation=ObligationText("contribution", 2020, 2023, rate=Decimal("0.07")))
    if each.label == "3a"
    else each
    for each in POINTS
)


@pytest.mark.parametrize("statement", [*ANSWERED, *SENT])
def test_neither_an_answer_nor_a_sent_text_changes(memo: Standing, statement: str) -> None:
    record(1, NORTH, AGREED)
    before = everything()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert everything() == before


@pytest.mark.usefixtures("drafted")
@pytest.mark.usefixtures("voorbeeldland")
@pytest.mark.parametrize("statement", SENT)
def test_a_draft_may_change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0


def test_no_point_comes_in_after_sending(memo: Standing) -> None:
    copy = (
        "INSERT INTO decisions_decisionpoint "
        "(version_id, label, kind, text, parent, addressed_to, forwarded_to, advice) "
        "SELECT version_id, '9', kind, text, parent, addressed_to, forwarded_to, advice "
        "FROM decisions_decisionpoint WHERE label = '1'"
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)


@pytest.mark.usefixtures("voorbeeldland")
def test_terms_stay_as_they_were_sent() -> None:
    draft(points=WITH_TERMS)
    change(TERMS[0])
    send()
    for statement in TERMS:
        with pytest.raises(DatabaseError), transaction.atomic():
            change(statement)
    assert ObligationTerms.objects.get().rate == Decimal(9)


@pytest.mark.usefixtures("voorbeeldland")
@pytest.mark.parametrize("statement", IN_PLACE)
def test_nothing_takes_the_place_of_what_was_sent(statement: str) -> None:
    draft(points=WITH_TERMS)
    send()
    draft("anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        change(statement)


def change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


ROUTE = (
    "UPDATE decisions_stage SET role = 'hear' WHERE number = 1",
    "UPDATE decisions_stage SET rule = 'majority' WHERE number = 1",
    "UPDATE decisions_stage SET after = 0, title = 'x'",
    "UPDATE decisions_stage SET labels = '[]' WHERE number = 1",
    "DELETE FROM decisions_stage WHERE number = 3",
    (
        "INSERT INTO decisions_stage (proposal_id, number, title, role, rule, quorum, labels, after, is_follow_up) "
        "SELECT proposal_id, 9, title, role, rule, quorum, labels, after, is_follow_up FROM decisions_stage "
        "WHERE number = 1"
    ),
    "UPDATE decisions_proposal SET classification = 'public'",
    "UPDATE decisions_proposal SET code = 'anders'",
)


@pytest.mark.parametrize("statement", ROUTE)
def test_the_route_and_who_may_read_it_stand_from_sending_on(memo: Standing, statement: str) -> None:
    before = everything()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert everything() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO decisions_stage SELECT * FROM decisions_stage",
        "INSERT OR REPLACE INTO decisions_proposal SELECT * FROM decisions_proposal",
    ],
)
def test_nothing_takes_the_place_of_a_sent_route(memo: Standing, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_deadline_still_moves_after_sending(memo: Standing) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_stage SET due_on = '2020-05-01' WHERE number = 1")
        assert cursor.rowcount == 1


@pytest.mark.usefixtures("drafted")
@pytest.mark.usefixtures("voorbeeldland")
def test_the_route_of_a_draft_may_change() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_stage SET title = 'x'")
        assert cursor.rowcount > 0
