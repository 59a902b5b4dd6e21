"""The file to fill in: headers, an example (or what is in the register by now), an explanation and the codes.

The first sheet is the list itself, so that it can be read back as it is.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.documents.tables import XLSX_FORMATS, escape_formula
from noaber.core.rules.dutch import short_date
from noaber.network.imports.columns import CLEARED, COLUMNS, ListColumn
from noaber.network.models import ImportKind, OrganisationKind
from noaber.network.queries.organisations import organisations
from noaber.network.queries.people import people
from noaber.network.queries.seats import Holder, SeatRow, seats

Row = Mapping[str, object]
WIDTH: Final = 22
EXPLANATION_WIDTHS: Final = (24, 14, 80, 34)
# Rows below the headers for which a date cell is a date and a code stays a text.
PREPARED_ROWS: Final = 2000


def sample_xlsx(kind: ImportKind, rows: Sequence[Row], codes: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """The workbook: the list with `rows`, the explanation, and a sheet with codes per entry of `codes`."""
    keeps = (
        _("Een lege cel laat staan wat er is. Schrijf %(word)s om iets weg te halen.") % {"word": CLEARED},
    )
    return list_workbook(str(kind.label), COLUMNS[kind], rows, codes=codes, rules=keeps)


def list_workbook(
    title: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Row],
    *,
    codes: Mapping[str, Sequence[Sequence[str]]],
    rules: Sequence[str] = (),
) -> bytes:
    """Any list to fill in, with its explanation (`rules`: what holds for this list) and its codes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": "Noaber"})
        _write_list(book, title.capitalize(), columns, rows)
        _write_explanation(book, columns, rules)
        for name, table in codes.items():
            _write_codes(book, name, table)
    return stream.getvalue()


def sample_csv(kind: ImportKind, rows: Sequence[Row]) -> bytes:
    """The same list as CSV with semicolons, as a Dutch Excel opens it; the mark in front says that it is UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in COLUMNS[kind]])
    for row in rows:
        writer.writerow([escape_formula(_text(row.get(column.key))) for column in COLUMNS[kind]])
    return stream.getvalue().encode("utf-8-sig")


def example_row(kind: ImportKind) -> Row:
    """One row that shows how it is meant; it is left out when the list is read."""
    return {column.key: column.example for column in COLUMNS[kind]}


def current_people(actor: Actor, asof: AsOf) -> list[Row]:
    """Everyone of the day, a row for every seat: a list to change and bring back."""
    places: dict[object, list[tuple[SeatRow, Holder]]] = {}
    for seat in seats(actor, asof):
        for holder in seat.holders:
            places.setdefault(holder.person_id, []).append((seat, holder))
    rows: list[Row] = []
    for person in people(actor, asof):
        words = {
            "name": person.name,
            "job_title": person.job_title,
            "organisation": person.employer_code,
            "email": person.email,
            "phone": person.phone,
            "key": str(person.id),
        }
        held = sorted(places.get(person.id, ()), key=lambda place: place[0].code)
        rows += [{**words, **_seat(seat, holder)} for seat, holder in held] or [words]
    return rows


def current_organisations(actor: Actor, asof: AsOf) -> list[Row]:
    """Every organisation of the day, with the words of the list."""
    fields = [column.key for column in COLUMNS[ImportKind.ORGANISATIONS]]
    return [
        {
            **{name: getattr(row, name, "") for name in fields},
            "kind": row.kind_label,
            "district": row.district_name,
        }
        for row in organisations(actor, asof)
    ]


def codes_for(kind: ImportKind, actor: Actor, asof: AsOf) -> dict[str, Sequence[Sequence[str]]]:
    """The codes that people need to fill in a list."""
    found = organisations(actor, asof)
    codes = [(_("code"), _("organisatie")), *((row.code, row.name) for row in found)]
    if kind == ImportKind.POPULATIONS:
        wanted = [(row.code, row.name) for row in found if row.kind == OrganisationKind.MUNICIPALITY]
        return {_("Codes"): [codes[0], *wanted]}
    if kind == ImportKind.ORGANISATIONS:
        return {}
    places = [(row.code, row.title, row.body_name or row.organisation_name) for row in seats(actor, asof)]
    return {
        _("Codes"): codes,
        _("Codes zetels"): [(_("code"), _("zetel"), _("overleg of organisatie")), *sorted(places)],
    }


def _seat(seat: SeatRow, holder: Holder) -> Row:
    last = holder.valid_until - dt.timedelta(days=1) if holder.valid_until else None
    return {
        "post": seat.code,
        "first_day": holder.valid_from,
        "last_day": last,
        "on_behalf_of": holder.on_behalf_of_code,
        "is_substitute": _("ja") if holder.is_substitute else _("nee"),
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    return short_date(value) if isinstance(value, dt.date) else str(value)


def _write_list(book: Workbook, name: str, columns: Sequence[ListColumn], rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": XLSX_FORMATS["date"]})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, WIDTH, day if column.is_date else text)
        sheet.write_string(0, index, column.label, head)
        for number, row in enumerate(rows, start=1):
            value = row.get(column.key)
            if isinstance(value, dt.date):
                sheet.write_datetime(number, index, value, day)
            elif value:
                sheet.write_string(number, index, escape_formula(str(value)), text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    last = max(PREPARED_ROWS, len(rows))
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _write_explanation(book: Workbook, columns: Sequence[ListColumn], own_rules: Sequence[str]) -> None:
    sheet = book.add_worksheet(_("Toelichting"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    rules = (
        _("Vul het eerste blad in en laat de kop staan. De volgorde van de kolommen is vrij."),
        _("Een rij die met VOORBEELD begint, wordt overgeslagen."),
        *own_rules,
        _("Er verandert niets zolang u de voorvertoning niet hebt doorgevoerd."),
    )
    for number, sentence in enumerate(rules):
        sheet.write_string(number, 0, sentence)
    top = len(rules) + 1
    _write_row(sheet, top, (_("kolom"), _("verplicht"), _("uitleg"), _("voorbeeld")), bold)
    for number, column in enumerate(columns, start=top + 1):
        needed = _("ja") if column.is_required else _("nee")
        _write_row(sheet, number, (column.label, needed, str(column.text), column.example), wrapped)
    for index, width in enumerate(EXPLANATION_WIDTHS):
        sheet.set_column(index, index, width)


def _write_codes(book: Workbook, name: str, table: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, cells in enumerate(table):
        _write_row(sheet, number, cells, None if number else bold)
    sheet.set_column(0, 2, 36)
    sheet.freeze_panes(1, 0)


def _write_row(sheet: Worksheet, number: int, cells: Sequence[str], style: object = None) -> None:
    for index, cell in enumerate(cells):
        sheet.write_string(number, index, escape_formula(cell), style)
