"""A supplier gives money back: of an invoice that was paid twice, or of a credit note; or it is set off."""

import io
from dataclasses import replace
from typing import Any

import pytest

from noaber.core.access import Actor, Grant
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import BankEntry, PurchasePayment, PurchaseSetOff
from noaber.finance.queries.bank.entries import balance_of, count_waiting
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.spending.purchase_payments import (
    pay_purchase,
    refund_purchase,
    release_purchase_payment,
)
from noaber.finance.services.spending.purchases import refuse_purchase
from noaber.finance.services.spending.set_offs import release_set_off, set_off_purchase
from noaber.finance.tests.bank_samples import OURS, camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CONTROLLER, COORDINATOR, WHY
from noaber.finance.tests.invoices_in_books import NOW, name_host
from noaber.finance.tests.spending.test_purchase_payments import (
    SUPPLIER,
    TOTAL,
    bill,
    left,
    out,
    pay,
    proposed,
    row,
)
from noaber.network.tests.pages import links, send, words

CREDIT = replace(SUPPLIER, kind=DocumentKind.CREDIT_NOTE, number="C-1", net_cents=1_000_00, vat_cents=0)
CREDITED = CREDIT.total_cents


@pytest.fixture(autouse=True)
def _host(db: None) -> None:
    name_host()


def back(cents: int, **said: Any) -> int:
    """Money that came in."""
    start = BankEntry.objects.count()
    data = camt([said_entry(cents, **said)], number=f"b{start}", opening=balance_of(OURS))
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    return int(BankEntry.objects.order_by("-pk").values_list("pk", flat=True)[0])


def refund(number: int, key: int) -> bool:
    return refund_purchase(number, key, actor=CONTROLLER, now=NOW)


def test_what_was_paid_twice_comes_back() -> None:
    number, first, second = bill(), out(), out(counterparty_iban=iban(9))
    assert pay(number, first)
    assert pay_purchase(number, second, too_much=True, actor=CONTROLLER, now=NOW)
    assert (row(number).open_cents, row(number).to_receive_cents) == (0, TOTAL)
    came = back(TOTAL, text="terug F-77")
    assert proposed() == {number: came}
    assert refund(number, came)
    assert not refund(number, came), "twice is once"
    assert (row(number).open_cents, row(number).to_receive_cents, count_waiting()) == (0, 0, 0)
    made = PurchasePayment.objects.get(entry=came)
    assert release_purchase_payment(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (row(number).to_receive_cents, left(came)) == (TOTAL, TOTAL)
    assert verify_chain()[1] is None


def test_a_wrong_invoice_that_was_paid_back_can_be_refused() -> None:
    number, key = bill(), out(1_000_00)
    assert pay(number, key)
    assert refund(number, back(1_000_00))
    assert (row(number).paid_cents, row(number).open_cents) == (0, TOTAL)
    assert refuse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW)
    with pytest.raises(DomainError, match="afgewezen"):
        refund(number, back(1_00))


def test_a_credit_note_is_paid_out_and_what_fits_neither_is_refused() -> None:
    number, credit = bill(), bill(CREDIT)
    came, went = back(CREDITED + 5_00, counterparty_iban=iban(7)), out(5_00)
    assert refund(credit, came)
    assert (row(credit).to_receive_cents, row(credit).paid_cents, left(came)) == (0, -CREDITED, 5_00)
    for wrong, key, why in (
        (credit, back(1), "alles terugontvangen"),
        (number, came, "niets betaald"),
        (credit, went, "alles terugontvangen"),
    ):
        with pytest.raises(DomainError, match=why):
            refund(wrong, key)
    with pytest.raises(DomainError, match="ging eraf"):
        refund(bill(replace(CREDIT, number="C-2")), went)
    for actor in (COORDINATOR, Actor(4, grants=frozenset({Grant("mayor", "organisation:GM0193")}))):
        with pytest.raises(AccessRefused):
            refund_purchase(credit, came, actor=actor, now=NOW)


