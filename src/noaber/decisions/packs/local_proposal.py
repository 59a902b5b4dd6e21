"""The proposal for an organisation's own council or executive: a paper to edit, filled in as far as the network knows.

What only the organisation itself can write stands between square brackets.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.documents.paper import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Note,
    Paper,
    Paragraph,
    Point,
    Points,
)
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.forwarding_words import (
    advice_words,
    for_area,
    organ_of,
    organ_words,
    terms_of,
    terms_words,
    years_words,
)
from noaber.decisions.markup import to_blocks, without_marks
from noaber.decisions.models.routes import Organ
from noaber.decisions.packs.contents import LocalPack
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.forwarding import MUNICIPALITY
from noaber.decisions.rules.obligations import ObligationKind
from noaber.decisions.rules.points import PointKind

TO_FILL_IN = "[…]"


def local_proposal(pack: LocalPack) -> Paper:
    """The editable proposal of one organisation."""
    own, source = pack.own, pack.source
    return Paper(
        title=pack.found.title,
        network=pack.successor or own.name,
        kind=_("Voorstel"),
        made_at=source.made_at,
        facts=_facts(pack),
        blocks=[
            *_asked(pack),
            *_background(pack),
            *_section(
                pack, _("Beoogd effect"), "intended_effect", _("Wat wil de organisatie hiermee bereiken?")
            ),
            *_section(
                pack, _("Argumenten"), "arguments", _("Waarom past dit bij het eigen veiligheidsbeleid?")
            ),
            *_advice(pack),
            *_finances(pack),
            *_own_data(pack),
            *_caveats(pack),
            *_if_written(pack, _("Juridisch"), "legal"),
            *_if_written(pack, _("Communicatie"), "communication"),
            *_next(pack),
            *_enclosures(pack),
        ],
        sources=_sources(pack),
        is_demonstration=source.is_demonstration,
    )


def _facts(pack: LocalPack) -> list[tuple[str, str]]:
    own = pack.own
    to = organ_of(own.party.organ, pack.successor or own.name)
    return [
        (_("Voorstel aan"), for_area(to, own.name) if pack.successor else to),
        (_("Onderwerp"), pack.found.title),
        (_("Portefeuillehouder"), TO_FILL_IN),
        (_("Steller"), TO_FILL_IN),
        (_("Datum"), TO_FILL_IN),
        (_("Besluit uiterlijk"), long_date(own.party.due_on) if own.party.due_on else TO_FILL_IN),
    ]


def _asked(pack: LocalPack) -> Iterator[Block]:
    """The decision as this organisation takes it, with the money in its budget; then the words of the proposal."""
    yield Heading(_("Gevraagd besluit"))
    own = pack.own
    (_label, organ), *_others = _facts(pack)
    yield Paragraph(_("%(organ)s besluit:") % {"organ": organ[:1].upper() + organ[1:]})
    decided = [_own_words(pack, point) for point in own.points]
    decided += [
        _budget_line(pack) % {"years": years_words(point.terms), "label": point.label}
        for point in own.points
        if own.party.kind == MUNICIPALITY and point.terms and point.terms.kind is ObligationKind.CONTRIBUTION
    ]
    yield Points([Point(str(number), text) for number, text in enumerate(decided, start=1)])
    yield Paragraph(_("Zo staat het in het voorstel aan alle organisaties:"))
    yield Bullets([f"{_('Punt')} {point.label}: “{without_marks(point.text)}”" for point in own.points])


def _own_words(pack: LocalPack, point: PointRow) -> str:
    """What a point of the proposal becomes in the decision of one organisation."""
    if point.terms:
        forms = {
            ObligationKind.CONTRIBUTION: _("Bij te dragen aan %(network)s: %(terms)s (punt %(label)s)."),
            ObligationKind.CAPACITY: _(
                "Menskracht beschikbaar te stellen aan %(network)s: %(terms)s (punt %(label)s)."
            ),
            ObligationKind.EVALUATION: _("Mee te werken aan %(terms)s (punt %(label)s)."),
        }
        facts = {"network": pack.source.network, "terms": terms_words(point.terms), "label": point.label}
        return forms[point.terms.kind] % facts
    kinds = {
        PointKind.ADOPT: _("Punt %(label)s van het voorstel vast te stellen."),
        PointKind.CONSENT: _("In te stemmen met punt %(label)s van het voorstel."),
        PointKind.TAKE_NOTE: _("Kennis te nemen van punt %(label)s van het voorstel."),
        PointKind.ADVISE: _("Positief te adviseren over punt %(label)s van het voorstel."),
        PointKind.DECIDE: _("Te besluiten zoals punt %(label)s van het voorstel vraagt."),
    }
    return kinds[point.kind] % {"label": point.label}


def _budget_line(pack: LocalPack) -> str:
    """Only the council authorises spending (Gemeentewet art. 189)."""
    if pack.own.party.organ in ("", Organ.COUNCIL):
        return _("De bijdrage van punt %(label)s op te nemen in de begroting van %(years)s.")
    return _(
        "De gemeenteraad voor te stellen de bijdrage van punt %(label)s op te nemen in de begroting van %(years)s."
    )


def _background(pack: LocalPack) -> Iterator[Block]:
    yield Heading(_("Aanleiding"))
    yield from to_blocks(pack.source.texts["background"])
    found = pack.found
    facts = {"sender": found.sender, "day": long_date(found.dated_on), "title": found.title}
    yield Paragraph(
        _("Dit voorstel volgt uit “%(title)s” van %(sender)s, van %(day)s.") % facts
        + " "
        + _("Iedere organisatie van het netwerk besluit zelf over de punten die haar aangaan.")
    )


def _section(pack: LocalPack, title: str, name: str, question: str) -> Iterator[Block]:
    """A part of the proposal, with a question to the organisation that edits it."""
    yield Heading(title)
    yield from to_blocks(pack.source.texts[name])
    yield Paragraph(f"[{question}]")


def _if_written(pack: LocalPack, title: str, name: str) -> Iterator[Block]:
    if pack.source.texts[name].strip():
        yield Heading(title)
        yield from to_blocks(pack.source.texts[name])


def _advice(pack: LocalPack) -> Iterator[Block]:
    own = pack.own
    yield Heading(_("Advies van het overleg") if own.district else _("Advies van de overleggen"))
    if not own.advice:
        yield Paragraph(_("Over deze punten is geen advies gevraagd."))
    for each in own.advice:
        yield Paragraph(advice_words(each))
        if each.text:
            yield Note(_("%(council)s zegt hierbij") % {"council": each.body_name}, without_marks(each.text))


def _finances(pack: LocalPack) -> Iterator[Block]:
    """What it costs: the words of the proposal, what the points ask, and every table about this organisation."""
    yield Heading(_("Financiën"))
    yield from to_blocks(pack.source.texts["finances"])
    if asked := terms_of(pack.own.points):
        yield Paragraph(
            _("Gevraagd van %(name)s: %(terms)s.") % {"name": pack.own.name, "terms": in_a_row(asked)}
        )
    if pack.found.has_inserts:
        yield Paragraph(
            _(
                "De tabellen over het hele netwerk staan in het voorstel van het netwerk zelf, niet in dit stuk."
            )
        )
    for table in pack.tables:
        yield table.for_paper()
        if table.note:
            yield Paragraph(table.note)
    if pack.sent_words:
        yield Paragraph(pack.sent_words)
    yield Paragraph(f"[{_('Waaruit wordt dit betaald, en onder welk programma van de begroting?')}]")


def _own_data(pack: LocalPack) -> Iterator[Block]:
    """What the register knows of this organisation, as far as it bears upon the decision."""
    own, population = pack.own, pack.population
    rows = [(_("Code"), own.code)]
    if own.district:
        rows.append((_("District"), own.district))
    if population:
        facts = {"count": format_number(population.population), "day": long_date(population.reference_on)}
        rows.append((_("Inwoners"), _("%(count)s op %(day)s") % facts))
    rows.append((_("Wie besluit"), organ_words(own.party.organ)))
    yield Heading(_("Eigen gegevens"))
    yield DataTable(
        _("Gegevens van %(name)s in het register van het netwerk") % {"name": own.name},
        [TableColumn("what", _("Gegeven")), TableColumn("value", _("Waarde"))],
        [{"what": what, "value": value} for what, value in rows],
        source=population.source if population else "",
    )


def _caveats(pack: LocalPack) -> Iterator[Block]:
    yield from _section(pack, _("Kanttekeningen"), "caveats", _("Wat pleit ertegen, en hoe weegt u dat?"))
    remarks = [f"{each.body_name}: {without_marks(each.text)}" for each in pack.own.advice if each.text]
    if remarks:
        yield Bullets(remarks)


def _next(pack: LocalPack) -> Iterator[Block]:
    own = pack.own
    yield Heading(_("Vervolg"))
    yield from to_blocks(pack.source.texts["follow_up"])
    after = _("Na het besluit legt %(name)s het vast bij het netwerk, met de vindplaats.") % {
        "name": pack.successor or own.name
    }
    if own.party.due_on:
        after += " " + _("Dat gebeurt uiterlijk op %(day)s.") % {"day": long_date(own.party.due_on)}
    yield Paragraph(after)


def _enclosures(pack: LocalPack) -> Iterator[Block]:
    left_out = _("niet bijgevoegd: vertrouwelijk")
    yield Heading(_("Bijlagen"))
    yield Bullets(
        [each.title if each.may_read else f"{each.title} ({left_out})" for each in pack.source.enclosures]
    )


def _sources(pack: LocalPack) -> list[str]:
    found = pack.found
    facts = {"title": found.title, "number": found.number, "mark": found.content_hash[:12] or _("concept")}
    own = _("%(title)s, versie %(number)s, kenmerk %(mark)s") % facts
    return [own, *dict.fromkeys(table.source for table in pack.tables if table.source)]
