"""The summary in plain language: at most a page, what was written after what was recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, Paragraph, Span, Text
from noaber.strategy.nota.chapters import draft_mark, stands_since
from noaber.strategy.nota.choice import changed, given_sentence, not_chosen
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.decided import adopted_sentence, after_adoption, rejected_all_the_same
from noaber.strategy.nota.sections import Section, written
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.texts import TextPart
from noaber.strategy.views.places import finder_address, nota_address
from noaber.strategy.words.periods import in_preparation, term_words


def summary(found: Nota) -> list[Section]:
    """What it is, for when, about what, and where to read more."""
    parts = [
        Section("wat", _("Wat is dit?"), tuple(_what(found))),
        *_written(found),
        *_themes(found),
    ]
    code, asof = found.period.code, found.asof
    links = (
        Action(_("Wat betekent dit voor uw gemeente?"), finder_address(code, asof)),
        Action(_("Lees de hele strategie"), nota_address(code, asof=asof)),
    )
    text = Paragraph(
        _("Op de website van het netwerk staan de hele strategie en een bladzijde per gemeente.")
    )
    return [*parts, Section("meer", _("Meer lezen"), (text,), links)]


def _what(found: Nota) -> Iterator[Block]:
    terms = found.period.terms
    facts = {"title": found.title, "term": term_words(terms.starts_on, terms.ends_on)}
    yield Paragraph(
        _(
            "Dit is de samenvatting van de %(title)s. In een strategie spreken gemeenten en partners af waar zij "
            "samen aan werken. Zij geldt van %(term)s."
        )
        % facts
    )
    if terms.state is PeriodState.PREPARATION:
        yield Paragraph(in_preparation())
    if adopted := adopted_sentence(found):
        yield Paragraph(" ".join([adopted, *stands_since(found.period, found.asof)]))
    yield from rejected_all_the_same(found)
    yield Paragraph(given_sentence(found))
    yield from changed(found)
    yield from after_adoption(found, is_alone=True)


def _written(found: Nota) -> Iterator[Section]:
    if body := found.written(TextPart.SUMMARY):
        mark = draft_mark(found, TextPart.SUMMARY)
        yield Section("kort", _("In het kort"), tuple(written(body)), mark=mark)


def _themes(found: Nota) -> Iterator[Section]:
    if found.themes:
        lines: list[Text] = [
            [Span(row.name, is_strong=True), f": {row.description}" if row.description else ""]
            for row in found.themes
        ]
        yield Section("themas", _("De thema’s"), (*not_chosen(found), Bullets(lines)))
