"""Three municipalities that were invoiced for a year by a run and paid in part, without a register behind them."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any, Final

from noaber.core.history import recorded_by
from noaber.finance.models import (
    Agreement,
    BankEntry,
    BillingTerms,
    BillingYear,
    ContributionRun,
    Invoice,
    InvoiceSeries,
    RunContribution,
)
from noaber.finance.services.bank.allocating import Shares, allocate
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.tests.bank_samples import camt, entry
from noaber.finance.tests.budget_books import CODE, CONTROLLER, NOW
from noaber.finance.tests.invoices_in_books import _keep, _row, name_host

AMOUNTS: Final = (100_01, 200_02, 300_04)
PAYERS: Final = ("GM9001", "GM9002", "GM9003")


def contributions(
    year: int = 2020,
    amounts: tuple[int, ...] = AMOUNTS,
    percent: int = 0,
    payers: int = 0,
    code: str = CODE,
) -> dict[str, Invoice]:
    """An invoice for each amount with tax on it, of a run of the year; by number. `payers`: those that are known."""
    if not payers:
        name_host()
    run = _run(year, percent, code)
    series = InvoiceSeries.objects.create(year=year, last_number=len(amounts))
    rows = []
    for at, cents in enumerate(amounts, start=1):
        row = _row(series, at, cents + cents * percent // 100, is_known=at <= payers)
        row.issued_on, row.due_on = dt.date(year, 2, 3), dt.date(year, 3, 4)
        row.contribution = RunContribution.objects.create(
            run=run,
            organisation=row.buyer,
            name=f"Proef {at}",
            population=cents,
            source="verzonnen",
            is_provisional=False,
            days=366,
            amount_cents=cents,
        )
        rows.append(row)
    _keep(rows)
    return {row.number: row for row in rows}


def _run(year: int, percent: int, code: str) -> ContributionRun:
    about = BillingYear.objects.create(agreement=Agreement.objects.get(code=code), year=year)
    said: dict[str, Any] = {
        "number": 1,
        "reference_on": dt.date(year, 1, 1),
        "rate": Decimal("0.01"),
        "rounding": "half_up",
        "vat_treatment": "taxed" if percent else "out_of_scope",
        "vat_rate": percent,
        "payment_days": 30,
        "motive": "proef",
    }
    terms = BillingTerms.objects.create(billing_year=about, **said, **recorded_by(CONTROLLER, NOW))
    return ContributionRun.objects.create(
        billing_year=about, terms=terms, number=1, budget_cents=0, recorded_at=NOW, recorded_by_id=1
    )


def pay(number: str, cents: int, at: dt.datetime = NOW) -> None:
    """A payment on an invoice, as it comes in at the bank."""
    before = BankEntry.objects.count()
    data = camt([entry(cents)], number=str(before), opening=before)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=at)
    key = BankEntry.objects.latest("pk").pk
    allocate(Shares(key, {number: cents}, reason="Een proef met geld."), actor=CONTROLLER, now=at)
