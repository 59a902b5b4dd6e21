"""The addresses of billing and of invoices."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.frame import Action
from noaber.finance.access import may_read_invoices
from noaber.finance.queries.billing.runs import RunRow

CONTRIBUTIONS: Final = "/bijdragen/"
BILLING: Final = "/bijdragen/factureren/"
BUDGET: Final = "/begroting/"
HOST: Final = "/bijdragen/factureren/beheerorganisatie/"
BUYERS: Final = "/bijdragen/factureren/betalers/"
INVOICES: Final = "/facturen/"
PUBLIC_MONEY: Final = "/openbaar/geld/"


def ways_to_billing(actor: Actor) -> tuple[Action, ...]:
    """From the pages about contributions on to the money: for all, the budget for the network, the rest for keepers."""
    for_all = Action(_("Waar het geld naartoe gaat"), PUBLIC_MONEY)
    if not actor.is_in_network:
        return (for_all,)
    budget = Action(_("Begroting"), BUDGET)
    if not may_read_invoices(actor):
        return budget, for_all
    return budget, Action(_("Factureren"), BILLING), Action(_("Facturen"), INVOICES), for_all


def year_address(agreement_code: str, year: int) -> str:
    return f"{BILLING}{agreement_code}/{year}/"


def terms_address(agreement_code: str, year: int) -> str:
    return f"{year_address(agreement_code, year)}instellen/"


def new_run_address(agreement_code: str, year: int) -> str:
    return f"{year_address(agreement_code, year)}ronde/nieuw/"


def run_address(run: RunRow, step: str = "") -> str:
    """The page of a run, or of a step to take with it."""
    return f"{year_address(run.agreement_code, run.year)}ronde/{run.number}/{step}"


def invoice_address(number: str, part: str = "") -> str:
    return f"{INVOICES}{number}/{part}"


def account_address(code: str, part: str = "") -> str:
    return f"{INVOICES}overzicht/{code}/{part}"


def buyer_address(code: str) -> str:
    return f"{BUYERS}{code}/"


def participation_address(agreement_code: str, code: str) -> str:
    return f"{BILLING}{agreement_code}/deelname/{code}/"


def billing_crumbs() -> list[tuple[str, str]]:
    return [(_("Bijdragen"), CONTRIBUTIONS), (_("Factureren"), BILLING)]


def year_crumbs(agreement_code: str, year: int) -> list[tuple[str, str]]:
    return [*billing_crumbs(), (str(year), year_address(agreement_code, year))]


def run_crumbs(run: RunRow) -> list[tuple[str, str]]:
    title = _("Ronde %(number)s") % {"number": run.number}
    return [*year_crumbs(run.agreement_code, run.year), (title, run_address(run))]


def invoices_crumbs() -> list[tuple[str, str]]:
    return [(_("Bijdragen"), CONTRIBUTIONS), (_("Facturen"), INVOICES)]
