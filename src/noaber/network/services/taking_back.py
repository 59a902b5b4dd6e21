"""Taking a change of holder back: the seats and themes that went over are held again as just before it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, lock, take_back
from noaber.core.staging import count_changes
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Handover,
    HandoverCause,
    HandoverItem,
    Membership,
    MembershipVersion,
    Portfolio,
    PortfolioVersion,
    Post,
    PostVersion,
    ThemeVersion,
)
from noaber.network.services.handover_lists import PORTFOLIO, SEAT, ask_again, mark_taken_back
from noaber.network.services.memberships import refuse_clash
from noaber.network.services.stating import find

Outcome = HandoverItem.Outcome


def take_back_succession(
    handover: uuid.UUID, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> Handover:
    """A succession did not take place: nobody went, nobody came.

    Refused as soon as something was said since of a seat or theme that went over; that goes first. The list of the
    handover stays, as something that was recorded and taken back.
    """
    require(may_maintain_register(actor))
    found = find(Handover, handover, what=_("Deze overdracht"))
    with verb("network.take_back_succession", actor=actor) as trail:
        found = lock(Handover, found.pk, revision=expected_revision, label=_("Deze overdracht"))
        _refuse_other_than_succession(found)
        undoing = _Undoing(found, trail, now)
        undoing.seats()
        undoing.portfolios()
        mark_taken_back(found, trail=trail, now=now)
    return found


def _refuse_other_than_succession(handover: Handover) -> None:
    if handover.cause != HandoverCause.SUCCESSION:
        raise DomainError(
            _("Alleen een opvolging is hier terug te nemen, geen ingelezen lijst of samenvoeging.")
        )
    if handover.cancelled_at:
        raise DomainError(_("Deze opvolging is al teruggenomen."))
    if handover.predecessor and handover.predecessor.erased_at:
        raise DomainError(_("De gegevens van de voorganger zijn gewist; die kan niet terugkomen."))
    moved = handover.items.filter(outcome=Outcome.MOVED)
    if moved.exclude(kind__in=(SEAT, PORTFOLIO)).exists():
        raise DomainError(
            _(
                "Er gingen ook taken mee die niet terug kunnen. Leg een nieuwe opvolging vast, naar de voorganger."
            )
        )


@dataclass(frozen=True, slots=True)
class _Undoing:
    """One succession being taken back."""

    handover: Handover
    trail: Trail
    now: dt.datetime

    def seats(self) -> None:
        keys = self._moved(SEAT)
        posts = list(Post.objects.select_for_update().filter(pk__in=keys).order_by("code"))
        held = Membership.objects.select_for_update().filter(post__in=keys, person__in=self._people())
        for membership in held.order_by("pk"):
            self._take_back(MembershipVersion, membership, PostVersion, "title", membership.post_id)
        self._refuse_taken(keys)
        count_changes(Post, [post.pk for post in posts])
        ask_again(keys, settled_at=self.handover.recorded_at)

    def portfolios(self) -> None:
        keys = self._moved(PORTFOLIO)
        held = Portfolio.objects.select_for_update().filter(theme__in=keys, person__in=self._people())
        for portfolio in held.order_by("pk"):
            self._take_back(PortfolioVersion, portfolio, ThemeVersion, "name", portfolio.theme_id)

    def _moved(self, kind: str) -> list[uuid.UUID]:
        moved = self.handover.items.filter(kind=kind, outcome=Outcome.MOVED)
        return [uuid.UUID(key) for key in moved.values_list("key", flat=True)]

    def _people(self) -> list[uuid.UUID]:
        return [key for key in (self.handover.predecessor_id, self.handover.successor_id) if key]

    def _take_back(
        self, model: type[Version], held: Subject, thing: type[Version], name: str, key: uuid.UUID
    ) -> None:
        if not take_back(model, held, self.handover.recorded_at, now=self.now):
            said = thing.objects.known(None).filter(**{thing.subject_field: key}).order_by("valid_from")
            facts = {"name": said.values_list(name, flat=True).last() or ""}
            raise DomainError(
                _(
                    "Sinds de opvolging is er bij “%(name)s” iets vastgelegd. Maak dat eerst ongedaan, "
                    "of leg een nieuwe opvolging vast."
                )
                % facts
            )
        self.trail.note(held, {"taken_back": self.handover.recorded_at.isoformat()})

    def _refuse_taken(self, posts: list[uuid.UUID]) -> None:
        """Somebody else may have been appointed for later, after the successor's term."""
        again = MembershipVersion.objects.known(None).filter(
            membership__post__in=posts, is_substitute=False, known_from=self.now
        )
        for row in again.select_related("membership__post", "membership__person"):
            refuse_clash(row.membership.post, row.membership.person, row.period)
