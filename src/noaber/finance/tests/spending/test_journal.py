"""The journal of a year: income, payments, grants and purchases, each on two accounts."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.finance.models import (
    Agreement,
    BankEntry,
    BillingTerms,
    BillingYear,
    ContributionRun,
    Invoice,
    RunContribution,
)
from noaber.finance.queries.reports.figures import vat_by_invoice
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.grants.grant import GrantDetails, GrantStepKind, GrantStepText, IncomeLine
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.rules.spending.journal import Document, Posting, journal_of
from noaber.finance.services.bank.allocating import Shares, allocate, refund, release
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.tests.bank_samples import DAY, camt
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, NOW, TODAY, WHY, YEAR
from noaber.finance.tests.grants import test_grants_in_budget as granted
from noaber.finance.tests.invoices_in_books import NOW as PAID_AT
from noaber.finance.tests.invoices_in_books import credit, issue_invoices, name_host
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.spending.test_services_spending import BILL, approved, book
from noaber.network.tests.pages import words

_books = granted._books
PAGE: Final = f"/begroting/{CODE}/{YEAR}/journaal/"


def balances() -> dict[str, int]:
    """Debit less credit of every account; together nothing."""
    found: dict[str, int] = {}
    for line in journal_of(journal_postings(CODE, YEAR)):
        found[line.account] = found.get(line.account, 0) + line.debit_cents - line.credit_cents
    assert sum(found.values()) == 0
    return {account: cents for account, cents in found.items() if cents}


def bill(invoices: dict[str, Invoice]) -> None:
    """Say that these invoices are the contributions of the year."""
    by: dict[str, Any] = {"recorded_at": NOW}
    year = BillingYear.objects.create(agreement=Agreement.objects.get(code=CODE), year=YEAR)
    day = dt.date(2020, 1, 1)
    terms = BillingTerms.objects.create(
        billing_year=year, number=1, reference_on=day, rate=Decimal("0.07"), rounding="per_municipality",
        vat_treatment="out_of_scope", payment_days=30, motive="Proef", **by,
    )  # fmt: skip
    run = ContributionRun.objects.create(terms=terms, billing_year=year, number=1, budget_cents=1, **by)
    for row in invoices.values():
        row.contribution = RunContribution.objects.create(
            run=run, organisation=row.buyer, name="Proef", population=1, source="Proef", is_provisional=False,
            days=365, amount_cents=row.total_cents,
        )  # fmt: skip


@pytest.fixture
def billed(_books: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Invoice]:
    """Two invoices of 100 and 200 euro, made with their contribution: afterwards nothing of them can change."""
    from noaber.finance.tests import invoices_in_books

    keep = invoices_in_books._keep

    def with_contribution(rows: list[Invoice]) -> None:
        if rows[0].kind == "invoice":
            bill({row.number: row for row in rows})
        keep(rows)

    monkeypatch.setattr(invoices_in_books, "_keep", with_contribution)
    return issue_invoices((100_00, 200_00))


def bank(*said: Any) -> list[int]:
    import_bank_file(io.BytesIO(camt(said)), "mei.xml", actor=COMMAND, now=PAID_AT)
    return list(BankEntry.objects.order_by("pk").values_list("pk", flat=True))


def test_income_payments_and_refunds_each_stand_on_two_accounts(billed: dict[str, Invoice]) -> None:
    first, second = billed
    assert balances() == {"debiteuren": 300_00, "bijdragen-van-gemeenten": -300_00}
    came, went = bank(said_entry(150_00), said_entry(50_00, direction=Direction.DEBIT))
    allocate(Shares(came, {first: 100_00}, reason=WHY), actor=COMMAND, now=PAID_AT)
    assert balances() == {"debiteuren": 200_00, "bank": 100_00, "bijdragen-van-gemeenten": -300_00}
    credit(billed[second])
    assert balances() == {"bank": 100_00, "bijdragen-van-gemeenten": -100_00}
    key = billed[first].allocations.get().pk
    release(key, reason=WHY, actor=COMMAND, now=PAID_AT)
    waits = {"bank": 100_00, "nog-te-verwerken": -100_00}
    assert balances() == {"debiteuren": 100_00, "bijdragen-van-gemeenten": -100_00, **waits}
    refund(came, went, 50_00, reason=WHY, actor=COMMAND, now=PAID_AT)
    of_bank = journal_of(journal_postings(CODE, DAY.year))
    assert sorted((line.account, line.debit_cents, line.credit_cents) for line in of_bank) == [
        ("bank", 0, 50_00),
        ("bank", 50_00, 0),
        ("bank", 100_00, 0),
        ("nog-te-verwerken", 0, 100_00),
        ("tussenrekening", 0, 50_00),
        ("tussenrekening", 50_00, 0),
    ]


@pytest.mark.usefixtures("_books")
def test_grants_and_purchases_too_and_it_can_be_taken_along_as_a_file() -> None:
    line = IncomeLine(CODE, YEAR, granted.LINE.post)
    details = GrantDetails("Buurt", "Fonds", "", "GM0193", "", line)
    record_grant("buurt", details, actor=CONTROLLER, now=NOW, today=TODAY)
    for kind, cents in (("application", 900_00), ("award", 900_00), ("advance", 700_00)):
        text = GrantStepText(GrantStepKind(kind), TODAY, cents, "", "Brief in het archief")
        record_grant_step("buurt", text, actor=CONTROLLER, now=NOW, today=TODAY)
    book(approved(), BookingPart("projecten", 12_100_00))
    to_come = {"subsidies-te-ontvangen": 200_00, line.post: -900_00}
    expected = {"tussenrekening": 700_00, **to_come, "projecten": 12_100_00, "crediteuren": -12_100_00}
    assert balances() == expected
    answer: Any = client_of("controller").get(f"{PAGE}?formaat=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sum(row[3] == "tussenrekening" for row in sheet) == 1
    assert any("Fonds" in row for row in sheet)


POSTINGS: Final = st.builds(
    Posting,
    st.sampled_from(Document),
    st.just("1"),
    st.just("1"),
    st.dates(),
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    st.integers(-(10**12), 10**12),
)


@given(st.lists(POSTINGS, max_size=30))
def test_debit_equals_credit_and_no_side_is_below_nought(postings: list[Posting]) -> None:
    lines = journal_of(postings)
    assert sum(line.debit_cents for line in lines) == sum(line.credit_cents for line in lines)
    assert all(min(line.debit_cents, line.credit_cents) == 0 for line in lines)
    assert all(max(line.debit_cents, line.credit_cents) > 0 for line in lines)
    for account in "abc":
        owed = sum(each.amount_cents for each in postings if each.debit == account)
        given = sum(each.amount_cents for each in postings if each.credit == account)
        found = sum(line.debit_cents - line.credit_cents for line in lines if line.account == account)
        assert found == owed - given


def csv_rows(client: Client) -> list[dict[str, str]]:
    answer: Any = client.get(f"{PAGE}?formaat=csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.usefixtures("_books")
def test_a_note_stands_on_the_row_that_it_is_about_and_what_explains_the_journal_on_none() -> None:
    name_host()
    bank(said_entry(1_00, booked_on=TODAY))
    book(approved(), BookingPart("projecten", 12_100_00))
    client = client_of("controller")
    rows = csv_rows(client)
    assert [row["reason"] for row in rows] == ["", "", "Nog niet verwerkt", "Nog niet verwerkt"]
    assert not any("Elk bedrag staat er twee keer" in value for row in rows for value in row.values())
    assert "Elk bedrag staat er twee keer" in words(client.get(PAGE))
    answer: Any = client.get(f"{PAGE}?formaat=xlsx")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    noted = str(sheets.get_sheet_by_index(1).to_python())
    assert "Elk bedrag staat er twee keer" in noted


@pytest.mark.usefixtures("_books")
def test_a_purchase_shows_its_own_date_and_the_day_on_which_it_was_booked() -> None:
    late = replace(BILL, issued_on=dt.date(YEAR - 1, 12, 3))
    book(approved(late), BookingPart("projecten", 12_100_00))
    client = client_of("controller")
    rows = csv_rows(client)
    assert {(row["document_on"], row["booked_on"]) for row in rows} == {(f"{YEAR - 1}-12-03", f"{TODAY}")}
    assert f"3-12-{YEAR - 1}" in words(client.get(PAGE))


@pytest.mark.parametrize(("percent", "kind"), [(0, "invoice"), (21, "invoice"), (0, "credit_note")])
@pytest.mark.usefixtures("_books")
def test_what_a_supplier_rounds_off_is_part_of_the_cost_and_nothing_stays_between(
    percent: int, kind: str
) -> None:
    contributions(YEAR, (100_00,), percent)
    if kind == "credit_note":
        book(approved(replace(BILL, number="F-0")), BookingPart("projecten", BILL.total_cents))
    before = balances()
    number = approved(replace(BILL, number="F-4", kind=DocumentKind(kind), rounding_cents=-4))
    sign = -1 if kind == "credit_note" else 1
    cost = sign * ((BILL.net_cents if percent else BILL.total_cents) - 4)
    assert (
        "De afronding van de leverancier"
        in client_of("controller").get(f"/inkoop/{number}/boeken/").content.decode()
    )
    with pytest.raises(DomainError, match="te boeken is"):
        book(number, BookingPart("projecten", cost + 4))
    book(number, BookingPart("projecten", cost))
    moved = {key: cents - before.get(key, 0) for key, cents in balances().items()}
    assert moved["projecten"] == cost
    assert moved["crediteuren"] == -sign * (BILL.total_cents - 4)
    assert moved.get("voorbelasting", 0) == (BILL.vat_cents if percent else 0)
    assert "tussenrekening" not in moved
    assert vat_by_invoice(CODE, YEAR)[incoming_code(number)] == (0 if percent else sign * BILL.vat_cents)
