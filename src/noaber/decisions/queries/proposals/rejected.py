"""Who rejected a proposal that they were to adopt, and when."""

import datetime as dt
from dataclasses import dataclass

from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class Rejected:
    """By whom, by name, and the day of the last of them."""

    names: tuple[str, ...]
    on: dt.date | None


def rejected(found: Standing) -> Rejected | None:
    """None where nobody who adopts rejected it; a council that objects does not consent, and rejects nothing."""
    if not found.is_rejected:
        return None
    lost = [
        (stage, label)
        for stage in found.stages
        if stage.role is Role.ADOPT
        for label, outcome in stage.outcomes.items()
        if outcome.verdict is Verdict.REJECTED
    ]
    said = [
        (party.name_now, cell.decided_on)
        for stage, label in lost
        for party in stage.parties
        if (cell := stage.cells.get((party.key, label))) and cell.answer is Answer.OBJECTION
    ]
    names = tuple(dict.fromkeys(name for name, _on in said))
    return Rejected(names, max((on for _name, on in said), default=None))
