"""What stands on a handover list when nobody moved it along: to be settled by a person, one by one.

`handovers.change_holder` moves a whole office at once. A list of people and a merger of municipalities change seats
one by one; what is left behind then is the same, and is listed here the same way.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noaber.accounts.api import assistances_of, own_grants
from noaber.core.audit import Trail
from noaber.core.history import VersionQuerySet
from noaber.core.staging import chunks
from noaber.network.models import (
    Handover,
    HandoverCause,
    HandoverItem,
    MembershipVersion,
    Organisation,
    Person,
    PortfolioVersion,
    Post,
    PostRole,
    PostVersion,
)

Outcome = HandoverItem.Outcome
SEAT: Final = "seat"
PORTFOLIO: Final = "portfolio"
ASSISTANCE: Final = "assistance"
ACCOUNT: Final = "account"
VACANT: Final = "vacant_seat"


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """Somebody holds a post from a day on that somebody else held last."""

    post: uuid.UUID
    predecessor: uuid.UUID
    successor: uuid.UUID
    on: dt.date


@dataclass(frozen=True, slots=True)
class Term:
    """A person holds a post from a day on, substitutes aside."""

    post: uuid.UUID
    person: uuid.UUID
    valid_from: dt.date
    valid_until: dt.date | None

    def __contains__(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def terms_in(posts: Iterable[uuid.UUID]) -> list[Term]:
    """Every term known now in these posts, in order of days."""
    columns = ("membership__post", "membership__person", "valid_from", "valid_until")
    found: list[Term] = []
    for chunk in chunks(list(posts)):
        known = MembershipVersion.objects.known(None).filter(membership__post__in=chunk, is_substitute=False)
        found += (Term(*values) for values in known.order_by("valid_from").values_list(*columns))
    return found


def terms_begun(before: Sequence[Term], after: Sequence[Term]) -> list[tuple[Term, Term | None]]:
    """The terms of `after` whose person did not hold the post before, each with who held it last (None: nobody)."""
    of_posts: dict[uuid.UUID, list[Term]] = defaultdict(list)
    for term in before:
        of_posts[term.post].append(term)
    begun = []
    for term in after:
        of_post = of_posts[term.post]
        if not any(one.person == term.person and term.valid_from in one for one in of_post):
            last = next((one for one in reversed(of_post) if one.valid_from <= term.valid_from), None)
            begun.append((term, last))
    return begun


def seats_taken(begun: Iterable[tuple[Term, Term | None]]) -> list[SeatTaken]:
    """The terms that began where somebody else sat last."""
    return [
        SeatTaken(term.post, last.person, term.person, term.valid_from)
        for term, last in begun
        if last is not None and last.person != term.person
    ]


def list_seats_taken(
    taken: Iterable[SeatTaken], *, cause: HandoverCause, trail: Trail, now: dt.datetime
) -> list[tuple[Handover, list[HandoverItem]]]:
    """One list per person who left and person who came on a day, whatever the number of seats."""
    groups: dict[tuple[uuid.UUID, uuid.UUID, dt.date], list[uuid.UUID]] = defaultdict(list)
    for one in taken:
        groups[one.predecessor, one.successor, one.on].append(one.post)
    leading = _leading_posts({post for posts in groups.values() for post in posts})
    left = _Left.of({person for person, _successor, _on in groups})
    lists = []
    for (predecessor, successor, on), posts in groups.items():
        handover = Handover.objects.create(
            post_id=min(posts, key=lambda post: leading(post, posts)),
            predecessor_id=predecessor,
            successor_id=successor,
            cause=cause,
            effective_on=on,
            recorded_at=now,
        )
        trail.note(handover, {"post": str(handover.post_id), "effective_on": on.isoformat()})
        moved = [
            HandoverItem(handover=handover, kind=SEAT, key=str(post), outcome=Outcome.MOVED) for post in posts
        ]
        lists.append((handover, [*moved, *left.behind(handover, predecessor)]))
    return lists


def _leading_posts(posts: set[uuid.UUID]) -> "_Leading":
    rows = PostVersion.objects.known(None).filter(post__in=posts).order_by("valid_from")
    columns = ("post_id", "post__code", "post__body", "follows_id")
    return _Leading(
        {key: (code, body is not None, follows) for key, code, body, follows in rows.values_list(*columns)}
    )


@dataclass(frozen=True, slots=True)
class _Leading:
    """Which post gives a list its name: an office before a seat, and before both whatever follows another."""

    posts: dict[uuid.UUID, tuple[str, bool, uuid.UUID | None]]

    def __call__(self, post: uuid.UUID, among: Sequence[uuid.UUID]) -> tuple[bool, bool, str]:
        code, is_seat, follows = self.posts.get(post, ("", True, None))
        return follows in among, is_seat, code


def list_merger(
    successor: Organisation,
    on: dt.date,
    *,
    posts: Iterable[Post],
    themes: Iterable[uuid.UUID],
    mayors: Iterable[Person],
    officials: Iterable[Person],
    trail: Trail,
    now: dt.datetime,
) -> Handover | None:
    """What a merger leaves to be refilled and settled; None when that is nothing.

    `posts` are those that are new or that lost their holder, `themes` those that lost theirs; `mayors` left an
    office with all that comes with it; of the `officials` only the account is in question.
    """
    vacant = _vacant(posts, on)
    left = _Left.of({person.pk for person in mayors})
    leading = sorted(
        vacant, key=lambda post: (post.organisation_id != successor.pk, _role_rank(post, on), post.code)
    )
    about = next(iter(leading), None) or Post.objects.filter(organisation=successor).order_by("code").first()
    if about is None:
        return None
    handover = Handover(post=about, cause=HandoverCause.MERGER, effective_on=on, recorded_at=now)
    items = [
        HandoverItem(handover=handover, kind=VACANT, key=str(post.pk), outcome=Outcome.OPEN)
        for post in vacant
    ]
    items += [
        HandoverItem(handover=handover, kind=PORTFOLIO, key=str(theme), outcome=Outcome.OPEN)
        for theme in themes
    ]
    for person in mayors:
        items += left.behind(handover, person.pk)
    for person in officials:
        items += access_items(handover, person, on)
    if not items:
        return None
    handover.save(force_insert=True)
    HandoverItem.objects.bulk_create(once_each(items))
    trail.note(handover, {"post": str(about.pk), "effective_on": on.isoformat()})
    return handover


def _vacant(posts: Iterable[Post], on: dt.date) -> list[Post]:
    """Those of the posts that exist on the day and that nobody holds then."""
    by_key = {post.pk: post for post in posts}
    there = PostVersion.objects.known(None).valid_on(on).filter(post__in=by_key)
    held = (
        MembershipVersion.objects.known(None)
        .valid_on(on)
        .filter(membership__post__in=by_key, is_substitute=False)
    )
    keys = set(there.values_list("post_id", flat=True)) - set(
        held.values_list("membership__post_id", flat=True)
    )
    return sorted((by_key[key] for key in keys), key=lambda post: post.code)


def _role_rank(post: Post, on: dt.date) -> bool:
    is_mayor = PostVersion.objects.known(None).valid_on(on).filter(post=post, role=PostRole.MAYOR)
    return not is_mayor.exists()


@dataclass(frozen=True, slots=True)
class _Left:
    """What people still have, read for all of them at once."""

    people: dict[uuid.UUID, Person]
    terms: dict[uuid.UUID, list[tuple[dt.date, dt.date | None, uuid.UUID]]]
    themes: dict[uuid.UUID, list[tuple[dt.date, dt.date | None, uuid.UUID]]]

    @classmethod
    def of(cls, people: set[uuid.UUID]) -> "_Left":
        terms = MembershipVersion.objects.known(None).filter(membership__person__in=people)
        themes = PortfolioVersion.objects.known(None).filter(portfolio__person__in=people)
        return cls(
            Person.objects.in_bulk(people),
            _grouped(terms, "membership__person", "membership__post"),
            _grouped(themes, "portfolio__person", "portfolio__theme"),
        )

    def behind(self, handover: Handover, key: uuid.UUID) -> Iterator[HandoverItem]:
        """The seats and themes that somebody still has on the day, and the account: each to be settled."""
        on = handover.effective_on
        for kind, had in ((SEAT, self.terms), (PORTFOLIO, self.themes)):
            for start, until, thing in had.get(key, ()):
                if start <= on and (until is None or on < until):
                    yield HandoverItem(handover=handover, kind=kind, key=str(thing), outcome=Outcome.OPEN)
        yield from access_items(handover, self.people[key], on)


def _grouped(
    rows: VersionQuerySet, person: str, thing: str
) -> dict[uuid.UUID, list[tuple[dt.date, dt.date | None, uuid.UUID]]]:
    found: dict[uuid.UUID, list[tuple[dt.date, dt.date | None, uuid.UUID]]] = defaultdict(list)
    for key, *had in rows.values_list(person, "valid_from", "valid_until", thing):
        found[key].append(tuple(had))
    return found


def access_items(handover: Handover, person: Person | None, on: dt.date) -> Iterator[HandoverItem]:
    """Assistants end with the last mandate; whether the account itself closes is for a person to decide."""
    user_id = person.user_id if person else None
    if user_id is None:
        return
    outcome = Outcome.OPEN if own_grants(user_id, on) else Outcome.ENDED
    for key in assistances_of(user_id, on):
        yield HandoverItem(handover=handover, kind=ASSISTANCE, key=str(key), outcome=outcome)
    yield HandoverItem(handover=handover, kind=ACCOUNT, key=str(user_id), outcome=Outcome.OPEN)


def once_each(items: Iterable[HandoverItem]) -> list[HandoverItem]:
    """A theme that two people share stands on a list once."""
    return list({(item.kind, item.key): item for item in reversed(list(items))}.values())[::-1]


def settle_refilled(posts: Iterable[uuid.UUID], *, now: dt.datetime) -> None:
    """Vacant seats on any list, of these posts, are settled: somebody holds them."""
    keys = [str(post) for post in posts]
    asked = HandoverItem.objects.filter(kind=VACANT, key__in=keys, outcome=Outcome.OPEN)
    asked.update(outcome=Outcome.DONE, settled_at=now)


def ask_again(posts: Iterable[uuid.UUID], *, settled_at: dt.datetime) -> None:
    """What was settled at that moment because these posts were filled, is to be settled again."""
    keys = [str(post) for post in posts]
    done = HandoverItem.objects.filter(kind=VACANT, key__in=keys, outcome=Outcome.DONE, settled_at=settled_at)
    done.update(outcome=Outcome.OPEN, settled_at=None)


def mark_taken_back(handover: Handover, *, trail: Trail, now: dt.datetime) -> None:
    """The change did not take place; its list stays readable and asks nothing any more."""
    handover.cancelled_at = now
    handover.revision += 1
    handover.save(update_fields=["cancelled_at", "revision"])
    trail.note(handover, {"post": str(handover.post_id), "effective_on": handover.effective_on.isoformat()})
