"""What was said of one subject, and when: every statement the register ever held, the latest recorded first."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    Merged,
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
from noaber.network.queries.organisations import SuccessionRow, last_names, successions_ever


def organisation_history(code: str) -> list[HistoryEntry]:
    """What was said of an organisation, and the mergers in which it took part."""
    rows = list(OrganisationVersion.objects.filter(organisation__code=code).select_related("district"))
    found = entries_of(OrganisationVersion, rows, {})
    taking_part = [row for row in successions_ever() if code in (row.predecessor, row.successor)]
    if taking_part:
        first = min((row.valid_from for row in rows), default=dt.date.max)
        names = last_names(key for row in taking_part for key in (row.predecessor, row.successor))
        for entry, back in _mergers(code, taking_part, first, names):
            found = _with_merger(found, entry, back)
    return latest_first(found)


def _mergers(
    code: str, taking_part: list[SuccessionRow], first: dt.date, names: dict[str, str]
) -> Iterator[tuple[HistoryEntry, dt.datetime | None]]:
    """One entry per merger, whatever the number of predecessors, and when it was taken back."""
    of_mergers: dict[tuple[bool, dt.date, dt.datetime], list[SuccessionRow]] = defaultdict(list)
    for row in taking_part:
        of_mergers[row.predecessor == code, row.effective_on, row.recorded_at].append(row)
    for (goes_up, on, recorded_at), rows in of_mergers.items():
        others = {row.successor if goes_up else row.predecessor for row in rows}
        day = on if goes_up else on - dt.timedelta(days=1)
        kind = Kind.GOES_UP if goes_up else Kind.TAKES_IN if first < on else Kind.FORMED
        back = rows[0].cancelled_at
        merged = tuple(Merged(key, names.get(key, key), day) for key in sorted(others))
        entry = HistoryEntry(recorded_at, kind, on, None, (), is_current=True, merged=merged)
        yield replace(entry, is_withdrawn=back is not None), back


def _with_merger(
    found: list[HistoryEntry], entry: HistoryEntry, back: dt.datetime | None
) -> list[HistoryEntry]:
    """The merger in the place of what it did to the days of the municipality, and so for taking it back."""
    day = entry.valid_from
    done = [(entry.recorded_at, kind, day) for kind in (Kind.ENDS, Kind.BEGINS, Kind.CHANGES)]
    undone = [(back, kind, day) for kind in (Kind.LONGER, Kind.RETRACTED)]
    said = next((each.said for each in found if _mark(each) in done), ())
    rest = [each for each in found if _mark(each) not in (*done, *undone)]
    if back is not None:
        rest.append(replace(entry, recorded_at=back, kind=Kind.UNMERGED, is_withdrawn=False))
    return [*rest, replace(entry, said=said)]


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
