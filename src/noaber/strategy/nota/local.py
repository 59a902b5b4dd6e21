"""What a strategy means for one municipality: what it put first, what became of that, and what is asked of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.decisions.api import Party, Role, StageStanding, Standing
from noaber.network.api import OrganisationRow, SeatRow, bodies, seats, successions
from noaber.strategy.nota.contents import Nota
from noaber.strategy.queries.inventory.coverage import GoneUp, gone_up, owner_of
from noaber.strategy.queries.inventory.plans import PlanRow, plans
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.bodies import DISTRICT_COUNCIL, GOVERNING_COLLEGE, STEERING_GROUP
from noaber.strategy.rules.inventory import PriorityText
from noaber.strategy.rules.selection.round import OptionText, Verdict

SPOKEN_IN: Final = (STEERING_GROUP, DISTRICT_COUNCIL, GOVERNING_COLLEGE)
"""The kinds of bodies that decide on a strategy."""


@dataclass(frozen=True, slots=True)
class Named:
    """A priority of a municipality with what became of it: the themes to choose from that it is about, each with the
    verdict. `named_by`: how many municipalities name it. `former`: themes that were chosen before, in a round that
    another one replaced without weighing them."""

    text: PriorityText
    name: str
    options: tuple[tuple[OptionText, Verdict], ...]
    named_by: int
    former: tuple[OptionText, ...] = ()

    @property
    def became(self) -> tuple[OptionText, ...]:
        return tuple(option for option, verdict in self.options if verdict.is_chosen)


class SinceWeighed(Enum):
    """What a municipality gave since the themes were weighed: nothing, something else, or its first plan."""

    NOTHING = 0
    CHANGED = 1
    FIRST = 2


@dataclass(frozen=True, slots=True)
class Given:
    """A plan with its priorities; `owner`: of the municipality itself, or of one that went up into it.

    The plan that counted when the themes were weighed; where there was none, what came `since`.
    """

    owner: OrganisationRow
    plan: PlanRow
    priorities: tuple[Named, ...]
    since: SinceWeighed


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the municipality, of its district or of all together: a proposal, a stage, and as whom."""

    proposal: Standing
    stage: StageStanding
    party: Party


@dataclass(frozen=True, slots=True)
class Local:
    """A strategy as one municipality has it. `gone`: when it went up into another, and the code of that."""

    nota: Nota
    owner: OrganisationRow
    gone: tuple[dt.date, str] | None
    given: tuple[Given, ...]
    asked: tuple[Asked, ...]
    seats: tuple[SeatRow, ...]
    of_district: tuple[SeatRow, ...]

    @property
    def name(self) -> str:
        return self.owner.name

    @property
    def missed(self) -> tuple[tuple[OptionText, Verdict], ...]:
        """What was chosen though this municipality did not name it."""
        own = {named.text.field for given in self.given for named in given.priorities}
        return tuple(
            (option, verdict)
            for option, verdict in verdicts_of(self.nota)
            if verdict.is_chosen and option.field not in own
        )


def verdicts_of(found: Nota) -> Iterator[tuple[OptionText, Verdict]]:
    """Every theme that could be chosen, with the verdict; also what only earlier rounds weighed, and the last of those
    rejected."""
    last = found.choice
    if last is None:
        return
    yield from _judged(last)
    yield from ((option, verdict) for option, verdict in _of_before(found, last) if not verdict.is_chosen)


def former_of(found: Nota) -> list[OptionText]:
    """The themes that an earlier round chose and the last did not weigh: they are not chosen any more."""
    if found.choice is None:
        return []
    return [option for option, verdict in _of_before(found, found.choice) if verdict.is_chosen]


def _of_before(found: Nota, last: RoundRow) -> Iterator[tuple[OptionText, Verdict]]:
    """What the last round did not weigh, as the last one before it that did judged it."""
    weighed = {option.field for option in last.text.options}
    for row in reversed([each for each in found.rounds if each.choice and each.number < last.number]):
        yield from (each for each in _judged(row) if each[0].field not in weighed)
        weighed |= {option.field for option in row.text.options}


