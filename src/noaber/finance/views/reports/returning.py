"""What the pages about what goes back of an adopted result share."""

from django.http import Http404
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage
from noaber.core.requests import Request
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.views.budget.year_budget import find_agreement
from noaber.finance.views.places.reports import reports_crumbs, returns_address


def adopted_account(request: Request, agreement_code: str, year: int) -> ReportRow:
    """The adopted account; before it is adopted nothing goes back."""
    find_agreement(request.actor, agreement_code, year)
    found = adopted_accounts(agreement_code).get(year)
    if found is None:
        raise Http404
    return found


def named_payer(account: ReportRow, code: str) -> str:
    """A payer by the name that it has in the account, with its code."""
    names = {payer.code: payer.name for payer in account.content.figures.payers}
    return f"{names[code]} ({code})" if code in names else code


def return_edit_page(account: ReportRow, kicker: str, title: str, saved: str, intro: str = "") -> EditPage:
    back = returns_address(account.agreement_code, account.year)
    crumbs = reports_crumbs(account.agreement_code, account.year)
    return EditPage(
        title=title,
        kicker=kicker,
        crumbs=[*crumbs, (_("Terug naar wie betaalde"), back)],
        back_url=back,
        saved=saved,
        submit_label=title,
        intro=intro,
    )
