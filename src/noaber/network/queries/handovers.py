"""Changes of holder, with what went over and what is still to be arranged."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from noaber.accounts.api import User
from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.network.models import (
    Handover,
    HandoverCause,
    HandoverItem,
    MembershipVersion,
    OrganisationVersion,
    PersonVersion,
    PostVersion,
    ThemeVersion,
)
from noaber.network.queries.bodies import bodies
from noaber.network.queries.handover_words import words_of
from noaber.network.queries.seats import seats
from noaber.network.queries.themes import themes

SEAT, PORTFOLIO, ASSISTANCE, ACCOUNT = "seat", "portfolio", "assistance", "account"
VACANT = "vacant_seat"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One change of holder; the numbers count the items of its list. One that was taken back leaves nothing open.

    A merger of municipalities has no predecessor or successor: `place` is then the municipality that follows.
    `was_vacant`: whoever held the post last had left it before the day.
    """

    id: uuid.UUID
    cause: str
    place: str
    post_code: str
    post_title: str
    predecessor_id: uuid.UUID | None
    predecessor: str
    successor_id: uuid.UUID | None
    successor: str
    effective_on: dt.date
    recorded_at: dt.datetime
    total: int
    open: int
    cancelled_at: dt.datetime | None
    revision: int
    was_vacant: bool = False

    @property
    def may_be_taken_back(self) -> bool:
        """A succession or a merger that somebody recorded, and that still stands."""
        is_of_people = self.cause in (HandoverCause.SUCCESSION, HandoverCause.MERGER)
        return is_of_people and self.cancelled_at is None

    @property
    def is_merger(self) -> bool:
        return self.cause == HandoverCause.MERGER

    @property
    def is_of_books(self) -> bool:
        return self.cause == HandoverCause.BOOKS

    @property
    def cause_label(self) -> str:
        return str(HandoverCause(self.cause).label)

    @property
    def title(self) -> str:
        """What the list is about: the post that changed hands, the merger, or the books."""
        if self.is_of_books:
            return _("De boeken")
        return _("Samenvoeging: %(name)s") % {"name": self.place} if self.is_merger else self.post_title


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One item in words. `seat_code` and `user_id` say where it can be settled, when the register knows.

    `has_holder`: of a theme, whether anybody has it in portfolio on the day, or on the one of a change to come.
    """

    id: int
    kind: str
    kind_label: str
    text: str
    outcome: str
    settled_at: dt.datetime | None
    seat_code: str = ""
    user_id: int | None = None
    has_holder: bool = True

    @property
    def is_open(self) -> bool:
        return self.outcome == HandoverItem.Outcome.OPEN

    @property
    def is_settled(self) -> bool:
        """Whether somebody ticked it off, so that it can be reopened."""
        return self.outcome == HandoverItem.Outcome.DONE


def handovers(
    actor: Actor, asof: AsOf, *, person: uuid.UUID | None = None, only_open: bool = False
) -> list[HandoverRow]:
    """Changes of holder, the latest first; nobody's for who is not in the network.

    Without dates asked, all of them, for one that is to come wants arranging too; else those that had begun by the
    day, with what was arranged as far as was known. (What was reopened since counts as open: only the audit knows.)
    """
    if not actor.is_in_network:
        return []
    found = _counted(_begun(asof), asof)
    if person:
        found = found.filter(Q(predecessor=person) | Q(successor=person))
    rows = _rows(actor, asof, found)
    return [row for row in rows if row.open] if only_open else rows


def open_handovers(actor: Actor, asof: AsOf) -> list[HandoverRow]:
    """The changes of holder of which something is still to be arranged."""
    return handovers(actor, asof, only_open=True)


def handover(actor: Actor, key: uuid.UUID, asof: AsOf) -> HandoverRow | None:
    """One change of holder; nobody's for who is not in the network."""
    found = _counted(Handover.objects.filter(pk=key), asof) if actor.is_in_network else ()
    return next(iter(_rows(actor, asof, found)), None)


