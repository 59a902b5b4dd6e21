"""Money out of the bank pays a purchase invoice: proposed, confirmed by a person, never twice."""

import io
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.access import Actor, Grant
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.rules.money import format_euro
from noaber.finance.models import BankEntry, PurchasePayment
from noaber.finance.queries.bank.entries import count_waiting, entry
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_invoice, incoming_invoices
from noaber.finance.queries.spending.purchase_payments import proposed_payments
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.purchase_payments import MoneyOut, OpenPurchase, matches_of
from noaber.finance.services.bank.allocating import set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.spending.purchase_payments import pay_purchase, release_purchase_payment
from noaber.finance.services.spending.purchases import refuse_purchase, take_in_purchase
from noaber.finance.tests.bank_samples import camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CONTROLLER, COORDINATOR, TODAY, WHY
from noaber.finance.tests.invoices_in_books import NOW, name_host
from noaber.finance.tests.spending.test_services_spending import BILL, CREDIT
from noaber.network.tests.pages import links, send, words

TOTAL: Final = BILL.total_cents
SUPPLIER: Final = replace(BILL, iban=iban(7))


@pytest.fixture
def _host(db: None) -> None:
    name_host()


def out(cents: int = TOTAL, **said: Any) -> int:
    number = BankEntry.objects.count()
    data = camt([said_entry(cents, direction=Direction.DEBIT, **said)], number=str(number), opening=10**7)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    return int(BankEntry.objects.order_by("-pk").values_list("pk", flat=True)[0])


def bill(purchase: Any = SUPPLIER) -> int:
    return take_in_purchase(purchase, source="hand", actor=CONTROLLER, now=NOW, today=TODAY)


def row(number: int) -> IncomingRow:
    found = incoming_invoice(number)
    assert found
    return found


def pay(number: int, key: int) -> bool:
    return pay_purchase(number, key, actor=CONTROLLER, now=NOW)


def left(key: int) -> int:
    found = entry(key)
    assert found
    return found.left_cents


def proposed() -> dict[int, int]:
    return {number: money.id for number, (money, _match) in proposed_payments(incoming_invoices()).items()}


@pytest.mark.usefixtures("_host")
def test_the_amount_with_the_account_or_the_number_is_proposed() -> None:
    first, second = bill(), bill(replace(SUPPLIER, number="F-78"))
    by_account = out(counterparty_iban=iban(7))
    assert proposed() == {}, "the account fits both"
    by_number = out(text="betaling factuur F77")
    assert proposed() == {first: by_number, second: by_account}
    out(TOTAL - 1, text="F-78")
    assert proposed() == {first: by_number, second: by_account}, "another amount is not this invoice"


