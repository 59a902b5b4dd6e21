"""What the database refuses, whoever asks: changing an answer, and changing a text that was sent."""

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.decisions.queries.matrix import Standing
from noaber.decisions.tests.conftest import AGREED, NORTH, draft, everything, record

ANSWERED = ("UPDATE decisions_position SET text = 'x'", "DELETE FROM decisions_position")
SENT = (
    "UPDATE decisions_proposalversion SET title = 'x'",
    "UPDATE decisions_decisionpoint SET text = 'x'",
    "DELETE FROM decisions_decisionpoint",
)


@pytest.mark.parametrize("statement", [*ANSWERED, *SENT])
def test_neither_an_answer_nor_a_sent_text_changes(memo: Standing, statement: str) -> None:
    record(1, NORTH, AGREED)
    before = everything()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert everything() == before


@pytest.mark.usefixtures("voorbeeldland")
@pytest.mark.parametrize("statement", SENT)
def test_a_draft_may_change(statement: str) -> None:
    draft()

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
