"""A credit note without replacement holds: a next run leaves that municipality out, until somebody lifts it."""

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest

from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import Invoice
from noaber.finance.queries.billing.runs import outcome_of_run, standing_invoices
from noaber.finance.rules.billing.terms import Rounding
from noaber.finance.services.billing.issuing import credit_invoice
from noaber.finance.services.billing.leaving_out import bill_again
from noaber.finance.services.billing.runs import withdraw_run
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.tests.billing.test_run_differences import row_of
from noaber.finance.tests.billing.test_services_billing import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    NOW,
    TODAY,
    approved,
    correct_population,
    issue,
    known_rules,
    make,
)
from noaber.finance.tests.billing.test_views_billing import SECOND, visitor
from noaber.network.tests.pages import errors, links, send, words

ENSCHEDE: Final = "GM0153"
REASON: Final = "Enschede betaalt dit jaar op een andere manier."
LATER: Final = NOW + dt.timedelta(hours=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


@pytest.fixture
def note(oost_nederland: None) -> Invoice:
    sent = standing_invoices(CODE, 2023)[ENSCHEDE]
    return credit_invoice(sent, reason=REASON, actor=CONTROLLER, now=NOW, issued_on=TODAY)


def test_a_next_run_does_not_invoice_again_and_says_so(note: Invoice) -> None:
    correct_population()
    run = approved()
    assert ENSCHEDE not in {row.code for row in outcome_of_run(run).rows}
    page = visitor("controller").get(SECOND)
    [row] = [row for row in page.context["table"].data if row["code"] == ENSCHEDE]
    assert row["working"] == f"niet opnieuw gefactureerd: {REASON}"
    assert REASON in visitor("controller").get(f"{SECOND}?formaat=csv").content.decode()
    assert issue(run) == 2, "the credit note and the invoice of Zwolle"
    assert ENSCHEDE not in standing_invoices(CODE, 2023)
    bill_again(note, reason="Enschede betaalt toch zelf.", actor=CONTROLLER, now=LATER)
    assert row_of(visitor("controller"), SECOND, ENSCHEDE)[:3] == (0, 0, 0), "what was told then stays told"


def test_it_is_lifted_once_with_a_reason_by_the_controller(note: Invoice) -> None:
    address = f"/facturen/{note.number}/weer-factureren/"
    controller = visitor("controller")
    assert address in links(controller.get(f"/facturen/{note.number}/"))
    assert errors(send(controller, address, reason="toch"))
    assert send(controller, address, reason="Enschede betaalt toch zelf.").url == f"/facturen/{note.number}/"
    page = controller.get(f"/facturen/{note.number}/")
    assert "weer in een volgende ronde" in words(page)
    assert address not in links(page)
    assert not bill_again(note, reason="Nog een keer hetzelfde.", actor=CONTROLLER, now=LATER)
    with pytest.raises(AccessRefused):
        bill_again(note, reason="Dit mag zij niet.", actor=COORDINATOR, now=LATER)
    assert ENSCHEDE in {row.code for row in outcome_of_run(make()).rows}


def test_it_is_not_said_of_what_is_no_credit_note_of_its_own() -> None:
    assert visitor("controller").get("/facturen/2023-0076/weer-factureren/").status_code == 404
    assert visitor("coordinator").get("/facturen/2023-0076/weer-factureren/").status_code == 403
    with pytest.raises(DomainError, match="geen creditnota"):
        bill_again(
            standing_invoices(CODE, 2023)[ENSCHEDE],
            reason="Enschede betaalt toch zelf.",
            actor=CONTROLLER,
            now=LATER,
        )


def test_of_a_fixed_sum_the_others_do_not_pay_the_part_of_who_is_left_out(note: Invoice) -> None:
    divided = replace(known_rules(), rounding=Rounding.FIXED_SUM)
    set_billing_terms(CODE, divided, actor=CONTROLLER, now=NOW)
    run = make()
    shared = outcome_of_run(run).amounts_cents
    withdraw_run(run, actor=CONTROLLER, now=NOW, reason="Eerst wordt het opgeheven.")
    bill_again(note, reason="Enschede betaalt toch zelf.", actor=CONTROLLER, now=LATER)
    whole = outcome_of_run(make()).amounts_cents
    assert whole.pop(ENSCHEDE)
    assert whole == shared
