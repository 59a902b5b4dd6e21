"""The cards of signals, with the months in which they rang and what people did; for who is in the network alone.

What people wrote on them is never public: who holds nothing in the network gets no card at all.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.figures.models import SignalReading, SignalStep
from noaber.figures.queries.signal_months import MONTH_COLUMNS, MonthRow
from noaber.figures.rules.signals.certainty import Certainty, certainty
from noaber.figures.rules.signals.course import GIVES, Act, CardState, CloseReason, state_of

_CARD: Final = (
    "card_id",
    "card__revision",
    "card__area",
    "card__offence_id",
    "card__offence__title",
    "card__since",
)
Card = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a month said of a card, as one release had it."""

    month: MonthRow
    count: int | None
    expected: float | None
    upper: float | None
    p_value: float | None
    q_value: float | None
    is_discovery: bool
    is_signal: bool
    recorded_at: dt.datetime

    @property
    def period(self) -> int:
        return self.month.period

    @property
    def certainty(self) -> Certainty:
        return certainty(self.q_value, signals=self.month.signal_count, expected=self.month.expected)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What somebody did. Who looks is a seat or a person; both empty where nobody was named."""

    act: Act
    post_id: uuid.UUID | None
    person_id: uuid.UUID | None
    reason: str
    text: str
    owner: str
    happened_on: dt.date | None
    follow_up: str
    recorded_at: dt.datetime
    recorded_by_id: int | None

    @property
    def holder_key(self) -> uuid.UUID | None:
        """Who looks from then on, by the key of the seat or the person."""
        return self.post_id or self.person_id


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card: every reading of every month, in order of month and release; the steps, the oldest first."""

    id: uuid.UUID
    revision: int
    area: str
    offence: str
    offence_title: str
    since: int
    readings: tuple[ReadingRow, ...]
    steps: tuple[StepRow, ...]

    @property
    def months(self) -> tuple[ReadingRow, ...]:
        """Each month as it was read last, the oldest first."""
        return tuple({each.period: each for each in self.readings}.values())

    @property
    def ringing(self) -> tuple[ReadingRow, ...]:
        """The months that are a signal still."""
        return tuple(each for each in self.months if each.is_signal)

    @property
    def is_gone(self) -> bool:
        """Whether revisions took the signal away in every month."""
        return not self.ringing

    @property
    def last(self) -> ReadingRow:
        """The newest month that rings; of a card that is gone the newest month."""
        return (self.ringing or self.months)[-1]

    @property
    def state(self) -> CardState:
        return state_of(step.act for step in self.steps)

    @property
    def holder(self) -> StepRow | None:
        """The step by which somebody looks now, or looked when it was closed."""
        found: StepRow | None = None
        for step in self.steps:
            if step.act in GIVES:
                found = step
            elif step.act is Act.GIVEN_BACK:
                found = None
        return found

    @property
    def holder_key(self) -> uuid.UUID | None:
        """Who looks, by the key of the seat or the person."""
        return self.holder.holder_key if self.holder else None

    @property
    def closed(self) -> StepRow | None:
        """How it was closed; None while it is open."""
        return self.steps[-1] if self.state is CardState.CLOSED else None

    @property
    def close_reason(self) -> CloseReason | None:
        return CloseReason(self.closed.reason) if self.closed else None

    @property
    def rang_after_closing(self) -> int | None:
        """The newest month that was first heard after the card was closed; None where there is none."""
        if self.closed is None:
            return None
        closed_at = self.closed.recorded_at
        before = [each.period for each in self.readings if each.recorded_at <= closed_at]
        later = [each.period for each in self.ringing if each.period > max(before, default=0)]
        return max(later, default=None)


def cards(actor: Actor) -> tuple[CardRow, ...]:
    """Every card, the newest first; none for who is not in the network."""
    return _all() if actor.is_in_network else ()


def cards_of_month(actor: Actor, month: MonthRow) -> tuple[CardRow, ...]:
    """The cards that a month was read for, also where a revision took the signal away; the surest first."""
    found = [(card, reading) for card in cards(actor) if (reading := reading_of(card, month))]
    found.sort(key=lambda each: (not each[1].is_signal, each[1].p_value or 1.0))
    return tuple(card for card, _reading in found)


def reading_of(card: CardRow, month: MonthRow) -> ReadingRow | None:
    """What this reading of a month says of a card."""
    return next((each for each in card.readings if each.month.id == month.id), None)


def card(actor: Actor, key: uuid.UUID) -> CardRow | None:
    return next((row for row in cards(actor) if row.id == key), None)


@read_once
def _all() -> tuple[CardRow, ...]:
    """A few hundred cards in years: read whole, once per state of the records."""
    readings, steps = _readings(), _steps()
    found = [
        CardRow(key, revision, area, offence, title, since, tuple(rows), tuple(steps[key]))
        for (key, revision, area, offence, title, since), rows in readings.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.since, row.area, row.offence)))


def _readings() -> Mapping[Card, list[ReadingRow]]:
    """What a card is (its columns in a `CardRow`), with its readings; no card is without."""
    values = ("count", "expected", "upper", "p_value", "q_value", "is_discovery", "is_signal", "recorded_at")
    columns = (*_CARD, *(f"month__{name}" for name in MONTH_COLUMNS), *values)
    found: defaultdict[Card, list[ReadingRow]] = defaultdict(list)
    rows = SignalReading.objects.order_by("month__period", "month__release__number").values_list(*columns)
    cut = len(_CARD) + len(MONTH_COLUMNS)
    for row in rows:
        found[row[: len(_CARD)]].append(ReadingRow(MonthRow(*row[len(_CARD) : cut]), *row[cut:]))
    return found


def _steps() -> Mapping[uuid.UUID, list[StepRow]]:
    said = ("reason", "text", "owner", "happened_on", "follow_up", "recorded_at", "recorded_by_id")
    found: defaultdict[uuid.UUID, list[StepRow]] = defaultdict(list)
    for card_id, act, *rest in SignalStep.objects.order_by("pk").values_list(
        "card_id", "act", "post_id", "person_id", *said
    ):
        found[card_id].append(StepRow(Act(act), *rest))
    return found
