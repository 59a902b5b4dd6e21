"""The reply note (nota van beantwoording): every remark with its answer, as accessible PDF and as editable text."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.models import Demonstration
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.queries.proposals.proposal import ProposalRow
from noaber.decisions.queries.remarks import RemarkRow, count, remarks
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.views.remarks.overview import readable_proposal
from noaber.decisions.views.remarks.words import effect_words
from noaber.decisions.words import answer_status
from noaber.network.api import network_name

FORMS: Final[dict[str, tuple[str, Callable[[Paper], bytes]]]] = {
    "pdf": ("application/pdf", to_pdf),
    "odt": (ODT_MEDIA_TYPE, to_odt),
}


def reply_note(request: Request, code: str, form: str) -> HttpResponse:
    """The note as it stands today; what is not answered yet is said plainly."""
    found = readable_proposal(request, code)
    paper = _paper(request, found, remarks(request.actor, code, AsOf(request.today)))
    media_type, write = FORMS[form]
    response = HttpResponse(write(paper), content_type=media_type)
    name = f"nota-van-beantwoording-{code}" + ("-voorbeeldgegevens" if paper.is_demonstration else "")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _paper(request: Request, found: ProposalRow, rows: Sequence[RemarkRow]) -> Paper:
    counted = count(row.state for row in rows)
    answered = _("%(answered)s van %(total)s") % {"answered": counted.answered, "total": counted.total}
    return Paper(
        title=_("Nota van beantwoording: %(title)s") % {"title": found.title},
        network=network_name() or "Noaber",
        kind=_("Nota van beantwoording"),
        made_at=clock.now(),
        facts=[
            (_("Bij"), found.title),
            (_("Nieuwste tekst"), _("versie %(number)s") % {"number": found.number}),
            (_("Van"), found.sender),
            (_("Stand van"), long_date(request.today)),
            (_("Beantwoord"), answered),
        ],
        blocks=[*_open(rows), *_by_point(rows), *_lapsed(rows)],
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )


def _open(rows: Sequence[RemarkRow]) -> list[Block]:
    """What still waits, on top: nobody should take the note for finished."""
    waiting = [row for row in rows if row.state is RemarkState.OPEN]
    if not any(row.counts for row in rows):
        return [Paragraph(_("Niemand maakte een kanttekening of bezwaar."))]
    if not waiting:
        return [Paragraph(_("Alle kanttekeningen zijn beantwoord."))]
    text = _("%(number)s van de kanttekeningen: %(who)s.") % {
        "number": len(waiting),
        "who": "; ".join(
            _("%(party)s, punt %(label)s") % {"party": row.party_name, "label": row.label} for row in waiting
        ),
    }
    return [Note(_("Nog niet beantwoord"), text)]


def _by_point(rows: Sequence[RemarkRow]) -> list[Block]:
    """Per point, in the order of labels, the text on which remarks were made, each version with its own remarks."""
    counted = sorted((row for row in rows if row.counts), key=lambda row: row.point_order)
    blocks: list[Block] = []
    for label, group in groupby(counted, key=lambda row: row.label):
        blocks.append(Heading(_("Punt %(label)s") % {"label": label}))
        in_order = sorted(group, key=lambda row: row.on_version)
        for number, same in groupby(in_order, key=lambda row: row.on_version):
            rows_on = list(same)
            text = _("In versie %(number)s: %(text)s") % {"number": number, "text": rows_on[0].point_text}
            blocks += [Paragraph(text), _table(label, number, rows_on)]
    return blocks


def _table(label: str, number: int, rows: Sequence[RemarkRow]) -> DataTable:
    return DataTable(
        _("Kanttekeningen bij punt %(label)s in versie %(number)s") % {"label": label, "number": number},
        [
            TableColumn("party", _("Wie")),
            TableColumn("kind", _("Standpunt")),
            TableColumn("text", _("Kanttekening of bezwaar")),
            TableColumn("answer", _("Antwoord")),
            TableColumn("effect", _("Gevolg voor de tekst")),
        ],
        [
            {
                "party": row.party_name,
                "kind": _("%(answer)s, over versie %(number)s")
                % {"answer": answer_status(row.answer, row.role).label, "number": row.on_version},
                "text": row.text,
                "answer": row.reply.answer if row.reply else _("Nog niet beantwoord."),
                "effect": effect_words(row.reply) or "–",
            }
            for row in rows
        ],
    )


def _lapsed(rows: Sequence[RemarkRow]) -> list[Block]:
    """What a party said first, and replaced before anybody answered, and what was recorded by mistake: no answer is
    owed, and it is not hidden, nor what was answered to it."""
    gone = [row for row in rows if not row.counts]
    if not gone:
        return []
    replaced = _("Deze partijen gaven later een ander antwoord, voordat er was gereageerd.")
    mistaken = _("Dit was verkeerd vastgelegd, en is als vergissing teruggenomen.")
    blocks: list[Block] = [Heading(_("Vervallen kanttekeningen"))]
    for intro, is_mistake in ((replaced, False), (mistaken, True)):
        if told := [_gone(row) for row in gone if row.is_mistake is is_mistake]:
            blocks += [Paragraph(intro), Bullets(told)]
    return blocks


def _gone(row: RemarkRow) -> str:
    facts = {"party": row.party_name, "label": row.label, "text": row.text}
    if row.reply is None:
        return _("%(party)s, punt %(label)s: %(text)s") % facts
    text = _("%(party)s, punt %(label)s: %(text)s Daarop is toen geantwoord: %(answer)s")
    return text % {**facts, "answer": row.reply.answer}
