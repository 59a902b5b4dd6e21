"""The day of an adoption as it is told: one on every page and list, with the other that its proposal tells."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import closings
from noaber.strategy.queries.periods.period import PeriodRow, titles
from noaber.strategy.rules.periods.other_day import OtherDay
from noaber.strategy.rules.periods.period import PeriodState


def own_day(row: PeriodRow, asof: AsOf) -> dt.date | None:
    """When a strategy was adopted, as its proposal tells it (it may be rectified there since); else as recorded."""
    closing = closings(asof).get(row.adopted_by) if row.adopted_on and row.adopted_by else None
    return closing.on if closing and closing.is_adopted else row.adopted_on


def to_record_anew(code: str) -> Iterator[str]:
    """To who is about to correct the day of a proposal: the strategy adopted with it does not follow by itself."""
    for row in titles(AsOf(clock.today())):
        if row.decided_by == code and row.state is PeriodState.ADOPTED and row.decided_on:
            text = _(
                "Bij ‘%(title)s’ blijft %(day)s staan, tot de coördinator de nieuwe dag daar zelf vastlegt, met de "
                "reden."
            )
            yield text % {"title": row.title, "day": long_date(row.decided_on)}


def other_day(row: PeriodRow, asof: AsOf) -> OtherDay | None:
    """That the proposal tells another day of the adoption now: corrected there since, to be recorded here anew.

    As long as that is not done, every page and list says the day as it is recorded (`PeriodRow.adopted_on`), with this.
    """
    if row.terms.state is not PeriodState.ADOPTED or not row.terms.decided_by:
        return None
    on = own_day(row, asof)
    return OtherDay(row.adopted_on, on) if on and row.adopted_on and on != row.adopted_on else None
