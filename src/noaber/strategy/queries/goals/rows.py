"""A goal with its parts as it is read: what was said of it, done for it, and measured."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from noaber.strategy.rules.goals.goal import (
    ENDED,
    ActivityText,
    GoalText,
    IndicatorText,
    UpdateText,
    ValueText,
)
from noaber.strategy.rules.goals.values import TypedValue


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """How a goal was going on a day; `number` counts the updates of the goal, `recorded_at`: when that was said."""

    number: int
    on: dt.date
    text: UpdateText
    recorded_at: dt.datetime

    @property
    def recorded_on(self) -> dt.date:
        return timezone.localdate(self.recorded_at)


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What was said on a day. `who`: what the seat is called whose goal it is, or who does the activity."""

    number: int
    on: dt.date
    recorded_at: dt.datetime
    text: GoalText | ActivityText | IndicatorText
    who: tuple[str, ...] = ()


Said = tuple[SaidRow, ...]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as it stands; `said` is its history, the first before the last."""

    number: int
    text: ActivityText
    said: Said

    @property
    def revision(self) -> int:
        return len(self.said)

    @property
    def doers(self) -> tuple[str, ...]:
        """Who does it, by name."""
        return self.said[-1].who


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it stands, with its base and its values in order of days.

    `base` is None where the figures of the base year are not known; `typed` counts what people wrote down, also what a
    later value of the same day replaced. `taken_back`: what does not count any more, with the reason; `corrected`: as
    `rules.goals.values.corrections`.
    """

    number: int
    text: IndicatorText
    said: Said
    base: Decimal | None = None
    values: tuple[ValueText, ...] = ()
    typed: int = 0
    taken_back: tuple[TypedValue, ...] = ()
    corrected: tuple[tuple[TypedValue, TypedValue], ...] = ()

    @property
    def revision(self) -> int:
        return len(self.said)

    @property
    def last(self) -> ValueText | None:
        return self.values[-1] if self.values else None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it stands; `said` and `updates` are in order of their numbers.

    `withdrawn`: the activities and indicators that were taken back; they are not among the others.
    """

    code: str
    theme: str
    theme_name: str
    theme_position: int
    text: GoalText
    said: Said
    updates: tuple[UpdateRow, ...] = ()
    activities: tuple[ActivityRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    withdrawn: tuple[ActivityRow | IndicatorRow, ...] = ()

    @property
    def revision(self) -> int:
        return len(self.said)

    @property
    def ever_measured(self) -> tuple[IndicatorRow, ...]:
        """The indicators, also those that were taken back: what was said of their values stays to be read."""
        gone = (each for each in self.withdrawn if isinstance(each, IndicatorRow))
        return (*self.indicators, *gone)

    @property
    def owner(self) -> str:
        """What the seat is called whose goal it is."""
        return self.said[-1].who[0]

    @property
    def last(self) -> UpdateRow | None:
        """The last update by its day; of one day the last recorded."""
        return max(self.updates, key=lambda each: (each.on, each.number), default=None)

    @property
    def is_ended(self) -> bool:
        return self.last is not None and self.last.text.status in ENDED
