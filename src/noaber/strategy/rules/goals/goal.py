"""The goals of a period: what is to be reached, by whose hand, and how it is going (R12, R49).

No goal without an owner. Once the strategy was adopted every change needs a reason; what was said before stays.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault, length_faults, name_faults, reason_faults, too_long

NETWORK: Final = "network"
"""The area of an indicator that counts all municipalities together."""
LONGEST: Final = {
    "title": 200,
    "aim": 1000,
    "reason": 500,
    "unit": 40,
    "source": 300,
    "sentence": 500,
    "asked": 500,
}
LONGEST_CODE: Final = 60
LARGEST: Final = Decimal(10) ** 9
DECIMALS: Final = 2
RESERVED: Final = ("nieuw", "bijwerken")
"""What would be the address of another page."""


class ActivityState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class GoalStatus(StrEnum):
    """How it is going."""

    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    REACHED = "reached"
    STOPPED = "stopped"


ENDED: Final = (GoalStatus.REACHED, GoalStatus.STOPPED)
"""Of such a goal nobody is asked how it is going any more."""


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a period; both belong to it."""

    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class GoalText:
    """What is to be reached; `owner` is the code of a seat, `due_on` the last day."""

    title: str
    aim: str
    owner: str
    due_on: dt.date
    is_innovation: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActivityText:
    """What is done for a goal, by a body (its code), by organisations (theirs), or both. Both days belong to it."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    state: ActivityState = ActivityState.PLANNED
    body: str = ""
    organisations: tuple[str, ...] = ()
    is_innovation: bool = False
    reason: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """By what one sees that a goal is near.

    With `offence` the values are counted from the figures of `area`: all municipalities, or those of a district; then
    `base_value` is empty. Else people write the values down.
    """

    title: str
    unit: str
    base_on: dt.date
    target_value: Decimal
    target_on: dt.date
    source: str
    base_value: Decimal | None = None
    offence: str = ""
    area: str = ""
    reason: str = ""
    is_withdrawn: bool = False


Text = TypeVar("Text", GoalText, ActivityText, IndicatorText)


@dataclass(frozen=True, slots=True)
class ValueText:
    """What was measured on a day."""

    value: Decimal
    on: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class UpdateText:
    """How a goal is going, in one sentence; `asked`: what is asked of the steering group."""

    status: GoalStatus
    sentence: str
    asked: str = ""


def goal_faults(text: GoalText, term: Term, *, needs_reason: bool) -> list[Fault]:
    """What is wrong with a goal.

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> goal = GoalText("Minder woninginbraken", "Een kwart minder.", "et-cybercrime:lead", dt.date(2022, 12, 31))
    >>> goal_faults(goal, term, needs_reason=False)
    []
    >>> wrong = replace(goal, owner="", due_on=dt.date(2024, 1, 1))
    >>> [fault.field for fault in goal_faults(wrong, term, needs_reason=True)]
    ['owner', 'due_on', 'reason']
    """
    return [
        *_texts(text, ("title", "aim")),
        *([] if text.owner else [Fault("owner", "Kies wie de eigenaar is: geen doel zonder eigenaar.")]),
        *_day_in(term, "due_on", text.due_on),
        *_reason(text.reason, needs_reason=needs_reason),
    ]


def activity_faults(text: ActivityText, term: Term, *, needs_reason: bool) -> list[Fault]:
    """What is wrong with an activity.

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> text = ActivityText("Training", dt.date(2020, 9, 1), dt.date(2020, 3, 1))
    >>> [fault.field for fault in activity_faults(text, term, needs_reason=False)]
    ['ends_on', 'body']
    """
    found = [*_texts(text, ("title",)), *_day_in(term, "starts_on", text.starts_on)]
    if text.ends_on < text.starts_on:
        found.append(Fault("ends_on", "De laatste dag ligt voor de eerste."))
    else:
        found += _day_in(term, "ends_on", text.ends_on)
    if not (text.body or text.organisations):
        found.append(Fault("body", "Kies wie dit doet: een overleg, organisaties, of beide."))
    return [*found, *_reason(text.reason, needs_reason=needs_reason)]


def indicator_faults(
    text: IndicatorText,
    term: Term,
    offences: Collection[str],
    *,
    needs_reason: bool,
    today: dt.date,
    first: ValueText | None = None,
) -> list[Fault]:
    """What is wrong with an indicator; `first`: the first value that was written down of it.

    >>> from functools import partial
    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> indicator_faults = partial(indicator_faults, term=term, needs_reason=False, today=dt.date(2019, 4, 8))
    >>> text = IndicatorText("Woninginbraken", "per jaar", dt.date(2018, 12, 31), Decimal(4500),
    ...     dt.date(2022, 12, 31), "Politie", offence="1.1.1", area=NETWORK)
    >>> indicator_faults(text, offences=["1.1.1"])
    []
    >>> [fault.field for fault in indicator_faults(replace(text, offence=""), offences=["1.1.1"])]
    ['base_value', 'area']
    >>> [fault.field for fault in indicator_faults(replace(text, target_on=text.base_on), offences=[])]
    ['target_on', 'offence']
    >>> [fault.field for fault in indicator_faults(replace(text, target_on=dt.date(2030, 1, 1)), offences=["1.1.1"])]
    ['target_on']
    >>> first = ValueText(Decimal(9), dt.date(2018, 12, 30), "Telling")
    >>> [fault.message for fault in indicator_faults(text, offences=["1.1.1"], first=first)]
    ['De eerste waarde is van 30 december 2018. Kies die dag of een eerdere.']
    """
    found = _texts(text, ("title", "unit", "source"))
    for name in ("base_value", "target_value"):
        value = getattr(text, name)
        if value is not None and (fault := number_fault(value)):
            found.append(Fault(name, fault))
    if text.base_value is None and not text.offence:
        found.append(
            Fault("base_value", "Vul de beginwaarde in, of kies een soort misdrijf: dan wordt die berekend.")
        )
    if text.offence and text.base_value is not None:
        found.append(
            Fault("base_value", "Laat dit leeg: de waarde volgt uit de cijfers van dit soort misdrijf.")
        )
    found += _base_day(text, today, first)
    if text.target_on <= text.base_on:
        found.append(Fault("target_on", "Het doel ligt op een dag na de beginwaarde."))
    else:
        found += _day_in(term, "target_on", text.target_on)
    if text.offence and text.offence not in offences:
        found.append(Fault("offence", "Van dit soort misdrijf zijn geen cijfers."))
    if bool(text.area) is not bool(text.offence):
        found.append(Fault("area", "Kies een gebied en een soort misdrijf, of geen van beide."))
    return [*found, *_reason(text.reason, needs_reason=needs_reason)]


def _base_day(text: IndicatorText, today: dt.date, first: ValueText | None) -> Iterator[Fault]:
    """The base was measured, before all else; of counted figures it is a year, that may still go on."""
    last = dt.date(today.year, 12, 31) if text.offence else today
    if text.base_on > last:
        yield Fault("base_on", "Deze dag ligt na vandaag. Kies de dag waarop de beginwaarde is gemeten.")
    elif first and text.base_on > first.on:
        day = long_date(first.on)
        yield Fault("base_on", f"De eerste waarde is van {day}. Kies die dag of een eerdere.")
    elif first and _is_other_base(first, text):
        yield Fault("base_on", "Op die dag staat een andere waarde. Kies een eerdere dag.")


def _is_other_base(value: ValueText, measured: IndicatorText) -> bool:
    """Whether a value stands on the day of the base and is another number."""
    return value.on == measured.base_on and measured.base_value not in (None, value.value)


def value_faults(
    text: ValueText, measured: IndicatorText, today: dt.date, *, reason: str = "", needs_reason: bool = False
) -> list[Fault]:
    """What is wrong with a value that somebody writes down of an indicator; `reason`: why it was written down anew.

    >>> cafes = IndicatorText("Cafés", "cafés", dt.date(2018, 12, 31), Decimal(9), dt.date(2022, 1, 1), "Telling")
    >>> text = ValueText(Decimal("1.234"), dt.date(2030, 1, 1), "")
    >>> [fault.field for fault in value_faults(text, cafes, dt.date(2020, 1, 1))]
    ['source', 'value', 'on']
    >>> early = ValueText(Decimal(-3), dt.date(2010, 1, 1), "Telling")
    >>> [fault.message for fault in value_faults(early, cafes, dt.date(2020, 1, 1))]
    ['Dit getal is kleiner dan nul.', 'Deze dag ligt voor die van de beginwaarde.']
    >>> twelve = replace(cafes, base_value=Decimal(12))
    >>> other = ValueText(Decimal(99), twelve.base_on, "Telling")
    >>> [fault.message for fault in value_faults(other, twelve, dt.date(2020, 1, 1))]
    ['Op die dag staat de beginwaarde. Kies een latere dag.']
    >>> value_faults(replace(other, value=Decimal(12)), twelve, dt.date(2020, 1, 1))
    []
    >>> same = replace(other, value=Decimal(12))
    >>> [fault.field for fault in value_faults(same, twelve, dt.date(2020, 1, 1), reason=" ", needs_reason=True)]
    ['reason']
    """
    found = _texts(text, ("source",))
    if fault := number_fault(text.value):
        found.append(Fault("value", fault))
    elif text.value < 0 <= min(measured.base_value or Decimal(0), measured.target_value):
        found.append(Fault("value", "Dit getal is kleiner dan nul."))
    if text.on < measured.base_on:
        found.append(Fault("on", "Deze dag ligt voor die van de beginwaarde."))
    elif _is_other_base(text, measured):
        found.append(Fault("on", "Op die dag staat de beginwaarde. Kies een latere dag."))
    if text.on > today:
        found.append(Fault("on", "Deze dag ligt na vandaag. Leg de waarde vast als zij er is."))
    if len(reason) > LONGEST["reason"]:
        found.append(Fault("reason", too_long(LONGEST["reason"])))
    return [*found, *_reason(reason, needs_reason=needs_reason)]


def update_faults(text: UpdateText, before: GoalStatus | None = None) -> list[Fault]:
    """What is wrong with a status; `before`: how it was. That a goal ends early, or goes on after all, has a reason.

    >>> [fault.field for fault in update_faults(UpdateText(GoalStatus.BEHIND, " "))]
    ['sentence']
    >>> update_faults(UpdateText(GoalStatus.BEHIND, "Vertraagd."), GoalStatus.ON_COURSE)
    []
    >>> [fault.field for fault in update_faults(UpdateText(GoalStatus.BEHIND, "x"), GoalStatus.ON_COURSE)]
    ['sentence']
    >>> [fault.field for fault in update_faults(UpdateText(GoalStatus.BEHIND, "Vertraagd."), GoalStatus.STOPPED)]
    ['sentence']
    """
    turns = text.status is GoalStatus.STOPPED or (before in ENDED and text.status not in ENDED)
    return [
        *_texts(text, ("sentence",), ("asked",)),
        *(reason_faults if turns else name_faults)("sentence", text.sentence),
    ]


def number_fault(value: Decimal) -> str:
    """Why a number cannot be kept; empty when it can.

    >>> number_fault(Decimal("0.25")), bool(number_fault(Decimal("NaN")))
    ('', True)
    """
    if not value.is_finite() or abs(value) >= LARGEST:
        return "Dit getal is te groot."
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        return f"Schrijf hoogstens {DECIMALS} cijfers achter de komma."
    return ""


def _texts(said: object, required: Iterable[str], optional: Iterable[str] = ("reason",)) -> list[Fault]:
    empty = [Fault(name, "Vul dit in.") for name in required if not getattr(said, name).strip()]
    names = [*required, *(name for name in optional if hasattr(said, name))]
    return [*empty, *length_faults(said, {name: LONGEST[name] for name in names})]


def _reason(reason: str, *, needs_reason: bool) -> Iterator[Fault]:
    missing = "De strategie is vastgesteld. Zeg waarom dit verandert."
    yield from reason_faults("reason", reason, missing if needs_reason else "")


def _day_in(term: Term, field: str, day: dt.date) -> list[Fault]:
    if term.starts_on <= day <= term.ends_on:
        return []
    return [Fault(field, "Deze dag valt buiten de periode van de strategie.")]


def share_reached(base: Decimal, now: Decimal, target: Decimal) -> Decimal | None:
    """Which part of the way from base to target was gone; None where there is no way to go.

    >>> share_reached(Decimal(6000), Decimal(5250), Decimal(4500))
    Decimal('0.5')
    """
    return (now - base) / (target - base) if target != base else None


def is_another_plan(text: ActivityText, before: ActivityText | None) -> bool:
    """Whether an activity of an adopted strategy is another than planned; that it runs or is done, is no change.

    >>> first = ActivityText("Training", dt.date(2020, 3, 1), dt.date(2020, 9, 1), body="et-cybercrime")
    >>> is_another_plan(replace(first, state=ActivityState.RUNNING), first), is_another_plan(first, None)
    (False, True)
    >>> is_another_plan(replace(first, state=ActivityState.STOPPED), first)
    True
    """
    if before is None or (text.state is ActivityState.STOPPED is not before.state):
        return True
    return replace(text, state=before.state, reason=before.reason) != before


def is_same(text: Text, before: Text | None) -> bool:
    """Whether nothing else is said than before, whatever the reason."""
    return before is not None and replace(text, reason=before.reason) == before
