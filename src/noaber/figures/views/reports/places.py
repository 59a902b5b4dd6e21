"""Where the pages of the monthly report are, and which month an address is about."""

from typing import Final
from urllib.parse import urlencode

from django.http import Http404

from noaber.accounts.editing import Crumbs
from noaber.core.access import require
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.figures.access import may_read_signals
from noaber.figures.queries.reports.reports import MonthReports
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import is_month, period_text, typed_period
from noaber.figures.services.reports.sending import month_to_report

OWN: Final = "/cijfers/maandbericht/"
CHOOSE: Final = f"{OWN}kiezen/"
MONTHS: Final = "/cijfers/maandberichten/"
READERS: Final = f"{MONTHS}lezers/"
INVITE: Final = f"{READERS}uitnodigen/"
TO_FIGURES: Final = [("Cijfers", "/cijfers/")]
TO_MONTHS: Final = [*TO_FIGURES, ("Maandberichten", MONTHS)]


def month_address(period: int, then: str = "") -> str:
    return f"{MONTHS}{period_text(period)}/{then}"


def preview_address(period: int, area: str, name: str = "") -> str:
    return month_address(period, f"{area}/{name}")


def choose_address(area: str) -> str:
    return f"{CHOOSE}?{urlencode({'gebied': area})}"


def to_month(period: int) -> Crumbs:
    return [*TO_MONTHS, (month_text(period), month_address(period))]


def typed_month(month: str) -> int:
    """404 for what is no month."""
    try:
        found = typed_period(month)
    except ValueError as error:
        raise Http404 from error
    if not is_month(found):
        raise Http404
    return found


def month_of_address(request: Request, month: str) -> MonthReports:
    """All reports of a month for who is in the network; 404 for a month without figures."""
    require(may_read_signals(request.actor))
    try:
        return month_to_report(typed_month(month), request.today)
    except DomainError as error:
        raise Http404 from error
