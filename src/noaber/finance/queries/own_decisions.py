"""Each party's own decision to pay, as the decisions room has it: the evidence beside what a run asks."""

from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import ObligationKind, ObligationRow, ObligationState, obligations
from noaber.finance.queries.agreements import agreement_called


@dataclass(frozen=True, slots=True)
class Undecided:
    """A municipality without an own decision to pay in a year; `is_declined`: it decided not to."""

    code: str
    is_declined: bool


def undecided(
    actor: Actor, agreement_code: str, year: int, codes: frozenset[str], asof: AsOf
) -> list[Undecided]:
    """Who of `codes` did not decide to pay in a year (R45); whoever went on for others is bound by theirs.

    Nobody when nothing asks for an own decision: the agreement has no proposal, or this actor may not read it.
    """
    found = agreement_called(agreement_code)
    if found is None or not found.terms.decided_by:
        return []
    rows = [
        row
        for row in obligations(actor, found.terms.decided_by, asof)
        if row.kind is ObligationKind.CONTRIBUTION and row.year == year
    ]
    if not rows:
        return []
    bound = {code for row in rows if row.is_binding for code in _who(row)}
    declined = {code for row in rows if row.state is ObligationState.DECLINED for code in _who(row)}
    return [Undecided(code, code in declined) for code in sorted(codes - bound)]


def _who(row: ObligationRow) -> tuple[str, ...]:
    return (row.party, *row.successors)
