"""What the police counted in one area of some kinds of offence (R27)."""

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.figures.api import Series, offence_titles, series


@read_once
def local_counts(
    area: str, offences: tuple[str, ...], years: tuple[int, ...], asof: AsOf
) -> tuple[Series, ...]:
    """A series for each kind that is known and of which anything was counted there."""
    known = offence_titles()
    found = [series([area], code, years, known_at=asof.known_at) for code in offences if code in known]
    return tuple(each for each in found if any(total.count is not None for total in each.totals))
