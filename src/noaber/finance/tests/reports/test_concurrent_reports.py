"""Adopting and booking at the same moment: an account that was adopted is the ledger, whoever came first.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import EMPTY, Installation, in_rounds

PREPARE: Final = """
import datetime as dt
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.models import ReportAdoption
from noaber.finance.queries.reports.report import changed_since
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.services.spending.purchases import book_purchase
from noaber.finance.tests.budget_books import *
from noaber.finance.tests.reports.test_services_reports import *
"""
START: Final = """
approved_budget(FIRST)
number = take_in_purchase(BILL, source="hand", actor=CONTROLLER, now=NOW, today=AFTER)
for person in (CONTROLLER, COORDINATOR):
    approve_purchase(number, actor=person, now=NOW)
write()
print("ready")
"""
ADOPT: Final = """
try:
    print("adopted" if adopt() else "again")
except DomainError:
    print("refused")
"""
BOOK: Final = """
try:
    part = BookingPart("projecten", BILL.total_cents)
    book_purchase(1, CODE, FIRST, [part], actor=CONTROLLER, now=NOW, today=AFTER)
    print("booked")
except DomainError:
    print("refused")
"""
READ: Final = """
assert verify_chain()[1] is None
print(ReportAdoption.objects.count(), changed_since(report(), agreement()))
"""


@pytest.mark.db
def test_what_was_adopted_is_the_ledger(installation: Callable[[str], Installation]) -> None:
    begun, said, found = in_rounds(installation(EMPTY), PREPARE, [START], [ADOPT, BOOK, ADOPT], [READ])
    assert begun[0].strip() == "ready"
    words = sorted(each.strip() for each in said)
    assert words in (["adopted", "again", "refused"], ["booked", "refused", "refused"])
    count, off = found[0].split()
    assert (count, off) == (("1", "0") if "adopted" in words else ("0", "-1210000"))
