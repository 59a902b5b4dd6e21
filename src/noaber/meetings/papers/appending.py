"""Putting the pages of others behind our own: each paper behind the page of ours that names it.

Our pages stay as accessible as they were. The pages of others come as they are, so the file as a whole no longer says
that it is PDF/A and PDF/UA. What they would do when opened, such as scripts, does not come along.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pikepdf

from noaber.meetings.papers.enclosures import Enclosure, Fate

CLAIMS: Final = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")
HARMLESS: Final = "/URI"  # the only thing that a link of others may still do here


def append(own: bytes, found: Sequence[Enclosure]) -> tuple[bytes, list[int]]:
    """The whole, and the numbers of the papers that proved broken. The last pages of `own` name the papers in order."""
    papers = [each for each in found if each.fate is Fate.APPENDED]
    if not papers:
        return own, []
    with pikepdf.open(io.BytesIO(own)) as whole:
        first = len(whole.pages) - len(papers)
        broken = [
            each.number
            for place, each in reversed(list(enumerate(papers, start=first)))
            if not _insert(whole, each.data, place + 1)
        ]
        _disclaim(whole)
        made = io.BytesIO()
        whole.save(made, deterministic_id=True)
    return made.getvalue(), broken


def _insert(whole: pikepdf.Pdf, data: bytes, place: int) -> bool:
    """Whether the pages could be read; none of them comes when one cannot."""
    before = len(whole.pages)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for page in document.pages:
                _clean(page.obj)
            for offset, page in enumerate(document.pages):
                whole.pages.insert(place + offset, page)
    except (pikepdf.PdfError, ValueError):
        del whole.pages[place : place + len(whole.pages) - before]
        return False
    return True


def _clean(page: Any) -> None:
    """Take off what points into the file that it came from, and what acts by itself."""
    for name in ("/AA", "/StructParents", "/B", "/PieceInfo", "/Metadata", "/Tabs"):
        if name in page:
            del page[name]
    for drawing in _drawings(page):
        for name in ("/StructParents", "/StructParent"):
            if name in drawing:
                del drawing[name]
    for note in page.get("/Annots", ()):
        _clean_note(note)


def _drawings(page: Any) -> Iterable[Any]:
    drawings = page.get("/Resources", {}).get("/XObject", {})
    return [drawings[name] for name in drawings.keys()] if drawings else []  # noqa: SIM118 - of a PDF, not of Python


def _clean_note(note: Any) -> None:
    for name in ("/AA", "/StructParent", "/Dest", "/Parent", "/Popup"):
        if name in note:
            del note[name]
    if "/A" in note and note["/A"].get("/S") != HARMLESS:
        del note["/A"]


def _disclaim(whole: pikepdf.Pdf) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as says:
        for claim in CLAIMS:
            if claim in says:
                del says[claim]
