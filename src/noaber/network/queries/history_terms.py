"""Who held which seat and which theme, as entries of a history, each with what brought it about."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.core.history import Version, VersionQuerySet
from noaber.network.models import (
    BodyVersion,
    Ending,
    Handover,
    HandoverCause,
    HandoverItem,
    MembershipVersion,
    OrganisationVersion,
    PersonVersion,
    PortfolioVersion,
    PostVersion,
    ThemeVersion,
)
from noaber.network.queries.history_entries import (
    Cause,
    HeldTerm,
    HistoryEntry,
    entries_of,
    last_name_and_code,
    last_said,
)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """An entry about a term, with the identities by which its cause is found; `kind` as in `Ending.followed`."""

    entry: HistoryEntry
    kind: str
    key: uuid.UUID
    thing: uuid.UUID
    person: uuid.UUID


def terms_in_seats(**which: object) -> list[TermEntry]:
    """Everything recorded of the memberships asked for, in one query."""
    rows = MembershipVersion.objects.filter(**which).select_related("membership__person", "membership__post")
    named = rows.annotate(
        behalf=last_name_and_code("on_behalf_of"),
        who=last_said(PersonVersion, "membership__person"),
        title=last_said(PostVersion, "membership__post", "title"),
        body=last_said(BodyVersion, "membership__post__body"),
        place=last_said(OrganisationVersion, "membership__post__organisation"),
    )
    return _term_entries(MembershipVersion, named, _seat_term)


def terms_with_themes(person: uuid.UUID) -> list[TermEntry]:
    """Everything recorded of the portfolios of a person, in one query."""
    rows = PortfolioVersion.objects.filter(portfolio__person=person).select_related(
        "portfolio__person", "portfolio__theme"
    )
    named = rows.annotate(
        who=last_said(PersonVersion, "portfolio__person"), theme=last_said(ThemeVersion, "portfolio__theme")
    )
    return _term_entries(PortfolioVersion, named, _theme_term)


def _term_entries(
    model: type[Version], rows: VersionQuerySet, term: Callable[[Any], HeldTerm]
) -> list[TermEntry]:
    kind = model.subject_field
    of_subjects: dict[uuid.UUID, list[Version]] = defaultdict(list)
    for row in rows:
        of_subjects[getattr(row, kind).pk].append(row)
    found: list[TermEntry] = []
    for key, versions in of_subjects.items():
        held: Any = getattr(versions[0], kind)
        thing = held.post_id if kind == "membership" else held.theme_id
        for entry in entries_of(model, versions, {"on_behalf_of": "behalf"}):
            about = replace(entry, term=term(_nearest(versions, entry)))
            found.append(TermEntry(about, kind, key, thing, held.person_id))
    return found


def _nearest(versions: Sequence[Version], entry: HistoryEntry) -> Version:
    """What the recording speaks of: the version it added, else the last one it left or took away."""
    day = entry.valid_from
    touched = [row for row in versions if entry.recorded_at in (row.known_from, row.known_until)]
    added = [row for row in touched if row.known_from == entry.recorded_at and day in row.period]
    return (added or [row for row in touched if day in row.period] or touched)[-1]


def _seat_term(row: MembershipVersion) -> HeldTerm:
    held, named = row.membership, _words_of(row)
    title, place = named["title"] or held.post.code, named["body"] or named["place"]
    seat = (
        title if not place or place in title else _("%(title)s in %(body)s") % {"title": title, "body": place}
    )
    who = _name(named["who"], held.person.erased_at)
    return HeldTerm(held.person_id, who, seat, held.post.code, row.is_substitute)


def _theme_term(row: PortfolioVersion) -> HeldTerm:
    held, named = row.portfolio, _words_of(row)
    who = _name(named["who"], held.person.erased_at)
    return HeldTerm(held.person_id, who, named["theme"] or held.theme.code)


def _words_of(row: Version) -> dict[str, str]:
    """What the query added to a row."""
    return {name: getattr(row, name, None) or "" for name in ("who", "title", "body", "place", "theme")}


def _name(name: str | None, erased_at: dt.datetime | None) -> str:
    """What a person is called last; of whoever was erased nothing, whatever still stands somewhere."""
    return _("(naam gewist)") if erased_at else name or _("(naam onbekend)")


def recorded_with(terms: Iterable[TermEntry]) -> Q:
    """The endings that were recorded or taken back in the acts that changed these terms."""
    moments = {each.entry.recorded_at for each in terms}
    return Q(recorded_at__in=moments) | Q(cancelled_at__in=moments)


def with_causes(terms: Sequence[TermEntry], endings: Iterable[Ending]) -> list[HistoryEntry]:
    """The entries, each with the change of holder or the ending that brought it about: one query for all."""
    moments, people = {each.entry.recorded_at for each in terms}, {each.person for each in terms}
    handed = _handed(moments, people) if terms else {}
    return [
        replace(each.entry, cause=_by_handover(each, handed) or _by_ending(each, endings)) for each in terms
    ]


# When it was recorded, from which day, which seat or theme, whose.
Handed = dict[tuple[dt.datetime, dt.date, uuid.UUID, uuid.UUID], Cause]


def _handed(moments: set[dt.datetime], people: set[uuid.UUID]) -> Handed:
    """What went over with every handover recorded at these moments, to or from these people."""
    theirs = Q(predecessor__in=people) | Q(successor__in=people)
    rows = (
        Handover.objects.filter(theirs, recorded_at__in=moments)
        .annotate(left=last_said(PersonVersion, "predecessor"), came=last_said(PersonVersion, "successor"))
        .values(
            "post_id",
            "predecessor_id",
            "successor_id",
            "cause",
            "effective_on",
            "recorded_at",
            "left",
            "came",
            "predecessor__erased_at",
            "successor__erased_at",
            "items__key",
            "items__outcome",
        )
    )
    found: Handed = {}
    for row in rows:
        things = {row["post_id"]}
        if row["items__outcome"] == HandoverItem.Outcome.MOVED:
            things.add(uuid.UUID(row["items__key"]))
        for thing in things:
            for person, cause in _causes(row):
                found[row["recorded_at"], row["effective_on"], thing, person] = cause
    return found


def _causes(row: Mapping[str, Any]) -> Iterable[tuple[uuid.UUID, Cause]]:
    """To whom it happened, and what: one left for the other, or came in place of the other."""
    leaves, comes = row["predecessor_id"], row["successor_id"]
    how = {
        "is_import": row["cause"] == HandoverCause.IMPORT,
        "is_merger": row["cause"] == HandoverCause.MERGER,
    }
    if leaves:
        name = _name(row["came"], row["successor__erased_at"]) if comes else ""
        yield leaves, Cause(successor=name, **how)
    if comes:
        name = _name(row["left"], row["predecessor__erased_at"]) if leaves else ""
        yield comes, Cause(predecessor=name, **how)


def _by_handover(each: TermEntry, handed: Handed) -> Cause | None:
    return handed.get((each.entry.recorded_at, each.entry.valid_from, each.thing, each.person))


def _by_ending(each: TermEntry, endings: Iterable[Ending]) -> Cause | None:
    """The ending of a seat or a body with which the term ended, or that was taken back."""
    for ending in endings:
        if str(each.key) in ending.followed.get(each.kind, ()):
            if ending.recorded_at == each.entry.recorded_at:
                return Cause(reason=ending.reason)
            if ending.cancelled_at == each.entry.recorded_at:
                return Cause(reason=ending.reason, is_restored=True)
    return None