def handovers_of_import(applied_at: dt.datetime | None) -> int:
    """How many lists the import made that was applied at this moment."""
    if applied_at is None:
        return 0
    return Handover.objects.filter(cause=HandoverCause.IMPORT, recorded_at=applied_at).count()


def merger_handover(recorded_at: dt.datetime) -> uuid.UUID | None:
    """The list of the merger that was recorded at this moment; None when it left nothing to settle."""
    made = Handover.objects.filter(cause=HandoverCause.MERGER, recorded_at=recorded_at)
    return made.values_list("pk", flat=True).first()


def _begun(asof: AsOf) -> QuerySet[Handover]:
    found = (
        Handover.objects.filter(effective_on__lte=asof.valid_on) if asof.is_asked else Handover.objects.all()
    )
    return found.filter(recorded_at__lt=asof.known_at) if asof.known_at else found


def _counted(found: QuerySet[Handover], asof: AsOf) -> QuerySet[Handover]:
    is_open = Q(items__outcome=HandoverItem.Outcome.OPEN)
    if asof.known_at:
        is_open |= Q(items__settled_at__gte=asof.known_at)
    counted = found.annotate(
        item_count=Count("items"),
        open_count=Count("items", filter=is_open),
        was_held=_held_on_the_eve(),
        predecessor_name=_name_of("predecessor"),
        successor_name=_name_of("successor"),
    )
    return counted.select_related("post__organisation").order_by("-effective_on", "-recorded_at")


def _held_on_the_eve() -> Exists:
    """Whether the predecessor held the post up to the day."""
    terms = MembershipVersion.objects.known(None).filter(
        membership__post=OuterRef("post"),
        membership__person=OuterRef("predecessor"),
        is_substitute=False,
        valid_from__lt=OuterRef("effective_on"),
    )
    return Exists(terms.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=OuterRef("effective_on"))))


def _name_of(person: str) -> Coalesce:
    """What somebody is called last; empty for nobody."""
    versions = PersonVersion.objects.known(None).filter(person=OuterRef(person)).order_by("-valid_from")
    return Coalesce(Subquery(versions.values("name")[:1]), Value(""))


def _rows(actor: Actor, asof: AsOf, found: Iterable[Handover]) -> list[HandoverRow]:
    found = list(found)
    titles = _seat_words(actor, asof, {row.post_id for row in found})
    places = _places({row.post.organisation_id for row in found if row.cause == HandoverCause.MERGER})
    return [
        HandoverRow(
            id=row.pk,
            cause=row.cause,
            place=places.get(row.post.organisation_id, ""),
            post_code=row.post.code,
            post_title=titles[row.post_id].title,
            predecessor_id=row.predecessor_id,
            predecessor=row.predecessor_name,  # type: ignore[attr-defined]
            successor_id=row.successor_id,
            successor=row.successor_name,  # type: ignore[attr-defined]
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            total=row.item_count,  # type: ignore[attr-defined]
            open=0 if _cancelled_at(row, asof) else row.open_count,  # type: ignore[attr-defined]
            cancelled_at=_cancelled_at(row, asof),
            revision=row.revision,
            was_vacant=bool(row.predecessor_id) and not row.was_held,  # type: ignore[attr-defined]
        )
        for row in found
    ]


def _cancelled_at(row: Handover, asof: AsOf) -> dt.datetime | None:
    """When it was taken back, as far as was known."""
    is_later = row.cancelled_at and asof.known_at and row.cancelled_at >= asof.known_at
    return None if is_later else row.cancelled_at


