"""The file of a national grant, from need to implementation (R23), without amounts."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault, length_faults

LONGEST: Final = {"title": 200, "fund": 200, "about": 1000}
LONGEST_NEED: Final = 1000
LONGEST_STEP: Final = {"text": 2000, "link": 500}


class StepKind(StrEnum):
    """What happened with a grant."""

    POSITION = "position"
    APPLICATION = "application"
    AWARD = "award"
    REFUSAL = "refusal"
    IMPLEMENTATION = "implementation"


class GrantState(StrEnum):
    """How far a grant is; it follows from its steps."""

    NEEDS = "needs"
    BROUGHT_IN = "brought_in"
    APPLIED = "applied"
    AWARDED = "awarded"
    REFUSED = "refused"
    IMPLEMENTED = "implemented"


COMES_TO: Final = {
    StepKind.POSITION: GrantState.BROUGHT_IN,
    StepKind.APPLICATION: GrantState.APPLIED,
    StepKind.AWARD: GrantState.AWARDED,
    StepKind.REFUSAL: GrantState.REFUSED,
    StepKind.IMPLEMENTATION: GrantState.IMPLEMENTED,
}
STEP_NAMES: Final = {
    StepKind.POSITION: "standpunt",
    StepKind.APPLICATION: "aanvraag",
    StepKind.AWARD: "toekenning",
    StepKind.REFUSAL: "afwijzing",
    StepKind.IMPLEMENTATION: "uitvoering",
}
ANSWERS: Final = (StepKind.AWARD, StepKind.REFUSAL)


@dataclass(frozen=True, slots=True)
class GrantText:
    """What a file is about."""

    title: str
    fund: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class StepText:
    """One dated step, with where it can be read."""

    kind: StepKind
    on: dt.date
    text: str
    link: str = ""
    file: str = ""


def state_of(steps: Iterable[StepText]) -> GrantState:
    """Where a file stands: where the step of the last day brought it; of one day the furthest.

    What is brought in once more after an application or an award takes nothing back; after a refusal it begins anew.

    >>> state_of(())
    <GrantState.NEEDS: 'needs'>
    >>> day = dt.date(2018, 11, 1)
    >>> asked = StepText(StepKind.APPLICATION, day, "Aangevraagd")
    >>> state_of([StepText(StepKind.AWARD, day, "Toegekend"), asked])
    <GrantState.AWARDED: 'awarded'>
    >>> state_of([StepText(StepKind.IMPLEMENTATION, dt.date(2019, 3, 1), "Begonnen"), asked])
    <GrantState.IMPLEMENTED: 'implemented'>
    >>> again = StepText(StepKind.POSITION, dt.date(2020, 3, 1), "Nog eens gevraagd")
    >>> state_of([asked, again]), state_of([asked, StepText(StepKind.REFUSAL, day, "Nee"), again])
    (<GrantState.APPLIED: 'applied'>, <GrantState.BROUGHT_IN: 'brought_in'>)
    """
    order = list(StepKind)
    found = sorted(steps, key=lambda step: (step.on, order.index(step.kind)))
    answered = (step.kind for step in reversed(found) if step.kind is not StepKind.POSITION)
    last: StepKind | None = next(answered, None)
    if last is None or (last is StepKind.REFUSAL and found[-1].kind is StepKind.POSITION):
        last = found[-1].kind if found else None
    return COMES_TO[last] if last else GrantState.NEEDS


def grant_faults(text: GrantText) -> Iterator[Fault]:
    """What is wrong with what a file is about.

    >>> [fault.field for fault in grant_faults(GrantText(" ", ""))]
    ['title', 'fund']
    """
    for field, complaint in (("title", "Vul een naam in."), ("fund", "Vul in uit welk fonds het komt.")):
        if not getattr(text, field).strip():
            yield Fault(field, complaint)
    yield from length_faults(text, LONGEST)


def step_faults(step: StepText, before: Iterable[StepText], today: dt.date) -> Iterator[Fault]:
    """What is wrong with a step after those before it.

    >>> day = dt.date(2018, 11, 1)
    >>> granted = StepText(StepKind.AWARD, day, "Toegekend")
    >>> [fault.message for fault in step_faults(granted, (), day)]
    ['Leg eerst de aanvraag vast.']
    >>> list(step_faults(granted, [StepText(StepKind.APPLICATION, day, "Aangevraagd")], day))
    []
    >>> [fault.field for fault in step_faults(StepText(StepKind.POSITION, day, "", "ftp://"), (), dt.date(2018, 1, 1))]
    ['on', 'text', 'link']
    """
    if step.on > today:
        yield Fault("on", "Deze dag ligt na vandaag. Leg het vast als het is gebeurd.")
    if not step.text.strip():
        yield Fault("text", "Vul in wat er gebeurde.")
    if step.link and not step.link.startswith(("https://", "http://")):
        yield Fault("link", "Een adres begint met https://.")
    yield from length_faults(step, LONGEST_STEP)
    yield from order_faults(step, before)


def order_faults(step: StepText, before: Iterable[StepText]) -> Iterator[Fault]:
    """What is wrong with where a step comes among those that are there.

    An application is answered once, by an award or a refusal; a next round begins after that. Carried out is what
    was awarded last. A step on an earlier day may not bring those after it out of order either.

    >>> def step(kind: StepKind, day: int) -> StepText:
    ...     return StepText(kind, dt.date(2018, 11, day), "")
    >>> asked, granted = step(StepKind.APPLICATION, 5), step(StepKind.AWARD, 9)
    >>> def why(said: StepText, *before: StepText) -> list[str]:
    ...     return [fault.message for fault in order_faults(said, before)]
    >>> why(granted)
    ['Leg eerst de aanvraag vast.']
    >>> why(step(StepKind.REFUSAL, 12), asked, granted)
    ['De aanvraag is al beantwoord: toekenning op 9 november 2018. Leg eerst een nieuwe aanvraag vast.']
    >>> why(step(StepKind.IMPLEMENTATION, 12), asked, step(StepKind.REFUSAL, 9))
    ['De aanvraag is afgewezen op 9 november 2018. Leg eerst een nieuwe aanvraag en de toekenning vast.']
    >>> why(step(StepKind.IMPLEMENTATION, 12), asked)
    ['Leg eerst de toekenning vast.']
    >>> why(step(StepKind.APPLICATION, 12), asked)
    ['Er loopt nog een aanvraag (5 november 2018). Leg eerst de toekenning of de afwijzing vast.']
    >>> why(step(StepKind.APPLICATION, 12), asked, step(StepKind.REFUSAL, 9))
    []
    >>> why(step(StepKind.REFUSAL, 7), asked, granted)
    ['Daarna staat al een toekenning (9 november 2018). Trek die eerst in als zij niet klopt.']
    """
    known = tuple(before)
    wrong = _misplaced((*known, step))
    if message := wrong.get(step):
        yield Fault("kind", message)
        return
    if spoilt := next(iter(wrong.keys() - _misplaced(known).keys()), None):
        yield Fault("kind", f"Daarna staat al {_naming(spoilt)}. Trek die eerst in als zij niet klopt.")


def step_withdrawal_fault(step: StepText, steps: Iterable[StepText]) -> str:
    """Why a step cannot be taken back yet: another was recorded because of it.

    >>> asked = StepText(StepKind.APPLICATION, dt.date(2018, 11, 5), "")
    >>> granted = StepText(StepKind.AWARD, dt.date(2018, 11, 9), "")
    >>> step_withdrawal_fault(asked, [asked, granted])
    'Hierna staat nog een toekenning (9 november 2018). Trek die eerst in.'
    >>> step_withdrawal_fault(granted, [asked, granted])
    ''
    """
    known = list(steps)
    rest = [*known]
    rest.remove(step)
    spoilt = next(iter(_misplaced(rest).keys() - _misplaced(known).keys()), None)
    return f"Hierna staat nog {_naming(spoilt)}. Trek die eerst in." if spoilt else ""


def _naming(step: StepText) -> str:
    return f"een {STEP_NAMES[step.kind]} ({long_date(step.on)})"


def _misplaced(steps: Iterable[StepText]) -> dict[StepText, str]:
    """The steps that cannot come where they come, each with why; they are gone through by day."""
    order = list(StepKind)
    wrong, asked, answer = dict[StepText, str](), None, None
    for step in sorted(steps, key=lambda each: (each.on, order.index(each.kind))):
        if message := _misplaced_after(step, asked, answer):
            wrong.setdefault(step, message)
        if step.kind is StepKind.APPLICATION:
            asked, answer = step, None
        elif step.kind in ANSWERS:
            answer = step
    return wrong


def _misplaced_after(step: StepText, asked: StepText | None, answer: StepText | None) -> str:
    """Why a step cannot come after the last application and what was answered to it; empty when it can."""
    if step.kind is StepKind.IMPLEMENTATION:
        if answer is None:
            return "Leg eerst de toekenning vast."
        if answer.kind is StepKind.REFUSAL:
            day = long_date(answer.on)
            return f"De aanvraag is afgewezen op {day}. Leg eerst een nieuwe aanvraag en de toekenning vast."
        return ""
    if step.kind not in ANSWERS:
        if asked and not answer:
            day = long_date(asked.on)
            return f"Er loopt nog een aanvraag ({day}). Leg eerst de toekenning of de afwijzing vast."
        return ""
    if asked is None:
        return "Leg eerst de aanvraag vast."
    if answer:
        said = f"{STEP_NAMES[answer.kind]} op {long_date(answer.on)}"
        return f"De aanvraag is al beantwoord: {said}. Leg eerst een nieuwe aanvraag vast."
    return ""
