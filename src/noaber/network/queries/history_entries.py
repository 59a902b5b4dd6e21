"""How the versions of one subject become entries of its history: what each recording began, changed or ended."""

import datetime as dt
import enum
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from noaber.core.history import Version
from noaber.core.rules.dutch import short_date
from noaber.core.rules.period import Period
from noaber.network.models import OrganisationVersion


class Kind(enum.Enum):
    """What a recording did to the days of which something is said, or to what is said of them."""

    BEGINS = enum.auto()
    CHANGES = enum.auto()
    ENDS = enum.auto()
    PAUSES = enum.auto()
    LONGER = enum.auto()
    EARLIER = enum.auto()
    LATER = enum.auto()
    RETRACTED = enum.auto()
    WITHDRAWN = enum.auto()
    GOES_UP = enum.auto()
    FORMED = enum.auto()
    TAKES_IN = enum.auto()
    UNMERGED = enum.auto()


@dataclass(frozen=True, slots=True)
class Said:
    """One field: what it became, and what it was on that day as far as was known."""

    label: str
    now: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class HeldTerm:
    """Whose term in which seat, or with which theme (no `post_code`). `who` is what the person is called last."""

    person_id: uuid.UUID
    who: str
    what: str
    post_code: str = ""
    is_substitute: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a term began or ended: a change of holder, or an ending of the seat or its body (or that taken back)."""

    predecessor: str = ""
    successor: str = ""
    is_import: bool = False
    is_merger: bool = False
    reason: str = ""
    is_restored: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A municipality at the other side of a merger, by its last name, and the day on which it is to be seen."""

    code: str
    name: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One recording: from `valid_from` on this holds. `was`: the day on which it began or ended before (None: no end).

    `is_current`: the statement is still held to be true of its first day (nobody corrected it since).
    """

    recorded_at: dt.datetime
    kind: Kind
    valid_from: dt.date
    valid_until: dt.date | None
    said: tuple[Said, ...]
    is_current: bool
    was: dt.date | None = None
    reason: str = ""
    is_withdrawn: bool = False
    term: HeldTerm | None = None
    cause: Cause | None = None
    merged: tuple[Merged, ...] = ()


# Per relation the annotation that holds its words, so that naming it asks no query of its own.
Wording = Mapping[str, str]


def last_said(model: type[Version], of: str, name: str = "name") -> Subquery:
    """What a related subject is called by now, for ``annotate``: `of` is the way to it from the rows."""
    said = model.objects.known(None).filter(**{model.subject_field: OuterRef(of)})
    return Subquery(said.order_by("-valid_from").values(name)[:1])


def last_name_and_code(of: str) -> Concat:
    """What an organisation is called by now; its code says which one it is."""
    name, code = last_said(OrganisationVersion, of), F(f"{of}__code")
    return Concat(name, Value(" ("), code, Value(")"), output_field=models.TextField())


def entries_of(model: type[Version], rows: Iterable[Version], wording: Wording) -> list[HistoryEntry]:
    """Of one subject: everything that was ever recorded, the latest first."""
    versions = sorted(_ever_known(rows), key=lambda row: (row.known_from, row.valid_from))
    found = [_entry(model, version, versions, wording) for version in versions]
    moments = {row.known_from for row in versions} | {row.known_until for row in versions if row.known_until}
    moved = chain.from_iterable(_moved(versions, moment) for moment in moments)
    return latest_first([*(entry for entry in found if entry), *moved])


def latest_first(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Recorded and valid together: who came above who left, and both above what was said of the subject itself."""

    def place(entry: HistoryEntry) -> tuple[dt.datetime, dt.date, bool]:
        comes = entry.term is not None and entry.kind is not Kind.ENDS
        return entry.recorded_at, entry.valid_from, comes

    return sorted(entries, key=place, reverse=True)


def _ever_known(rows: Iterable[Version]) -> Iterable[Version]:
    """Without what was never in force: closed in the act that recorded it, or staged and not (yet) made visible."""
    return (row for row in rows if row.known_until is None or row.known_until > row.known_from)


def _entry(
    model: type[Version], version: Version, versions: Sequence[Version], wording: Wording
) -> HistoryEntry | None:
    """What this recording began or changed; None for a piece that only got another end or beginning."""
    before = _replaced(version, versions) or _preceding(version, versions)
    said = tuple(_differences(model, before, version, wording))
    if before is not None and not said:
        return None
    entry = HistoryEntry(
        version.known_from,
        Kind.CHANGES,
        version.valid_from,
        version.valid_until,
        said,
        is_current=_still_holds(version, versions),
    )
    return entry if before is not None else _begun(entry, versions)