def _places(keys: set[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """What organisations are called last; one that a merger began that was taken back, what it was called then."""
    if not keys:
        return {}
    said = OrganisationVersion.objects.filter(organisation__in=keys).best_last()
    return dict(said.values_list("organisation_id", "name"))


def handover_lines(actor: Actor, key: uuid.UUID, asof: AsOf) -> list[HandoverLine]:
    """The list of one change of holder, in words; what is still open first."""
    items = list(HandoverItem.objects.filter(handover=key).select_related("handover"))
    posts = _seat_words(actor, asof, {uuid.UUID(item.key) for item in items if item.kind in (SEAT, VACANT)})
    carried = {uuid.UUID(item.key) for item in items if item.kind == PORTFOLIO}
    accounts = [item.key for item in items if item.kind == ACCOUNT]
    users = dict(User.objects.filter(pk__in=accounts).values_list("pk", "display_name")) if accounts else {}
    words = _theme_words(actor, asof, carried)
    begun = max((asof.valid_on, *(item.handover.effective_on for item in items)))
    there = themes(actor, replace(asof, valid_on=begun)) if carried else ()
    held = {str(row.id) for row in there if row.holders}
    lines = [
        replace(_line(item, posts, words, users), has_holder=item.kind != PORTFOLIO or item.key in held)
        for item in items
    ]
    return sorted(lines, key=lambda line: (not line.is_open, line.kind, line.text))


@dataclass(frozen=True, slots=True)
class _SeatWords:
    code: str
    title: str
    body: str

    @property
    def in_place(self) -> str:
        if not self.body or self.body in self.title:
            return self.title
        return _("%(title)s in %(body)s") % {"title": self.title, "body": self.body}


def _line(
    item: HandoverItem,
    posts: dict[uuid.UUID, _SeatWords],
    carried: dict[uuid.UUID, str],
    users: dict[int, str],
) -> HandoverLine:
    labels = {
        SEAT: _("zetel"),
        VACANT: _("zetel"),
        PORTFOLIO: _("portefeuille"),
        ASSISTANCE: _("assistent"),
        ACCOUNT: _("account"),
    }
    text, code, user_id = item.key, "", None
    if item.kind in (SEAT, VACANT):
        seat = posts[uuid.UUID(item.key)]
        code, text = seat.code, seat.in_place
    elif item.kind == PORTFOLIO:
        text = carried.get(uuid.UUID(item.key), item.key)
    elif item.kind == ACCOUNT:
        user_id = int(item.key)
        text = users.get(user_id, item.key)
    elif item.kind == ASSISTANCE:
        text = _("wie namens de voorganger werkte")
    elif found := words_of(item.kind, item.key):
        labels[item.kind], text = found
    return HandoverLine(
        item.pk,
        item.kind,
        labels.get(item.kind, item.kind),
        text,
        item.outcome,
        item.settled_at,
        code,
        user_id,
    )


def _seat_words(actor: Actor, asof: AsOf, keys: set[uuid.UUID]) -> dict[uuid.UUID, _SeatWords]:
    """What seats are called on the day; a seat that does not exist then, what it was called last."""
    if not keys:
        return {}
    called = {row.code: row.called for row in bodies(actor, asof)}
    words = {
        row.id: _SeatWords(row.code, row.title, called.get(row.body_code, ""))
        for row in seats(actor, asof)
        if row.id in keys
    }
    gone = PostVersion.objects.filter(post__in=keys - words.keys()).best_last()
    if keys - words.keys():
        words |= {row.post_id: _not_there(row, asof) for row in gone.select_related("post__body")}
    unknown = _SeatWords("", _("een zetel die niet meer in het register staat"), "")
    return dict.fromkeys(keys, unknown) | words


def _not_there(row: PostVersion, asof: AsOf) -> _SeatWords:
    """A seat that does not exist on the day: one that is still to begin has a page, one that is gone has none."""
    code = row.post.code if row.valid_from > asof.valid_on and row.known_until is None else ""
    bodies_then = {found.code: found.called for found in bodies(ANONYMOUS, AsOf(row.valid_from))}
    body = bodies_then.get(row.post.body.code, "") if row.post.body and code else ""
    return _SeatWords(code, row.title, body)


def _theme_words(actor: Actor, asof: AsOf, keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What themes are called on the day; a theme that is no more, what it was called last."""
    words = {row.id: row.name for row in themes(actor, asof)} if keys else {}
    gone = ThemeVersion.objects.known(None).filter(theme__in=keys - words.keys()).order_by("valid_from")
    return words | dict(gone.values_list("theme_id", "name")) if keys - words.keys() else words
