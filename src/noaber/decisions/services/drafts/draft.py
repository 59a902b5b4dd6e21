"""Holding a draft: every change of it locks the proposal, at the revision that the writer saw."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock
from noaber.decisions.models import Proposal, ProposalVersion
from noaber.decisions.queries.proposals.closing import closing_of, closings
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.closing import Course

ADOPTED: Final = frozenset({Course.ADOPTED, Course.WAITS, Course.OTHER_DAY})


@dataclass(frozen=True, slots=True)
class Held:
    """A locked proposal with the text that is being written."""

    proposal: Proposal
    version: ProposalVersion

    @property
    def is_first(self) -> bool:
        return self.version.number == 1

    def done(self, trail: Trail, facts: Mapping[str, Fact] | None = None) -> None:
        """Count the change, and note it: ids and codes only."""
        count_change(self.proposal)
        trail.note(
            self.version, {"proposal": self.proposal.code, "number": self.version.number, **(facts or {})}
        )

    def require_first(self) -> None:
        """The route stands from the first sending on: who is asked, and by which rule, is then known to all."""
        if not self.is_first:
            raise DomainError(
                _(
                    "De route staat vast sinds het voorstel is verstuurd. Alleen een termijn kan nog worden verzet."
                )
            )


def hold_proposal(code: str, revision: int | None) -> Proposal:
    """Lock a proposal for change; `Conflict` when somebody changed it since `revision`."""
    found = Proposal.objects.filter(code=code).only("pk").first()
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    return lock(Proposal, found.pk, revision=revision, label=_("Dit voorstel"))


def keep_as_it_is(code: str) -> None:
    """Nobody sends this proposal or answers it until the verb has ended; nothing where it is not there (any more)."""
    for found in Proposal.objects.filter(code=code).only("pk"):
        lock(Proposal, found.pk, revision=None, label=_("Dit voorstel"))


def hold_draft(code: str, revision: int | None) -> Held:
    """Lock a proposal whose text is being written; what was sent, withdrawn or adopted is refused, with its reason."""
    held = hold_unsent(code, revision)
    if not held.is_first:
        refuse_finished(held.proposal)
    return held


def hold_unsent(code: str, revision: int | None) -> Held:
    """Lock a proposal with a text that was not sent, whatever became of the one before it."""
    proposal = hold_proposal(code, revision)
    if proposal.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt niets meer aan te wijzigen."))
    version = proposal.versions.order_by("number").last()
    if version is None or version.sent_at:
        raise DomainError(
            _(
                "Deze tekst is verstuurd en verandert niet meer. Schrijf een nieuwe versie als er iets anders moet."
            )
        )
    return Held(proposal, version)


def refuse_finished(proposal: Proposal) -> None:
    """What was adopted stands: a text that was still being written then is never sent (R60)."""
    _refuse_course(closings(AsOf(dt.date.max))[proposal.code].course)


def refuse_adopted(proposal: Proposal) -> None:
    """As `refuse_finished`, for who takes it back: one that waits for a plan that is lost does not stand yet (R13)."""
    closing = closings(AsOf(dt.date.max))[proposal.code]
    if not closing.is_lost:
        _refuse_course(closing.course)


def refuse_closed(found: Standing, asof: AsOf) -> None:
    """As `refuse_finished`, for the page that would ask: no form that is refused whatever is filled in."""
    _refuse_course(closing_of(found, asof).course)


def refuse_kept(found: Standing, asof: AsOf) -> None:
    """As `refuse_adopted`, for the page that would ask."""
    closing = closing_of(found, asof)
    if not closing.is_lost:
        _refuse_course(closing.course)


def _refuse_course(course: Course) -> None:
    if course is Course.WITHDRAWN:
        raise DomainError(_("Dit voorstel is al ingetrokken."))
    if course in ADOPTED:
        raise DomainError(
            _("Dit voorstel is vastgesteld. Wie erop terugkomt, doet dat met een nieuw voorstel.")
        )


def as_fact(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
