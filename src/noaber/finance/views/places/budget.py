"""The addresses of the budget, of co-funding and of what is spent."""

import uuid

from django.utils.translation import gettext as _

from noaber.finance.views.places.billing import BUDGET, CONTRIBUTIONS


def budget_address(agreement_code: str, year: int, step: str = "") -> str:
    """The page of a year, or one below it."""
    return f"{BUDGET}{agreement_code}/{year}/{step}"


def proposal_address(agreement_code: str, year: int, number: int, step: str = "") -> str:
    return budget_address(agreement_code, year, f"voorstel/{number}/{step}")


def post_address(agreement_code: str, year: int, code: str) -> str:
    return budget_address(agreement_code, year, f"post/{code}/")


def budget_crumbs() -> list[tuple[str, str]]:
    return [(_("Bijdragen"), CONTRIBUTIONS), (_("Begroting"), BUDGET)]


def budget_year_crumbs(agreement_code: str, year: int) -> list[tuple[str, str]]:
    return [*budget_crumbs(), (str(year), budget_address(agreement_code, year))]


CO_FUNDING = f"{BUDGET}cofinanciering/"


def co_funding_address(agreement_code: str, year: int, step: str = "") -> str:
    return budget_address(agreement_code, year, f"cofinanciering/{step}")


def pledge_address(key: uuid.UUID, step: str = "") -> str:
    return f"{BUDGET}inbreng/{key}/{step}"


def co_funding_crumbs(agreement_code: str, year: int) -> list[tuple[str, str]]:
    title = _("Cofinanciering")
    return [*budget_year_crumbs(agreement_code, year), (title, co_funding_address(agreement_code, year))]


COMMITMENTS = f"{BUDGET}verplichtingen/"
PURCHASES = "/inkoop/"
PURCHASE_FILES = f"{PURCHASES}inlezen/"


def commitment_address(key: int, step: str = "") -> str:
    return f"{COMMITMENTS}{key}/{step}"


def purchase_address(number: int, step: str = "") -> str:
    return f"{PURCHASES}{number}/{step}"


def purchase_file_address(key: uuid.UUID, step: str = "") -> str:
    return f"{PURCHASE_FILES}{key}/{step}"


def commitment_crumbs() -> list[tuple[str, str]]:
    return [*budget_crumbs(), (_("Verplichtingen"), COMMITMENTS)]


def purchase_crumbs() -> list[tuple[str, str]]:
    return [*budget_crumbs(), (_("Inkoopfacturen"), PURCHASES)]
