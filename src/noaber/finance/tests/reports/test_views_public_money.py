"""What anyone sees of the money, and what the auditor gets of it."""

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from typing import Final

import pytest
from django.test import Client

from noaber.core import clock
from noaber.finance.models import BankEntry, PurchasePayment
from noaber.finance.queries.spending.bookings import incoming_invoices
from noaber.finance.rules.grants.grant import GrantDetails, GrantStepKind, GrantStepText
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.services.bank.allocating import set_aside
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry
from noaber.finance.services.spending.purchase_payments import pay_purchase, release_purchase_payment
from noaber.finance.services.spending.purchases import take_in_purchase
from noaber.finance.services.spending.set_offs import set_off_purchase
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import CODE, CONTROLLER, NOW, WHY, approved_budget
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import AMOUNTS, PAYERS, contributions, pay
from noaber.finance.tests.reports.test_services_reports import AFTER, FIRST, adopt, booked, write
from noaber.finance.tests.spending.test_purchase_payments import out
from noaber.network.models import Organisation, OrganisationVersion
from noaber.network.tests.pages import words

PAGE: Final = "/openbaar/geld/"
AUDIT: Final = f"/begroting/{CODE}/{FIRST}/controle/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    approved_budget(FIRST)
    sent = contributions(FIRST)
    pay("2020-0001", 60_01)
    credit(sent["2020-0003"])
    booked()


def test_without_a_budget_it_says_so() -> None:
    assert "nog geen begroting" in words(Client().get(PAGE))
    assert Client().get("/open-data/geld.json").json()["years"] == []


def test_anyone_sees_the_budget_and_once_adopted_the_account(client: Client, year: None) -> None:
    page = words(client.get(PAGE))
    assert "70.000,00" in page
    assert "12.100,00" not in page, "not before it is adopted"
    assert write()
    assert adopt()
    answer = client.get(PAGE)
    for text in ("12.100,00", "Gemeenten die betaalden voor 2020 2"):
        assert text in words(answer)
    for name in ("Zalencentrum", "Proef 1", *PAYERS):
        assert name not in answer.content.decode(), "no supplier and no single payer"
    assert len(csv_rows(client, f"{PAGE}?formaat=csv")) == 1 + 5
    open_data = client.get("/open-data/geld.json")
    [found] = open_data.json()["years"]
    assert (found["isFinal"], found["payerCount"]) == (True, 2)
    assert found["contributions_cents"] == sum(AMOUNTS[:2])
    assert sum(line["actual_cents"] for line in found["lines"] if line["side"] == "uitgaven") == 12_100_00
    assert client.get("/open-data/geld.json", HTTP_IF_NONE_MATCH=open_data["ETag"]).status_code == 304
    assert "Zalencentrum" not in json.dumps(open_data.json())


def audited(client: Client) -> dict[str, list[dict[str, str]]]:
    """Every table of the file, by its name."""
    with zipfile.ZipFile(io.BytesIO(client.get(f"{AUDIT}zip/").content)) as bundle:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(bundle.read(name).decode())))
            for name in bundle.namelist()
            if name.endswith(".csv")
        }


def test_the_auditor_gets_all_of_the_bank_and_what_it_paid(year: None) -> None:
    keys = [out(5_00 + at, booked_on=dt.date(FIRST, 6, 1)) for at in range(4)]
    paid, apart, on_line, _waiting = keys
    number = incoming_invoices()[0].number
    credit_note = replace(
        incoming_invoices()[0].said, kind=DocumentKind.CREDIT_NOTE, number="C-1", net_cents=9_00
    )
    credited = take_in_purchase(
        replace(credit_note, vat_cents=0), source="hand", actor=CONTROLLER, now=NOW, today=AFTER
    )
    pay_purchase(number, paid, actor=CONTROLLER, now=NOW)
    set_off_purchase(credited, number, 9_00, actor=CONTROLLER, now=NOW)
    set_aside(apart, reason=WHY, actor=CONTROLLER, now=NOW)
    book_entry(OnLine(on_line, CODE, FIRST, "projecten", 5_02), reason=WHY, actor=CONTROLLER, now=NOW)
    release_purchase_payment(PurchasePayment.objects.get().pk, reason=WHY, actor=CONTROLLER, now=NOW)
    applicant = Organisation.objects.get(code=PAYERS[0])
    OrganisationVersion.objects.create(
        organisation=applicant, name="Proef", valid_from=dt.date(2019, 1, 1), known_from=NOW
    )
    details = GrantDetails("Buurt", "Fonds", "", applicant.code, "")
    record_grant("buurt", details, actor=CONTROLLER, now=NOW, today=AFTER)
    text = GrantStepText(GrantStepKind.APPLICATION, dt.date(FIRST, 5, 1), 900_00, "", "Brief in het archief")
    record_grant_step("buurt", text, actor=CONTROLLER, now=NOW, today=AFTER)
    tables = audited(client_of("controller"))
    assert len(tables["bank_entries"]) == BankEntry.objects.count()
    assert [row["amount_cents"] for row in tables["purchase_payments"]] == ["500", "-500"], (
        "and what undid it"
    )
    assert [row["entry_id"] for row in tables["allocations"] if not row["invoice_id"]] == [str(apart)]
    for table, column, other in (
        ("bank_entries", "statement_id", "bank_statements"),
        ("allocations", "entry_id", "bank_entries"),
        ("purchase_payments", "entry_id", "bank_entries"),
        ("purchase_payments", "invoice_id", "purchases"),
        ("purchase_payments", "releases_id", "purchase_payments"),
        ("bank_bookings", "entry_id", "bank_entries"),
        ("purchase_set_offs", "invoice_id", "purchases"),
        ("purchase_set_offs", "credit_note_id", "purchases"),
        ("grant_statements", "grant_id", "grants"),
        ("grant_steps", "grant_id", "grants"),
    ):
        pointing = {row[column] for row in tables[table] if row[column]}
        assert pointing, (table, column)
        assert pointing <= {row["id"] for row in tables[other]}, (table, column)


def test_the_auditor_gets_every_row_with_keys_that_link(year: None) -> None:
    controller = client_of("controller")
    assert write()
    tables = audited(controller)
    assert {row["buyer_code"] for row in tables["invoices"]} == set(PAYERS)
    for table, column, other in (
        ("contributions", "run_id", "runs"),
        ("invoices", "credits_id", "invoices"),
        ("allocations", "invoice_id", "invoices"),
        ("allocations", "entry_id", "bank_entries"),
        ("bookings", "invoice_id", "purchases"),
        ("budget_changes", "proposal_id", "budget_proposals"),
        ("purchase_steps", "invoice_id", "purchases"),
    ):
        keys = {row["id"] for row in tables[other]}
        pointing = {row[column] for row in tables[table] if row[column]}
        assert pointing, table
        assert pointing <= keys, table
    assert sum(int(row["amount_cents"]) for row in tables["bookings"]) == 12_100_00
    assert tables["bookings"][0]["booked_on"] == "2020-05-04"
    assert controller.get(f"{AUDIT}xlsx/").content.startswith(b"PK")
    assert client_of("administrator").get(f"{AUDIT}zip/").status_code == 404
