"""The period that an address names, and what it is called."""

from django.http import Http404

from noaber.core.asof import AsOf
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow, titled


def find_period(code: str, asof: AsOf) -> TitleRow:
    """A period by its name, from what every page reads; what is not there is no page."""
    found = titled(code, asof)
    if found is None:
        raise Http404
    return found


def title_of(found: PeriodRow) -> str:
    return f"{found.terms.title} {found.terms.years}"
