"""The versions of a text: which there are, and what changed from one to the next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import long_date
from noaber.decisions.queries.proposals.matrix import TextVersion
from noaber.decisions.queries.proposals.papers import attachments_of, frozen_inserts
from noaber.decisions.queries.proposals.proposal import proposal, proposals
from noaber.decisions.queries.versions.version import (
    WholeVersion,
    suggestion,
    versions,
    whole_versions,
)
from noaber.decisions.views.proposals.drift import drift_sentences, drift_table
from noaber.decisions.views.proposals.parts import shown_attachments, shown_inserts
from noaber.decisions.views.remarks.overview import crumbs
from noaber.decisions.views.remarks.places import version_address, versions_address
from noaber.decisions.views.versions.changes import (
    ShownPart,
    ShownPoint,
    loose_table,
    shown_points,
    shown_texts,
)
from noaber.decisions.views.versions.words import reason_words, suggestion_words


@public
def version_list(request: Request, code: str) -> HttpResponse:
    """Every version that was sent, and how the answers relate to them; a draft only for its writers."""
    found = proposal(request.actor, code, AsOf(request.today))
    if found is None:
        raise Http404
    title = _("Versies van de tekst")
    intro = _("Wat verstuurd is, verandert niet meer. Een wijziging wordt een nieuwe versie.")
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro),
        "breadcrumbs": crumbs(found, NavItem(title, "", is_current=True)),
        "versions": _list(code, versions(request.actor, code)),
        "sentences": drift_sentences(found) if found.is_sent else (),
    }
    return drift_table(request.GET, found).respond(request, "decisions/versions.html", context)


def _list(code: str, rows: tuple[TextVersion, ...]) -> Table:
    columns = [
        Column("number", _("Versie"), "link"),
        Column("state", _("Stand"), "status"),
        Column("sent_at", _("Verstuurd op"), "moment"),
        Column("mark", _("Kenmerk van de tekst")),
        Column("material", _("Wijziging")),
        Column("note", _("Wat er is gewijzigd")),
    ]
    shown = [_cells(code, row) for row in reversed(rows)]
    return plain_table(name="versies", caption=_("Versies"), columns=columns, rows=shown)


def _cells(code: str, row: TextVersion) -> Row:
    return {
        "number": _("Versie %(number)s") % {"number": row.number},
        "url": version_address(code, row.number),
        "state": Status(_("verstuurd"), "ok") if row.is_sent else Status(_("concept"), "neutral"),
        "sent_at": row.sent_at,
        "mark": row.content_hash[:12],
        "material": _materiality(row),
        "note": row.change_note,
    }


def _materiality(row: TextVersion) -> str:
    """What the writer decided about this change."""
    if row.number == 1:
        return _("eerste versie")
    return (
        _("wezenlijk: opnieuw vragen") if row.is_material else _("niet wezenlijk: antwoorden blijven staan")
    )


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What changed in one version; `is_first`: there is nothing to compare with."""

    is_first: bool
    points: tuple[ShownPoint, ...]
    parts: tuple[ShownPart, ...]
    loose: Table | None


@public
def version_page(request: Request, code: str, number: int) -> HttpResponse:
    """One version, with what changed since the one before."""
    found = next((row for row in proposals(request.actor) if row.code == code), None)
    rows = {row.number: row for row in versions(request.actor, code)}
    if found is None or number not in rows:
        raise Http404
    before = max((each for each in rows if each < number), default=0)
    whole = whole_versions(code, tuple(each for each in (before, number) if each))
    new, old = whole[number], whole.get(before)
    title = _("Versie %(number)s") % {"number": number}
    context = {
        "heading": PageHeading(title, kicker=found.title, actions=_steps(code, number, rows)),
        "breadcrumbs": crumbs(
            found, NavItem(_("Versies"), versions_address(code)), NavItem(title, "", is_current=True)
        ),
        "facts": _facts(new.row),
        "notice": _notice(old, new),
        "shown": _shown(old, new),
        "attachments": shown_attachments(attachments_of(new.row.id)),
        "inserts": shown_inserts(frozen_inserts(new.row.id)),
    }
    return render(request, "decisions/version.html", context)


def _steps(code: str, number: int, rows: Iterable[int]) -> tuple[Action, ...]:
    """To the version before and after, and to who saw which."""
    before = max((each for each in rows if each < number), default=0)
    after = min((each for each in rows if each > number), default=0)
    text = _("Versie %(number)s")
    steps = [Action(text % {"number": each}, version_address(code, each)) for each in (before, after) if each]
    return (*steps, Action(_("Wie welke tekst zag"), f"{versions_address(code)}#tabel-gezien"))


def _facts(row: TextVersion) -> DefinitionList:
    sent = long_date(clock.day_of(row.sent_at)) if row.sent_at else _("nog niet: dit is een concept")
    items = [
        Definition(_("Verstuurd op"), sent),
        Definition(_("Wijziging"), _materiality(row)),
    ]
    if row.change_note:
        items.append(Definition(_("Wat er is gewijzigd"), row.change_note))
    if row.content_hash:
        note = _("SHA-256 van de hele tekst, met punten, bijlagen en cijfers.")
        in_groups = " ".join(re.findall(".{8}", row.content_hash))  # so that it fits on a phone
        items.append(Definition(_("Kenmerk van de tekst"), in_groups, note=note))
    return DefinitionList(tuple(items))


def _notice(old: WholeVersion | None, new: WholeVersion) -> Notice | None:
    """What changed in short, and what the rule thinks of it; the writer decided, or still decides."""
    if old is None:
        return None
    found = suggestion(old, new)
    points = tuple(reason_words(reason) for reason in found.reasons)
    title = _("Anders dan versie %(number)s") % {"number": old.row.number}
    is_overruled = new.row.is_sent and bool(points) and found.is_material != new.row.is_material
    text = suggestion_words(found)
    if is_overruled:
        text += " " + _("De afzender besloot anders: %(words)s.") % {"words": _materiality(new.row)}
    return Notice(text, "warning" if is_overruled else "info", title, points)


def _shown(old: WholeVersion | None, new: WholeVersion) -> ShownVersion:
    return ShownVersion(old is None, shown_points(old, new), shown_texts(old, new), loose_table(old, new))
