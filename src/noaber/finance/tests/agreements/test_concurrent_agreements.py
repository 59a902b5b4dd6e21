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


EMPTY_BOOKS = f"""
{AGREED}
load()
print("ready")
"""
# It has looked whether the years are free; the other asks the same ones meanwhile.
FIRST = WITHDRAW.replace(
    'agreements.withdraw_agreement("bijdragen", actor=COMMAND, now=NOW, expected_revision=1)',
    'agreements.record_agreement("een", terms(), actor=COMMAND, now=NOW)',
)
OTHER = """
wait_for("looked")
act(lambda: agreements.record_agreement("twee", terms(first_year=2023, last_year=2025), actor=COMMAND, now=NOW))
"""
# It has looked whether anything hangs on it; the other says meanwhile how a year is billed.
PASS_ON = """
from noaber.finance.services.reports.vat_passing import record_vat_passing
wait_for("looked")
said = {"is_passed_on": True, "motive": "Zo staat het erin."}
act(lambda: record_vat_passing("bijdragen", 2021, actor=COMMAND, now=NOW, **said))
"""
CODES = """
from noaber.finance.models import Agreement, VatPassing
print(*Agreement.objects.values_list("code", flat=True), VatPassing.objects.count())
"""


@pytest.mark.db
@pytest.mark.parametrize(
    ("made", "acts", "left"),
    [(EMPTY_BOOKS, [FIRST, OTHER], "een 0"), (DRAFTED, [WITHDRAW, PASS_ON], "bijdragen 0")],
    ids=["the same years twice", "a year of one that is taken back"],
)
def test_who_comes_second_sees_what_the_first_did(
    installation: Callable[[str], Installation], made: str, acts: list[str], left: str
) -> None:
    said, found = concurrently(installation, made, acts, CODES, prepare=AGREED)
    assert said[0].strip() == "recorded"
    assert said[1].strip() != "recorded"
    assert found.split() == left.split()
