"""Which release a month is reported from, and what it is told to be revised since."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.figures.models import Release
from noaber.figures.queries.observations import the_release
from noaber.figures.queries.reports.reports import MonthReports, month_reports
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import is_month
from noaber.figures.rules.tables import MONTHLY


def month_to_report(period: int, today: dt.date) -> MonthReports:
    """A month as the newest release has it. DomainError where it has not, or where there is no network to report to."""
    release = the_release(MONTHLY)
    if not is_month(period) or not release.first_period <= period <= release.last_period:
        text = _("Van %(month)s zijn geen cijfers gepubliceerd.") % {"month": month_text(period)}
        raise DomainError(text, field="month")
    since = Release.objects.filter(table=release.table, number=release.number - 1).first()
    return month_reports(release, period, today, since=since)
