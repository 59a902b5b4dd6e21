"""One way to read and plan each kind of list, from a file's bytes or from what a run has kept."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.documents.sheets import SheetError, SheetTable, read_sheet
from noaber.core.files import read_file
from noaber.network.imports.columns import COLUMNS
from noaber.network.imports.organisations import plan_organisation_list
from noaber.network.imports.people import plan_people_list
from noaber.network.imports.plans import Plan
from noaber.network.imports.populations import figures_of_file, plan_figures
from noaber.network.imports.recognising import refuse_another_list
from noaber.network.models import ImportKind, ImportRun


def readable_rows(kind: str, data: bytes, filename: str) -> int:
    """How many rows a file has; `SheetError` when it is broken or of another kind, or lacks a column."""
    if kind == ImportKind.POPULATIONS:
        rows, problems = figures_of_file(data, filename)
        return len(rows) + len(problems)
    return len(_table(kind, data, filename))


def plan_list(
    kind: str, data: bytes, filename: str, valid_from: dt.date, *, run: str = "", is_fetched: bool = False
) -> Plan:
    """What a file changes in the register; `run` makes the numbers of what is new its own."""
    if kind == ImportKind.POPULATIONS:
        rows, problems = figures_of_file(data, filename)
        return plan_figures(rows, problems, is_fetched=is_fetched)
    table = _table(kind, data, filename)
    make = plan_people_list if kind == ImportKind.PEOPLE else plan_organisation_list
    plan = make(table, valid_from, run=run)
    if not plan.preview.lines and not plan.preview.problems:
        raise SheetError(_("Er staat alleen een voorbeeld in de lijst. Vul haar en probeer het opnieuw."))
    return plan


def plan_of(run: ImportRun) -> Plan:
    """What the file of a run changes in the register as it is now."""
    if run.file is None:
        raise SheetError(_("Het bestand van deze lijst is er niet meer. Lever het opnieuw in."))
    is_fetched = bool(run.source)
    return plan_list(
        run.kind, read_file(run.file), run.file.name, run.valid_from, run=str(run.pk), is_fetched=is_fetched
    )


def _table(kind: str, data: bytes, filename: str) -> SheetTable:
    table = read_sheet(data, filename).match([column.for_sheet for column in COLUMNS[ImportKind(kind)]])
    if not len(table):
        raise SheetError(_("Er staat geen enkele rij onder de kop. Vul de lijst en probeer het opnieuw."))
    refuse_another_list(table, ImportKind(kind))
    return table
