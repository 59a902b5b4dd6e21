"""Someone takes over a post: what is held by virtue of it goes along, the rest is put on a list."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Handover,
    HandoverCause,
    HandoverItem,
    MembershipVersion,
    Organisation,
    Person,
    PersonVersion,
    PortfolioVersion,
    Post,
    PostVersion,
)
from noaber.network.services.handover_lists import PORTFOLIO, SEAT, VACANT, access_items
from noaber.network.services.memberships import leave_seat, refuse_clash, seat_person, sender_of
from noaber.network.services.stating import find, period_of
from noaber.network.services.themes import carry_theme, drop_theme

Outcome = HandoverItem.Outcome


@dataclass(frozen=True, slots=True)
class HandoverEvent:
    """A change of holder, for rooms that have something to hand over. Persons by id, users where known."""

    post_code: str
    predecessor_id: uuid.UUID | None
    successor_id: uuid.UUID
    predecessor_user_id: int | None
    successor_user_id: int | None
    effective_on: dt.date


@dataclass(frozen=True, slots=True)
class HandoverNotice:
    """One thing another room moved, ended or leaves to be settled; `key` is that room's own."""

    kind: str
    key: str
    outcome: HandoverItem.Outcome


HandoverProvider = Callable[[HandoverEvent], Iterable[HandoverNotice]]
_providers: list[HandoverProvider] = []


def register_handover(provider: HandoverProvider) -> None:
    """Let a room move its own things along, inside the transaction of the handover; it answers what it did."""
    if provider not in _providers:
        _providers.append(provider)


def change_holder(
    post: uuid.UUID | str,
    successor: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    effective_on: dt.date,
    expected_revision: int | None = None,
) -> Handover:
    """From a day on `successor` holds the post, and all that its holder has by virtue of it.

    Seats that follow the post (and seats that follow those), portfolios and assistants go along or end; seats
    of the predecessor that follow nothing stay and are put on the list, as is their account. Access needs no
    act: it follows from the mandates of the day.
    """
    require(may_maintain_register(actor))
    seat = find(Post, post, what=_("Deze zetel"), field="post")
    newcomer = find(Person, successor, what=_("De opvolger"), field="successor")
    period_of(effective_on)
    with verb("network.change_holder", actor=actor) as trail:
        seat = lock(Post, seat.pk, revision=expected_revision, label=_("Deze zetel"))
        _refuse_unfit_successor(newcomer, effective_on)
        predecessor = _last_holder(seat, effective_on)
        if predecessor == newcomer:
            raise DomainError(_("Deze persoon bekleedt de functie al."), field="successor")
        handover = Handover.objects.create(
            post=seat, predecessor=predecessor, successor=newcomer, effective_on=effective_on, recorded_at=now
        )
        trail.note(handover, {"post": str(seat.pk), "effective_on": effective_on.isoformat()})
        move = _Move(handover, predecessor, newcomer, effective_on, trail, now)
        items = [
            *move.seats(seat),
            *move.portfolios(),
            *move.left_open(),
            *access_items(handover, predecessor, effective_on),
            *elsewhere(handover),
        ]
        HandoverItem.objects.bulk_create(items)
    return handover


def list_books(
    post_code: str,
    notices: Iterable[HandoverNotice],
    *,
    effective_on: dt.date,
    trail: Trail,
    now: dt.datetime,
) -> Handover | None:
    """The books go to another organisation while who holds the post stays: a list of what there is to hand over.

    Inside the transaction of who decided that. None when there is nothing on it.
    """
    post, items = Post.objects.filter(code=post_code).first(), list(notices)
    if post is None or not items:
        return None
    handover = Handover.objects.create(
        post=post, cause=HandoverCause.BOOKS, effective_on=effective_on, recorded_at=now
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, kind=each.kind, key=each.key, outcome=each.outcome) for each in items
    )
    trail.note(handover, {"post": str(post.pk), "effective_on": effective_on.isoformat()})
    return handover


