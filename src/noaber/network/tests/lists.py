"""Lists as people make them in a spreadsheet, and short ways to bring them in."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from noaber.core.access import COMMAND, Actor
from noaber.core.models import AuditEntry, AuditHead
from noaber.network.imports.applying import finish_applying, start_applying
from noaber.network.imports.columns import COLUMNS
from noaber.network.imports.preview import Preview, kept_preview
from noaber.network.imports.runs import begin_import, check_import
from noaber.network.models import (
    ImportKind,
    ImportRun,
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationVersion,
    Person,
    PersonVersion,
    PopulationFigure,
)
from noaber.network.tests.conftest import NOW, TODAY

Row = Mapping[str, object]


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook whose first sheet holds these cells; dates are dates."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "d-m-yyyy"}) as book:
        sheet = book.add_worksheet("Lijst")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return stream.getvalue()


def list_of(kind: ImportKind, rows: Sequence[Row]) -> bytes:
    """A list with the columns that the rows use, by key."""
    used = [
        column for column in COLUMNS[kind] if column.is_required or any(column.key in row for row in rows)
    ]
    cells = [[row.get(column.key, "") for column in used] for row in rows]
    return xlsx([[column.label for column in used], *cells])


def checked(
    kind: ImportKind, data: bytes, name: str = "lijst.xlsx", *, on: dt.date = TODAY, actor: Actor = COMMAND
) -> ImportRun:
    run = begin_import(kind, data, name, actor=actor, now=NOW, valid_from=on)
    return check_import(run.pk, now=NOW)


def check_people(*rows: Row, on: dt.date = TODAY) -> ImportRun:
    return checked(ImportKind.PEOPLE, list_of(ImportKind.PEOPLE, rows), on=on)


def apply(run: ImportRun, *, now: dt.datetime = NOW, actor: Actor = COMMAND) -> ImportRun:
    start_applying(run.pk, actor=actor, seen=run.plan_hash, now=now)
    return finish_applying(run.pk, actor=actor, moment=lambda: now)


def preview_of(run: ImportRun) -> Preview:
    return kept_preview(run.plan)


def problems_of(run: ImportRun) -> list[str]:
    return [str(problem) for problem in preview_of(run).problems]


def register_contents() -> dict[str, Any]:
    """What an import must leave alone until it is applied: every row that says something, and the register's audit."""
    versions = {
        model.__name__: sorted(map(str, model.objects.values_list("pk", "known_from", "known_until")))
        for model in (PersonVersion, MembershipVersion, OrganisationVersion, PopulationFigure)
    }
    subjects = {
        model.__name__: sorted(map(str, model._default_manager.values_list("pk", "revision")))
        for model in (Person, Membership, Organisation)
    }
    return {**versions, **subjects}


def audit_head() -> str:
    head = AuditHead.objects.filter(pk=1).first()
    return head.hash if head else ""


def register_verbs() -> set[str]:
    """The verbs of the audit that say that the register changed because of a list."""
    return set(AuditEntry.objects.filter(verb="network.apply_import").values_list("verb", flat=True))
