"""The journal of a year that was adopted stays, whatever was underway at that moment: it stands in the year after."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Final

import pytest

from noaber.finance.models import BankEntry, Invoice, ReportAdoption
from noaber.finance.queries.bank.entries import balance_of
from noaber.finance.queries.reports.report import report_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.reports.report import Threshold, period_of
from noaber.finance.services.bank.allocating import Shares, allocate, release, set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.billing.issuing import credit_invoice
from noaber.finance.services.billing.paid_money import PaidMoney
from noaber.finance.services.reports.report import ReportWords, adopt_report, write_report
from noaber.finance.services.spending.purchase_payments import pay_purchase
from noaber.finance.tests.bank_samples import OURS, camt
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.billing import test_services_billing as billed
from noaber.finance.tests.budget_books import CODE, CONTROLLER, SECOND, WHY, approved_budget
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.paying_books import contributions, pay
from noaber.finance.tests.reports.test_year_books import HOUR, adopted, bought
from noaber.finance.tests.reports.test_year_books import agrees as lines_agree
from tests.databases import EMPTY, Installation, in_rounds

DAY: Final = dt.date(2020, 12, 30)
CLOSED_AT: Final = ISSUED_AT + HOUR
UNDERWAY: Final = CLOSED_AT - dt.timedelta(minutes=1)
"""When whoever is overtaken by the adoption began."""


def read_in(*cents: int, at: dt.datetime) -> list[int]:
    """Money of the bank of the last days of 2020, below zero what went out."""
    before = list(BankEntry.objects.values_list("pk", flat=True))
    said = [
        said_entry(abs(each), direction=Direction.CREDIT if each > 0 else Direction.DEBIT, booked_on=DAY)
        for each in cents
    ]
    data = camt(said, number=f"{len(before)}", opening=balance_of(OURS))
    import_bank_file(io.BytesIO(data), "dec.xml", actor=CONTROLLER, now=at)
    return list(BankEntry.objects.exclude(pk__in=before).order_by("pk").values_list("pk", flat=True))


def a_year() -> list[int]:
    """2020 with invoices, a purchase and money that waits: of two payers, and out to a supplier."""
    approved_budget(2020)
    first, *_rest = contributions(2020, (100_00, 200_00, 300_00))
    pay(first, 60_00)
    bought(2020, 40_00, 0)
    return read_in(40_00, 5_00, -50_00, at=ISSUED_AT)


@pytest.mark.django_db
def test_what_was_underway_when_a_year_was_adopted_stands_in_the_year_after() -> None:
    paid, odd, out = a_year()
    adopted(2020, CLOSED_AT, opening_cents=700_00)
    fixed = journal_postings(CODE, 2020)
    assert allocate(Shares(paid, {"2020-0001": 40_00}, reason=WHY), actor=CONTROLLER, now=UNDERWAY)
    assert set_aside(odd, reason=WHY, actor=CONTROLLER, now=UNDERWAY)
    assert pay_purchase(1, out, actor=CONTROLLER, now=UNDERWAY)
    first = BankEntry.objects.order_by("pk")[0].allocations.get()
    assert release(first.pk, reason=WHY, actor=CONTROLLER, now=UNDERWAY)
    read_in(12_34, at=UNDERWAY)
    assert journal_postings(CODE, 2020) == fixed
    keys = {each.key for each in journal_postings(CODE, 2021)}
    assert {str(key) for key in (paid, odd, out)} < keys, "each is in the year that is open"


@pytest.mark.django_db
@pytest.mark.usefixtures("oost_nederland")
def test_a_credit_note_that_was_underway_stands_in_the_year_after_too() -> None:
    sent = Invoice.objects.filter(series__year=2022, kind="invoice").order_by("sequence")[0]
    period, words = period_of(CODE, 2022, 12), ReportWords(Threshold(cents=10**9))
    write_report(period, words, actor=CONTROLLER, now=billed.NOW, today=billed.TODAY)
    account = report_of(CODE, 2022, "jaarrekening")
    assert account
    assert adopt_report(account, actor=SECOND, now=billed.NOW)
    fixed = journal_postings(CODE, 2022)
    note = credit_invoice(
        sent,
        reason=WHY,
        actor=CONTROLLER,
        now=billed.NOW - HOUR,
        issued_on=billed.TODAY,
        paid=PaidMoney.RELEASE,
    )
    assert note.recorded_at > ReportAdoption.objects.get(report=account.id).recorded_at
    assert journal_postings(CODE, 2022) == fixed
    lines_agree(account)


PREPARE: Final = """
import pathlib, time
from django.db import transaction
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.tests.reports.test_recording import *
from noaber.finance.tests.reports.test_year_books import *
held, done = pathlib.Path("held"), pathlib.Path("done")
def wait_for(path, most=10.0):
    "The other does not come as far as `path` while it waits for us: then we go on."
    until = time.monotonic() + most
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.01)
def adopt():
    try:
        adopt_report(report_of(CODE, 2020, "jaarrekening"), actor=SECOND, now=CLOSED_AT)
        print(sorted(balances_of(journal_postings(CODE, 2020)).items()))
    except DomainError as error:
        print(error.message)
def record():
    key = BankEntry.objects.get(amount_cents=40_00).pk
    allocate(Shares(key, {"2020-0001": 40_00}, reason=WHY), actor=CONTROLLER, now=UNDERWAY)
"""
START: Final = """
a_year()
period, words = period_of(CODE, 2020, 12), ReportWords(Threshold(cents=10**9), opening_cents=700_00)
assert write_report(period, words, actor=CONTROLLER, now=ISSUED_AT, today=AFTER)
"""
FIRST: Final = """
with transaction.atomic():
    {act}()
    held.touch()
    wait_for(done, 1.0)
"""
SECOND_ACT: Final = """
wait_for(held)
{act}()
done.touch()
"""
READ: Final = """
assert verify_chain()[1] is None
print(sorted(balances_of(journal_postings(CODE, 2020)).items()))
"""


@pytest.mark.db
def test_who_adopts_waits_for_who_records(installation: Callable[[str], Installation]) -> None:
    acts = [FIRST.format(act="record"), SECOND_ACT.format(act="adopt")]
    _begun, said, _found = in_rounds(installation(EMPTY), PREPARE, [START], acts, [READ])
    assert "Maak eerst een nieuwe versie" in said[1], "what was paid meanwhile is not in this version"


@pytest.mark.db
def test_who_records_waits_for_who_adopts(installation: Callable[[str], Installation]) -> None:
    acts = [FIRST.format(act="adopt"), SECOND_ACT.format(act="record")]
    _begun, said, found = in_rounds(installation(EMPTY), PREPARE, [START], acts, [READ])
    assert found == said[:1], "the journal that was adopted is the one that stands"
