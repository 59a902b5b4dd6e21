"""What became of the chosen themes in the network since the strategy was adopted: other words, or an end; and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import ThemeRow, ThemeWhy, theme_reasons, theme_words, themes_since
from noaber.strategy.queries.periods.period import TitleRow, adopted_on, statements
from noaber.strategy.queries.selection.period_themes import ever_chosen
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.themes.changes import Said, Turn, turns


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """From a day on a theme of the network (its code) had another name or description; without a name (`name`) it was
    there no more. `recorded_at`: when that was recorded.
    """

    code: str
    on: dt.date
    recorded_at: dt.datetime
    reason: str
    was: str
    name: str = ""
    description_was: str = ""
    description: str = ""


def theme_changes(found: TitleRow, asof: AsOf) -> Iterator[ThemeChange]:
    """Of every theme that any choice of the period named, from the adoption to the last day of the period."""
    since, day = adopted_on(found.code, asof), found.within(asof)
    chosen = ever_chosen(found, asof)
    if since is None or not chosen:
        return
    adopted_at = _recorded_as_adopted(found.code, asof)
    said: dict[str, list[Said]] = defaultdict(list)
    for each in theme_words(day):
        if each.code in chosen:
            days = each.valid_from, each.valid_until
            words = Said(each.name, each.description, *days, each.known_from, each.known_until)
            said[each.code].append(words)
    for code, rows in said.items():
        for turn in turns(rows, since, adopted_at, day.valid_on, timezone.localdate):
            yield _turned(code, turn, [each for each in theme_reasons(asof) if each.code == code])
    for row in themes_since(ANONYMOUS, dt.date.min, day):
        if row.code in chosen and row.last_day:
            ended = _ended(row, row.last_day, said[row.code], theme_reasons(asof))
            if row.last_day >= since or ended.recorded_at > adopted_at:
                yield ended


def _recorded_as_adopted(code: str, asof: AsOf) -> dt.datetime:
    """When the adoption was first recorded, of what the list of changes reads anyway."""
    said = statements(code, asof)
    return min(each.recorded_at for each in said if each.terms.state is PeriodState.ADOPTED)


def _turned(code: str, turn: Turn, reasons: Sequence[ThemeWhy]) -> ThemeChange:
    was, now = turn.was, turn.now
    told = [each for each in reasons if not each.is_end and each.recorded_at <= now.known_from]
    of_day = [each for each in told if each.holds_from == now.valid_from]
    of_moment = [each for each in told if each.recorded_at == now.known_from]
    why = next(reversed(of_day or of_moment), None)
    return ThemeChange(
        code,
        turn.on,
        now.known_from,
        why.reason if why else "",
        was.name,
        now.name,
        was.description,
        now.description,
    )


def _ended(
    row: ThemeRow, last_day: dt.date, said: Sequence[Said], reasons: Sequence[ThemeWhy]
) -> ThemeChange:
    """The end of a theme, on its day, with the last reason that was given for that day."""
    on = last_day + dt.timedelta(days=1)
    told = [each for each in reasons if each.code == row.code and each.is_end and each.holds_from == on]
    known = [each.known_from for each in said if each.valid_until == on]
    if told:
        return ThemeChange(row.code, on, told[-1].recorded_at, told[-1].reason, row.name)
    return ThemeChange(row.code, on, min(known, default=max(each.known_from for each in said)), "", row.name)
