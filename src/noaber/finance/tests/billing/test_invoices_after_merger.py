"""A merger: what was sent stands, and who took over the rights and duties reads it and gets what is taken off."""

import datetime as dt
from typing import Final

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.finance.access import may_read_invoice_of, may_read_payer
from noaber.finance.models import Invoice
from noaber.finance.queries.billing.runs import standing_invoices
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.dunning.payer_page import own_invoices
from noaber.finance.queries.invoices.invoice import invoices_of
from noaber.finance.queries.reports.returns import own_returns
from noaber.finance.rules.dunning.payer_account import MovementKind
from noaber.finance.services.billing.issuing import credit_invoice
from noaber.finance.tests.billing.test_services_billing import CODE, CONTROLLER, NOW, TODAY
from noaber.finance.tests.invoices.test_views_invoices import visitor
from noaber.finance.views.invoices.panel import invoice_panel
from noaber.network.api import change_organisation, merge_municipalities
from noaber.network.tests.pages import words

MERGED: Final = ("GM0193", "GM0166")
SUCCESSOR: Final = "GM9907"
ON: Final = dt.date(2023, 5, 1)
REASON: Final = "Verkeerde afdeling op de factuur."
ITS_MAYOR: Final = Actor(1005, grants=frozenset({Grant("mayor", f"organisation:{SUCCESSOR}")}))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


@pytest.fixture(autouse=True)
def merged(oost_nederland: None) -> None:
    """Zwolle and Kampen are one since 1 May 2023."""
    merge_municipalities(MERGED, actor=COMMAND, now=NOW, code=SUCCESSOR, name="IJsseldelta", effective_on=ON)
    values = {
        "street": "Voorbeeldplein 1",
        "postcode": "9999 ZZ",
        "city": "Kampen",
        "oin": "99999999000000009907",
        "kvk": "00009907",
    }
    change_organisation(SUCCESSOR, actor=COMMAND, now=NOW, valid_from=ON, values=values)


def test_a_credit_note_goes_to_who_took_over_and_the_invoice_stays_as_it_was() -> None:
    sent = standing_invoices(CODE, 2023)["GM0193"]
    note = credit_invoice(sent, reason=REASON, actor=CONTROLLER, now=NOW, issued_on=TODAY)
    assert note.buyer.code == SUCCESSOR
    assert note.content["buyer"]["name"] == "Gemeente IJsseldelta"
    assert note.content["buyer"]["oin"] == "99999999000000009907"
    assert "Gemeente IJsseldelta is rechtsopvolger van Gemeente Zwolle" in note.content["note"]
    stored = Invoice.objects.get(pk=sent.pk)
    assert (stored.buyer.code, stored.content["buyer"]["name"]) == ("GM0193", "Gemeente Zwolle")


def test_who_took_over_reads_what_was_sent_before() -> None:
    assert may_read_invoice_of(ITS_MAYOR, "GM0193")
    assert not may_read_invoice_of(ITS_MAYOR, "GM0153")
    assert {row.buyer_code for row in invoices_of(SUCCESSOR, AsOf(TODAY))} == set(MERGED)
    assert not invoices_of(SUCCESSOR, AsOf(ON - dt.timedelta(days=1)))
    assert may_read_payer(ITS_MAYOR, "GM0193")
    assert not may_read_payer(ITS_MAYOR, "GM0153")
    panel = invoice_panel(ITS_MAYOR, SUCCESSOR, AsOf(TODAY))
    assert panel
    assert {row["buyer"] for row in panel.content.data} == {"Gemeente Zwolle", "Gemeente Kampen"}  # type: ignore[attr-defined]


def test_the_page_of_the_successor_has_what_was_its_predecessors_and_what_takes_it_off() -> None:
    sent = standing_invoices(CODE, 2023)["GM0193"]
    credit_invoice(sent, reason=REASON, actor=CONTROLLER, now=NOW, issued_on=TODAY)
    rows = own_invoices(SUCCESSOR, TODAY)
    assert {row.code for row in rows} == set(MERGED)
    assert [row.number for row in rows if row.credited_by] == [sent.number]
    found, before = account(SUCCESSOR, TODAY), account("GM0193", TODAY)
    assert found
    assert before
    assert found.name == "Gemeente IJsseldelta"
    assert set(found.others) == {"Gemeente Zwolle", "Gemeente Kampen"}
    asked, paid = (sum(getattr(row, name) for row in rows) for name in ("asked_cents", "paid_cents"))
    assert found.account.standing.open_cents - found.account.standing.over_cents == asked - paid
    assert before.account.total_cents(MovementKind.CREDIT_NOTE) == sent.total_cents
    other = account("GM0166", TODAY)
    assert other
    backs = [each.account.standing.back_cents for each in (before, other)]
    assert found.account.standing.back_cents == sum(backs), "what goes back of results goes to who took over"
    assert all(backs)


def test_what_goes_back_of_a_result_goes_to_who_took_over_and_the_pages_say_so() -> None:
    client = visitor("controller")
    listed = f"/begroting/{CODE}/2021/terug/"
    assert "Gemeente IJsseldelta (GM9907), als rechtsopvolger van Zwolle" in words(client.get(listed))
    assert "Het geld gaat naar de rechtsopvolger: Gemeente IJsseldelta" in words(
        client.get(f"{listed}GM0193/")
    )
    for page in (f"/facturen/overzicht/{SUCCESSOR}/", f"/bijdragen/gemeente/{SUCCESSOR}/"):
        said = words(client.get(page))
        for name in ("Zwolle", "Kampen"):
            assert f"terug uit het resultaat van 2021, als rechtsopvolger van {name}" in said
    assert "als rechtsopvolger" not in words(client.get("/facturen/overzicht/GM0193/"))


def test_not_who_got_the_last_invoice_but_the_successor_by_the_register_gets_it() -> None:
    last = Invoice.objects.get(pk=standing_invoices(CODE, 2021)["GM0193"].pk)
    asked = last.contribution
    assert asked
    run = asked.run
    run.pk, run.number = None, 99
    run.save(force_insert=True)
    asked.pk, asked.run = None, run
    asked.save(force_insert=True)
    last.pk, last.number, last.sequence, last.reference = None, "2021-9999", 9999, "RF00"
    last.contribution, last.buyer = asked, Invoice.objects.filter(buyer__code="GM0153")[0].buyer
    last.save(force_insert=True)
    backs = {code: back_of(code) for code in (SUCCESSOR, "GM0193", "GM0166", "GM0153")}
    assert backs[SUCCESSOR] == backs["GM0193"] + backs["GM0166"]
    assert backs["GM0193"] > 0
    assert [each.payer for each in own_returns({"GM0153"})] == ["GM0153"] * len(own_returns({"GM0153"}))


def back_of(code: str) -> int:
    found = account(code, TODAY)
    return found.account.standing.back_cents if found else 0
