"""All data as documented CSV: a file per table, the stored files, and a description for people and programs.

The folder is a Frictionless Data Package (datapackage.json, https://specs.frictionlessdata.io/data-package/) with a
README in Dutch. Columns carry the names of the glossary; rows are in the order of their keys, so that two exports
of the same data are the same.
"""

import csv
import datetime as dt
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.administration import may_administer
from noaber.core.audit import verb
from noaber.core.documents.tables import escape_formula
from noaber.core.errors import DomainError
from noaber.core.keeping.snapshot import snapshot
from noaber.core.keeping.tables import Model, columns_of, kept_models, read_rows
from noaber.core.models import Demonstration
from noaber.core.privacy import DataClass, care_of
from noaber.core.rules.system_words import reason_in_dutch

# Tables of the machinery: they say nothing about the network.
MACHINERY: Final = (
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "contenttypes.contenttype",
    "core.scheduledrun",
    "django_tasks_database.dbtaskresult",
)

# From Django's name of a column to the type in a data package.
TYPES: Final = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "IntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "SmallIntegerField": "integer",
    "DecimalField": "number",
    "FloatField": "number",
    "BooleanField": "boolean",
    "DateField": "date",
    "DateTimeField": "datetime",
    "JSONField": "object",
}


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of a CSV file: its name, type, Dutch name, and what the privacy register says of it."""

    name: str
    type: str
    title: str
    data_class: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """One CSV file. `left_out`: columns with passwords and keys, which never leave."""

    name: str
    title: str
    columns: tuple[ExportedColumn, ...]
    left_out: tuple[str, ...]
    row_count: int

    @property
    def path(self) -> str:
        return f"tables/{self.name}.csv"


def export_data(target: Path, *, actor: Actor, now: dt.datetime) -> list[ExportedTable]:
    """Write everything to the folder `target`, which must be empty or new; it appears when it is whole."""
    require(may_administer(actor, _("de gegevens van het netwerk")))
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DomainError(_("%(folder)s is niet leeg. Kies een nieuwe of lege map.") % {"folder": target})
    _refuse_unwritable(target)
    with verb("keeping.export", actor=actor) as trail:
        trail.note("export", key=now.strftime("%Y%m%dT%H%M%SZ"))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".noaber-export-") as name:
        unfinished = Path(name) / "export"
        unfinished.mkdir(mode=0o700)  # persons stand in it; `os.replace` keeps who may look
        (unfinished / "tables").mkdir()
        with snapshot():
            tables = [_write_table(unfinished, model) for model in kept_models() if not _is_machinery(model)]
            is_example = Demonstration.objects.exists()
        _copy_files(unfinished)
        _describe(unfinished, tables, is_example=is_example)
        os.replace(unfinished, target)  # onto an empty folder: allowed, and in one step
    return tables


def _refuse_unwritable(target: Path) -> None:
    """Before anything is written: the folder that was typed, not one of ours, cannot be used."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent):
            pass
    except OSError as error:
        facts = {"folder": target, "reason": reason_in_dutch(error)}
        raise DomainError(_("%(folder)s kan niet worden gemaakt: %(reason)s.") % facts) from error


def _is_machinery(model: Model) -> bool:
    return model._meta.label_lower in MACHINERY


def _is_exported(column: "models.Field[Any, Any]") -> bool:
    """Passwords, keys and what nobody declared stay here."""
    care = care_of(column)
    return care is not None and care.data_class != DataClass.SECURITY


def _write_table(folder: Path, model: Model) -> ExportedTable:
    every = columns_of(model)
    chosen = [position for position, column in enumerate(every) if _is_exported(column)]
    count = 0
    with (folder / "tables" / f"{model._meta.db_table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([every[position].attname for position in chosen])
        for row in read_rows(model):
            writer.writerow([_cell(row[position]) for position in chosen])
            count += 1
    return ExportedTable(
        model._meta.db_table,
        str(model._meta.verbose_name),
        tuple(_described(every[position]) for position in chosen),
        tuple(column.attname for column in every if not _is_exported(column)),
        count,
    )


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, int | float):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _described(column: "models.Field[Any, Any]") -> ExportedColumn:
    care = care_of(column)
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    return ExportedColumn(
        column.attname,
        TYPES.get(target.get_internal_type(), "string"),
        str(column.verbose_name),
        str(care.data_class) if care else "",
        care.purpose if care else "",
    )


def _copy_files(folder: Path) -> None:
    source = Path(settings.FILES_ROOT)
    if source.is_dir():
        shutil.copytree(source, folder / "files", ignore=shutil.ignore_patterns(".*"))


def _describe(folder: Path, tables: list[ExportedTable], *, is_example: bool) -> None:
    package = {
        "profile": "tabular-data-package",
        "name": "noaber",
        "title": _("Gegevens van het netwerk") + (f" ({_('voorbeeldgegevens')})" if is_example else ""),
        "resources": [_resource(table) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    readme = render_to_string("core/keeping/export_readme.md", {"tables": tables, "is_example": is_example})
    (folder / "README.md").write_text(readme, encoding="utf-8")


def _resource(table: ExportedTable) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "title": column.title,
            "description": f"{column.purpose} ({column.data_class})",
        }
        for column in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "encoding": "utf-8",
        "format": "csv",
        "schema": {"fields": fields, "missingValues": [""]},
    }
