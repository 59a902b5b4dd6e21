"""Which agreements a reader may see, and which one a page shows when nobody asks for another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import Closing, Course, closings, running_for
from noaber.finance.queries.agreements.agreement import AgreementRow, agreements_as_of


class AgreementState(StrEnum):
    """How far it is: its proposal not sent yet, or rejected or withdrawn; proposed, adopted, or its years are over."""

    DRAFT = "draft"
    LAPSED = "lapsed"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    PAST = "past"


KEEPERS: Final = ("coordinator", "controller")  # who see all agreements
UNASKED: Final = (AgreementState.DRAFT, AgreementState.LAPSED)  # these come last


@dataclass(frozen=True, slots=True)
class SeenAgreement:
    """An agreement, and how far it is on the day."""

    row: AgreementRow
    state: AgreementState


def agreements_for(actor: Actor, asof: AsOf) -> list[SeenAgreement]:
    """What the reader may see, the one that a page shows first.

    The one whose years hold the day comes first, then the next to come, then what was.
    """
    closed, year = closings(asof), asof.valid_on.year
    seen = [
        SeenAgreement(row, _state(row, closed.get(row.terms.decided_by), year))
        for row in may_see(actor, asof)
    ]
    return sorted(seen, key=lambda each: _rank(each, closed.get(each.row.terms.decided_by), year))


def may_see(actor: Actor, asof: AsOf) -> list[AgreementRow]:
    """That of a proposal is for who may read the proposal, once it was sent; one by itself is for everyone.

    Who keeps the agreements sees them all.
    """
    is_keeper = actor.has(*KEEPERS)
    readable = running_for(actor) | {""}
    return [row for row in agreements_as_of(asof) if is_keeper or row.terms.decided_by in readable]


def agreement_for(actor: Actor, asof: AsOf, code: str = "") -> AgreementRow | None:
    """The agreement of a page: the one that is asked for, otherwise the first."""
    found = [row for row in may_see(actor, asof) if code in ("", row.code)]
    if len(found) > 1:
        found = [each.row for each in agreements_for(actor, asof)]
    return next(iter(found), None)


def _state(row: AgreementRow, closed: Closing | None, year: int) -> AgreementState:
    terms = row.terms
    if terms.decided_by and closed is None:
        return AgreementState.DRAFT
    if closed and closed.course in (Course.WITHDRAWN, Course.REJECTED):
        return AgreementState.LAPSED
    if terms.last_year < year:
        return AgreementState.PAST
    return AgreementState.ADOPTED if closed and closed.is_adopted else AgreementState.PROPOSED


def _rank(each: SeenAgreement, closed: Closing | None, year: int) -> tuple[object, ...]:
    """What is adopted goes before what is proposed, and of two alike the one that was proposed last."""
    terms = each.row.terms
    ahead, past = max(0, terms.first_year - year), max(0, year - terms.last_year)
    is_adopted = bool(closed and closed.is_adopted)
    last = (-terms.proposed_on.toordinal(), each.row.code)
    return (each.state in UNASKED, bool(past), ahead, past, not is_adopted, *last)
