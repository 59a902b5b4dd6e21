"""Several who commit, carry or pay at the same moment: never for more than a line, a year or an amount has (R48).

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import EMPTY, Installation, in_rounds

PREPARE: Final = """
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.tests.budget_books import *
from noaber.finance.models import Commitment
from noaber.finance.services.spending.commitments import Wanted, commit, request_commitment
"""
START: Final = """
approved_budget()
for number in range(5):
    wanted = Wanted(CODE, YEAR, "projecten", f"Een proef met nummer {number}", 20_000_00)
    request_commitment(wanted, actor=COORDINATOR, now=NOW)
print("ready")
"""
COMMIT: Final = """
try:
    print(commit(Commitment.objects.get(number={number}).pk, actor=CONTROLLER, now=NOW))
except DomainError:
    print("refused")
"""
READ: Final = """
assert verify_chain()[1] is None
line = budget().line("projecten")
print(line.use.committed_cents, line.left_cents)
"""


@pytest.mark.db
def test_a_line_is_never_committed_for_more_than_it_has(
    installation: Callable[[str], Installation],
) -> None:
    acts = [COMMIT.format(number=number) for number in (1, 2, 3, 4, 5)]
    begun, said, found = in_rounds(installation(EMPTY), PREPARE, [START], acts, [READ])
    assert begun[0].strip() == "ready"
    assert sorted(each.strip() for each in said) == ["True", "True", "True", "refused", "refused"]
    assert found[0].split() == ["6000000", "1000000"]


TWO_YEARS: Final = """
from noaber.finance.models import BankEntry, CarriedCommitment, PurchasePayment
from noaber.finance.services.spending.carrying import carry_commitment
from noaber.finance.services.spending.purchase_payments import pay_purchase
from noaber.finance.tests.spending.test_purchase_payments import bill, out, row
"""
LEFT: Final = """
import datetime as dt
from noaber.finance.services.budget.year_budget import first_lines
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.samples import MEMO
name_host()
approved_budget()
approve_budget(propose(list(first_lines(MEMO, INCOME)), year=YEAR + 1), actor=SECOND, now=NOW)
wanted = Wanted(CODE, YEAR, "projecten", "Een proef die doorloopt", 20_000_00)
commit(request_commitment(wanted, actor=COORDINATOR, now=NOW), actor=CONTROLLER, now=NOW)
print(bill(), bill(dataclasses.replace(BILL, number="F-78")), out())
"""
CARRY: Final = """
import datetime as dt
first = Commitment.objects.get(number=1, budget_year__year=YEAR).pk
print(carry_commitment(first, reason=WHY, actor=CONTROLLER, now=NOW, today=dt.date(YEAR + 1, 1, 10))[1])
"""
PAY: Final = """
try:
    print(pay_purchase({number}, BankEntry.objects.get().pk, actor=CONTROLLER, now=NOW))
except DomainError:
    print("refused")
"""
AFTERWARDS: Final = """
assert verify_chain()[1] is None
print(CarriedCommitment.objects.count(), budget(YEAR + 1).line("projecten").use.committed_cents)
print(PurchasePayment.objects.count(), sorted(row(number).open_cents for number in (1, 2)))
"""


@pytest.mark.db
def test_at_one_moment_what_is_left_is_carried_once_and_money_pays_one_invoice(
    installation: Callable[[str], Installation],
) -> None:
    bill = "from noaber.finance.tests.spending.test_services_spending import BILL"
    prepare = f"{PREPARE}{TWO_YEARS}import dataclasses\n{bill}\n"
    acts = [CARRY, CARRY, PAY.format(number=1), PAY.format(number=2)]
    _begun, said, found = in_rounds(installation(EMPTY), prepare, [LEFT], acts, [AFTERWARDS])
    answers = [each.strip() for each in said]
    assert sorted(answers[:2]) == ["False", "True"]
    assert sorted(answers[2:]) == ["True", "refused"]
    carried, paid = found[0].splitlines()
    assert carried.split() == ["1", "2000000"]
    assert paid == "1 [0, 1210000]"


ON_LINE: Final = """
from noaber.core.errors import Conflict
from noaber.finance.services.bank.allocating import set_aside
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry
from noaber.finance.models import BankBooking, BankEntry
from noaber.finance.queries.bank.entries import entry
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.spending.test_purchase_payments import out
"""
ONE_ENTRY: Final = "name_host()\napproved_budget()\nprint(out(12_50))"
BOOK: Final = """
key = BankEntry.objects.get().pk
try:
    print(book_entry(OnLine(key, CODE, YEAR, "projecten", {cents}, 12_50), reason=WHY, actor=CONTROLLER, now=NOW))
except (Conflict, DomainError):
    print("refused")
"""
BOOKED: Final = """
assert verify_chain()[1] is None
print(BankBooking.objects.count(), entry(BankEntry.objects.get().pk).left_cents >= 0)
"""


@pytest.mark.db
def test_at_one_moment_an_entry_is_booked_on_a_line_once(
    installation: Callable[[str], Installation],
) -> None:
    acts = [BOOK.format(cents=cents) for cents in (12_50, 12_50, 10_00)]
    _begun, said, found = in_rounds(installation(EMPTY), f"{PREPARE}{ON_LINE}", [ONE_ENTRY], acts, [BOOKED])
    assert sorted(each.strip() for each in said)[-1] == "refused", "another amount than what was booked"
    assert sum(each.strip() == "True" for each in said) == 1
    assert found[0].split() == ["1", "True"]


TAXED: Final = """
from noaber.core.errors import Conflict
from noaber.finance.models import BankEntry, VatSettlement
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.spending.vat_settlements import OfVat, settle_vat
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.spending.test_services_spending import approved, book
from noaber.finance.tests.spending.test_vat_settlements import bank
"""
TWO_RETURNS: Final = """
approved_budget()
contributions(YEAR, (10_000_00, 10_000_00), 21)
book(approved(), BookingPart("projecten", 10_000_00))
print(bank(-1_000_00), bank(-1_100_00))
"""
SETTLE: Final = """
key, cents = list(BankEntry.objects.order_by("pk").values_list("pk", "amount_cents"))[{at}]
try:
    print(settle_vat(OfVat(key, CODE, cents, cents), reason="Btw van 2021", actor=CONTROLLER, now=NOW))
except (Conflict, DomainError):
    print("refused")
"""
SETTLED: Final = """
assert verify_chain()[1] is None
left = balances_of(journal_postings(CODE, YEAR))
print(VatSettlement.objects.count(), left.get("btw", 0), left.get("voorbelasting", 0))
"""


@pytest.mark.db
def test_at_one_moment_an_entry_is_settled_once_and_nothing_is_deducted_twice(
    installation: Callable[[str], Installation],
) -> None:
    acts = [SETTLE.format(at=at) for at in (0, 0, 1)]
    _begun, said, found = in_rounds(installation(EMPTY), f"{PREPARE}{TAXED}", [TWO_RETURNS], acts, [SETTLED])
    assert sorted(each.strip() for each in said) == ["False", "True", "True"]
    assert found[0].split() == ["2", "0", "0"]
