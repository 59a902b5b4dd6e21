"""The folder of a member: one bookmarked paper with the agenda and, per item, all that is needed to decide.

Headings become bookmarks. What a member may not read is not in it; what rooms above have to say about the member's
organisation (what it costs us) comes in by `local_tables`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.documents.paper import Block, Bullets, Heading, Note, PageBreak, Paper, Paragraph, Span
from noaber.core.documents.pdf import to_pdf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import answered_points, asked_points, background, local_tables
from noaber.meetings.papers.appending import append
from noaber.meetings.papers.blocks import action_table, paragraphs, sitting_paper
from noaber.meetings.papers.contents import Contents
from noaber.meetings.papers.enclosures import Enclosure, Fate, by_item, enclosures, inside
from noaber.meetings.papers.kinds import agenda_points
from noaber.meetings.queries.agendas import ItemRow
from noaber.meetings.queries.sittings import as_it_met
from noaber.network.api import SeatRow


def folder_pdf(
    found: Contents, seat: SeatRow | None, *, actor: Actor, today: dt.date, made_at: dt.datetime
) -> bytes:
    """The folder with its papers behind it, and what cannot be drawn inside it."""
    papers, broken = enclosures(found, actor), [0]
    while broken:  # once more when a paper proved broken on the way: then the folder says so
        made = folder(found, seat, papers, today=today, made_at=made_at)
        data, broken = append(to_pdf(made, attachments=inside(papers)), papers)
        papers = [_as_broken(each) if each.number in broken else each for each in papers]
    return data


def _as_broken(paper: Enclosure) -> Enclosure:
    return replace(paper, fate=Fate.UNREADABLE, pages=0, data=b"")


def folder(
    found: Contents,
    seat: SeatRow | None,
    papers: Sequence[Enclosure] = (),
    *,
    today: dt.date,
    made_at: dt.datetime,
) -> Paper:
    """The papers of a meeting for who sits on `seat` (None: for who keeps the meetings and sits on none).

    Its last pages name the papers that are appended, one on each.
    """
    of_items = by_item(papers)
    blocks: list[Block] = [*_told_first(papers), Heading(_("Agenda"))]
    if found.items:
        blocks.append(agenda_points(found))
    else:
        blocks.append(Paragraph(_("Er staan nog geen punten op de agenda.")))
    for item in found.items:
        blocks += _item(found, item, seat, of_items.get(item.id, ()))
    blocks += [Heading(_("Acties en toezeggingen")), action_table(found.open_actions)]
    blocks += _costs(found, seat, as_it_met(found.row, today))
    blocks += _title_pages(found, papers)
    return sitting_paper(found, _("Vergadermap"), blocks, made_at=made_at, title=_title(found, seat))


def _told_first(papers: Sequence[Enclosure]) -> Iterator[Block]:
    """On the first page: what is no page of the folder, and what a screen reader cannot read, or is not sure to."""
    if files := [each.called for each in papers if each.fate is Fate.INSIDE]:
        text = _(
            "Deze stukken zijn geen bladzijden van de map. Bij hun agendapunt staat hoe u ze opent: %(papers)s."
        )
        yield Note(_("Als bestand in deze PDF"), text % {"papers": "; ".join(files)})
    if lacking := [f"{each.called} ({each.lacks})" for each in papers if each.lacks]:
        text = _("Ingevoegd zoals aangeleverd, mogelijk niet goed leesbaar met een schermlezer: %(papers)s.")
        yield Note(_("Niet alles is toegankelijk"), text % {"papers": "; ".join(lacking)})


def _title(found: Contents, seat: SeatRow | None) -> str:
    facts = {"body": found.body_called, "day": long_date(found.row.held_on)}
    title = _("Vergadermap %(body)s, %(day)s") % facts
    return f"{title}: {seat.title}" if seat else title


def _item(
    found: Contents, item: ItemRow, seat: SeatRow | None, papers: Sequence[Enclosure]
) -> Iterator[Block]:
    place = found.treated.get(item.id)
    if place:
        yield PageBreak()
    yield Heading(f"{item.number}. {item.title}")
    yield Paragraph([Span(_("Soort: "), is_strong=True), item.kind_label])
    yield from paragraphs(item.text)
    if place is None:
        yield from _listed(papers)
        return
    yield Heading(_("Wat er wordt gevraagd"), 2)
    yield asked_points(place)
    yield Heading(_("Wat dit overleg tot nu toe vindt"), 2)
    yield answered_points(place, with_remarks=True)
    yield from background(place, seat.organisation_code if seat else "")
    yield from _listed(papers)


def _listed(papers: Sequence[Enclosure]) -> Iterator[Block]:
    """Which papers go with an item, and where they are."""
    if papers:
        yield Heading(_("Stukken bij dit punt"), 2)
        yield Bullets([f"{each.called} ({each.remark})" for each in papers])


def _title_pages(found: Contents, papers: Sequence[Enclosure]) -> Iterator[Block]:
    """A page before each paper that is appended; its heading is the bookmark."""
    items = {item.id: item for item in found.items}
    for each in papers:
        if each.fate is Fate.APPENDED:
            item = items[each.item]
            yield PageBreak()
            yield Heading(each.called)
            facts = {"number": item.number, "title": item.title}
            yield Paragraph(_("Bij agendapunt %(number)s: %(title)s") % facts)
            yield Paragraph(f"{each.remark}.")


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
