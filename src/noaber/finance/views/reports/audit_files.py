"""The ledger of a year as files, for who audits it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.access import require
from noaber.core.documents.tables import XLSX_MEDIA_TYPE
from noaber.core.requests import Request
from noaber.finance.access import may_read_spending
from noaber.finance.papers.audit import audit_workbook, audit_zip
from noaber.finance.queries.reports.audit_tables import audit_tables
from noaber.finance.views.budget.year_budget import find_agreement
from noaber.finance.views.files import file_response
from noaber.finance.views.reports.payers import ZIP


def audit_xlsx_file(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Every table as a sheet."""
    require(may_read_spending(request.actor))
    found = find_agreement(request.actor, agreement_code, year)
    title = _("Controlebestand %(year)s, %(title)s") % {"year": year, "title": found.terms.title}
    name, contents = audit_workbook(f"controle-{year}", title, audit_tables(agreement_code, year))
    return file_response(contents, name, XLSX_MEDIA_TYPE)


def audit_zip_file(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Every table as a CSV, in one ZIP."""
    require(may_read_spending(request.actor))
    find_agreement(request.actor, agreement_code, year)
    return file_response(audit_zip(audit_tables(agreement_code, year)), f"controle-{year}.zip", ZIP)
