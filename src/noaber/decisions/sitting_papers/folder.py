"""The folder of a member: one bookmarked paper with the agenda and, per item, all that is needed to decide.

Headings become bookmarks. What a member may not read is not in it; what rooms above have to say about the member's
organisation (what it costs us) comes in by `local_tables`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, PageBreak, Paper, Paragraph, Span
from noaber.core.documents.tables import TableColumn
from noaber.core.files import file_address
from noaber.core.rules.dutch import long_date
from noaber.decisions.markup import to_blocks
from noaber.decisions.models import ProposalAttachment, ProposalInsert
from noaber.decisions.models.consultations import ANSWERS
from noaber.decisions.queries.agendas import ItemRow
from noaber.decisions.queries.inserts import from_json, local_tables
from noaber.decisions.queries.matrix import Party, StageStanding
from noaber.decisions.sitting_papers.blocks import (
    action_table,
    answered_points,
    asked_points,
    paragraphs,
    sitting_paper,
)
from noaber.decisions.sitting_papers.contents import Contents, Treated
from noaber.decisions.sitting_papers.papers import agenda_points
from noaber.network.api import SeatRow

FEW: Final = 40  # parties of a stage that are told one by one; of more, only how many answered what


def folder(found: Contents, seat: SeatRow | None, *, today: dt.date, made_at: dt.datetime) -> Paper:
    """The papers of a meeting for who sits on `seat` (None: for who keeps the meetings and sits on none)."""
    blocks: list[Block] = [Heading(_("Agenda"))]
    if found.items:
        blocks.append(agenda_points(found))
    else:
        blocks.append(Paragraph(_("Er staan nog geen punten op de agenda.")))
    for item in found.items:
        blocks += _item(found, item, seat)
    blocks += [Heading(_("Acties en toezeggingen")), action_table(found.open_actions)]
    blocks += _costs(found, seat, AsOf(today))
    return sitting_paper(found, _("Vergadermap"), blocks, made_at=made_at, title=_title(found, seat))


def _title(found: Contents, seat: SeatRow | None) -> str:
    facts = {"body": found.body_called, "day": long_date(found.row.held_on)}
    title = _("Vergadermap %(body)s, %(day)s") % facts
    return f"{title}: {seat.title}" if seat else title


def _item(found: Contents, item: ItemRow, seat: SeatRow | None) -> Iterator[Block]:
    place = found.treated.get(item.id)
    if place:
        yield PageBreak()
    yield Heading(f"{item.number}. {item.title}")
    yield Paragraph([Span(_("Soort: "), is_strong=True), item.kind_label])
    yield from paragraphs(item.text)
    if place is None:
        return
    yield Heading(_("Wat er wordt gevraagd"), 2)
    yield asked_points(place)
    yield Heading(_("Wat dit overleg tot nu toe vindt"), 2)
    yield answered_points(place, with_remarks=True)
    yield from _others(place, seat)
    for label, text in place.proposal.texts:
        yield Heading(label.capitalize(), 2)
        yield from to_blocks(text)
    yield from _attached(place)


def _others(place: Treated, seat: SeatRow | None) -> Iterator[Block]:
    """What neighbours and the member's own organisation decided, stage by stage."""
    for stage in place.proposal.stages:
        parties = [party for party in stage.parties if party.key != place.party.key]
        own = seat.organisation_code if seat else ""
        if len(parties) > FEW:
            parties = [party for party in parties if party.organisation_code == own]
        if parties:
            facts = {"number": stage.number, "title": stage.title}
            yield Heading(_("Wat anderen besloten: stap %(number)s, %(title)s") % facts, 2)
            yield _answers_of(stage, parties)


def _answers_of(stage: StageStanding, parties: Sequence[Party]) -> DataTable:
    columns = [TableColumn("who", _("Wie"))]
    columns += [TableColumn(label, _("Punt %(label)s") % {"label": label}) for label in stage.labels]
    rows = [
        {"who": party.name, **{label: _said(stage, party, label) for label in stage.labels}}
        for party in parties
    ]
    return DataTable(_("Antwoorden per punt"), columns, rows)


def _said(stage: StageStanding, party: Party, label: str) -> str:
    if label not in party.labels:
        return _("n.v.t.")
    cell = stage.cells.get((party.key, label))
    return str(ANSWERS[cell.answer]) if cell else _("nog niet")


def _attached(place: Treated) -> Iterator[Block]:
    """The figures that were frozen with the text, and where the attachments are."""
    version = place.proposal.version_id
    for insert in ProposalInsert.objects.filter(version=version).exclude(frozen={}):
        yield from_json(insert.frozen).for_paper()
    files = ProposalAttachment.objects.filter(version=version).select_related("file")
    if files:
        yield Heading(_("Bijlagen"), 2)
        yield Bullets([f"{each.title}: {settings.SITE_URL}{file_address(each.file)}" for each in files])


def _costs(found: Contents, seat: SeatRow | None, asof: AsOf) -> Iterator[Block]:
    """What each proposal of this meeting asks of the member's own organisation; only when it asks something."""
    code = seat.organisation_code if seat else ""
    treated = {place.proposal.code: place.proposal for place in found.treated.values()} if code else {}
    costs = [(each.title, tables) for each in treated.values() if (tables := local_tables(each, asof, code))]
    if not costs:
        return
    yield PageBreak()
    yield Heading(_("Wat het ons kost: %(name)s") % {"name": seat.organisation_name if seat else ""})
    for title, tables in costs:
        yield Heading(title, 2)
        for table in tables:
            yield table.for_paper()
            if table.note:
                yield Paragraph(table.note)