def is_on_list(kind: str, key: str) -> bool:
    """Whether somebody still has to settle this, on a list that stands."""
    asked = HandoverItem.objects.filter(kind=kind, key=key, outcome=Outcome.OPEN)
    return asked.filter(handover__cancelled_at__isnull=True).exists()


def settle_handover_item(item: int, *, actor: Actor, now: dt.datetime) -> HandoverItem:
    """Tick off something on a handover list that was still to be arranged."""
    require(may_maintain_register(actor))
    with verb("network.settle_handover_item", actor=actor) as trail:
        open_item = HandoverItem.objects.select_for_update().filter(pk=item).first()
        if open_item is None:
            raise DomainError(_("Dit punt van de overdracht bestaat niet."))
        _refuse_taken_back(open_item)
        if open_item.outcome != Outcome.OPEN:
            raise DomainError(_("Dit punt van de overdracht is al geregeld."))
        _refuse_while_vacant(open_item)
        open_item.outcome, open_item.settled_at = Outcome.DONE, now
        open_item.save(update_fields=["outcome", "settled_at"])
        trail.note(open_item, {"kind": open_item.kind})
    return open_item


def _refuse_taken_back(item: HandoverItem) -> None:
    if item.handover.cancelled_at:
        raise DomainError(_("Deze opvolging is teruggenomen; er valt niets meer te regelen."))


def _refuse_while_vacant(item: HandoverItem) -> None:
    """A seat is filled by an appointment, which settles this by itself; ticking it off would say what is not so."""
    there = PostVersion.objects.known(None).valid_on(item.handover.effective_on)
    if item.kind == VACANT and there.filter(post=item.key).exists() and not _is_held(item):
        raise DomainError(
            _("Deze zetel is nog vacant. Benoem eerst iemand; dan wordt dit punt vanzelf afgevinkt.")
        )


def _is_held(item: HandoverItem) -> bool:
    terms = MembershipVersion.objects.known(None).filter(membership__post=item.key, is_substitute=False)
    return terms.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=item.handover.effective_on)).exists()


def reopen_handover_item(item: int, *, actor: Actor, now: dt.datetime) -> HandoverItem:
    """Put something that was ticked off by mistake back on the list."""
    require(may_maintain_register(actor))
    with verb("network.reopen_handover_item", actor=actor) as trail:
        done = HandoverItem.objects.select_for_update().filter(pk=item).first()
        if done is None:
            raise DomainError(_("Dit punt van de overdracht bestaat niet."))
        _refuse_taken_back(done)
        if done.outcome == Outcome.OPEN:
            raise DomainError(_("Dit punt van de overdracht staat al open."))
        if done.outcome != Outcome.DONE:
            raise DomainError(_("Dit punt is nooit afgevinkt; het ging vanzelf mee of eindigde."))
        done.outcome, done.settled_at = Outcome.OPEN, None
        done.save(update_fields=["outcome", "settled_at"])
        trail.note(done, {"kind": done.kind})
    return done


def following(post: Post, on: dt.date) -> list[Post]:
    """The post and every post that follows it, directly or through another, on a day."""
    versions = (
        PostVersion.objects.known(None).valid_on(on).filter(follows__isnull=False).select_related("post")
    )
    followers: dict[uuid.UUID, list[Post]] = {}
    for version in versions:
        followers.setdefault(version.follows_id, []).append(version.post)
    chain, seen = [post], {post.pk}
    for each in chain:  # grows while it is walked
        new = [follower for follower in followers.get(each.pk, ()) if follower.pk not in seen]
        seen |= {follower.pk for follower in new}
        chain += new
    return chain


