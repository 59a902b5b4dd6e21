"""The addresses of reports, of what each municipality gets of them, and of what is passed on."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.views.places.budget import budget_address, budget_year_crumbs


def reports_address(agreement_code: str, year: int, step: str = "") -> str:
    """The reports of a year, or a page below them."""
    return budget_address(agreement_code, year, f"verslag/{step}")


def report_address(row: ReportRow, step: str = "") -> str:
    return reports_address(row.agreement_code, row.year, f"{row.period}/{step}")


OPEN_FIGURES: Final = {
    "invoice": "open-facturen",
    "purchase": "inkoop",
    "payable": "te-betalen",
    "commitment": "verplichtingen",
}
"""What each kind of open item is called in an address."""


def figure_address(row: ReportRow, figure: str) -> str:
    """The rows behind a figure of a report: one of its steps, or a kind of open item."""
    return report_address(row, f"cijfer/{OPEN_FIGURES.get(figure, figure)}/")


def reports_crumbs(agreement_code: str, year: int) -> list[tuple[str, str]]:
    title = _("Verslagen")
    return [*budget_year_crumbs(agreement_code, year), (title, reports_address(agreement_code, year))]


def returns_address(agreement_code: str, year: int, step: str = "") -> str:
    """What of the result of a year goes back to who paid, or a page below it."""
    return budget_address(agreement_code, year, f"terug/{step}")


def vat_address(agreement_code: str, year: int, step: str = "") -> str:
    return budget_address(agreement_code, year, f"btw/{step}")


def payer_address(code: str, step: str = "") -> str:
    return f"/bijdragen/gemeente/{code}/{step}"


def own_vat_address(code: str, agreement_code: str, year: int) -> str:
    return payer_address(code, f"bcf/{agreement_code}/{year}/")


def audit_address(agreement_code: str, year: int, step: str) -> str:
    return budget_address(agreement_code, year, f"controle/{step}")
