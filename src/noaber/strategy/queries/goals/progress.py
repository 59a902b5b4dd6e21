"""How the themes go for a meeting of the steering group: who carries each, and what was said since the last (R35)."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.meetings.api import sittings
from noaber.network.api import BodyRow, ThemeRow, bodies
from noaber.strategy.queries.goals.goal import INDICATORS, VALUES, goals
from noaber.strategy.queries.goals.leaders import teams
from noaber.strategy.queries.goals.owners import ownerless
from noaber.strategy.queries.goals.rows import GoalRow, UpdateRow
from noaber.strategy.queries.periods.period import TitleRow, day_of, titled
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.queries.selection.period_themes import (
    DroppedTheme,
    carried_under,
    chosen_themes_of,
    dropped_themes,
)
from noaber.strategy.rules.bodies import STEERING_GROUP
from noaber.strategy.rules.goals.days import is_news, quarter
from noaber.strategy.rules.goals.goal import GoalStatus

FINE: Final = (GoalStatus.ON_COURSE, GoalStatus.REACHED)
News = Callable[[dt.date, dt.date], bool]
"""Whether what was said of a day, and on which day that was done, is news."""


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal, and whether anything was said of it since the last meeting; `asked` is what was asked since: for the
    network.

    `is_held`: whether anybody holds the seat of its owner.
    """

    row: GoalRow
    has_news: bool
    asked: tuple[str, ...]
    is_held: bool


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """A theme with who carries it, its team, and its goals. `dropped`: since when and why it is not chosen any more."""

    theme: ThemeRow
    team: BodyRow | None
    goals: tuple[GoalProgress, ...]
    dropped: DroppedTheme | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """All themes on a day. `met_on`: when the steering group met last, None when that is not known; then `since` is the
    first day of the quarter before. `sees_asked`: whether this reader is told what the teams ask; `without`: the chosen
    themes under which no goal stands, by name."""

    body: BodyRow | None
    met_on: dt.date | None
    since: dt.date
    themes: tuple[ThemeProgress, ...]
    sees_asked: bool
    without: tuple[str, ...] = ()

    @property
    def goals(self) -> tuple[GoalProgress, ...]:
        return tuple(each for theme in self.themes for each in theme.goals)

    @property
    def fine(self) -> int:
        """How many goals are on course or reached."""
        return sum(each.row.last is not None and each.row.last.text.status in FINE for each in self.goals)


def progress(actor: Actor, period: str, asof: AsOf, *, sees_asked: bool) -> Progress:
    """Every theme that has goals in the period, as it was carried on the nearest day of it, with the news of then; also
    one that ended.
    """
    day = day_of(period, asof)
    group = next((row for row in bodies(actor, day) if row.kind == STEERING_GROUP), None)
    met_on = _met_on(actor, group, day.valid_on)
    since = met_on or quarter(quarter(day.valid_on)[0] - dt.timedelta(days=1))[0]
    news = partial(is_news, since=since, met_on=met_on)
    found, of_theme = goals(period, asof, (INDICATORS, VALUES)), teams(day)
    of_period = titled(period, asof)
    empty = ownerless(of_period, found, asof) if of_period else frozenset()
    dropped = {each.code: each for each in dropped_themes(of_period, asof)} if of_period else {}
    chosen = _chosen(of_period, asof)
    known = {row.code: row for row in chosen} | carried_under(period, asof, actor)
    with_goals = {row.theme for row in found}
    return Progress(
        group,
        met_on,
        since,
        tuple(
            ThemeProgress(theme, of_theme.get(theme.code), rows, dropped.get(theme.code))
            for theme in known.values()
            if (rows := _of_theme(theme.code, found, news, empty, sees_asked=sees_asked))
        ),
        sees_asked,
        tuple(row.name for row in chosen if row.code not in with_goals),
    )


def _chosen(of_period: TitleRow | None, asof: AsOf) -> tuple[ThemeRow, ...]:
    """The themes that were chosen, once they were."""
    is_chosen = of_period is not None and themes_chosen(of_period.code, asof) is not None
    return chosen_themes_of(of_period, asof) if of_period and is_chosen else ()


def _of_theme(
    theme: str, found: Sequence[GoalRow], news: News, empty: Collection[str], *, sees_asked: bool
) -> tuple[GoalProgress, ...]:
    return tuple(
        _goal(row, news, is_held=row.code not in empty, sees_asked=sees_asked)
        for row in found
        if row.theme == theme
    )


def _goal(row: GoalRow, news: News, *, is_held: bool, sees_asked: bool) -> GoalProgress:
    fresh = sorted(
        (each for each in row.updates if news(each.on, each.recorded_on)),
        key=lambda each: (each.on, each.number),
    )
    return GoalProgress(row, bool(fresh), _still_asked(fresh) if sees_asked else (), is_held)


def _still_asked(fresh: Sequence[UpdateRow]) -> tuple[str, ...]:
    """What was asked since the last meeting, each thing once; who is fine again and asks nothing, asks no more."""
    asked = dict[str, None]()
    for each in fresh:
        if each.text.asked:
            asked[each.text.asked] = None
        elif each.text.status in FINE:
            asked.clear()
    return tuple(asked)


def _met_on(actor: Actor, group: BodyRow | None, day: dt.date) -> dt.date | None:
    """The last meeting before the day; a visitor knows those of which something is public."""
    if group is None:
        return None
    met = (
        row.held_on
        for row in sittings(actor)
        if row.body_code == group.code and row.held_on < day and not row.is_cancelled
    )
    return max(met, default=None)
