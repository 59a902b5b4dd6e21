"""What was said of one subject, and when: every statement the register ever held, the latest recorded first."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from noaber.network.models import (
    BodyVersion,
    Ending,
    OrganisationVersion,
    PersonVersion,
    Post,
    PostVersion,
    ThemeVersion,
)
from noaber.network.queries.history_entries import (
    HistoryEntry,
    Kind,
    entries_of,
    last_name_and_code,
    last_said,
    latest_first,
)
from noaber.network.queries.history_terms import (
    recorded_with,
    terms_in_seats,
    terms_with_themes,
    with_causes,
)


def organisation_history(code: str) -> list[HistoryEntry]:
    rows = OrganisationVersion.objects.filter(organisation__code=code).select_related("district")
    return entries_of(OrganisationVersion, rows, {})


def person_history(key: uuid.UUID) -> list[HistoryEntry]:
    """What was said of a person, and the seats and themes they took and left."""
    rows = PersonVersion.objects.filter(person=key).annotate(works_at=last_name_and_code("employer"))
    said = entries_of(PersonVersion, rows, {"employer": "works_at"})
    held = [*terms_in_seats(membership__person=key), *terms_with_themes(key)]
    endings = list(Ending.objects.filter(recorded_with(held)))
    return latest_first([*said, *with_causes(held, endings)])


def body_history(code: str) -> list[HistoryEntry]:
    """What was said of a body, and its endings."""
    rows = BodyVersion.objects.filter(body__code=code).select_related("district")
    named = rows.annotate(above=last_said(BodyVersion, "parent"), about=last_said(ThemeVersion, "theme"))
    entries = entries_of(BodyVersion, named, {"parent": "above", "theme": "about"})
    return latest_first(_with_endings(entries, Ending.objects.filter(body__code=code)))


def seat_history(code: str) -> list[HistoryEntry]:
    """What was said of a seat, its endings, and everyone who held it."""
    rows = PostVersion.objects.filter(post__code=code).select_related("required_district")
    named = rows.annotate(
        followed=last_said(PostVersion, "follows", "title"),
        sender=last_name_and_code("required_organisation"),
    )
    entries = entries_of(PostVersion, named, {"follows": "followed", "required_organisation": "sender"})
    held = terms_in_seats(membership__post__code=code)
    of_body = Q(body__in=Post.objects.filter(code=code).values("body"))
    endings = list(Ending.objects.filter(Q(post__code=code) | of_body | recorded_with(held)))
    keys = {str(row.post_id) for row in named}
    own = [each for each in endings if keys & set(each.followed.get("post", ()))]
    return latest_first([*_with_endings(entries, own), *with_causes(held, endings)])


def _with_endings(entries: list[HistoryEntry], endings: Iterable[Ending]) -> list[HistoryEntry]:
    """Every ending as it was recorded, with its reason, and every one that was taken back."""
    found = entries
    for ending in endings:
        ended = (ending.recorded_at, Kind.ENDS, ending.ends_on)
        restored = (ending.cancelled_at, Kind.LONGER, ending.ends_on)
        own = [entry for entry in found if _mark(entry) == ended] or [_recorded(ending)]
        rest = [entry for entry in found if _mark(entry) not in (ended, restored)]
        found = [*rest, *(_ended(entry, ending) for entry in own), *_withdrawn(ending)]
    return found


def _ended(entry: HistoryEntry, ending: Ending) -> HistoryEntry:
    return replace(entry, reason=ending.reason, is_withdrawn=ending.cancelled_at is not None)


def _mark(entry: HistoryEntry) -> tuple[object, Kind, object]:
    return entry.recorded_at, entry.kind, entry.valid_from


def _recorded(ending: Ending) -> HistoryEntry:
    """An ending that no version shows (any more)."""
    is_current = ending.cancelled_at is None
    return HistoryEntry(ending.recorded_at, Kind.ENDS, ending.ends_on, None, (), is_current)


def _withdrawn(ending: Ending) -> list[HistoryEntry]:
    if ending.cancelled_at is None:
        return []
    return [HistoryEntry(ending.cancelled_at, Kind.WITHDRAWN, ending.ends_on, None, (), is_current=True)]
