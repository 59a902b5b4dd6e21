"""The folder of a member: one bookmarked paper with the agenda and, per item, all that is needed to decide.

Headings become bookmarks. What a member may not read is not in it; what rooms above have to say about the member's
organisation (what it costs us) comes in by `local_tables`.
"""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.documents.paper import Block, Heading, PageBreak, Paper, Paragraph, Span
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import answered_points, asked_points, background, local_tables
from noaber.meetings.papers.blocks import (
    action_table,
    paragraphs,
    sitting_paper,
)
from noaber.meetings.papers.contents import Contents
from noaber.meetings.papers.kinds import agenda_points
from noaber.meetings.queries.agendas import ItemRow
from noaber.network.api import SeatRow


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
    yield from background(place, seat.organisation_code if seat else "")


def _costs(found: Contents, seat: SeatRow | None, asof: AsOf) -> Iterator[Block]:
    """What each proposal of this meeting asks of the member's own organisation; only where it asks something."""
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
