"""The file of a national grant, from need to implementation (R23), without amounts."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.strategy.rules.periods import Fault

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

    >>> state_of(())
    <GrantState.NEEDS: 'needs'>
    >>> day = dt.date(2018, 11, 1)
    >>> asked = StepText(StepKind.APPLICATION, day, "Aangevraagd")
    >>> state_of([StepText(StepKind.AWARD, day, "Toegekend"), asked])
    <GrantState.AWARDED: 'awarded'>
    >>> state_of([StepText(StepKind.IMPLEMENTATION, dt.date(2019, 3, 1), "Begonnen"), asked])
    <GrantState.IMPLEMENTED: 'implemented'>
    """
    order = list(StepKind)
    last = max(steps, key=lambda step: (step.on, order.index(step.kind)), default=None)
    return COMES_TO[last.kind] if last else GrantState.NEEDS


def grant_faults(text: GrantText) -> Iterator[Fault]:
    """What is wrong with what a file is about.

    >>> [fault.field for fault in grant_faults(GrantText(" ", ""))]
    ['title', 'fund']
    """
    for field, complaint in (("title", "Vul een naam in."), ("fund", "Vul in uit welk fonds het komt.")):
        if not getattr(text, field).strip():
            yield Fault(field, complaint)
    for field, longest in LONGEST.items():
        if len(getattr(text, field)) > longest:
            yield Fault(field, f"Deze tekst is te lang: ten hoogste {longest} tekens.")


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
    for field, longest in LONGEST_STEP.items():
        if len(getattr(step, field)) > longest:
            yield Fault(field, f"Deze tekst is te lang: ten hoogste {longest} tekens.")
    yield from _order_faults(step, tuple(before))


def _order_faults(step: StepText, before: tuple[StepText, ...]) -> Iterator[Fault]:
    def has(kind: StepKind) -> bool:
        return any(each.kind is kind and each.on <= step.on for each in before)

    if step.kind in (StepKind.AWARD, StepKind.REFUSAL) and not has(StepKind.APPLICATION):
        yield Fault("kind", "Leg eerst de aanvraag vast.")
    if step.kind is StepKind.IMPLEMENTATION and not has(StepKind.AWARD):
        yield Fault("kind", "Leg eerst de toekenning vast.")