def test_a_credit_note_is_set_off_against_an_invoice_of_the_same_supplier() -> None:
    number, credit = bill(), bill(CREDIT)
    other = bill(replace(SUPPLIER, supplier="Iemand Anders", number="X-9"))

    def set_off(invoice: int, cents: int) -> bool:
        return set_off_purchase(credit, invoice, cents, actor=CONTROLLER, now=NOW)

    for invoice, cents, why in (
        (other, 1, "dezelfde leverancier"),
        (credit, 1, "dezelfde leverancier"),
        (number, CREDITED + 1, "ten hoogste"),
        (number, 0, "meer dan nul"),
    ):
        with pytest.raises(DomainError, match=why):
            set_off(invoice, cents)
    assert set_off(number, CREDITED)
    assert not set_off(number, CREDITED), "twice is once"
    assert (row(number).open_cents, row(credit).to_receive_cents) == (TOTAL - CREDITED, 0)
    with pytest.raises(DomainError, match="verrekend"):
        refuse_purchase(credit, reason=WHY, actor=CONTROLLER, now=NOW)
    made = PurchaseSetOff.objects.get()
    assert release_set_off(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release_set_off(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (row(number).open_cents, row(credit).to_receive_cents) == (TOTAL, CREDITED)


def test_the_pages_lead_from_the_bank_to_the_purchase_and_back() -> None:
    number, credit, client = bill(), bill(CREDIT), client_of("controller")
    first, second = out(counterparty_iban=iban(7)), out(counterparty_iban=iban(8))
    assert f"/bank/{first}/inkoop/" in links(client.get("/bank/")), "the list says what it seems to be for"
    assert "Inkoopfactuur I-0001: het bedrag en de rekening kloppen" in words(client.get("/bank/"))
    assert send(client, f"/bank/{first}/inkoop/", purchase=str(number)).url == f"/bank/{first}/"
    assert f"/inkoop/{number}/" in links(client.get(f"/bank/{first}/")), "the entry names what it paid"
    assert "al betaald" in words(client.get(f"/bank/{second}/inkoop/"))
    assert send(client, f"/bank/{second}/inkoop/", purchase=f"{number}:te-veel").url == f"/bank/{second}/"
    assert "te veel betaald" in words(client.get(f"/inkoop/{number}/"))
    came = back(TOTAL, counterparty_iban=iban(7))
    assert f"/inkoop/{number}/terugontvangen/" in links(client.get("/inkoop/"))
    assert f'value="{came}" selected' in client.get(f"/inkoop/{number}/terugontvangen/").content.decode()
    assert send(client, f"/bank/{came}/inkoop/", purchase=str(number)).url == f"/bank/{came}/"
    bill(replace(SUPPLIER, number="F-78"))
    page = f"/inkoop/{credit}/"
    assert {f"{page}verrekenen/", f"{page}terugontvangen/"} <= set(links(client.get(page)))
    assert send(client, f"{page}verrekenen/", invoice="3", amount="400,00", reason="").url == page
    [made] = PurchaseSetOff.objects.all()
    undo = f"{page}verrekening/{made.pk}/losmaken/"
    assert undo in links(client.get(page))
    assert undo in links(client.get("/inkoop/3/"))
    assert send(client, undo, reason=WHY).url == page


def test_an_invoice_with_an_advance_asks_what_is_left() -> None:
    number = bill(replace(SUPPLIER, prepaid_cents=2_100_00, rounding_cents=-1))
    assert row(number).open_cents == TOTAL - 2_100_00 - 1
    client = client_of("controller")
    page = words(client.get(f"/inkoop/{number}/"))
    for said in ("Vooruitbetaald", "Afronding", "Te betalen bedrag"):
        assert said in page
    assert pay(number, out(TOTAL - 2_100_00 - 1))
    assert row(number).open_cents == 0
    assert "deels betaald" not in words(client.get(f"/inkoop/{number}/"))
