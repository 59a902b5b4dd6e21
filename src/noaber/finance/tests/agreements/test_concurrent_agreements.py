"""A proposal that is sent while its agreement is taken back, is sent after it: nobody is asked what was gone.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable

import pytest

from noaber.decisions.tests.test_concurrent_recording import concurrently
from noaber.decisions.tests.test_concurrent_withdrawal import PREPARE
from tests.databases import Installation

AGREED = f"""
{PREPARE}
from noaber.finance.services import agreements
from noaber.decisions.tests.forwarded import ASKING
from noaber.finance.tests.samples import terms
"""
DRAFTED = f"""
{AGREED}
load(); draft(points=ASKING)
agreements.record_agreement("bijdragen", terms(decided_by=CODE), actor=COMMAND, now=NOW)
print("ready")
"""
# It has looked whether the proposal was sent; the sending is asked meanwhile.
WITHDRAW = """
real = agreements._write
def write(*args):
    pathlib.Path("looked").touch()
    time.sleep(1)
    return real(*args)
agreements._write = write
act(lambda: agreements.withdraw_agreement("bijdragen", actor=COMMAND, now=NOW, expected_revision=1))
"""
SEND = """
wait_for("looked")
act(send)
"""
ORDER = """
rows = AuditEntry.objects.filter(verb__in=["decisions.send_proposal", "finance.withdraw_agreement"])
print(*rows.order_by("sequence").values_list("verb", flat=True))
"""


@pytest.mark.db
def test_sending_waits_for_an_agreement_that_is_taken_back(
    installation: Callable[[str], Installation],
) -> None:
    said, order = concurrently(installation, DRAFTED, [WITHDRAW, SEND], ORDER, prepare=AGREED)
    assert [each.strip() for each in said] == ["recorded", "recorded"]
    assert order.split() == ["finance.withdraw_agreement", "decisions.send_proposal"]
