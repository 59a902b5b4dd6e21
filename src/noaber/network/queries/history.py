"""What was said of one subject, and when: every statement the register ever held, the latest recorded first."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from noaber.core.history import Version
from noaber.core.rules.dutch import short_date
from noaber.network.models import (
    Body,
    BodyVersion,
    Ending,
    Organisation,
    OrganisationVersion,
    PersonVersion,
    Post,
    PostVersion,
    Theme,
    ThemeVersion,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One field: what it became, and what it was on that day as far as was known."""

    label: str
    now: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One recording: from `valid_from` on these fields read so. `ends`: from that day on nothing is said any more.

    `is_current`: the statement is still held to be true of its first day (nobody corrected it since).
    """

    recorded_at: dt.datetime
    valid_from: dt.date
    valid_until: dt.date | None
    said: tuple[Said, ...]
    is_current: bool
    is_first: bool = False
    ends: bool = False
    reason: str = ""


def organisation_history(code: str) -> list[HistoryEntry]:
    rows = OrganisationVersion.objects.filter(organisation__code=code).select_related("district")
    return _entries(OrganisationVersion, rows, {})


def person_history(key: uuid.UUID) -> list[HistoryEntry]:
    rows = PersonVersion.objects.filter(person=key).select_related("employer")
    return _entries(PersonVersion, rows, {"employer": _organisation_name})


def body_history(code: str) -> list[HistoryEntry]:
    rows = BodyVersion.objects.filter(body__code=code).select_related("district", "parent", "theme")
    entries = _entries(BodyVersion, rows, {"parent": _body_name, "theme": _theme_name})
    return _with_reasons(entries, Ending.objects.filter(body__code=code))


def seat_history(code: str) -> list[HistoryEntry]:
    rows = PostVersion.objects.filter(post__code=code).select_related(
        "follows", "required_organisation", "required_district"
    )
    wording: Wording = {"follows": _post_title, "required_organisation": _organisation_name}
    return _with_reasons(_entries(PostVersion, rows, wording), Ending.objects.filter(post__code=code))


def _with_reasons(entries: list[HistoryEntry], endings: Iterable[Ending]) -> list[HistoryEntry]:
    """Why it ended, where somebody said so."""
    reasons = {(each.recorded_at, each.ends_on): each.reason for each in endings}
    return [
        replace(entry, reason=reasons.get((entry.recorded_at, entry.valid_from), "")) if entry.ends else entry
        for entry in entries
    ]


Wording = Mapping[str, Callable[[Any], str]]


def _organisation_name(organisation: Organisation) -> str:
    """What an organisation is called by now; its code says which one it is."""
    said = (
        OrganisationVersion.objects.known(None)
        .filter(organisation=organisation)
        .order_by("-valid_from")
        .first()
    )
    return f"{said.name} ({organisation.code})" if said else organisation.code


def _body_name(body: Body) -> str:
    said = BodyVersion.objects.known(None).filter(body=body).order_by("-valid_from").first()
    return said.name if said else body.code


def _theme_name(theme: Theme) -> str:
    said = ThemeVersion.objects.known(None).filter(theme=theme).order_by("-valid_from").first()
    return said.name if said else theme.code


def _post_title(post: Post) -> str:
    said = PostVersion.objects.known(None).filter(post=post).order_by("-valid_from").first()
    return said.title if said else post.code


def _entries(model: type[Version], rows: Iterable[Version], wording: Wording) -> list[HistoryEntry]:
    versions = sorted(_ever_known(rows), key=lambda row: (row.known_from, row.valid_from))
    recorded: dict[dt.datetime, list[Version]] = {}
    for version in versions:
        recorded.setdefault(version.known_from, []).append(version)
    found: list[HistoryEntry] = []
    for version in versions:
        entry = _entry(model, version, versions, wording)
        found += [entry] if entry else []
    found += _endings(versions, recorded)
    return sorted(found, key=lambda entry: (entry.recorded_at, entry.valid_from), reverse=True)


def _ever_known(rows: Iterable[Version]) -> Iterable[Version]:
    """Without what was never in force: closed in the act that recorded it, or staged and not (yet) made visible."""
    return (row for row in rows if row.known_until is None or row.known_until > row.known_from)


def _entry(
    model: type[Version], version: Version, versions: Sequence[Version], wording: Wording
) -> HistoryEntry | None:
    """What this recording changed; None for a piece that only got another end."""
    before = _replaced(version, versions) or _preceding(version, versions)
    said = tuple(_differences(model, before, version, wording))
    if before is not None and not said:
        return None
    return HistoryEntry(
        version.known_from,
        version.valid_from,
        version.valid_until,
        said,
        is_current=_still_holds(version, versions),
        is_first=before is None,
    )


def _still_holds(version: Version, versions: Sequence[Version]) -> bool:
    """Whether its first day still reads so; only another end, such as the end of a body, corrects nothing."""
    return any(
        row.known_until is None and version.valid_from in row.period and row.stated == version.stated
        for row in versions
    )


def _replaced(version: Version, versions: Sequence[Version]) -> Version | None:
    """What was held to be true of the first day of `version` just before it was recorded."""
    return next(
        (
            row
            for row in versions
            if row.known_until == version.known_from and version.valid_from in row.period
        ),
        None,
    )


def _preceding(version: Version, versions: Sequence[Version]) -> Version | None:
    """What holds up to the first day of `version`, recorded in the same go or earlier."""
    return next(
        (
            row
            for row in versions
            if row.valid_until == version.valid_from
            and row.known_from <= version.known_from
            and (row.known_until is None or row.known_until > version.known_from)
        ),
        None,
    )


def _differences(
    model: type[Version], before: Version | None, now: Version, wording: Wording
) -> Iterable[Said]:
    for name in model.stated_fields:
        old = _text(before, name, wording) if before is not None else ""
        new = _text(now, name, wording)
        if old != new:
            yield Said(str(model._meta.get_field(name).verbose_name), new, old)  # type: ignore[union-attr]


def _text(version: Version, name: str, wording: Wording) -> str:
    value = getattr(version, name)
    if value is None or value == "":
        return ""
    if name in wording:
        return wording[name](value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.date):
        return short_date(value)
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown and not isinstance(value, models.Model) else value)


def _endings(
    versions: Sequence[Version], recorded: Mapping[dt.datetime, Sequence[Version]]
) -> Iterable[HistoryEntry]:
    """Recordings after which nothing is said any more from a day on."""
    closed: dict[dt.datetime, list[Version]] = {}
    for version in versions:
        if version.known_until is not None:
            closed.setdefault(version.known_until, []).append(version)
    for moment, gone in closed.items():
        kept = recorded.get(moment, ())
        last_kept = max(
            (row.valid_until or dt.date.max for row in kept), default=min(row.valid_from for row in gone)
        )
        last_gone = max(row.valid_until or dt.date.max for row in gone)
        if last_kept < last_gone:
            is_back = any(row.known_until is None and last_kept in row.period for row in versions)
            yield HistoryEntry(moment, last_kept, None, (), is_current=not is_back, ends=True)
