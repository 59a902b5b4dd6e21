"""What became of the chosen themes in the network since the strategy was adopted: another name, or an end."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import ThemeWords, theme_words, themes_since
from noaber.strategy.queries.period_themes import ever_chosen
from noaber.strategy.queries.periods import TitleRow, adopted_on


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """On a day a theme of the network (its code) got another name; without one (`name`) it was there no more."""

    code: str
    on: dt.date
    was: str
    name: str = ""


def theme_changes(found: TitleRow, asof: AsOf) -> Iterator[ThemeChange]:
    """Of every theme that any choice of the period named, from the adoption to the last day of the period."""
    since, day = adopted_on(found.code, asof), found.within(asof)
    chosen = ever_chosen(found, asof)
    if since is None or not chosen:
        return
    said: dict[str, list[ThemeWords]] = defaultdict(list)
    for each in theme_words(day):
        is_held = each.known_until is None or (
            asof.known_at is not None and each.known_until >= asof.known_at
        )
        if each.code in chosen and is_held:
            said[each.code].append(each)
    for code, rows in said.items():
        for before, after in pairwise(sorted(rows, key=lambda each: each.valid_from)):
            if before.name != after.name and after.valid_from > since:
                yield ThemeChange(code, after.valid_from, before.name, after.name)
    for row in themes_since(ANONYMOUS, since, day):
        if row.code in chosen and row.last_day:
            yield ThemeChange(row.code, row.last_day + dt.timedelta(days=1), row.name)
