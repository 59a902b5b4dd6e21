"""How the themes were chosen: from the priorities of everyone, by criteria, and why (R05-R08)."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Paragraph, Span
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import any_sent, proposal, rejected, rejected_words
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.decided import titled_as_it_stands
from noaber.strategy.nota.sections import Section
from noaber.strategy.queries.consulting.adopted_instead import follows_adoption, points_followed
from noaber.strategy.queries.consulting.course import asking, councils_consented, first_sent, weighed_in
from noaber.strategy.queries.periods.period import as_adopted
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.selection.round import ChoiceText, percent
from noaber.strategy.views.places import inventory_address, round_address
from noaber.strategy.words.choices import changed_sentence, earlier_choices, first_words, reworded

MOST_NAMED = 10


def chosen_section(found: Nota) -> Section:
    """The priorities first, then what was chosen from them and why."""
    links = [Action(_("Alle prioriteiten"), inventory_address(found.period.code, found.asof))]
    blocks = [*_inventory(found)]
    if found.choice:
        address = round_address(found.period.code, found.choice.number, asof=found.asof)
        links.append(Action(_("De keuze, met waar elk thema vandaan komt"), address))
        blocks += _choice(found, found.choice)
    else:
        blocks.append(
            Paragraph(
                _("Hoe de thema’s van deze periode uit deze prioriteiten zijn gekozen, is niet vastgelegd.")
            )
        )
    return Section("keuze", _("Hoe de thema’s zijn gekozen"), tuple(blocks), tuple(links))


def given_sentence(found: Nota) -> str:
    """n of all municipalities (R07), when the themes were weighed: what is given later does not rewrite that.

    Of long ago it is not known which municipalities there were.
    """
    covered = found.weighed
    if not covered.asked:
        return _("Wat de gemeenten zelf voorop zetten, is van deze periode niet vastgelegd.")
    text = ngettext(
        "De basis is wat de gemeenten zelf voorop zetten: %(count)s van de %(asked)s gemeenten gaf haar prioriteiten.",
        "De basis is wat de gemeenten zelf voorop zetten: %(count)s van de %(asked)s gemeenten gaven hun prioriteiten.",
        len(covered.plans),
    )
    return text % {"count": len(covered.plans), "asked": len(covered.asked)}


def _inventory(found: Nota) -> Iterator[Block]:
    covered = found.weighed
    yield Paragraph(given_sentence(found))
    others = [row.name for row in covered.partners if row.code in covered.partner_plans]
    others += [row.text.title for row in covered.sources]
    if others:
        yield Paragraph(_("Daarnaast liggen de prioriteiten van: %(names)s.") % {"names": in_a_row(others)})
    counts = covered.counts[:MOST_NAMED]
    if counts:
        rows = [{"theme": found.names.get(row.field, row.field), "count": row.total} for row in counts]
        columns = [
            TableColumn("theme", _("Onderwerp")),
            TableColumn("count", _("Aantal gemeenten"), "number"),
        ]
        yield DataTable(_("Wat de gemeenten het meest noemen"), columns, rows)


def _choice(found: Nota, row: RoundRow) -> Iterator[Block]:
    choice = row.choice
    if choice is None:
        return
    rows = [
        {"name": each.name, "weight": percent(each.weight), "meaning": each.meaning}
        for each in row.text.criteria
    ]
    columns = [
        TableColumn("name", _("Criterium")),
        TableColumn("weight", _("Gewicht")),
        TableColumn("meaning", _("Een hoge score betekent")),
    ]
    yield DataTable(_("Waarop is gewogen"), columns, rows)
    yield Paragraph(decided_sentence(choice.text))
    yield from changed(found)
    yield Heading(_("Gekozen"), 2)
    yield Bullets([*_verdicts(found, row, choice.text, is_chosen=True)])
    if rejected := [*_verdicts(found, row, choice.text, is_chosen=False)]:
        yield Heading(_("Niet gekozen"), 2)
        yield Bullets(rejected)
    yield from _first_words(found, row)
    sent = {each.code: first_sent(each) for each in found.proposals}
    for before, text, reason in earlier_choices(found.rounds, row, sent):
        yield from _earlier(found, before, text, reason)


def _first_words(found: Nota, row: RoundRow) -> Iterator[Block]:
    """That a theme is explained in other words than when it was chosen, since when, and which those were."""
    told = first_words(row)
    said = [*reworded(row, told[0].text, told[1].text)] if told else []
    if told and said:
        text = _("De uitleg is op %(day)s anders verwoord. Eerst stond er:")
        yield Paragraph(text % {"day": long_date(clock.day_of(told[1].recorded_at))})
        yield Bullets(
            [[Span(name, is_strong=True), f": {was or _('geen uitleg')}"] for name, was, _now in said]
        )


def _earlier(found: Nota, row: RoundRow, choice: ChoiceText, reason: str) -> Iterator[Block]:
    """What was chosen before, why, and what the councils said of it: the strategy may have been adopted with that."""
    yield Heading(_("Eerder gekozen, op %(day)s") % {"day": long_date(choice.decided_on)}, 2)
    yield Bullets([*_verdicts(found, row, choice, is_chosen=True)])
    put = next((each for each in found.proposals if each.code == choice.proposal), None)
    given = asked = 0
    if put:
        given, asked = councils_consented(found.period.code, put, weighed_in(row, choice), found.asof)
    if put and asked:
        text = _("%(given)s van de %(asked)s overleggen stemden daarmee in, bij ‘%(title)s’.")
        yield Paragraph(text % {"given": given, "asked": asked, "title": titled_as_it_stands(put)})
    if reason:
        yield Paragraph(_("Waarom daarna anders is gekozen: %(reason)s") % {"reason": reason})
    if rejected := [*_verdicts(found, row, choice, is_chosen=False)]:
        yield Paragraph(_("Toen niet gekozen:"))
        yield Bullets(rejected)


def changed(found: Nota) -> Iterator[Block]:
    """That the choice followed the adoption, or others were chosen since, wherever the choice is told (R49)."""
    yield from _followed(found)
    text = changed_sentence(found.choice, found.period, found.rounds) if found.choice else ""
    if text and found.choice and found.choice.choice:
        code = found.choice.choice.text.proposal
        is_put = bool(code) and any_sent((code,), found.asof)
        put = (
            _("Dit is aan de overleggen voorgelegd.")
            if is_put
            else _("Dit is niet aan de overleggen voorgelegd.")
        )
        yield Paragraph(" ".join([f"{text.rstrip('.')}. {put}", *_rejected(found, code)]))


def _rejected(found: Nota, code: str) -> Iterator[str]:
    """That what asked the councils about this choice was rejected; who may not read it, is not told by whom."""
    put = asking(COMMAND, found.period.code, code, found.asof)
    if put and put.is_sent and not put.withdrawn_at and (lost := rejected(put)):
        yield rejected_words(lost, is_named=proposal(found.reader, code, found.asof) is not None)


def _followed(found: Nota) -> Iterator[Block]:
    """What was adopted in its own words, where the choice followed that: only people can read which themes it names.

    Who may not read the proposal reads what was said when the adoption was recorded.
    """
    period = found.period
    choices = found.choice.choices if found.choice else ()
    if not period.adopted_by or not any(
        each.text.reason and each.text.decided_on == period.adopted_on for each in choices
    ):
        return
    terms = replace(period.terms, decided_by=period.adopted_by)
    if not follows_adoption(period.code, terms, as_adopted(period.code, found.asof)):
        return
    points = points_followed(found.reader, period.code, terms, found.asof)
    for point in points:
        text = _("De keuze volgt op wat is vastgesteld. Dat is, in de woorden van het voorstel: “%(point)s”")
        yield Paragraph(text % {"point": point})
    if not points:
        text = _("De keuze volgt op wat is vastgesteld. Daarbij is gezegd: %(note)s")
        yield Paragraph(text % {"note": period.adopted_note})


def not_chosen(found: Nota) -> Iterator[Block]:
    """That the themes that follow were not chosen here, where no choice is recorded."""
    if found.choice is None:
        yield Paragraph(_("Een keuze is hier niet vastgelegd. Dit zijn de thema’s van het netwerk."))


def decided_sentence(choice: ChoiceText) -> str:
    """When the choice was made, and where that can be read."""
    text = _("De keuze is gemaakt op %(day)s. Mensen kozen; de scores hielpen daarbij. Bron: %(source)s.")
    return text % {"day": long_date(choice.decided_on), "source": choice.source.rstrip(".")}


def _verdicts(
    found: Nota, row: RoundRow, choice: ChoiceText, *, is_chosen: bool
) -> Iterator[list[str | Span]]:
    for each in row.text.options:
        verdict = choice.verdicts.get(each.code)
        if verdict and verdict.is_chosen is is_chosen:
            why = f": {verdict.reason}" if verdict.reason else ""
            yield [Span(found.option_name(each), is_strong=True), why]
