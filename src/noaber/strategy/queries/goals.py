"""The goals of a period as they stand, or stood on a day: what was said of them, done for them, and measured."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.figures.api import offence_years, series
from noaber.network.api import municipalities
from noaber.strategy.models import (
    ActivityDoer,
    ActivityStatement,
    GoalStatement,
    GoalUpdate,
    IndicatorStatement,
    IndicatorValue,
)
from noaber.strategy.rules.goals import (
    ENDED,
    NETWORK,
    ActivityState,
    ActivityText,
    GoalStatus,
    GoalText,
    IndicatorText,
    UpdateText,
    ValueText,
)

S = TypeVar("S", GoalStatement, GoalUpdate, ActivityStatement, IndicatorStatement, IndicatorValue)


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """How a goal was going on a day; `number` counts the updates of the goal."""

    number: int
    on: dt.date
    text: UpdateText


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What was said of a goal or an activity on a day; `before`: what was said before that."""

    number: int
    on: dt.date
    text: GoalText | ActivityText | IndicatorText
    before: GoalText | ActivityText | IndicatorText | None = None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as it stands; `said` is its history, the first before the last."""

    number: int
    text: ActivityText
    said: tuple[SaidRow, ...]

    @property
    def revision(self) -> int:
        return len(self.said)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it stands, with its base and its values in order of days.

    `base` is None where the figures of the base year are not known.
    """

    number: int
    text: IndicatorText
    said: tuple[SaidRow, ...]
    base: Decimal | None
    values: tuple[ValueText, ...]
    typed: int = 0  # how many values people wrote down, also those that a later one of the same day replaced

    @property
    def revision(self) -> int:
        return len(self.said)

    @property
    def last(self) -> ValueText | None:
        return self.values[-1] if self.values else None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it stands; `said` and `updates` are in order of their numbers."""

    code: str
    theme: str
    text: GoalText
    said: tuple[SaidRow, ...]
    updates: tuple[UpdateRow, ...]
    activities: tuple[ActivityRow, ...]
    indicators: tuple[IndicatorRow, ...]

    @property
    def revision(self) -> int:
        return len(self.said)

    @property
    def since(self) -> dt.date:
        return self.said[0].on

    @property
    def last(self) -> UpdateRow | None:
        """The last update by its day; of one day the last recorded."""
        return max(self.updates, key=lambda each: (each.on, each.number), default=None)

    @property
    def is_ended(self) -> bool:
        return self.last is not None and self.last.text.status in ENDED


def goal(period: str, code: str, asof: AsOf) -> GoalRow | None:
    """One goal, from what `goals` reads."""
    return next((row for row in goals(period, asof) if row.code == code), None)


@read_once
def goals(period: str, asof: AsOf) -> tuple[GoalRow, ...]:
    """Every goal of a period that was there, by theme and then by title."""
    statements = _by_subject(_held(GoalStatement.objects, asof, goal__period__code=period), "goal_id")
    if not statements:
        return ()
    updates = _by_subject(_held(GoalUpdate.objects, asof, goal__period__code=period), "goal_id")
    activities = _activities(period, asof)
    indicators = _indicators(period, asof)
    rows = [
        _goal(said, updates.get(key, ()), activities.get(key, ()), indicators.get(key, ()))
        for key, said in statements.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.theme, row.text.title)))


def goal_text(row: GoalStatement) -> GoalText:
    """The stored statement as the rules know it."""
    return GoalText(row.title, row.aim, row.owner.code, row.due_on, row.is_innovation, row.reason)


def activity_text(row: ActivityStatement) -> ActivityText:
    return ActivityText(
        row.title,
        row.starts_on,
        row.ends_on,
        ActivityState(row.state),
        row.body.code if row.body else "",
        tuple(sorted(each.organisation.code for each in row.doers.all())),
        row.is_innovation,
        row.reason,
    )


def indicator_text(row: IndicatorStatement) -> IndicatorText:
    return IndicatorText(
        row.title,
        row.unit,
        row.base_on,
        row.target_value,
        row.target_on,
        row.source,
        row.base_value,
        row.offence,
        row.area,
        row.reason,
    )


@read_once
def counted_values(offence: str, area: str, asof: AsOf) -> tuple[ValueText, ...]:
    """What the police registered per year in all municipalities or those of a district, while a year is whole."""
    areas = [row.code for row in municipalities(ANONYMOUS, asof) if area in (NETWORK, row.district_code)]
    years = [year for year in offence_years(offence, known_at=asof.known_at) if _ends(year) <= asof.valid_on]
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


def _goal(
    said: Sequence[GoalStatement],
    updates: Iterable[GoalUpdate],
    activities: Iterable[ActivityRow],
    indicators: Iterable[IndicatorRow],
) -> GoalRow:
    kept = said[-1].goal
    return GoalRow(
        kept.code,
        kept.theme.code,
        goal_text(said[-1]),
        _said(said, goal_text),
        tuple(
            UpdateRow(row.number, row.said_on, UpdateText(GoalStatus(row.status), row.sentence, row.asked))
            for row in updates
        ),
        tuple(activities),
        tuple(indicators),
    )


def _activities(period: str, asof: AsOf) -> Mapping[Any, list[ActivityRow]]:
    found = _held(ActivityStatement.objects, asof, activity__goal__period__code=period)
    doers = Prefetch("doers", queryset=ActivityDoer.objects.select_related("organisation"))
    rows: dict[Any, list[ActivityRow]] = defaultdict(list)
    for said in _by_subject(
        found.select_related("activity", "body").prefetch_related(doers), "activity_id"
    ).values():
        kept = said[-1].activity
        history = _said(said, activity_text)
        rows[kept.goal_id].append(ActivityRow(kept.number, activity_text(said[-1]), history))
    return {key: sorted(each, key=lambda row: (row.text.starts_on, row.number)) for key, each in rows.items()}


def _indicators(period: str, asof: AsOf) -> Mapping[Any, list[IndicatorRow]]:
    found = _held(IndicatorStatement.objects, asof, indicator__goal__period__code=period)
    typed = _by_subject(
        _held(IndicatorValue.objects, asof, indicator__goal__period__code=period), "indicator_id"
    )
    rows: dict[Any, list[IndicatorRow]] = defaultdict(list)
    for key, said in _by_subject(found.select_related("indicator"), "indicator_id").items():
        text = indicator_text(said[-1])
        written = typed.get(key, [])
        base, values = _measured(text, written, asof)
        kept = said[-1].indicator
        rows[kept.goal_id].append(
            IndicatorRow(kept.number, text, _said(said, indicator_text), base, values, len(written))
        )
    return {key: sorted(each, key=lambda row: row.number) for key, each in rows.items()}


def _measured(
    text: IndicatorText, typed: Iterable[IndicatorValue], asof: AsOf
) -> tuple[Decimal | None, tuple[ValueText, ...]]:
    """The base, and what was measured since; of one day what was recorded last."""
    if text.offence:
        counted = counted_values(text.offence, text.area, asof)
        base = next((each.value for each in counted if each.on.year == text.base_on.year), None)
        return base, tuple(each for each in counted if each.on.year > text.base_on.year)
    by_day = {row.said_on: ValueText(row.value, row.said_on, row.source) for row in typed}
    return text.base_value, tuple(by_day[day] for day in sorted(by_day))


def _said(rows: Sequence[Any], text_of: Any) -> tuple[SaidRow, ...]:
    texts = [text_of(row) for row in rows]
    befores = [None, *texts[:-1]]
    return tuple(
        SaidRow(row.number, row.said_on, text, before)
        for row, text, before in zip(rows, texts, befores, strict=True)
    )


def _held(manager: Any, asof: AsOf, **of: str) -> QuerySet[Any]:
    """What was known and held on the day, in order of numbers."""
    found: QuerySet[Any] = manager.filter(said_on__lte=asof.valid_on, **of).order_by("number")
    if manager.model is GoalStatement:
        found = found.select_related("goal__theme", "owner")
    return found if asof.known_at is None else found.filter(recorded_at__lt=asof.known_at)


def _by_subject(found: Iterable[S], key: str) -> dict[Any, list[S]]:
    rows: dict[Any, list[S]] = defaultdict(list)
    for row in found:
        rows[getattr(row, key)].append(row)
    return rows
