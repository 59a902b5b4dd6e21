"""The themes of a strategy: those that were chosen, as the network carries them in its period, or carried them last.

A theme of a round and a theme of the network are the same by their code, a name, or the field of the taxonomy.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.network.api import ThemeRow, themes, themes_since
from noaber.strategy.queries.chosen import WeighedTheme, themes_chosen
from noaber.strategy.queries.periods import PeriodRow, TitleRow, titled
from noaber.strategy.rules.themes import NetworkTheme, all_names, same_theme

NOWHERE: Final = uuid.UUID(int=0)
"""The identity of a theme that the network does not have yet."""


def carried_in(found: PeriodRow | TitleRow, asof: AsOf, actor: Actor = ANONYMOUS) -> tuple[ThemeRow, ...]:
    """The themes of the network on the day, or the nearest day of the period, and those that ended in it before.

    A chosen one stays also when its end was put before the period: what was said under it is not lost by that.
    """
    rows = themes_since(actor, dt.date.min, found.within(asof))
    chosen = themes_chosen(found.code, asof)
    ties = network_codes(chosen.weighed, rows) if chosen else {}
    kept = {ties[each.code] for each in chosen.weighed if each.is_chosen} if chosen else set()
    return tuple(row for row in rows if _is_in(found, row, asof) or row.code in kept)


def _is_in(found: PeriodRow | TitleRow, row: ThemeRow, asof: AsOf) -> bool:
    return row.last_day is None or row.last_day >= found.begin(asof).valid_on


def carried_under(code: str, asof: AsOf, actor: Actor = ANONYMOUS) -> dict[str, ThemeRow]:
    """As `carried_in`, of a period by its code, by the code of the theme; without such a period those of the day."""
    found = titled(code, asof)
    return {row.code: row for row in (carried_in(found, asof, actor) if found else themes(actor, asof))}


def themes_of(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[ThemeRow, ...]:
    """On the day, or the nearest day of the period, in the order of the network; all where nothing is chosen yet."""
    chosen = themes_chosen(found.code, asof)
    rows = carried_in(found, asof)
    if chosen is None:
        return rows
    ties = network_codes(chosen.weighed, rows)
    kept = {ties[each.code] for each in chosen.weighed if each.is_chosen}
    return tuple(row for row in rows if row.code in kept)


def chosen_themes_of(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[ThemeRow, ...]:
    """As `themes_of`, and every theme that was chosen though nobody carries it yet, by its code in the round."""
    chosen, known = themes_chosen(found.code, asof), themes_of(found, asof)
    ties = network_codes(chosen.weighed, known) if chosen else {}
    missing = (
        ThemeRow(NOWHERE, each.code, all_names(each.name)[0], "", each.field, 0, ())
        for each in (chosen.weighed if chosen else ())
        if each.is_chosen and not ties[each.code]
    )
    return (*known, *missing)


def not_carried(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[WeighedTheme, ...]:
    """The chosen themes that the network does not have in the period."""
    chosen = themes_chosen(found.code, asof)
    if chosen is None:
        return ()
    there = [row for row in carried_in(found, asof) if _is_in(found, row, asof)]
    ties = network_codes(chosen.weighed, there)
    return tuple(each for each in chosen.weighed if each.is_chosen and not ties[each.code])


def network_codes(weighed: Sequence[WeighedTheme], rows: Sequence[ThemeRow]) -> Mapping[str, str]:
    """By the code of a theme of a round that of the network's theme, empty for none.

    A field of the taxonomy that two themes of the round share, says nothing. A theme that is there goes before one that
    ended.
    """
    there = [_known(row) for row in rows if row.last_day is None]
    ended = [_known(row) for row in rows if row.last_day is not None]
    times = Counter(each.field for each in weighed)
    ties = {}
    for each in weighed:
        field = each.field if times[each.field] == 1 else ""
        ties[each.code] = (
            same_theme(each.code, all_names(each.name), "", [*there, *ended])
            or same_theme("", (), field, there)
            or same_theme("", (), field, ended)
        )
    return ties


def _known(row: ThemeRow) -> NetworkTheme:
    return NetworkTheme(row.code, row.name, row.safety_field.partition(" ")[0])


def titles_in(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, str]:
    """By code what the themes of a strategy are called, in their order."""
    return {row.code: row.name for row in themes_of(found, asof)}
