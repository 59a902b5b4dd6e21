"""What the period before taught: what was reached in it, and what its review found (R06)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, Heading, Paragraph, Span, Text
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.sections import Section
from noaber.strategy.queries.inventory.plans import PlanRow
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.queries.results.claims import claimed
from noaber.strategy.queries.results.result import ResultRow
from noaber.strategy.queries.reviews.findings import SOURCE
from noaber.strategy.queries.reviews.review import VersionRow, named_in
from noaber.strategy.rules.inventory import SourceKind
from noaber.strategy.rules.reviews.review import FindingText, ReviewKind
from noaber.strategy.views.places import results_address, review_address, source_address
from noaber.strategy.words.claims import figure_words
from noaber.strategy.words.reviews import review_title, years_of

SHORT: Final = 600  # of a conclusion that may have thousands of characters

Part = tuple[list[Block], Action]


def earlier_section(found: Nota) -> Iterator[Section]:
    """Its results, its endterm review once that is final, and other reviews among the sources."""
    parts = [*_reached(found), *_reviewed(found), *(_source(found, row) for row in _sources(found))]
    if parts:
        blocks = tuple(block for blocks, _link in parts for block in blocks)
        links = tuple(link for _blocks, link in parts)
        yield Section("vorige-periode", _("Wat de vorige periode ons leerde"), blocks, links)


def result_lines(rows: tuple[ResultRow, ...], asof: AsOf) -> list[Block]:
    """What was reached; of one with a figure also what that comes to (R27)."""
    lines: list[Text] = []
    for row in rows:
        said = row.text.reached
        if row.text.claim:
            said += f" {figure_words(claimed(row.text.claim, asof))}"
        lines.append([Span(row.text.title, is_strong=True), f": {said}"])
    return [Bullets(lines)]


def _reached(found: Nota) -> Iterator[Part]:
    last = found.earlier_period
    if last and found.earlier:
        title = _("Resultaten van %(period)s") % {"period": f"{last.terms.title} {last.terms.years}"}
        link = Action(_("Deze resultaten met bewijs"), results_address(last.code, found.asof))
        yield [Heading(title, 2), *result_lines(found.earlier, found.asof)], link


def _reviewed(found: Nota) -> Iterator[Part]:
    """What its authors conclude in short, and every finding: also one on no theme."""
    last, final = found.earlier_period, found.earlier_review
    if last is None or final is None:
        return
    period = titled(last.code, found.asof)
    years = years_of(named_in(period, final)) if period else last.terms.years
    title = review_title(ReviewKind.ENDTERM, years)
    heading = _("Wat de %(review)s vond") % {"review": title[:1].lower() + title[1:]}
    names = {**found.theme_titles, **_names(final)}
    findings = Bullets([_finding(each, names) for each in final.text.findings])
    address = review_address(last.code, ReviewKind.ENDTERM, asof=found.asof)
    yield [Heading(heading, 2), Paragraph(in_short(final.text.conclusion)), findings], Action(title, address)


def _names(final: VersionRow) -> dict[str, str]:
    """What its themes were called when it was made."""
    return {each.code: each.name for each in final.composition.themes} if final.composition else {}


def _finding(each: FindingText, names: dict[str, str]) -> Text:
    theme = names.get(each.theme, each.theme)
    return [Span(theme, is_strong=True), f": {each.text}"] if theme else each.text


def in_short(conclusion: str) -> str:
    """Its first paragraph; of a long one the first sentences.

    >>> in_short("Het ging goed.  Niet alles\\nlukte.\\n\\nDaarna meer.")
    'Het ging goed. Niet alles lukte.'
    >>> in_short("Een zin. " * 100) == " ".join(["Een zin."] * 66)
    True
    """
    first = " ".join(conclusion.replace("\r\n", "\n").strip().split("\n\n")[0].split())
    if len(first) <= SHORT:
        return first
    sentences = first[:SHORT].rpartition(". ")[0]
    return f"{sentences}." if sentences else f"{first[:SHORT].rpartition(' ')[0]} …"


def _sources(found: Nota) -> Iterator[PlanRow]:
    """As they were known for the choice. The review that stands here itself, is not told again."""
    for row in found.weighed.sources:
        if row.kind == SourceKind.REVIEW and not (found.earlier_review and row.source == SOURCE):
            yield row


def _source(found: Nota, row: PlanRow) -> Part:
    lines = [
        f"{found.names.get(each.field, each.field)}{': ' if each.wording else ''}{each.wording}"
        for each in row.text.priorities
    ]
    title = _("Wat %(review)s meegeeft") % {"review": row.text.title}
    address = source_address(found.period.code, row.source, asof=found.asof)
    return [Heading(title, 2), Bullets(lines)], Action(row.text.title, address)
