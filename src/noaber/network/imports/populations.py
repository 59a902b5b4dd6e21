"""Population figures from a file or from StatLine against the register: new, revised, made final, unchanged."""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.grids import column_letter
from noaber.core.documents.sheets import SheetError, read_sheet
from noaber.core.odata import ODataError, ODataTable, SavedTable
from noaber.core.odata.errors import NOTHING_CHANGED
from noaber.core.rules.dutch import format_number, in_a_row, long_date, short_date
from noaber.network.imports.columns import POPULATIONS
from noaber.network.imports.plans import Plan
from noaber.network.imports.population_notes import figure_notes
from noaber.network.imports.preview import Difference, Fate, Line, Preview, Problem
from noaber.network.models import (
    Organisation,
    OrganisationKind,
    OrganisationVersion,
    PopulationFigure,
)
from noaber.network.populations.statline import JANUARY, WHOLE_YEAR, read_populations
from noaber.network.rules.population_rows import (
    DUTCH_NAMES,
    SYNONYMS,
    PopulationRow,
    RowError,
    absent_figures,
    check_population_rows,
)
from noaber.network.services.populations import Figure

Key = tuple[str, dt.date]
SAVED_YEARS: Final = range(1995, 2101)
HEADERS: Final = tuple(column.key for column in POPULATIONS)


class PopulationsRefused(SheetError):
    """The figures cannot be read; the message is a Dutch sentence."""


def figures_of_file(data: bytes, filename: str) -> tuple[list[PopulationRow], list[Problem]]:
    """The figures in a CSV, an XLSX or a saved answer of StatLine (JSON), and what is wrong with cells."""
    if filename.lower().endswith(".json"):
        return _saved(data, filename), []
    sheet = read_sheet(data, filename)
    raw = _spread(sheet.row_numbers, sheet.first_row, sheet.headers, sheet.values)
    rows, errors = check_population_rows(raw, municipality_codes(), today=clock.now().date())
    return rows, [_problem(error, sheet.headers, sheet.first_row) for error in errors]


def figures_of_service(address: str, years: Collection[int]) -> list[PopulationRow]:
    """The figures of all municipalities that StatLine gives at the address of a table.

    Raises ``ODataError``, and ``PopulationsRefused`` when figures are missing: a page that got lost on the way
    must not pass for the whole.
    """
    codes = municipality_codes()
    with ODataTable.at(address) as table:
        rows = list(read_populations(table, codes, years))
    _refuse_holes(rows, years)
    return rows


def as_csv(rows: Iterable[PopulationRow]) -> bytes:
    """Figures as a file that `figures_of_file` reads: what was fetched is kept, so that it can be applied later."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADERS)
    for row in rows:
        number = "" if row.population is None else row.population
        status = "provisional" if row.is_provisional else "final"
        writer.writerow([row.code, row.reference_on.isoformat(), number, status, row.source])
    return stream.getvalue().encode()


def municipality_codes() -> list[str]:
    """The codes of all municipalities, also of those that have merged since."""
    codes = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).order_by("code")
    return list(codes.values_list("code", flat=True))


def years_to_fetch(today: dt.date) -> list[int]:
    """Every year of which the register has figures, and those since."""
    known = PopulationFigure.objects.known(None).values_list("reference_on", flat=True).distinct()
    first = min((day.year for day in known), default=today.year)
    return list(range(first, today.year + 1))


def plan_figures(rows: Sequence[PopulationRow], problems: Sequence[Problem], *, is_fetched: bool) -> Plan:
    """The preview of figures. Of `is_fetched` figures a new release with the same numbers changes nothing."""
    if problems:
        return Plan(Preview((), tuple(problems)), row_count=len(rows))
    known = _known(rows)
    lines = tuple(
        _line(number, row, known.get((row.code, row.reference_on)), is_fetched)
        for number, row in enumerate(rows, start=2)
        if row.population is not None
    )
    return Plan(Preview(lines, (), figure_notes(rows)), row_count=len(rows))


def figures_to_record(rows: Sequence[PopulationRow], preview: Preview) -> list[Figure]:
    """The figures that the preview says are new or changed."""
    changing = {line.key for line in preview.lines if line.fate is not Fate.UNCHANGED}
    return [
        Figure(row.code, row.reference_on, row.population, row.is_provisional, row.source)
        for row in rows
        if row.population is not None and _key(row) in changing
    ]


def _key(row: PopulationRow) -> str:
    return f"{row.code} {row.reference_on.isoformat()}"


def _saved(data: bytes, filename: str) -> list[PopulationRow]:
    """A saved answer of the service; the reader wants files, so it gets one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(filename).name
        path.write_bytes(data)
        try:
            years = _years_in(data)
            rows = list(read_populations(SavedTable([path]), municipality_codes(), years))
        except ODataError as error:
            raise PopulationsRefused(error.message) from error
    if not rows:
        message = _("In dit bestand staat geen cijfer van een gemeente uit het register.")
        raise PopulationsRefused(f"{message} {NOTHING_CHANGED}")
    return rows


