"""One page for the mayor: what is asked, of whom and by which organ, what it costs us, and who has decided so far.

It is always one page. The longer the texts, the less of them stands here: `LEVELS` goes from everything to the
bare minimum, and the first that fits is taken; what was left out is in the local proposal, and the page says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.documents.paper import Block, DataTable, Paper, Paragraph, Span, Text
from noaber.core.documents.pdf import PaperError, page_count, to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.forwarding_words import (
    advice_words,
    count_words,
    district_words,
    for_area,
    organ_words,
    state_status,
    terms_of,
)
from noaber.decisions.markup import without_marks
from noaber.decisions.packs.contents import LocalPack
from noaber.decisions.queries.forwarding.overview import Advice, FollowUp, by_district, counted
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.forwarding import MUNICIPALITY
from noaber.decisions.rules.meaning import meaning
from noaber.decisions.rules.shortening import cut
from noaber.decisions.words import MEANINGS


@dataclass(frozen=True, slots=True)
class Detail:
    """How much fits: signs of a title, a name, a point, a role and a remark; how many points, rows of costs, names."""

    title: int
    name: int
    point: int
    role: int
    remark: int
    points: int
    costs: int
    districts: int
    names: int
    advice: int


# title, name, point, role, remark; points, costs, districts, names, advice
LEVELS: Final = (
    Detail(160, 60, 400, 240, 300, 12, 8, 7, 40, 5),
    Detail(140, 48, 260, 160, 200, 12, 6, 7, 25, 5),
    Detail(140, 40, 200, 130, 200, 12, 8, 0, 25, 5),
    Detail(110, 40, 160, 120, 140, 12, 5, 0, 15, 1),
    Detail(110, 40, 110, 60, 140, 12, 5, 0, 15, 1),
    Detail(90, 32, 60, 36, 90, 12, 4, 0, 8, 1),
    Detail(70, 28, 40, 28, 0, 8, 0, 0, 0, 1),
    Detail(50, 24, 30, 20, 0, 4, 0, 0, 0, 0),
)


def mayor_page(pack: LocalPack) -> bytes:
    """The page as PDF, with as much on it as fits."""
    for detail in LEVELS:
        page = to_pdf(mayor_paper(pack, detail))
        if page_count(page) == 1:
            return page
    raise PaperError(f"no single page for {pack.own.code}")


def mayor_paper(pack: LocalPack, detail: Detail) -> Paper:
    """The page with so much on it."""
    who = _("Voor de burgemeester") if pack.own.party.kind == MUNICIPALITY else _("Voor de leiding")
    return Paper(
        title=cut(pack.found.title, detail.title),
        network=cut(pack.source.network, 60),
        kind=who,
        made_at=pack.source.made_at,
        facts=_facts(pack, detail),
        blocks=[
            *_points(pack, detail),
            *_costs(pack, detail),
            *_advice(pack, detail),
            *_decided(pack, detail),
            *_left_out(pack, detail),
        ],
        is_demonstration=pack.source.is_demonstration,
    )


def _facts(pack: LocalPack, detail: Detail) -> list[tuple[str, str]]:
    own = pack.own
    state = state_status(own).label
    if own.decided_on:
        state = _("%(state)s, op %(day)s") % {"state": state, "day": long_date(own.decided_on)}
    return [
        (_("Organisatie"), cut(for_area(pack.successor, own.name), detail.name * 2)),
        (_("Wie besluit"), organ_words(own.party.organ)),
        (_("Uiterlijk"), long_date(own.party.due_on) if own.party.due_on else _("geen termijn")),
        (_("Stand"), state),
    ]


def _points(pack: LocalPack, detail: Detail) -> Iterator[Block]:
    """The points of its own decision first; then what it is asked elsewhere, such as in the council of its district."""
    own = {point.label for point in pack.own.points}
    elsewhere = [point for point in pack.found.points if point.label not in own and _bodies(pack, point)]
    shown = [*pack.own.points, *elsewhere]
    rows = [
        {
            "label": point.label,
            "text": cut(without_marks(point.text), detail.point),
            "role": cut(role_words(pack, point), detail.role),
        }
        for point in shown[: detail.points]
    ]
    columns = [
        TableColumn("label", _("Punt")),
        TableColumn("text", _("Wat er wordt gevraagd")),
        TableColumn("role", _("Uw rol")),
    ]
    yield DataTable(_("Wat er wordt gevraagd, en uw rol"), columns, rows)
    if len(shown) > detail.points:
        count = len(shown) - detail.points
        text = ngettext(
            "En nog %(count)s punt: zie het voorstel.", "En nog %(count)s punten: zie het voorstel.", count
        )
        yield Paragraph(text % {"count": count})


def role_words(pack: LocalPack, point: PointRow) -> str:
    """What the organisation does on a point: decide itself, and consent or take note in the bodies where it votes."""
    parts = []
    if point.label in pack.own.party.labels:
        organ = pack.own.party.organ
        parts.append(
            _("besluit zelf (%(organ)s)") % {"organ": organ_words(organ)} if organ else _("besluit zelf")
        )
    by_role: dict[str, list[str]] = {}
    for words, name in _bodies(pack, point):
        by_role.setdefault(words, []).append(name)
    for words, names in by_role.items():
        where = in_a_row(names) if len(names) < 3 else _("%(count)s overleggen") % {"count": len(names)}
        parts.append(_("%(role)s (in %(where)s)") % {"role": words, "where": where})
    return "; ".join(parts)


def _bodies(pack: LocalPack, point: PointRow) -> list[tuple[str, str]]:
    """What a point means in each body in which this organisation votes, with the name of the body."""
    speaking = (pack.own.code, *pack.own.party.successors)
    voices = frozenset().union(*(pack.source.voices.get(code, frozenset()) for code in speaking))
    return [
        (str(MEANINGS[meaning(point.kind, stage.role)]), party.name)
        for stage in pack.found.stages
        if point.label in stage.labels
        for party in stage.parties
        if party.body_code and party.body_code in voices
    ]


def _costs(pack: LocalPack, detail: Detail) -> Iterator[Block]:
    """Every table about this organisation, those that do not fit by their last line; else the terms in words."""
    room, is_said = detail.costs, False
    for table in pack.tables:
        paper = table.for_paper()
        paper = replace(paper, caption=cut(paper.caption, 80), source=cut(paper.source, detail.remark))
        if len(table.rows) <= room:
            room -= len(table.rows)
            is_said = True
            yield paper
        elif table.totals and detail.points > 4:
            is_said = True
            yield replace(paper, rows=[], source="")
    if is_said and pack.sent_words:
        yield Paragraph(pack.sent_words)
    if not is_said:
        asked = terms_of(pack.own.points[: detail.points])
        words = in_a_row(asked) if asked else _("geen bijdrage of capaciteit")
        yield Paragraph(_led(_("Wat het ons kost"), cut(f"{words}.", 200)))


def _advice(pack: LocalPack, detail: Detail) -> Iterator[Block]:
    """That of the own council as a sentence; of several councils how many are positive, and who said what beside it."""
    given = pack.own.advice
    lines = _own_council(given, detail) if len({each.body_code for each in given}) == 1 else []
    if given and not lines:
        said: dict[str, list[Advice]] = {}
        for each in given:
            said.setdefault(cut(each.body_name, detail.name), []).append(each)
        positive = [name for name, theirs in said.items() if all(each.is_positive for each in theirs)]
        facts = {"count": len(positive), "total": len(said), "names": in_a_row(positive[: detail.advice])}
        words = ngettext(
            "%(count)s van %(total)s overleggen gaf een positief advies",
            "%(count)s van %(total)s overleggen gaven een positief advies",
            len(positive),
        )
        words += ": %(names)s." if positive and len(positive) <= detail.advice else "."
        lines = [words % facts, *_remarks(given[: detail.advice], detail, is_named=True)]
    if lines:
        yield Paragraph(_led(_("Advies"), " ".join(lines)))


def _own_council(given: Sequence[Advice], detail: Detail) -> list[str]:
    """What one council said, point by point."""
    lines = []
    for each in given:
        short = replace(each, body_name=cut(each.body_name, detail.name), wanted=cut(each.wanted, 40))
        lines += [advice_words(short), *_remarks([each], detail, is_named=False)]
    return lines


def _remarks(given: Sequence[Advice], detail: Detail, *, is_named: bool) -> Iterator[str]:
    for each in given:
        if each.text and detail.remark:
            remark = cut(without_marks(each.text), detail.remark)
            yield f"{cut(each.body_name, detail.name)}: “{remark}”" if is_named else f"“{remark}”"


def _decided(pack: LocalPack, detail: Detail) -> Iterator[Block]:
    """Counts per district and of the whole, and the neighbours by name."""
    groups = by_district(pack.source.rows)
    if len(groups) <= detail.districts:
        rows = [_count_row(cut(district_words(name), detail.name), rows) for name, rows in groups.items()]
        columns = [
            TableColumn("name", _("District")),
            TableColumn("decided", _("Besloten"), "number"),
            TableColumn("agreed", _("Akkoord"), "number"),
            TableColumn("with_remark", _("Met kanttekening"), "number"),
            TableColumn("objected", _("Bezwaar"), "number"),
            TableColumn("waiting", _("Nog niet"), "number"),
        ]
        totals = _count_row(_("Totaal"), pack.source.rows)
        yield DataTable(_("Wie al besloot"), columns, rows, totals)
    else:
        near = counted(groups.get(pack.own.district, []))
        facts = {"near": format_number(near.decided), "of": format_number(near.total)}
        own = _("In het eigen district %(near)s van %(of)s.") % facts if pack.own.district else ""
        yield Paragraph(_led(_("Wie al besloot"), f"{count_words(counted(pack.source.rows))} {own}".strip()))
    if detail.names and pack.neighbours:
        title = _("Buren in het district") if pack.own.district else _("De andere partners")
        yield Paragraph(_led(title, _neighbours(pack.neighbours, detail)))


def _count_row(name: str, rows: Sequence[FollowUp]) -> dict[str, object]:
    found = counted(rows)
    return {
        "name": name,
        "decided": found.decided,
        "agreed": found.agreed,
        "with_remark": found.with_remark,
        "objected": found.objected,
        "waiting": found.waiting,
    }


def _neighbours(rows: Sequence[FollowUp], detail: Detail) -> str:
    """The neighbours by what they decided: "akkoord: Borne, Hengelo; nog niet: Almelo"."""
    by_state: dict[str, list[str]] = {}
    for row in rows[: detail.names]:
        by_state.setdefault(state_status(row).label, []).append(cut(row.name, detail.name))
    parts = [f"{state}: {', '.join(names)}" for state, names in by_state.items()]
    if len(rows) > detail.names:
        parts.append(_("en nog %(count)s") % {"count": len(rows) - detail.names})
    return f"{'; '.join(parts)}."


def _left_out(pack: LocalPack, detail: Detail) -> Iterator[Block]:
    """Where the rest can be read, when something was left out."""
    is_cut = (
        detail is not LEVELS[0]
        or any(len(without_marks(point.text)) > detail.point for point in pack.found.points)
        or any(len(each.text) > detail.remark for each in pack.own.advice)
    )
    if is_cut:
        yield Paragraph([Span(_("Ingekort: de volledige teksten staan in het voorstel."), is_title=True)])


def _led(title: str, text: str) -> Text:
    return [Span(f"{title}. ", is_strong=True), text]