def _judged(row: RoundRow) -> Iterator[tuple[OptionText, Verdict]]:
    verdicts = row.choice.text.verdicts if row.choice else {}
    for option in row.text.options:
        if verdict := verdicts.get(option.code):
            yield option, verdict


def local(found: Nota, code: str) -> Local | None:
    """The strategy for one municipality of its period; None for any other. No query of its own per municipality."""
    owner = owner_of(found.period, code, found.asof)
    if owner is None or not owner.is_municipality:
        return None
    since = gone_up(found.period, found.asof)
    day = found.period.within(found.asof)
    everyone = seats(ANONYMOUS, day)
    kinds = {row.code: row.kind for row in bodies(ANONYMOUS, day)}
    own = [row for row in everyone if kinds.get(row.body_code) in SPOKEN_IN and _is_held_for(row, code)]
    return Local(
        found,
        owner,
        _gone(code, found.asof),
        tuple(_given(found, owner, since)),
        tuple(_asked(found, owner)),
        tuple(own),
        tuple(
            row
            for row in everyone
            if kinds.get(row.body_code) == STEERING_GROUP
            and row.district_code == owner.district_code
            and row.holder
        ),
    )


def _gone(code: str, asof: AsOf) -> tuple[dt.date, str] | None:
    """By the day that is asked, also when that is after the period."""
    found = successions(code, known_at=asof.known_at)
    mergers = (row for row in found if row.predecessor == code and row.effective_on <= asof.valid_on)
    return next(((row.effective_on, row.successor) for row in mergers), None)


def _is_held_for(row: SeatRow, code: str) -> bool:
    return any(each.on_behalf_of_code == code for each in row.holders if not each.is_substitute)


def _given(found: Nota, owner: OrganisationRow, since: list[GoneUp]) -> Iterator[Given]:
    """Its own plan; else those of who went up into it."""
    handed_in = {row.organisation: row for row in plans(found.period.code, found.asof)}
    if owner.code in handed_in:
        yield _of_plan(found, owner, handed_in[owner.code])
        return
    for each in since:
        if each.successor == owner.code and each.row.code in handed_in:
            yield _of_plan(found, each.row, handed_in[each.row.code])


def _of_plan(found: Nota, owner: OrganisationRow, last: PlanRow) -> Given:
    """As it counted for the choice, and what came since."""
    then = found.weighed.plans.get(owner.code)
    plan, since = then or last, SinceWeighed.NOTHING
    if found.choice and then is None:
        since = SinceWeighed.FIRST
    elif then and then.number != last.number:
        since = SinceWeighed.CHANGED
    counts = {row.field: row.total for row in found.weighed.counts}
    verdicts, former = list(verdicts_of(found)), former_of(found)
    rows = (
        Named(
            each,
            found.names.get(each.field, each.field),
            tuple((option, verdict) for option, verdict in verdicts if option.field == each.field),
            counts.get(each.field, 0),
            tuple(option for option in former if option.field == each.field),
        )
        for each in plan.text.priorities
    )
    return Given(owner, plan, tuple(rows), since)


def _asked(found: Nota, owner: OrganisationRow) -> Iterator[Asked]:
    """Of its council, its district, all together, and of itself; its own decisions are for the network."""
    for row in found.proposals:
        for stage in row.stages:
            if stage.is_follow_up and not found.is_in_network:
                continue
            for party in stage.parties:
                if _is_about(stage, party, owner):
                    yield Asked(row, stage, party)


def _is_about(stage: StageStanding, party: Party, owner: OrganisationRow) -> bool:
    if party.organisation_code:
        return owner.code in (party.organisation_code, *party.successors)
    return stage.role is Role.ADOPT or party.district == owner.district_name
