"""Whether the register moved under an import, and keeping it still for the moment of applying.

A plan is made from the register as it was at one moment. What others change meanwhile only matters when it
touches what the list is about: its people, whoever might be taken for one of them, its seats, and for seats the
organisations. Anything else may go on: a busy register does not keep a long list waiting.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Count, Sum

from noaber.core.history import Subject
from noaber.core.rules.dutch import fold_name
from noaber.core.staging import chunks, lock_for_publishing, subject_model
from noaber.network.imports.plans import Plan
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Organisation,
    Person,
    PersonVersion,
    Post,
)

Revisions = Mapping[type[Subject], Mapping[uuid.UUID, int]]

# In the order in which the verbs of the register lock them.
SUBJECTS: Final[tuple[type[Subject], ...]] = (Organisation, Post, Membership, Person)
HELD_TOGETHER: Final = 5000


class Moved(Exception):
    """The register changed in a way that matters; what was written is taken back."""


def revisions() -> Revisions:
    """Every subject of the register with its revision: two of these tell what changed in between."""
    return {
        subjects: dict(subjects._default_manager.filter(revision__gt=0).values_list("pk", "revision"))
        for subjects in SUBJECTS  # what is only staged has no revision yet
    }


def hold(plan: Plan, seen: Revisions) -> None:
    """Lock whatever the plan changes; raise `Moved` when one of them is no longer as it was seen."""
    _hold(Post, plan.watch.touched_posts, seen)
    for writing in plan.writings:
        there = [each.subject for each in writing.restated if each.identity is None]
        _hold(subject_model(writing.versions), there, seen)


def _hold(subjects: type[Subject], ids: Iterable[uuid.UUID], seen: Revisions) -> None:
    known = seen[subjects]
    for chunk in chunks(sorted(ids), HELD_TOGETHER):
        locked = subjects._default_manager.select_for_update(no_key=True).filter(pk__in=chunk).order_by("pk")
        found = dict(locked.values_list("pk", "revision"))
        if any(found.get(key) != known.get(key) for key in chunk):
            raise Moved


def keep_still(plan: Plan, seen: Revisions) -> None:
    """Let nobody else write until the transaction ends; raise `Moved` when something that matters changed.

    The plan itself was written already, in this transaction: those subjects are not looked at again.
    """
    lock_for_publishing(*SUBJECTS)
    own: dict[type[Subject], set[uuid.UUID]] = {subjects: set() for subjects in SUBJECTS}
    own[Post].update(plan.watch.touched_posts)
    for writing in plan.writings:
        own[subject_model(writing.versions)].update(each.subject for each in writing.restated)
    if all(_adds_up(subjects, seen[subjects], own[subjects]) for subjects in SUBJECTS):
        return
    now = revisions()
    changed = {
        subjects: {key for key, revision in now[subjects].items() if seen[subjects].get(key) != revision}
        - own[subjects]
        for subjects in SUBJECTS
    }
    if _matters(plan, changed):
        raise Moved


def _adds_up(subjects: type[Subject], seen: Mapping[uuid.UUID, int], own: set[uuid.UUID]) -> bool:
    """Whether what is there is what was seen with our own changes, each of which counts one; no need to read it all."""
    born = subjects._default_manager.filter(revision__gt=0)
    found = born.aggregate(count=Count("pk"), total=Sum("revision", default=0))
    count = len(seen) + sum(key not in seen for key in own)
    return (found["count"], found["total"]) == (count, sum(seen.values()) + len(own))


def _matters(plan: Plan, changed: Mapping[type[Subject], set[uuid.UUID]]) -> bool:
    watch = plan.watch
    if watch.has_organisations and changed[Organisation]:
        return True
    if changed[Post] & watch.posts or changed[Person] & watch.people:
        return True
    if watch.posts and _posts_of(changed[Membership]) & watch.posts:
        return True
    return any(
        fold_name(name) in watch.names or email.casefold() in watch.emails
        for name, email in _words(changed[Person])
    )


def _posts_of(memberships: set[uuid.UUID]) -> set[uuid.UUID]:
    known = MembershipVersion.objects.filter(membership__in=memberships)
    return set(known.values_list("membership__post_id", flat=True))


def _words(people: set[uuid.UUID]) -> list[tuple[str, str]]:
    """What people who changed are called by now."""
    known = PersonVersion.objects.known(None).filter(person__in=people)
    return list(known.values_list("name", "email"))
