"""Crediting what was paid asks what becomes of the money; and a paper says what the network was called then."""

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest

from noaber.core.errors import DomainError
from noaber.finance.models import Allocation, Invoice
from noaber.finance.papers.invoice import invoice_paper
from noaber.finance.queries.bank.entries import entries, proposals
from noaber.finance.queries.billing.runs import standing_invoices
from noaber.finance.queries.invoices.invoice import invoice
from noaber.finance.services.billing.issuing import credit_invoice, issue_run
from noaber.finance.services.billing.paid_money import PaidMoney
from noaber.finance.tests.billing.test_services_billing import (
    CODE,
    CONTROLLER,
    NOW,
    TODAY,
    approved,
    correct_population,
)
from noaber.finance.tests.invoices.test_views_invoices import visitor
from noaber.network.models import Network
from noaber.network.tests.pages import errors, links, send, words

PAID: Final = "2023-0001"  # paid with its reference
WHY: Final = "Deze gemeente hoeft dit jaar niet te betalen."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def booked_on(number: str) -> int:
    return sum(Allocation.objects.filter(invoice__number=number).values_list("amount_cents", flat=True))


def credit(paid: PaidMoney | None) -> Invoice:
    found = Invoice.objects.get(number=PAID)
    return credit_invoice(found, reason=WHY, actor=CONTROLLER, now=NOW, issued_on=TODAY, paid=paid)


def test_who_credits_what_was_paid_says_what_becomes_of_the_money() -> None:
    before = booked_on(PAID)
    assert before > 0
    with pytest.raises(DomainError, match="is al betaald"):
        credit(None)
    assert not Invoice.objects.filter(credits__number=PAID).exists()
    credit(PaidMoney.REFUND)
    found = invoice(PAID)
    assert found
    assert (booked_on(PAID), found.row.settlement.over_cents) == (before, before)


def test_a_correction_frees_the_payment_and_it_is_proposed_for_the_new_invoice() -> None:
    code = Invoice.objects.get(number=PAID).buyer.code
    correct_population(code, people=20_000)
    run = approved()
    with pytest.raises(DomainError, match="is al betaald"):
        issue_run(run, actor=CONTROLLER, now=NOW, issued_on=TODAY)
    assert issue_run(run, actor=CONTROLLER, now=NOW, issued_on=TODAY, paid=PaidMoney.RELEASE) == 2
    assert booked_on(PAID) == 0
    new = standing_invoices(CODE, 2023)[code].number
    cents = Invoice.objects.get(number=PAID).total_cents
    waiting = [row for row in entries(unexplained=True) if row.left_cents == cents]
    [row] = proposals(waiting)
    assert [share.number for share in row.proposal.shares] == [new]


def test_the_page_asks_it_and_leads_to_the_money_that_is_left() -> None:
    client = visitor("controller")
    address = f"/facturen/{PAID}/crediteren/"
    assert "Wat gebeurt daarmee?" in words(client.get(address))
    assert errors(send(client, address, reason=WHY))
    made = send(client, address, reason=WHY, paid="refund")
    assert made.status_code == 302
    page = client.get(f"/facturen/{PAID}/")
    assert "te veel betaald" in words(page)
    assert [each for each in links(page) if each.startswith("/bank/")]
    refused = client.get(address)
    assert (refused.status_code, f"/facturen/{PAID}/" in links(refused)) == (400, True)


def test_a_paper_names_the_network_as_it_was_called_when_it_was_made() -> None:
    found = invoice(PAID)
    assert found
    before = invoice_paper(found).network
    Network.objects.update(name="Een andere naam")
    again = invoice(PAID)
    assert again
    assert invoice_paper(again).network == before != "Een andere naam"
    old = replace(found, content=replace(found.content, network=""))
    assert invoice_paper(old).network == before, "documents of before say it in their line"
    assert again.row.issued_on < dt.date(2023, 5, 15)
