"""What somebody with the database in hand changes of an agreement, `verify-audit` names; the triggers put back too."""

import pytest
from django.db import connection

from noaber.core.access import COMMAND
from noaber.core.keeping.seals import verify_audit
from noaber.core.tests.guards import unguarded
from noaber.finance.services.agreements import record_agreement
from noaber.finance.tests.samples import MEMO, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE finance_budgetline SET amount_cents = amount_cents + 1 WHERE position = 1", "budget_line"),
        ("DELETE FROM finance_budgetline WHERE position = 1", "budget_line"),
        ("UPDATE finance_agreementstatement SET rate = 0.08", "agreement"),
    ],
)
def test_a_change_of_what_was_agreed_upon_is_named(statement: str, name: str) -> None:
    record_agreement("bijdragen", MEMO, actor=COMMAND, now=NOW)
    assert verify_audit().fault is None
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
    found = verify_audit().fault
    assert found
    assert f"{name} " in found.message