def _years_in(data: bytes) -> Collection[int]:
    """The years that the file names, so that not every year there could be is asked for."""
    try:
        rows = json.loads(data)["value"]
        periods = {str(row.get("Perioden", "")).strip() for row in rows}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return SAVED_YEARS  # the reader itself says what is wrong with the file
    return {
        int(period[:4]) for period in periods if period[:4].isdigit() and period[4:] in (JANUARY, WHOLE_YEAR)
    }


def _refuse_holes(rows: Sequence[PopulationRow], years: Collection[int]) -> None:
    """Refuse a year in which some municipalities of that day have a figure and others have none."""
    for year in sorted(years):
        day = dt.date(year, 1, 1)
        there = {row.code for row in rows if row.reference_on == day}
        versions = OrganisationVersion.objects.known(None).valid_on(day)
        wanted = versions.filter(organisation__kind=OrganisationKind.MUNICIPALITY)
        codes = set(wanted.values_list("organisation__code", flat=True))
        absent = [code for code, _day in absent_figures(rows, codes, [year])]
        if there and absent:
            facts = {"date": long_date(day), "count": len(absent), "codes": in_a_row(absent[:8])}
            message = _(
                "De bron gaf voor %(date)s niet alle cijfers: er ontbreken er %(count)s (%(codes)s). Er is niets "
                "gewijzigd. Probeer het later opnieuw."
            )
            raise PopulationsRefused(message % facts)


def _known(rows: Iterable[PopulationRow]) -> dict[Key, PopulationFigure]:
    days = {row.reference_on for row in rows}
    figures = (
        PopulationFigure.objects.known(None).filter(reference_on__in=days).select_related("organisation")
    )
    return {(figure.organisation.code, figure.reference_on): figure for figure in figures}


def _line(number: int, row: PopulationRow, known: PopulationFigure | None, is_fetched: bool) -> Line:
    name = _("%(code)s op %(date)s") % {"code": row.code, "date": short_date(row.reference_on)}
    now = _words(row.population or 0, row.is_provisional, row.source)
    if known is None:
        differences = tuple(Difference(label, "", text) for label, text in now.items())
        return Line(number, Fate.NEW, _key(row), name, differences)
    was = _words(known.population, known.is_provisional, known.source)
    differences = tuple(
        Difference(label, was[label], now[label]) for label in now if was[label] != now[label]
    )
    if is_fetched and all(one.label == _("bron") for one in differences):
        differences = ()
    return Line(number, Fate.CHANGED if differences else Fate.UNCHANGED, _key(row), name, differences)


def _words(population: int, is_provisional: bool, source: str) -> dict[str, str]:
    status = _("voorlopig") if is_provisional else _("definitief")
    return {_("inwoners"): format_number(population), _("status"): status, _("bron"): source}


def _spread(
    numbers: Sequence[int], first_row: int, headers: Sequence[str], values: Sequence[Sequence[object]]
) -> Iterator[Mapping[str, object]]:
    """The rows as the rule wants them: by header, with a blank one for every row that the sheet skipped."""
    expected = first_row + 1
    for number, cells in zip(numbers, values, strict=True):
        for _blank in range(expected, number):
            yield dict.fromkeys(headers)
        yield {header: cells[index] if index < len(cells) else None for index, header in enumerate(headers)}
        expected = number + 1


def _problem(error: RowError, headers: Sequence[str], first_row: int) -> Problem:
    """The rule counts from a header in row 1 and knows no letters; the file may begin lower."""
    message = error.message.strip().removesuffix(".")
    is_word = message[1:2].islower()
    field = next((key for key, name in DUTCH_NAMES.items() if name == error.field), "")
    index = next(
        (i for i, header in enumerate(headers) if header.strip().lower() in SYNONYMS.get(field, ())), None
    )
    letter = "" if index is None else column_letter(index)
    message = message[:1].lower() + message[1:] if is_word else message
    return Problem(error.row + first_row - 1, letter, error.field, error.value, message)
