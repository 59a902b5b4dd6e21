"""The goals of a period as they stand, or stood on a day: what was said of them, done for them, and measured."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from django.db.models import QuerySet

from noaber.core.asof import AsOf
from noaber.core.history import said_of
from noaber.core.reading import read_once
from noaber.network.api import last_names
from noaber.strategy.models import (
    ActivityStatement,
    GoalStatement,
    GoalUpdate,
    IndicatorStatement,
    IndicatorValue,
)
from noaber.strategy.queries.goals.measured import measured
from noaber.strategy.queries.goals.rows import ActivityRow, GoalRow, IndicatorRow, Said, SaidRow, UpdateRow
from noaber.strategy.queries.periods.period import day_of
from noaber.strategy.queries.selection.period_themes import places_under
from noaber.strategy.rules.goals.goal import (
    ActivityState,
    ActivityText,
    GoalStatus,
    GoalText,
    IndicatorText,
    UpdateText,
    ValueText,
)
from noaber.strategy.rules.goals.values import TypedValue, corrections, that_count

ACTIVITIES, INDICATORS, VALUES, TYPED = "activities", "indicators", "values", "typed"
"""What a page needs of a goal beside itself; values with the indicators that they belong to.

`TYPED`: of the values only what was taken back or corrected, without what is counted.
"""
Parts = tuple[str, ...]
P = TypeVar("P")
EVERYTHING: Final[Parts] = (ACTIVITIES, INDICATORS, VALUES)


def goal(period: str, code: str, asof: AsOf, parts: Parts = ()) -> GoalRow | None:
    """One goal."""
    return next(iter(goals(period, asof, parts, code)), None)


@read_once
def goals(period: str, asof: AsOf, parts: Parts = (), code: str = "") -> tuple[GoalRow, ...]:
    """Every goal of a period that was there (or one), in the order of the themes, with the parts that are asked."""
    of = {"period__code": period, **({"code": code} if code else {})}
    updates = _updates(of, asof)
    activities = _activities(of, asof) if ACTIVITIES in parts else {}
    indicators = _indicators(of, asof, parts=parts) if INDICATORS in parts else {}
    rows = [
        GoalRow(
            *kept,
            goal_text_of(said[-1]),
            said,
            updates.get(kept[0], ()),
            *_standing(activities.get(kept[0], ()), indicators.get(kept[0], ())),
        )
        for kept, said in _goals(of, asof).items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.theme_position, row.theme_name, row.text.title)))


def _standing(
    activities: Sequence[ActivityRow], indicators: Sequence[IndicatorRow]
) -> tuple[tuple[ActivityRow, ...], tuple[IndicatorRow, ...], tuple[ActivityRow | IndicatorRow, ...]]:
    """Those that stand, and apart from them those of both that were taken back."""
    both: tuple[ActivityRow | IndicatorRow, ...] = (*activities, *indicators)
    return (
        tuple(each for each in activities if not each.text.is_withdrawn),
        tuple(each for each in indicators if not each.text.is_withdrawn),
        tuple(each for each in both if each.text.is_withdrawn),
    )


def goal_text_of(row: SaidRow) -> GoalText:
    """What was said of a goal itself; of a part of it this is not asked."""
    if not isinstance(row.text, GoalText):
        raise TypeError("this was not said of a goal")
    return row.text


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
        row.is_withdrawn,
    )


_MEASURED = tuple(each.name for each in fields(IndicatorText))


def indicator_text(row: IndicatorStatement) -> IndicatorText:
    return IndicatorText(**{name: getattr(row, name) for name in _MEASURED})


def _goals(of: Mapping[str, str], asof: AsOf) -> dict[tuple[str, str, str, int], Said]:
    """By code, theme, what the theme is called and its place: what was said of the goal, by number."""
    found = _held(GoalStatement, "goal", of, asof).annotate(of_owner=said_of("owner__versions", asof))
    columns = ("title", "aim", "owner__code", "due_on", "is_innovation", "reason")
    kept = ("goal__code", "goal__theme__code", "of_owner__title")
    said = list(found.values_list("number", "said_on", "recorded_at", *kept, *columns))
    names = places_under(of["period__code"], asof) if said else {}
    rows: dict[tuple[str, str, str, int], list[SaidRow]] = {}
    newest: dict[str, tuple[str, str, str, int]] = {}
    for number, on, at, code, theme, owner, *text in said:
        key = newest.setdefault(code, (code, theme, *names.get(theme, (theme, 0))))
        rows.setdefault(key, []).append(SaidRow(number, on, at, GoalText(*text), (owner or text[2],)))
    return {key: tuple(each) for key, each in rows.items()}


def _updates(of: Mapping[str, str], asof: AsOf) -> Mapping[str, tuple[UpdateRow, ...]]:
    rows: dict[str, list[UpdateRow]] = defaultdict(list)
    columns = ("goal__code", "number", "said_on", "recorded_at", "status", "sentence", "asked")
    found = _held(GoalUpdate, "goal", of, _within(of, asof))
    for code, number, on, at, status, *words in found.values_list(*columns):
        text = UpdateText(GoalStatus(status), *words)
        rows[code].append(UpdateRow(number, on, text, at))
    return {code: tuple(each) for code, each in rows.items()}


def _activities(of: Mapping[str, str], asof: AsOf) -> Mapping[str, tuple[ActivityRow, ...]]:
    """One query: every statement beside every organisation that does it."""
    found = _held(ActivityStatement, "activity__goal", of, asof).annotate(
        of_body=said_of("body__versions", asof), of_doer=said_of("doers__organisation__versions", asof)
    )
    rows: dict[tuple[str, int, int], _Statement] = {}
    for goal_code, part, number, *said in found.order_by("number", "doers__organisation__code").values_list(
        *_ACTIVITY
    ):
        statement = rows.setdefault((goal_code, part, number), _Statement(*said[:-2]))
        statement.add(*said[-2:])
    gone = {code for each in rows.values() for code, name in each.doers.items() if not name}
    names = last_names(gone) if gone else {}
    parts: dict[tuple[str, int], list[SaidRow]] = defaultdict(list)
    for (goal_code, part, number), statement in rows.items():
        parts[goal_code, part].append(statement.row(number, names))
    return _by_goal(parts, lambda part, said: ActivityRow(part, said[-1].text, said))  # type: ignore[arg-type]


_ACTIVITY = (
    "activity__goal__code",
    "activity__number",
    "number",
    "said_on",
    "recorded_at",
    "title",
    "starts_on",
    "ends_on",
    "state",
    "is_innovation",
    "reason",
    "is_withdrawn",
    "body__code",
    "of_body__short_name",
    "of_body__name",
    "doers__organisation__code",
    "of_doer__name",
)


class _Statement:
    """What was said of an activity, gathered from its rows."""

    def __init__(self, on: dt.date, recorded_at: dt.datetime, *said: Any) -> None:
        self.on, self.recorded_at = on, recorded_at
        (
            self.title,
            self.starts_on,
            self.ends_on,
            self.state,
            self.is_new,
            self.reason,
            self.is_withdrawn,
            self.body,
            short_name,
            name,
        ) = said
        self.body_name = short_name or name or self.body
        self.doers: dict[str, str] = {}

    def add(self, code: str | None, name: str | None) -> None:
        if code:
            self.doers[code] = name or ""

    def row(self, number: int, gone: Mapping[str, str]) -> SaidRow:
        text = ActivityText(
            self.title,
            self.starts_on,
            self.ends_on,
            ActivityState(self.state),
            self.body or "",
            tuple(sorted(self.doers)),
            self.is_new,
            self.reason,
            self.is_withdrawn,
        )
        names = [name or gone.get(code, code) for code, name in sorted(self.doers.items())]
        who = tuple([self.body_name, *names] if self.body else names)
        return SaidRow(number, self.on, self.recorded_at, text, who)


def _indicators(of: Mapping[str, str], asof: AsOf, *, parts: Parts) -> Mapping[str, tuple[IndicatorRow, ...]]:
    found = _held(IndicatorStatement, "indicator__goal", of, asof)
    rows_said: dict[tuple[str, int], list[SaidRow]] = defaultdict(list)
    kept = ("indicator__goal__code", "indicator__number", "number", "said_on", "recorded_at")
    for code, part, number, on, at, *said in found.values_list(*kept, *_MEASURED):
        rows_said[code, part].append(SaidRow(number, on, at, IndicatorText(*said)))
    typed = _typed(of, asof) if {VALUES, TYPED} & {*parts} else {}
    until = _within(of, asof).valid_on

    def whole(code: str, row: IndicatorRow) -> IndicatorRow:
        mended = _mended(row, typed.get((code, row.number), ()))
        return (
            _measured(mended, typed.get((code, row.number), ()), until, asof) if VALUES in parts else mended
        )

    found_rows = _by_goal(rows_said, lambda part, said: IndicatorRow(part, said[-1].text, said))  # type: ignore[arg-type]
    return {code: tuple(whole(code, row) for row in rows) for code, rows in found_rows.items()}


def _mended(row: IndicatorRow, typed: Sequence[TypedValue]) -> IndicatorRow:
    """With the values that were taken back or corrected."""
    gone = tuple(each for each in typed if each.is_withdrawn)
    return replace(row, taken_back=gone, corrected=corrections(typed))


def _typed(of: Mapping[str, str], asof: AsOf) -> Mapping[tuple[str, int], list[TypedValue]]:
    found = _held(IndicatorValue, "indicator__goal", of, asof)
    rows: dict[tuple[str, int], list[TypedValue]] = defaultdict(list)
    where = ("indicator__goal__code", "indicator__number", "is_withdrawn", "reason", "recorded_at")
    for code, part, is_withdrawn, reason, at, *value in found.values_list(
        *where, "value", "said_on", "source"
    ):
        said = TypedValue(ValueText(*value), at, reason, is_withdrawn=is_withdrawn)
        rows[code, part].append(said)
    return rows


def _measured(row: IndicatorRow, typed: Sequence[TypedValue], until: dt.date, asof: AsOf) -> IndicatorRow:
    """With the base, and what was measured since, in the years of the period."""
    counting = that_count(each for each in typed if each.text.on <= until)
    base, values = measured(row.text, counting, until, asof)
    return replace(row, base=base, values=values, typed=0 if row.text.offence else len(typed))


def _by_goal(
    parts: Mapping[tuple[str, int], list[SaidRow]], row_of: Callable[[int, Said], P]
) -> dict[str, tuple[P, ...]]:
    rows: dict[str, list[P]] = defaultdict(list)
    for (code, part), said in sorted(parts.items()):
        rows[code].append(row_of(part, tuple(said)))
    return {code: tuple(each) for code, each in rows.items()}


def _within(of: Mapping[str, str], asof: AsOf) -> AsOf:
    """The day, or the last of the period: how it went and what was measured after that is not in it."""
    return replace(asof, valid_on=min(asof.valid_on, day_of(of["period__code"], asof).valid_on))


def _held(model: Any, path: str, of: Mapping[str, str], asof: AsOf) -> QuerySet[Any]:
    """What was known and held on the day, in order of numbers."""
    wanted = {f"{path}__{name}": value for name, value in of.items()}
    found: QuerySet[Any] = model._default_manager.filter(said_on__lte=asof.valid_on, **wanted).order_by(
        "number"
    )
    return found if asof.known_at is None else found.filter(recorded_at__lt=asof.known_at)
