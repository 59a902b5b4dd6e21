"""What the police counted in one municipality of what a strategy is about; it proves no effect (R27)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.documents.paper import DataTable, Paragraph
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import format_number
from noaber.figures.api import Series, YearTotal
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.local import Local
from noaber.strategy.nota.sections import Section
from noaber.strategy.queries.results.local_counts import local_counts
from noaber.strategy.words.periods import no_effect

USUAL = ("1.1.1",)
"""Woninginbraken: of which the memo itself speaks, where no goal has a figure."""


def offences_of(found: Nota) -> tuple[str, ...]:
    """The kinds of offence that the goals of the strategy are about."""
    measured = {each.text.offence for row in found.goals for each in row.indicators if each.text.offence}
    return tuple(sorted(measured)) or USUAL


def counted_section(row: Local) -> Iterator[Section]:
    """From the year before the period, up to the last year that is over."""
    found = row.nota
    terms, day = found.period.terms, found.asof.valid_on
    last = min(day.year - 1, terms.ends_on.year)
    years = tuple(range(terms.starts_on.year - 1, last + 1))
    counted = local_counts(row.owner.code, offences_of(found), years, found.asof)
    if not counted:
        return
    columns = [
        TableColumn("title", _("Soort misdrijf")),
        *(TableColumn(str(year), str(year)) for year in years),
    ]
    source = "; ".join(sorted({each for one in counted for each in one.sources}))
    table = DataTable(
        _("Geregistreerde misdrijven in %(name)s") % {"name": row.name},
        columns,
        [_cells(each) for each in counted],
        source=source,
    )
    yield Section("cijfers", _("Cijfers van %(name)s") % {"name": row.name}, (table, Paragraph(no_effect())))


def _cells(counted: Series) -> dict[str, object]:
    return {"title": counted.title, **{str(total.year): _count(total) for total in counted.totals}}


def _count(total: YearTotal) -> str:
    if total.count is None:
        return _("onbekend")
    number = format_number(total.count)
    return _("%(number)s (voorlopig)") % {"number": number} if total.is_provisional else number
