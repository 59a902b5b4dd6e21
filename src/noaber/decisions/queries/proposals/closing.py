"""What became of every proposal: adopted and when, rejected, withdrawn, or waiting for the plan beside it (R13).

And what follows from it: which answers stand, whatever comes.
"""

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Final

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.queries.proposals.bare import adopting_standings
from noaber.decisions.queries.proposals.corrections import corrected_to, corrections
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.prerequisites import settled
from noaber.decisions.queries.proposals.rejected import rejected
from noaber.decisions.rules.closing import Closing, Course, Plan, closing
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role

WAITING: Final = (Course.WAITS, Course.OTHER_DAY)


def closing_of(found: Standing, asof: AsOf) -> Closing:
    """What became of one proposal; of one that goes with another plan, together with that (which is read as well)."""
    both = closings(asof) if found.linked_to else {}
    return both.get(found.code) or closing(plan_of(found, asof))


@read_once
def closings(asof: AsOf) -> Mapping[str, Closing]:
    """What became of every proposal that was sent, by its code; two queries.

    Where one that was adopted itself still waits, a room may have recorded it as adopted: then it stands, also with
    another day since, and does not hold up the plan that it would have gone with.
    """
    found = adopting_standings(asof)
    plans = {each.code: plan_of(each, asof) for each in found}
    links = {each.code: each.linked_to for each in found}
    closed = _closed(plans, links, frozenset())
    waiting = {code for code, each in closed.items() if each.course in WAITING}
    apart = waiting & settled(asof) if waiting else set()
    found_apart = _closed(plans, links, apart) if apart else closed
    own = {
        code: replace(found_apart[code], linked=links[code], is_apart=True)
        for code in apart
        if links.get(code)
    }
    return {**found_apart, **own}


def _closed(plans: Mapping[str, Plan], links: Mapping[str, str], apart: Set[str]) -> Mapping[str, Closing]:
    """Each with the plans that it goes with; `apart`: what goes with none any more."""
    kept = {code: other for code, other in links.items() if apart.isdisjoint((code, other))}
    return {
        code: closing(
            plan, [plans.get(other, Plan(is_sent=False, code=other)) for other in _linked(code, kept)]
        )
        for code, plan in plans.items()
    }


def _linked(code: str, links: Mapping[str, str]) -> list[str]:
    """The plans with which a proposal closes: the one that it says itself, and those with which that one closes."""
    found, current = list[str](), code
    while (current := links.get(current, "")) and current not in (code, *found):
        found.append(current)
    return found


def closed_with(code: str, asof: AsOf) -> tuple[str, ...]:
    """The plans with which it was adopted together: those that it goes with, and those that go with it (R13)."""
    links, closed = {each.code: each.linked_to for each in adopting_standings(asof)}, closings(asof)
    found = [code]
    for each in found:  # grows while it is read: what goes with one of them, goes with all
        for own in links:
            others = [own, *_linked(own, links)]
            is_one = closed[own].is_adopted and not closed[own].is_apart
            if is_one and len(others) > 1 and each in others:
                found += [other for other in others if other not in found]
    return tuple(found[1:])


def is_closed(found: Standing, stage: StageStanding, asof: AsOf) -> bool:
    """Whether what was answered at a stage stands, whatever comes: others built upon it, or it was adopted or rejected.

    The body that rejects may come back to that. Adopted but waiting for the plan beside it, the body that adopts may
    still decide again, on the day of that plan.
    """
    if found.is_built_upon(stage):
        return True
    if not ((found.is_adopted or found.is_rejected) and found.leads_to_adoption(stage)):
        return False
    return stage.role is not Role.ADOPT or closing_of(found, asof).is_adopted


def is_asking(found: Standing, stage: StageStanding) -> bool:
    """Whether anybody is still asked something at a stage."""
    return not found.withdrawn_at and any(stage.open_labels(party) for party in stage.parties)


def may_be_told_late(found: Standing, stage: StageStanding) -> bool:
    """Whether who was heard, or advised, before it was adopted or rejected can be recorded after that: that changes
    nothing of it."""
    return stage.is_hearing and ended_on(found) is not None and found.leads_to_adoption(stage)


def may_be_told_all_the_same(found: Standing, stage: StageStanding) -> bool:
    """Whether what is not asked any more can be recorded whenever it was decided: where a room above went on with it,
    and the own decisions of organisations on what was rejected."""
    return found.is_overtaken or (found.is_rejected and not found.leads_to_adoption(stage))


def ended_on(found: Standing) -> dt.date | None:
    """The day on which it was adopted, or else rejected; None as long as neither was."""
    lost = None if found.is_adopted else rejected(found)
    return lost.on if lost else found.adopted_on


def late_labels(found: Standing, stage: StageStanding, party: Party) -> tuple[str, ...]:
    """The points on which what stands of a party was recorded after it was adopted or rejected: nobody built upon
    that."""
    cells = {label: stage.cells.get((party.key, label)) for label in party.labels}
    return tuple(label for label, cell in cells.items() if cell and is_late(found, stage, cell.position_id))


def is_late(found: Standing, stage: StageStanding, position: int) -> bool:
    """Whether an answer of who is heard was recorded after it was adopted or rejected; one that was put right since,
    was recorded when it was first."""
    if not may_be_told_late(found, stage):
        return False
    first = corrected_to(corrections(found.recorded)).get(position)
    return (first.position_id if first else position) > _ended_with(found)


def _ended_with(found: Standing) -> int:
    """The last answer with which it was adopted or rejected, in the order of recording.

    Where the day of it was rectified, the same answer was said once more at the moment at which it was taken back: it
    was adopted before.
    """
    adopting = {
        party.consultation_id for stage in found.stages if stage.role is Role.ADOPT for party in stage.parties
    }
    said = [each for each in found.recorded if each.consultation_id in adopting]
    again = corrected_to(corrections(said))
    first = (each.position_id for each in said if each.answer in FINAL and each.position_id not in again)
    return max(first, default=0)


def labels_to_take_back(found: Standing, stage: StageStanding, party: Party, asof: AsOf) -> tuple[str, ...]:
    """The points on which what stands may be taken back as a mistake: of a closed stage what was recorded since."""
    if is_closed(found, stage, asof):
        return late_labels(found, stage, party)
    return tuple(label for label in party.labels if (party.key, label) in stage.cells)


def may_still_answer(found: Standing, stage: StageStanding, party: Party, asof: AsOf) -> bool:
    """Whether an answer of a party can be recorded: it is its turn, and something is asked or may be changed."""
    if found.withdrawn_at or not stage.gate.is_open:
        return False
    if stage.open_labels(party) or (stage.lapsed_labels(party) and may_be_told_late(found, stage)):
        return True
    return not is_closed(found, stage, asof)


def plan_of(found: Standing, asof: AsOf) -> Plan:
    """What became of a proposal by itself."""
    withdrawn_at = found.withdrawn_at
    return Plan(
        code=found.code,
        is_sent=found.is_sent,
        adopted_on=found.adopted_on,
        is_overtaken=found.is_overtaken,
        is_rejected=found.is_rejected,
        is_withdrawn=bool(withdrawn_at and not (asof.known_at and withdrawn_at >= asof.known_at)),
    )
