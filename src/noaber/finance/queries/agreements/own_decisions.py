"""Each party's own decision to pay, as the decisions room has it: the evidence beside what a run asks."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import ObligationKind, ObligationRow, ObligationState, obligations
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called


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


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What one party decided for itself on what is asked: that it takes part, that it does not, or nothing yet."""

    party: str
    name: str
    is_bound: bool
    is_declined: bool
    decided_on: dt.date | None
    evidence: str


def own_decisions(actor: Actor, agreement: AgreementRow, asof: AsOf) -> list[OwnDecision]:
    """Every party that decides for itself, by name; nobody when nothing asks it, or when this actor may not read it."""
    if not agreement.terms.decided_by:
        return []
    first: dict[str, ObligationRow] = {}
    for row in obligations(actor, agreement.terms.decided_by, asof):
        if row.party and row.kind in (ObligationKind.CONTRIBUTION, ObligationKind.CAPACITY):
            first.setdefault(row.party, row)
    return [
        OwnDecision(
            row.party,
            row.name,
            row.is_binding,
            row.state is ObligationState.DECLINED,
            row.decided_on,
            row.evidence,
        )
        for row in sorted(first.values(), key=lambda each: each.name)
    ]


def _who(row: ObligationRow) -> tuple[str, ...]:
    return (row.party, *row.successors)
