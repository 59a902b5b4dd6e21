"""Putting the pages of others behind our own, each paper with its tags (`tags`) behind the page of ours that names it.

What it would do when opened, such as scripts, does not come along. The whole no longer says that it is PDF/A, and that
it is PDF/UA only when each paper says so.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

import pikepdf

from noaber.meetings.papers.enclosures import Enclosure, Fate
from noaber.meetings.papers.tags import Graft, Tags, kids_of, page_places

ARCHIVE: Final = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev")
ACCESSIBLE: Final = ("pdfuaid:part", "pdfuaid:rev")
HARMLESS: Final = "/URI"  # the only thing that a link of others may still do here


def append(own: bytes, found: Sequence[Enclosure]) -> tuple[bytes, list[int]]:
    """The whole, and the numbers of the papers that proved broken. The last pages of `own` name the papers in order."""
    papers = [each for each in found if each.fate is Fate.APPENDED]
    if not papers:
        return own, []
    with pikepdf.open(io.BytesIO(own)) as whole:
        first = len(whole.pages) - len(papers)
        document = kids_of(whole.Root.StructTreeRoot)[0]
        places = page_places(document)
        broken = []
        for page, each in reversed(
            list(enumerate(papers, start=first))
        ):  # from the back, so that places stay
            place = places[whole.pages[page].obj.objgen]
            if not _insert(whole, each, page + 1, document, place):
                broken.append(each.number)
        keeps = all(each.tags is Tags.PROMISED for each in papers)
        _disclaim(whole, ARCHIVE if keeps else (*ARCHIVE, *ACCESSIBLE))
        made = io.BytesIO()
        whole.save(made, deterministic_id=True)
    return made.getvalue(), broken


def _insert(whole: pikepdf.Pdf, paper: Enclosure, at: int, document: Any, place: int) -> bool:
    """Whether it could be read. When not, the whole is half done and of no use."""
    try:
        with pikepdf.open(io.BytesIO(paper.data)) as source:
            graft = Graft(whole, source, paper.number)
            graft.prepare()
            for page in source.pages:
                _clean(page.obj, is_tagged=bool(graft.elements))
            for offset, page in enumerate(source.pages):
                whole.pages.insert(at + offset, page)
            graft.join(document, place, paper.called)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def _clean(page: Any, *, is_tagged: bool) -> None:
    """Take off what points into the file that it came from, and what acts by itself."""
    for name in ("/AA", "/B", "/PieceInfo", "/Metadata", *(() if is_tagged else ("/Tabs",))):
        if name in page:
            del page[name]
    for note in page.get("/Annots", ()):
        _clean_note(note)


def _clean_note(note: Any) -> None:
    for name in ("/AA", "/Dest", "/Parent", "/Popup"):
        if name in note:
            del note[name]
    if "/A" in note and note["/A"].get("/S") != HARMLESS:
        del note["/A"]


def _disclaim(whole: pikepdf.Pdf, claims: Sequence[str]) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as says:
        for claim in claims:
            if claim in says:
                del says[claim]
