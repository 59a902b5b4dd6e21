"""Agenda, decision list, minutes and extract: what each holds."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, Heading, Paper, Paragraph, Point, Points, Span
from noaber.core.errors import DomainError
from noaber.decisions.api import answered_points, asked_points
from noaber.meetings.models import AgendaItem, Release
from noaber.meetings.papers.blocks import (
    action_bullets,
    action_table,
    attendance_blocks,
    paragraphs,
    sitting_paper,
)
from noaber.meetings.papers.contents import Contents
from noaber.meetings.queries.agendas import ItemRow, treated


def paper_of(kind: str, found: Contents, *, made_at: dt.datetime, item: int | None = None) -> Paper:
    """The paper of this kind (`Release.Paper`); an extract is of one item, that this audience may read."""
    label = str(Release.Paper(kind).label).capitalize()
    if kind == Release.Paper.EXTRACT:
        return _extract(found, label, item, made_at)
    blocks = {
        Release.Paper.AGENDA: _agenda,
        Release.Paper.DECISION_LIST: _decision_list,
        Release.Paper.MINUTES: _minutes,
    }[Release.Paper(kind)]
    return sitting_paper(found, label, list(blocks(found)), made_at=made_at)


def _agenda(found: Contents) -> Iterator[Block]:
    yield Heading(_("Agendapunten"))
    if found.items:
        yield agenda_points(found)
    else:
        yield Paragraph(_("Er staan nog geen punten op de agenda."))
    yield from _open_actions(found, _("Vast punt: acties en toezeggingen"))


def agenda_points(found: Contents) -> Points:
    """The items in the order of their numbers, with what is asked of the body at each."""
    return Points([_agenda_point(found, item) for item in found.items])


def _agenda_point(found: Contents, item: ItemRow) -> Point:
    place = found.treated.get(item.id)
    text: list[str | Span] = [Span(item.title, is_strong=True), f" ({item.kind_label})"]
    if item.text:
        text.append(f"\n{item.text}")
    if files := [] if item.is_hidden else found.files.get(item.id, []):
        text.append("\n" + _("Stukken: %(titles)s") % {"titles": "; ".join(each.title for each in files)})
    return Point(str(item.number), text, asked_points(place).items if place else ())


def _decision_list(found: Contents) -> Iterator[Block]:
    yield Heading(_("Aanwezigheid"))
    yield from attendance_blocks(found)
    for item in treated(list(found.items)):
        yield from _decided(found, item)
    yield from _open_actions(found, _("Openstaande acties en toezeggingen"))


def _open_actions(found: Contents, title: str) -> Iterator[Block]:
    """What comes back until it is done (R40); that is the network's own affair, so a public paper leaves it out."""
    if not found.is_public:
        yield Heading(title)
        yield action_table(found.open_actions)


def _minutes(found: Contents) -> Iterator[Block]:
    yield Heading(_("Aanwezigheid"))
    yield from attendance_blocks(found)
    for item in treated(list(found.items)):
        yield from _decided(found, item, with_minutes=True)


def _decided(found: Contents, item: ItemRow, *, with_minutes: bool = False) -> Iterator[Block]:
    """One item: its number, title and kind, what was said and decided, with reservations and actions (R61)."""
    yield Heading(f"{item.number}. {item.title}")
    if item.is_hidden:
        return
    yield Paragraph([Span(_("Soort: "), is_strong=True), _kind(item)])
    if with_minutes:
        yield from paragraphs(item.minutes)
    if decision := list(_decision(found, item)):
        yield Heading(_("Besluit"), 2)
        yield from decision
    if agreed := found.agreed.get(item.id):
        yield Heading(_("Actiehouder en termijn"), 2)
        yield action_bullets(agreed)


def _kind(item: ItemRow) -> str:
    if item.treated_as is None:
        return item.kind_label
    return _("%(kind)s, behandeld als %(turn)se punt") % {"kind": item.kind_label, "turn": item.treated_as}


def _decision(found: Contents, item: ItemRow) -> Iterator[Block]:
    written = list(paragraphs(item.decision))
    place = found.treated.get(item.id)
    yield from written
    if place:
        yield answered_points(place, with_remarks=not found.is_public, with_texts=True)
    if not written and not place and item.kind != AgendaItem.Kind.INFORMATION:
        yield Paragraph(_("Hier is geen besluit bij vastgelegd."))


def _extract(found: Contents, label: str, item: int | None, made_at: dt.datetime) -> Paper:
    row = next((each for each in found.items if each.id == item), None)
    if row is None:
        raise DomainError(_("Dit agendapunt is niet van deze vergadering."))
    if row.is_hidden:
        raise DomainError(_why_hidden(row))
    blocks: Sequence[Block] = [*_decided(found, row), Heading(_("Aanwezigheid")), *attendance_blocks(found)]
    title = _("Uittreksel: %(title)s") % {"title": row.title}
    return sitting_paper(found, label, blocks, made_at=made_at, title=title)


def _why_hidden(item: ItemRow) -> str:
    if item.is_restricted:
        return _("Dit punt gaat over een besloten voorstel; daarvan wordt geen uittreksel vrijgegeven.")
    return _(
        "Dit punt gaat over een voorstel dat niet openbaar is. Geef het uittreksel vrij voor het netwerk."
    )
