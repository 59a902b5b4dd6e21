"""For tests in which many ask for the same papers, and what is asked is who may have them."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from noaber.core.components import downloads
from noaber.core.documents import odt_writing, pdf
from noaber.core.documents.paper import Paper
from noaber.core.documents.tables import Sheet, to_workbook


@contextmanager
def set_once() -> Iterator[None]:
    """A paper is set the first time that somebody asks for it; who asks for the same words gets the same file.

    The same goes for a workbook of several sheets. `test_documents_pdf` and `test_documents_odt` hold papers to that.
    The moment of making, down to the second, does not tell papers apart; the day that stands on them does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_compiled", _remembered(pdf._compiled, _of_pdf))
        patch.setattr(odt_writing, "written", _remembered(odt_writing.written, _of_odt))
        patch.setattr(downloads, "to_workbook", _workbooks())
        yield


def _workbooks() -> Callable[..., bytes]:
    make = _remembered(
        lambda title, sheets, notes: to_workbook(title, sheets, notes=notes), lambda *asked: repr(asked)
    )

    def give(title: str, sheets: Sequence[Sheet], *, notes: Sequence[str] = ()) -> bytes:
        return make(title, [replace(sheet, rows=list(sheet.rows)) for sheet in sheets], tuple(notes))

    return give


def _remembered(make: Callable[..., bytes], key_of: Callable[..., object]) -> Callable[..., bytes]:
    made: dict[object, bytes] = {}

    def give(*asked: Any) -> bytes:
        key = key_of(*asked)
        if key not in made:
            made[key] = make(*asked)
        return made[key]

    return give


def _of_pdf(template: Path, data: object, _made_at: object, has_attachments: bool) -> object:
    files = sorted((file.name, file.read_bytes()) for file in template.parent.iterdir())
    return template.name, json.dumps(data, default=str), has_attachments, tuple(files)


def _of_odt(paper: Paper) -> object:
    return repr(replace(paper, made_at=paper.made_at.replace(hour=0, minute=0, second=0, microsecond=0)))
