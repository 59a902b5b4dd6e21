"""The same rows as the screen, as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.documents.tables import (
    CSV_MEDIA_TYPE,
    XLSX_MEDIA_TYPE,
    Sheet,
    to_csv,
    to_workbook,
    to_xlsx,
)
from noaber.core.models import Demonstration

DOWNLOAD_FORMATS: Final = {"xlsx": XLSX_MEDIA_TYPE, "csv": CSV_MEDIA_TYPE}


@dataclass(frozen=True, slots=True)
class Download:
    """A link to the rows as a file."""

    label: str
    url: str


def download_links(link: Callable[..., str]) -> tuple[Download, ...]:
    """Links for every format; ``link(formaat=...)`` gives the address."""
    return (
        Download(_("Excel (XLSX)"), link(formaat="xlsx")),
        Download(_("CSV"), link(formaat="csv")),
    )


def download_response(
    file_format: str,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    notes: Sequence[str],
) -> HttpResponse:
    """The rows as XLSX or CSV. In a demonstration the file and its name say so."""
    heads = [column.for_download() for column in columns]
    plain = [_plain(row) for row in rows]
    write = to_xlsx if file_format == "xlsx" else to_csv
    return _file(file_format, name, lambda said: write(caption, heads, plain, notes=said), notes)


def workbook_response(
    name: str, title: str, sheets: Sequence[Sheet], *, notes: Sequence[str] = ()
) -> HttpResponse:
    """As `download_response`, for sheets that belong together."""
    return _file("xlsx", name, lambda said: to_workbook(title, sheets, notes=said), notes)


def workbook_file(
    name: str, title: str, sheets: Sequence[Sheet], *, notes: Sequence[str] = ()
) -> tuple[str, bytes]:
    """As `workbook_response`, to keep: the name of the file and its bytes."""
    return _written("xlsx", name, lambda said: to_workbook(title, sheets, notes=said), notes)


def _file(
    file_format: str, name: str, write: Callable[[Sequence[str]], bytes], notes: Sequence[str]
) -> HttpResponse:
    file_name, content = _written(file_format, name, write, notes)
    response = HttpResponse(content, content_type=DOWNLOAD_FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _written(
    file_format: str, name: str, write: Callable[[Sequence[str]], bytes], notes: Sequence[str]
) -> tuple[str, bytes]:
    is_demonstration = Demonstration.objects.exists()
    example = [_("Voorbeeldgegevens: mensen, adressen en nummers zijn verzonnen")] if is_demonstration else []
    file_name = f"{name}-voorbeeldgegevens" if is_demonstration else name
    return f"{file_name}.{file_format}", write([*example, *notes])


def _plain(row: Row) -> Row:
    """The row with every status as its word."""
    return {key: value.label if isinstance(value, Status) else value for key, value in row.items()}