@dataclass(frozen=True, slots=True)
class _Move:
    """One change of holder under way; each method moves a kind of thing and yields the items for the list."""

    handover: Handover
    predecessor: Person | None
    successor: Person
    on: dt.date
    trail: Trail
    now: dt.datetime

    def seats(self, post: Post) -> Iterator[HandoverItem]:
        for seat in following(post, self.on):
            term = _term_on(seat, self.on)
            if term and term.membership.person != self.predecessor:
                continue  # somebody else was put there on purpose
            lock(Post, seat.pk, revision=None, label=_("Deze zetel"))
            sender = term.on_behalf_of if term else self._sender_for(seat)
            period = Period(self.on, term.valid_until if term else None)
            if term:
                leave_seat(term.membership, self.on, trail=self.trail, now=self.now)
            refuse_clash(seat, self.successor, period)
            seat_person(self.successor, seat, period, sender, trail=self.trail, now=self.now)
            yield self._item(SEAT, seat.pk, Outcome.MOVED)

    def _sender_for(self, seat: Post) -> Organisation | None:
        """For a vacant seat: the organisation it is reserved for, or else the successor's employer."""
        version = PostVersion.objects.known(None).valid_on(self.on).filter(post=seat).first()
        reserved = version.required_organisation if version else None
        return reserved or sender_of(self.successor, "", self.on)

    def portfolios(self) -> Iterator[HandoverItem]:
        held = (
            PortfolioVersion.objects.known(None).valid_on(self.on).filter(portfolio__person=self.predecessor)
        )
        for version in held.select_related("portfolio__theme") if self.predecessor else ():
            drop_theme(version.portfolio, self.on, trail=self.trail, now=self.now)
            period = Period(self.on, version.valid_until)
            carry_theme(version.portfolio.theme, self.successor, period, trail=self.trail, now=self.now)
            yield self._item(PORTFOLIO, version.portfolio.theme_id, Outcome.MOVED)

    def left_open(self) -> Iterator[HandoverItem]:
        """Seats the predecessor keeps because they follow nothing, and places as a substitute."""
        kept = (
            MembershipVersion.objects.known(None)
            .valid_on(self.on)
            .filter(membership__person=self.predecessor)
        )
        for version in kept.select_related("membership") if self.predecessor else ():
            yield self._item(SEAT, version.membership.post_id, Outcome.OPEN)

    def _item(self, kind: str, key: object, outcome: HandoverItem.Outcome) -> HandoverItem:
        return HandoverItem(handover=self.handover, kind=kind, key=str(key), outcome=outcome)


def elsewhere(handover: Handover) -> Iterator[HandoverItem]:
    """What the other rooms hand over."""
    predecessor, successor = handover.predecessor, handover.successor
    if successor is None:
        return
    event = HandoverEvent(
        post_code=handover.post.code,
        predecessor_id=predecessor.pk if predecessor else None,
        successor_id=successor.pk,
        predecessor_user_id=predecessor.user_id if predecessor else None,
        successor_user_id=successor.user_id,
        effective_on=handover.effective_on,
    )
    for provider in _providers:
        for notice in provider(event):
            yield HandoverItem(handover=handover, kind=notice.kind, key=notice.key, outcome=notice.outcome)


def _term_on(post: Post, day: dt.date) -> MembershipVersion | None:
    """Who holds the post on a day, substitutes aside."""
    terms = (
        MembershipVersion.objects.known(None).valid_on(day).filter(membership__post=post, is_substitute=False)
    )
    return terms.select_related("membership__person", "membership__post", "on_behalf_of").first()


def _last_holder(post: Post, day: dt.date) -> Person | None:
    """Who holds the post on a day or, when it is vacant by then, who held it last."""
    terms = MembershipVersion.objects.known(None).filter(
        membership__post=post, is_substitute=False, valid_from__lte=day
    )
    last = terms.select_related("membership__person").order_by("-valid_from").first()
    return last.membership.person if last else None


def _refuse_unfit_successor(successor: Person, on: dt.date) -> None:
    if not PersonVersion.objects.known(None).valid_on(on).filter(person=successor).exists():
        raise DomainError(
            _(
                "De opvolger staat op %(date)s nog niet in het register. "
                "Is die dag goed? Zet dan de eerste dag van de persoon eerder: kies daar “Wijzig gegevens” en "
                "dan “Er stond een fout”."
            )
            % {"date": long_date(on)},
            field="successor",
        )
