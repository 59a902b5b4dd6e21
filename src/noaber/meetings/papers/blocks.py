"""The parts that papers of a meeting share: the facts under the title, who was there, and what has to be done."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, DataTable, Note, Paper, Paragraph, Span
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import long_date, short_date
from noaber.meetings.papers.contents import Audience, Contents
from noaber.meetings.queries.actions import ActionRow
from noaber.meetings.queries.attendance import SeatAttendance, quorum_of
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.words import PRESENCES, quorum_in_words, when
from noaber.network.api import network_name

AUDIENCES: Final[dict[Audience, Promise]] = {
    Audience.PUBLIC: gettext_lazy("openbaar"),
    Audience.NETWORK: gettext_lazy("voor het netwerk"),
    Audience.READER: gettext_lazy("alleen voor de lezer; er kunnen besloten punten in staan"),
}


def sitting_paper(
    found: Contents, kind: str, blocks: Sequence[Block], *, made_at: dt.datetime, title: str = ""
) -> Paper:
    """A paper of this meeting; its title says which meeting it was."""
    facts = {"kind": kind, "body": found.body_called, "day": long_date(found.row.held_on)}
    return Paper(
        title=title or _("%(kind)s %(body)s, %(day)s") % facts,
        network=network_name() or "Noaber",
        kind=kind,
        made_at=made_at,
        facts=list(_facts(found)),
        blocks=list(blocks),
        is_demonstration=clock.reached_on() is not None,
    )


def _facts(found: Contents) -> Iterator[tuple[str, str]]:
    yield _("Overleg"), found.body_name
    yield _("Wanneer"), when(found.row)
    if found.row.location:
        yield _("Waar"), found.row.location
    if found.chair:
        yield _("Voorzitter"), found.named(found.chair)
    yield _("Voor wie"), str(AUDIENCES[found.audience])
    if (
        found.audience is Audience.READER
    ):  # what is released stays as it is; this is as the meeting had it, or today
        yield _("Stand van"), long_date(min(found.row.held_on, clock.today()))


def paragraphs(text: str) -> Iterator[Block]:
    """A text as it was typed: an empty line begins a new paragraph."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return (Paragraph(part) for part in parts if part)


def attendance_blocks(found: Contents) -> Iterator[Block]:
    """Who was there, seat by seat, and the arithmetic of the quorum; nothing while it was not recorded."""
    recorded = [seat for seat in found.seats if seat.presence]
    if not recorded:
        yield Paragraph(_("Wie er was, is nog niet vastgelegd."))
        yield from _motives(found)
        return
    columns = [TableColumn("seat", _("Zetel")), TableColumn("how", _("Aanwezigheid"))]
    rows = [{"seat": found.named(seat), "how": how_taken(seat, found.seats)} for seat in recorded]
    yield DataTable(_("Wie er was"), columns, rows)
    counted = quorum_of(found.row, found.seats)
    yield Paragraph(quorum_in_words(counted, found.row.quorum))
    if not counted.is_reached:
        yield from _motives(found)


def _motives(found: Contents) -> Iterator[Block]:
    """Why the body decided all the same."""
    for motive in found.motives:
        yield Note(_("Waarom toch is besloten"), motive)


def how_taken(seat: SeatAttendance, others: Sequence[SeatAttendance]) -> str:
    """How a seat was taken; of a proxy, who held it."""
    if seat.presence is None:
        return _("vacant") if seat.is_vacant else ""
    if seat.presence is Presence.PROXY:
        holder = next((other.title for other in others if other.code == seat.proxy_code), seat.proxy_code)
        return _("volmacht aan %(holder)s") % {"holder": holder}
    return str(PRESENCES[seat.presence])


def action_bullets(rows: Sequence[ActionRow]) -> Bullets:
    return Bullets(
        [
            [
                Span(f"{row.kind_label.capitalize()}: ", is_strong=True),
                f"{row.title} ({_by_whom(row)})",
            ]
            for row in rows
        ]
    )


def _by_whom(row: ActionRow) -> str:
    if row.due_on is None:
        return row.holder
    return _("%(holder)s, uiterlijk %(day)s") % {"holder": row.holder, "day": short_date(row.due_on)}


def action_table(rows: Sequence[ActionRow]) -> Block:
    """The actions that come back until they are done, with who reports them (R40)."""
    if not rows:
        return Paragraph(_("Er staan geen acties of toezeggingen open."))
    columns = [
        TableColumn("what", _("Wat")),
        TableColumn("who", _("Wie")),
        TableColumn("due_on", _("Uiterlijk"), "date"),
        TableColumn("word", _("Laatste stand")),
    ]
    cells = [
        {
            "what": row.title,
            "who": row.holder,
            "due_on": row.due_on,
            "word": row.last_word,
        }
        for row in rows
    ]
    return DataTable(_("Openstaande acties en toezeggingen"), columns, cells)