@pytest.mark.usefixtures("_host")
def test_an_invoice_is_paid_once_and_the_money_is_used_once() -> None:
    number, other, key = bill(), bill(replace(SUPPLIER, number="F-78")), out()
    assert count_waiting() == 1
    assert pay(number, key)
    assert not pay(number, key), "twice is once"
    assert (row(number).open_cents, row(number).paid_cents, left(key), count_waiting()) == (0, TOTAL, 0, 0)
    with pytest.raises(DomainError, match="helemaal verwerkt"):
        pay(other, key)
    with pytest.raises(DomainError, match="al betaald"):
        pay(number, out(1_00))
    [made] = PurchasePayment.objects.all()
    assert release_purchase_payment(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release_purchase_payment(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (row(number).open_cents, left(key)) == (TOTAL, TOTAL)
    assert pay(other, key), "it paid another one after all"
    assert verify_chain()[1] is None


@pytest.mark.usefixtures("_host")
def test_a_part_is_paid_and_one_amount_pays_two() -> None:
    number, other = bill(), bill(replace(SUPPLIER, number="F-78"))
    part = out(TOTAL - 1_00)
    assert pay(number, part)
    assert row(number).open_cents == 1_00
    rest = out(TOTAL + 1_00)
    assert pay(number, rest)
    assert (row(number).open_cents, left(rest)) == (0, TOTAL)
    assert pay(other, rest)
    assert (row(other).open_cents, left(rest)) == (0, 0)


@pytest.mark.usefixtures("_host")
def test_what_is_refused_credited_set_aside_or_came_in_is_no_payment() -> None:
    refused, credit, fine = bill(), bill(CREDIT), bill(replace(SUPPLIER, number="F-79"))
    refuse_purchase(refused, reason=WHY, actor=CONTROLLER, now=NOW)
    key, aside = out(), out(5_00)
    set_aside(aside, reason=WHY, actor=CONTROLLER, now=NOW)
    data = camt([said_entry(TOTAL)], number="9", opening=10**7)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    came = BankEntry.objects.get(direction=Direction.CREDIT).pk
    for number, money, why in (
        (refused, key, "afgewezen"),
        (credit, key, "creditnota"),
        (fine, aside, "helemaal verwerkt"),
        (fine, came, "kwam binnen"),
        (fine, 0, "bestaat niet"),
    ):
        with pytest.raises(DomainError, match=why):
            pay(number, money)
    for actor in (COORDINATOR, Actor(4, grants=frozenset({Grant("mayor", "organisation:GM0193")}))):
        with pytest.raises(AccessRefused):
            pay_purchase(fine, key, actor=actor, now=NOW)
    assert not PurchasePayment.objects.exists()


@pytest.mark.usefixtures("_host")
def test_the_pages_propose_confirm_and_undo() -> None:
    number, key, client = bill(), out(counterparty_iban=iban(7), counterparty_name="De Proef"), None
    client = client_of("controller")
    assert f"/inkoop/{number}/betaald/" in links(client.get("/inkoop/"))
    form = client.get(f"/inkoop/{number}/betaald/")
    assert "het bedrag en de rekening kloppen" in words(form)
    assert f'value="{key}" selected' in form.content.decode()
    assert send(client, f"/inkoop/{number}/betaald/", entry=str(key)).url == f"/inkoop/{number}/"
    page = client.get(f"/inkoop/{number}/")
    assert f"/bank/{key}/" in links(page)
    [made] = PurchasePayment.objects.all()
    undo = f"/inkoop/{number}/betaling/{made.pk}/losmaken/"
    assert undo in links(page)
    assert "betaald" in words(client.get("/inkoop/"))
    assert client.get(f"/inkoop/{number}/betaald/").status_code == 400, "not twice"
    assert send(client, undo, reason=WHY).url == f"/inkoop/{number}/"
    page = client.get(f"/inkoop/{number}/")
    assert f"/inkoop/{number}/betaald/" in links(page)
    said = words(page).replace("\xa0", " ")
    assert f"{format_euro(TOTAL)}, telt niet mee".replace("\xa0", " ") in said, (
        "what it was, and not in the sum"
    )
    assert "Totaal€ 0,00" in said
    assert undo not in links(client_of("coordinator").get(f"/inkoop/{number}/"))


PURCHASES: Final = st.lists(
    st.builds(
        OpenPurchase,
        st.integers(1, 50),
        st.sampled_from(["F-77", "F-78", "A1"]),
        st.sampled_from(["", "NL1", "NL2"]),
        st.sampled_from([0, 100, 200]),
    ),
    max_size=6,
    unique_by=lambda each: each.number,
)
MONEY: Final = st.lists(
    st.builds(
        MoneyOut,
        st.integers(1, 50),
        st.sampled_from([0, 100, 200]),
        st.sampled_from(["", "NL1", "NL2"]),
        st.sampled_from(["", "fact F77", "F-78 en F-77", "AF-78"]),
    ),
    max_size=6,
    unique_by=lambda each: each.key,
)


@given(PURCHASES, MONEY)
def test_no_invoice_and_no_amount_is_proposed_twice(
    purchases: list[OpenPurchase], money: list[MoneyOut]
) -> None:
    found = matches_of(purchases, money)
    assert len({each.purchase for each in found}) == len({each.money for each in found}) == len(found)
    left, asked = (
        {each.key: each.left_cents for each in money},
        {each.number: each.open_cents for each in purchases},
    )
    assert all(left[each.money] == asked[each.purchase] > 0 for each in found)
