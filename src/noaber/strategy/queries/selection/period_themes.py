"""The themes of a strategy: those that were chosen, as the network carries them in its period, or carried them last.

Which theme of the network a chosen theme is, was settled when it was chosen (`rules/themes/ties.py`). Where that is
called otherwise since, both names stand here.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from django.utils import timezone

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import reads_together
from noaber.network.api import ThemeRow, last_theme_names, theme_words, themes, themes_since
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow, titled
from noaber.strategy.queries.selection.chosen import (
    ChosenThemes,
    WeighedTheme,
    standing_choices,
    themes_chosen,
)
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.themes.names import all_names
from noaber.strategy.rules.themes.ties import Words, called, options_of, ties

NOWHERE: Final = uuid.UUID(int=0)
"""The identity of a theme that the network does not have yet."""

Ties = Mapping[str, str]
"""By the code of a theme of a round that of the network's theme; those that have none are left out."""


@dataclass(frozen=True, slots=True)
class DroppedTheme:
    """A theme of the network that was chosen once, and is not any more: since when, and why."""

    code: str
    name: str
    on: dt.date
    reason: str


@reads_together
def carried_in(found: PeriodRow | TitleRow, asof: AsOf, actor: Actor = ANONYMOUS) -> tuple[ThemeRow, ...]:
    """The themes of the network on the day, or the nearest day of the period, and those that ended in it before.

    A chosen one stays also when its end was put before the period: what was said under it is not lost by that.
    """
    kept = _chosen_codes(found, asof)
    return tuple(row for row in _named(found, asof, actor) if _is_in(found, row, asof) or row.code in kept)


def _is_in(found: PeriodRow | TitleRow, row: ThemeRow, asof: AsOf) -> bool:
    return row.last_day is None or row.last_day >= found.begin(asof).valid_on


@reads_together
def carried_under(code: str, asof: AsOf, actor: Actor = ANONYMOUS) -> dict[str, ThemeRow]:
    """As `carried_in`, of a period by its code, by the code of the theme; without such a period those of the day."""
    found = titled(code, asof)
    return {row.code: row for row in (carried_in(found, asof, actor) if found else themes(actor, asof))}


