"""What anyone sees of the money, and what the auditor gets of it."""

import csv
import io
import json
import zipfile
from typing import Final

import pytest
from django.test import Client

from noaber.core import clock
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import CODE, approved_budget
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import AMOUNTS, PAYERS, contributions, pay
from noaber.finance.tests.reports.test_services_reports import AFTER, FIRST, adopt, booked, write
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


def test_the_auditor_gets_every_row_with_keys_that_link(year: None) -> None:
    controller = client_of("controller")
    assert write()
    with zipfile.ZipFile(io.BytesIO(controller.get(f"{AUDIT}zip/").content)) as bundle:
        tables = {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(bundle.read(name).decode())))
            for name in bundle.namelist()
            if name.endswith(".csv")
        }
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
