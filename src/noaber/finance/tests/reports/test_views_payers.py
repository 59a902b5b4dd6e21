"""What a municipality sees of its own money: the arithmetic, the payments, what it did, and all of it in one ZIP."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any, Final

import pytest
from django.test import Client

from noaber.accounts import actors
from noaber.accounts.models import User
from noaber.core import clock
from noaber.core.access import Grant
from noaber.core.rules.money import format_euro
from noaber.finance.models import Invoice
from noaber.finance.papers.payer import share_table, working
from noaber.finance.queries.dunning.payer_page import OwnInvoice, own_year_of
from noaber.finance.queries.reports.report import brought_forward
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import CODE, agreement, approved_budget
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import AMOUNTS, PAYERS, contributions, pay
from noaber.finance.tests.reports.test_services_reports import AFTER, FIRST, adopt, booked, report, write
from noaber.network.tests.pages import errors, links, send, words
from tests.people import sign_in_as

PAGE: Final = f"/bijdragen/gemeente/{PAYERS[0]}/"
VAT: Final = f"/begroting/{CODE}/{FIRST}/btw/"
WHY: Final = "De gemeenten vragen de btw zelf terug."

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    approved_budget(FIRST)
    contributions(FIRST)
    pay("2020-0001", 60_01)
    booked()
    return client_of("controller")


def seat_of(code: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who holds a seat of a municipality, without a register behind it."""
    user = User.objects.create_user(f"{code}@voorbeeld.invalid", display_name=code)
    seat = Grant("contact", f"organisation:{code}")
    monkeypatch.setattr(actors, "_sources", [lambda key, _on: [seat] if key == user.pk else []])
    client = Client()
    sign_in_as(client, user)
    return client


def test_every_cent_is_accounted_for_over_all_payers(controller: Client) -> None:
    assert write()
    found = report().content
    years = [own_year_of([code], found) for code in PAYERS]
    assert [year.asked_cents for year in years] == list(AMOUNTS)
    assert sum(year.rest_cents for year in years) == found.figures.result_cents == sum(AMOUNTS) - 12_100_00
    for at, line in enumerate(years[0].spent):
        assert sum(year.spent[at].own_cents for year in years) == line.total_cents


def test_a_payer_reads_its_own_and_nobody_elses(controller: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write()
    own = seat_of(PAYERS[0], monkeypatch)
    page = words(own.get(PAGE))
    assert "10.001 inwoners op 1-1-2020 × 1 cent" in page
    assert "60,01" in page
    assert "staat € 40,00 open" in page
    assert "staat € 40,00 open" in words(own.get(f"/facturen/overzicht/{PAYERS[0]}/")), "one rule for both"
    assert "Wat het geld deed" not in page, "not before the account is adopted"
    assert adopt()
    answer = own.get(PAGE)
    assert "Wat het geld deed in 2020" in words(answer)
    assert f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/" in links(answer)
    assert own.get(f"/bijdragen/gemeente/{PAYERS[1]}/").status_code == 404
    assert own.get(f"/bijdragen/gemeente/{PAYERS[1]}/zip/").status_code == 404
    assert controller.get(PAGE).status_code == 200
    assert controller.get("/bijdragen/gemeente/GM0000/").status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_the_bundle_holds_every_document_of_the_payer_alone(controller: Client) -> None:
    invoices = {row.number: row for row in _documents()}
    credit(invoices["2020-0001"])
    assert write()
    assert adopt()
    answer = controller.get(f"{PAGE}zip/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        names = bundle.namelist()
        assert bundle.read("overzicht.pdf").startswith(b"%PDF")
    assert names == [
        "overzicht.pdf",
        "facturen/2020-0001.pdf",
        "facturen/2020-0001.xml",
        "facturen/2020-0004.pdf",
        "facturen/2020-0004.xml",
        "jaarrekeningen/jaarrekening-2020-12.pdf",
    ]


def _documents() -> list[Invoice]:
    return list(Invoice.objects.all())


def test_a_credit_note_after_closing_is_told_and_taken_in_by_the_next_year(controller: Client) -> None:
    assert write()
    assert adopt()
    credit({row.number: row for row in _documents()}["2020-0001"])
    page = words(controller.get(f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/"))
    assert "-100,01" in page
    assert brought_forward(agreement(), 2021).corrections_cents == -100_01


def test_tax_is_passed_on_only_when_the_controller_says_so(controller: Client) -> None:
    coordinator = client_of("coordinator")
    assert "niet doorgeschoven" in words(coordinator.get(VAT))
    assert coordinator.get(f"{VAT}instellen/").status_code == 403
    assert "waar dit op rust" in errors(send(controller, f"{VAT}instellen/", is_passed_on="on", motive="x"))
    assert send(controller, f"{VAT}instellen/", is_passed_on="on", motive=WHY).url == VAT
    page = words(coordinator.get(VAT))
    assert "Wet op het BTW-compensatiefonds" in page
    rows = csv_rows(coordinator, f"{VAT}?formaat=csv")
    head = rows[0].split(",")
    shares = [int(row.split(",")[head.index("vat_cents")]) for row in rows[1:]]
    assert len(shares) == len(PAYERS)
    assert sum(shares) == 2_100_00
    assert coordinator.get(f"{VAT}pdf/").content.startswith(b"%PDF")
    own = [controller.get(f"/bijdragen/gemeente/{code}/") for code in PAYERS]
    paper = controller.get(f"{PAGE}bcf/{CODE}/{FIRST}/")
    assert paper.content.startswith(b"%PDF")
    amounts = [" ".join(format_euro(cents).split()) for cents in shares]
    assert all(amount in words(page) for page, amount in zip(own, amounts, strict=True))
    assert f"{PAGE}bcf/{CODE}/{FIRST}/" in links(own[0])
    with zipfile.ZipFile(io.BytesIO(controller.get(f"{PAGE}zip/").content)) as bundle:
        assert f"bcf/bcf-opgave-{CODE}-{FIRST}.pdf" in bundle.namelist()
    assert send(controller, f"{VAT}instellen/", motive=WHY).url == VAT
    assert controller.get(f"{PAGE}bcf/{CODE}/{FIRST}/").status_code == 404
    assert "doorgeschoven" not in words(controller.get(PAGE))
    assert "niet doorgeschoven" in words(coordinator.get(VAT))
    assert coordinator.get(f"{VAT}pdf/").status_code == 404


def test_the_arithmetic_gives_the_amount_and_names_the_tax_on_it() -> None:
    said: dict[str, Any] = {"code": "GM01", "name": "Appelmeer", "buyer": "Gemeente Appelmeer"}
    said |= {"number": "2022-0001", "agreement_code": CODE, "year": 2022, "reference_on": dt.date(2021, 1, 1)}
    said |= {"population": 41_218, "days": 365, "rate": Decimal("0.1"), "is_shared_out": False}
    said |= {"net_cents": 4_121_80, "vat_rate": Decimal(21), "total_cents": 4_987_38}
    row = OwnInvoice(**said, issued_on=dt.date(2022, 2, 7), credited_by="", paid_cents=0)
    assert working(row) == "41.218 inwoners op 1-1-2021 × 10 cent; daarover 21% btw"
    [shown] = share_table([row]).rows
    assert [shown[key] for key in ("amount", "vat", "total")] == [4_121_80, 865_58, 4_987_38]
