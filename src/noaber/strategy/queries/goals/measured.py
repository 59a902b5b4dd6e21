"""What was measured of an indicator: written down by people, or counted from the figures."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.figures.api import series
from noaber.network.api import municipalities
from noaber.strategy.rules.goals.goal import NETWORK, IndicatorText, ValueText


def measured(
    text: IndicatorText, typed: Sequence[ValueText], until: dt.date, asof: AsOf
) -> tuple[Decimal | None, tuple[ValueText, ...]]:
    """The base, and the values since in order of days, counted ones `until` a day."""
    if text.offence:
        first = text.base_on.year
        counted = counted_values(text.offence, text.area, first, until, asof)
        base = next((each.value for each in counted if each.on.year == first), None)
        return base, tuple(each for each in counted if each.on.year > first)
    return text.base_value, tuple(typed)


@read_once
def counted_values(offence: str, area: str, since: int, until: dt.date, asof: AsOf) -> tuple[ValueText, ...]:
    """What the police registered per year in all municipalities or those of a district, of years that are over."""
    areas = [row.code for row in municipalities(ANONYMOUS, asof) if area in (NETWORK, row.district_code)]
    years = [year for year in range(since, until.year + 1) if _ends(year) <= until]
    if not areas or not years:
        return ()
    found = series(areas, offence, years, known_at=asof.known_at)
    source = "; ".join(found.sources)
    return tuple(
        ValueText(Decimal(each.count), _ends(each.year), source)
        for each in found.totals
        if each.count is not None
    )


def _ends(year: int) -> dt.date:
    return dt.date(year, 12, 31)
