"""The themes of a strategy: those that the network carries in its period, without what was weighed and not chosen."""

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import ThemeRow, themes
from noaber.strategy.queries.chosen import themes_chosen
from noaber.strategy.queries.periods import PeriodRow, TitleRow


def themes_of(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[ThemeRow, ...]:
    """On the day, or the nearest day of the period; all that are carried where nothing is chosen yet."""
    chosen = themes_chosen(found.code, asof)
    rows = themes(ANONYMOUS, found.within(asof))
    return tuple(row for row in rows if chosen is None or row.code not in chosen.rejected)


def titles_in(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, str]:
    """By code what the themes of a strategy are called, in their order."""
    return {row.code: row.name for row in themes_of(found, asof)}