def _begun(entry: HistoryEntry, versions: Sequence[Version]) -> HistoryEntry:
    """A beginning, or one that turned out to lie earlier; it no longer is one when the day before is known too."""
    gained = _pieces(_rows_from(versions, entry.recorded_at), _rows_until(versions, entry.recorded_at))
    joins = next((piece.until for piece in gained if entry.valid_from in piece), None)
    is_earlier = joins is not None and _is_known(_known_at(versions, entry.recorded_at), joins)
    eve = entry.valid_from - dt.timedelta(days=1)
    return replace(
        entry,
        kind=Kind.EARLIER if is_earlier else Kind.BEGINS,
        said=() if is_earlier and entry.valid_until != joins else entry.said,
        was=joins if is_earlier else None,
        is_current=entry.is_current and not _is_known(_known_now(versions), eve),
    )


def _still_holds(version: Version, versions: Sequence[Version]) -> bool:
    """Whether its first day still reads so; only another end, such as the end of a body, corrects nothing."""
    return any(
        version.valid_from in row.period and row.stated == version.stated for row in _known_now(versions)
    )


def _replaced(version: Version, versions: Sequence[Version]) -> Version | None:
    """What was held to be true of the first day of `version` just before it was recorded."""
    gone = _rows_until(versions, version.known_from)
    return next((row for row in gone if version.valid_from in row.period), None)


def _preceding(version: Version, versions: Sequence[Version]) -> Version | None:
    """What holds up to the first day of `version`, recorded in the same go or earlier."""
    known = _known_at(versions, version.known_from)
    return next((row for row in known if row.valid_until == version.valid_from), None)


def _differences(
    model: type[Version], before: Version | None, now: Version, wording: Wording
) -> Iterable[Said]:
    for name in model.stated_fields:
        old = _text(before, name, wording) if before is not None else ""
        new = _text(now, name, wording)
        if old != new:
            yield Said(str(model._meta.get_field(name).verbose_name), new, old)  # type: ignore[union-attr]


def _text(version: Version, name: str, wording: Wording) -> str:
    if name in wording:
        return str(getattr(version, wording[name]) or "") if version.stated[name] else ""
    value = getattr(version, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.date):
        return short_date(value)
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown and not isinstance(value, models.Model) else value)


def _moved(versions: Sequence[Version], moment: dt.datetime) -> Iterator[HistoryEntry]:
    """Ends and beginnings that lie elsewhere since this moment."""
    kept, gone = _rows_from(versions, moment), _rows_until(versions, moment)
    after, now = _known_at(versions, moment), _known_now(versions)
    for lost in _pieces(gone, kept):
        yield _lost(lost, moment, after, now)
    for gained in _pieces(kept, gone):
        if _is_known(after, gained.start - dt.timedelta(days=1)):
            is_current = _is_known(now, gained.start)
            yield HistoryEntry(
                moment, Kind.LONGER, gained.start, gained.until, (), is_current, was=gained.start
            )


def _lost(
    lost: Period, moment: dt.datetime, after: Sequence[Version], now: Sequence[Version]
) -> HistoryEntry:
    """Days of which nothing is said any more: at the end, at the beginning, in between, or all there were."""
    start, until = lost.start, lost.until
    goes_before = _is_known(after, start - dt.timedelta(days=1))
    goes_on = until is not None and _is_known(after, until)
    if until is not None and goes_on and not goes_before:
        begins = any(row.valid_from == until for row in now) and not _is_known(
            now, until - dt.timedelta(days=1)
        )
        return HistoryEntry(moment, Kind.LATER, until, None, (), begins, was=start)
    kind = Kind.PAUSES if goes_on else Kind.ENDS if goes_before else Kind.RETRACTED
    is_current = not _is_known(now, start) and (
        not goes_before or any(row.valid_until == start for row in now)
    )
    return HistoryEntry(moment, kind, start, None if kind is Kind.ENDS else until, (), is_current, was=until)


def _pieces(rows: Iterable[Version], without: Sequence[Version]) -> list[Period]:
    """The days of these versions that are not in the others, as whole as can be."""
    rest = [row.period for row in rows]
    for other in without:
        rest = [piece for period in rest for piece in period.minus(other.period)]
    joined: list[Period] = []
    for piece in sorted(rest, key=lambda period: period.start):
        if joined and joined[-1].until == piece.start:
            joined[-1] = Period(joined[-1].start, piece.until)
        else:
            joined.append(piece)
    return joined


def _rows_from(versions: Sequence[Version], moment: dt.datetime) -> list[Version]:
    return [row for row in versions if row.known_from == moment]


def _rows_until(versions: Sequence[Version], moment: dt.datetime) -> list[Version]:
    return [row for row in versions if row.known_until == moment]


def _known_at(versions: Sequence[Version], moment: dt.datetime) -> list[Version]:
    """What is known right after a moment."""
    return [
        row
        for row in versions
        if row.known_from <= moment and (row.known_until is None or row.known_until > moment)
    ]


def _known_now(versions: Sequence[Version]) -> list[Version]:
    return [row for row in versions if row.known_until is None]


def _is_known(rows: Iterable[Version], day: dt.date) -> bool:
    return any(day in row.period for row in rows)