@reads_together
def themes_of(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[ThemeRow, ...]:
    """On the day, or the nearest day of the period, in the order of the network; all where nothing is chosen yet."""
    rows = carried_in(found, asof)
    if themes_chosen(found.code, asof) is None:
        return rows
    kept = _chosen_codes(found, asof)
    return tuple(row for row in rows if row.code in kept)


@reads_together
def chosen_themes_of(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[ThemeRow, ...]:
    """As `themes_of`, and every theme that was chosen though the register has it not, or not any more.

    That goes by the code that it had there, or else in the round.
    """
    missing = (
        ThemeRow(NOWHERE, code, all_names(each.name)[0], "", each.field, 0, ())
        for code, each in lacking_themes(found, asof).items()
    )
    return (*themes_of(found, asof), *missing)


@reads_together
def lacking_themes(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, WeighedTheme]:
    """The chosen themes that `themes_of` has not, by the code under which they are read."""
    chosen = themes_chosen(found.code, asof)
    if chosen is None:
        return {}
    tied, there = tied_in(found, chosen, asof), {row.code for row in themes_of(found, asof)}
    return {
        tied.get(each.code, each.code): each for each in chosen.chosen if tied.get(each.code) not in there
    }


@reads_together
def tied_since(found: PeriodRow | TitleRow, asof: AsOf) -> Ties:
    """By the code in the last choice that of the theme that the network has for it by now, where that is another."""
    chosen = themes_chosen(found.code, asof)
    tied = tied_in(found, chosen, asof) if chosen else {}
    return {option: code for option, code in tied.items() if option != code}


@reads_together
def not_carried(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[WeighedTheme, ...]:
    """The chosen themes that the network does not have in the period."""
    chosen = themes_chosen(found.code, asof)
    if chosen is None:
        return ()
    tied = tied_in(found, chosen, asof)
    there = {row.code for row in _rows(found, asof, ANONYMOUS) if _is_in(found, row, asof)}
    return tuple(each for each in chosen.chosen if tied.get(each.code) not in there)


def tied_in(found: PeriodRow | TitleRow, chosen: ChosenThemes, asof: AsOf) -> Ties:
    """Which themes of the network those of a round are, on the day or the nearest day of the period."""
    said = (
        Words(
            each.code,
            each.name,
            each.field,
            each.valid_from,
            each.valid_until,
            each.known_from,
            each.known_until,
        )
        for each in theme_words(found.within(asof))
    )
    return ties(
        tuple(options_of([(each.code, each.name, each.field) for each in chosen.weighed])),
        said,
        opened_at=chosen.opened_at,
        day=min(timezone.localdate(chosen.opened_at), chosen.decided_on),
        there=[row.code for row in _rows(found, asof, ANONYMOUS) if _is_in(found, row, asof)],
    )


def linked_names(found: PeriodRow | TitleRow, row: RoundRow, asof: AsOf) -> dict[str, str]:
    """By the code of each theme that was chosen in a round what the network calls it; those that it lacks left out."""
    if row.choice is None or row.opened_at is None:
        return {}
    text = row.choice.text
    weighed = tuple(
        WeighedTheme(each.code, each.name, each.field, each.code in text.chosen) for each in row.text.options
    )
    chosen = ChosenThemes(row.number, row.opened_at, text.decided_on, text.proposal, weighed)
    names = {each.code: each.name for each in _rows(found, asof, ANONYMOUS) if _is_in(found, each, asof)}
    tied = tied_in(found, chosen, asof)
    return {each.code: names[tied[each.code]] for each in chosen.chosen if tied.get(each.code) in names}


@reads_together
def dropped_themes(found: PeriodRow | TitleRow, asof: AsOf) -> tuple[DroppedTheme, ...]:
    """Those that a choice of the period named and the last one does not, with the choice that left them out."""
    standing = standing_choices(found.code, asof)
    kept, names = _chosen_codes(found, asof), _names(found, asof)
    left: dict[str, DroppedTheme] = {}
    for before, after in pairwise(standing):
        there = _codes(found, after, asof)
        for code in _codes(found, before, asof):
            if code not in there and code not in kept:
                left[code] = DroppedTheme(code, names.get(code, code), after.decided_on, after.reason)
    return tuple(left.values())


@reads_together
def titles_in(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, str]:
    """By code what the themes of a strategy are called, in their order."""
    return {row.code: row.name for row in themes_of(found, asof)}


@reads_together
def titles_under(code: str, asof: AsOf) -> dict[str, str]:
    """By code what every theme of the network is called in a strategy (its code), or was called last."""
    found = titled(code, asof)
    return last_theme_names(asof) | (_names(found, asof) if found else {})


@reads_together
def places_under(code: str, asof: AsOf) -> dict[str, tuple[str, int]]:
    """As `titles_under`, of the period, with the place of each theme."""
    found = titled(code, asof)
    rows = _named(found, asof, ANONYMOUS) if found else themes(ANONYMOUS, asof)
    return {row.code: (row.name, row.position) for row in rows}


def _rows(found: PeriodRow | TitleRow, asof: AsOf, actor: Actor) -> Sequence[ThemeRow]:
    """Every theme that the network had by the day, or the nearest day of the period, as it calls them."""
    return themes_since(actor, dt.date.min, found.within(asof))


def _named(found: PeriodRow | TitleRow, asof: AsOf, actor: Actor) -> list[ThemeRow]:
    """As `_rows`, with the name under which a theme was chosen beside the one that it has."""
    names = _names(found, asof)
    return [replace(row, name=names[row.code]) for row in _rows(found, asof, actor)]


def _names(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, str]:
    """By code, also of those that were chosen before and are not any more."""
    chosen_as = ever_chosen(found, asof)
    return {row.code: called(row.name, chosen_as.get(row.code, "")) for row in _rows(found, asof, ANONYMOUS)}


def ever_chosen(found: PeriodRow | TitleRow, asof: AsOf) -> dict[str, str]:
    """By the code of the theme of the network the name under which any choice of the period named it, the last."""
    chosen_as: dict[str, str] = {}
    for each in standing_choices(found.code, asof):
        tied = tied_in(found, each, asof)
        chosen_as |= {tied[one.code]: all_names(one.name)[0] for one in each.chosen if one.code in tied}
    return chosen_as


def _chosen_codes(found: PeriodRow | TitleRow, asof: AsOf) -> set[str]:
    """The themes of the network that the last choice names."""
    chosen = themes_chosen(found.code, asof)
    return _codes(found, chosen, asof) if chosen else set()


def _codes(found: PeriodRow | TitleRow, chosen: ChosenThemes, asof: AsOf) -> set[str]:
    tied = tied_in(found, chosen, asof)
    return {tied[each.code] for each in chosen.chosen if each.code in tied}
