"""The tags in a folder: whatever is marked on a page can be reached from the one tree, and the mark is kept or not."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, String

from noaber.core.documents.paper import Block, DataTable, Heading, PageBreak, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.decisions.tests.conftest import NOW
from noaber.meetings.papers import tags
from noaber.meetings.papers.appending import append
from noaber.meetings.papers.enclosures import Enclosure, Fate
from noaber.meetings.papers.tags import Tags, tags_of


def made(*blocks: Block) -> bytes:
    return to_pdf(Paper(title="Stuk", network="Elders", kind="Stuk", made_at=NOW, blocks=blocks))


def table(words: str) -> bytes:
    columns = (TableColumn("gemeente", "Gemeente", "text"), TableColumn("bedrag", "Bedrag", "text"))
    rows = [{"gemeente": "Lindewold", "bedrag": "een"}, {"gemeente": "Kerkhoven", "bedrag": "twee"}]
    return made(
        Heading(words), DataTable(words, columns, rows), PageBreak(), Heading("Verder", 2), Paragraph(words)
    )


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(kept, deterministic_id=True)
    return kept.getvalue()


def untagged(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot, document.Root.MarkInfo


def unmarked(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as says:
        del says["pdfuaid:part"]


def other_words(document: pikepdf.Pdf) -> None:
    """The same names as ours for something else, and a link with its tag."""
    root, page = document.Root.StructTreeRoot, document.pages[0].obj
    root.RoleMap.Title = Name.H6
    first = root.K[0]
    root.ClassMap = Dictionary(Wide=Dictionary(O=Name.Layout, SpaceAfter=12))
    first.C = Name.Wide
    note = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            Contents=String("Naar elders"),
            StructParent=7,
        )
    )
    note.A = Dictionary(S=Name.URI, URI=String("https://elders.invalid/"))
    content = Dictionary(Type=Name.OBJR, Obj=note, Pg=page)
    link = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=first, K=content))
    first.K.append(link)
    page.Annots = Array([note])
    NumberTree(root.ParentTree)[7] = link
    root.ParentTreeNextKey = 8


def folder(*papers: bytes) -> bytes:
    """Our own pages, and behind each title page a paper."""
    own: list[Block] = [Heading("Agenda"), Paragraph("Onze eigen bladzijde")]
    found = []
    for number, data in enumerate(papers, start=1):
        own += [PageBreak(), Heading(f"Bijlage {number}")]
        with pikepdf.open(io.BytesIO(data)) as document:
            says, count = tags_of(document), len(document.pages)
        found.append(
            Enclosure(
                number,
                1,
                f"Stuk {number}",
                "stuk.pdf",
                "application/pdf",
                "",
                Fate.APPENDED,
                count,
                data,
                says,
            )
        )
    whole, broken = append(made(*own), found)
    assert not broken
    return whole


def below(node: Any) -> Iterator[Any]:
    for kid in tags.kids_of(node):
        yield kid
        yield from below(kid)


def told(element: Any) -> Iterator[tuple[Any, Any]]:
    """What an element marks: the page and the number there, or the page and the object."""
    for each in element.K if isinstance(element.get("/K"), Array) else [element.get("/K")]:
        if isinstance(each, int):
            yield element.Pg.objgen, each
        elif isinstance(each, Dictionary) and each.get("/Type") == Name.MCR:
            yield each.get("/Pg", element.get("/Pg")).objgen, int(each.MCID)
        elif isinstance(each, Dictionary) and each.get("/Type") == Name.OBJR:
            yield each.get("/Pg", element.get("/Pg")).objgen, each.Obj.objgen


def marked(page: pikepdf.Page) -> list[int]:
    """The numbers under which the content of a page is marked."""
    begun = [made.operands[1] for made in pikepdf.parse_content_stream(page) if str(made.operator) == "BDC"]
    return [int(facts.MCID) for facts in begun if isinstance(facts, Dictionary) and "/MCID" in facts]


def marks_of(document: pikepdf.Pdf) -> int:
    """How much is marked; fails when a mark does not lead to the tree, to its own page and back."""
    root, count, numbers = document.Root.StructTreeRoot, 0, []
    elements = {each.objgen: each for each in below(root)}
    parents = NumberTree(root.ParentTree)
    for page in document.pages:
        if "/StructParents" in page.obj:
            numbers.append(int(page.obj.StructParents))
        for number in marked(page) if "/StructParents" in page.obj else []:
            element = elements[parents[int(page.obj.StructParents)][number].objgen]
            assert (page.obj.objgen, number) in set(told(element))
            count += 1
        for note in page.obj.get("/Annots", ()):
            if "/StructParent" in note:
                numbers.append(int(note.StructParent))
                element = elements[parents[int(note.StructParent)].objgen]
                assert (page.obj.objgen, note.objgen) in set(told(element))
    assert len(set(numbers)) == len(numbers)
    assert all(number < root.ParentTreeNextKey for number in numbers)
    for element in elements.values():
        assert element.objgen in {kid.objgen for kid in tags.kids_of(element.P)}
    return count


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_each_mark_on_each_page_leads_to_the_tree_with_its_page() -> None:
    papers = [table("Eerste"), changed(table("Tweede"), other_words), made(Heading("Derde"))]
    whole = opened(folder(*papers))
    assert all("/StructParents" in page.obj for page in whole.pages)
    assert marks_of(whole) > sum(marks_of(opened(each)) for each in papers) > 0
    assert whole.open_metadata()["pdfuaid:part"] == "1"
    assert tags_of(whole) is Tags.PROMISED


def test_the_parts_stand_behind_the_page_that_names_them() -> None:
    whole = opened(folder(table("Eerste"), table("Tweede")))
    kids = tags.kids_of(whole.Root.StructTreeRoot.K[0])
    order = [
        str(kid.T) if Name.Part == kid.S and "/T" in kid else "H"
        for kid in kids
        if kid.S in (Name.Part, Name.H1)
    ]
    assert order == ["H", "H", "Bijlage 1: Stuk 1", "H", "Bijlage 2: Stuk 2"]
    assert [str(kid.Lang) for kid in kids if Name.Part == kid.S] == ["nl-NL"] * 2


def test_ids_roles_and_classes_of_two_files_do_not_meet() -> None:
    whole = opened(folder(table("Eerste"), changed(table("Tweede"), other_words)))
    root = whole.Root.StructTreeRoot
    elements = list(below(root))
    names = NameTree(root.IDTree)
    ids = [str(each.ID) for each in elements if "/ID" in each]
    assert ids
    assert sorted(ids) == sorted(names.keys())
    assert all(names[str(each.ID)].objgen == each.objgen for each in elements if "/ID" in each)
    cells = [facts for each in elements for facts in each.get("/A", ()) if "/Headers" in facts]
    assert {str(name) for facts in cells for name in facts.Headers} <= set(ids)
    assert root.RoleMap.Title == Name.P
    assert root.RoleMap["/b2-Title"] == Name.H6
    assert [each.C[0] for each in elements if "/C" in each] == ["/b2-Wide"]
    assert root.ClassMap["/b2-Wide"].SpaceAfter == 12


@pytest.mark.parametrize("change", [untagged, unmarked])
def test_the_mark_goes_with_one_file_that_does_not_bear_it(change: Callable[[pikepdf.Pdf], None]) -> None:
    whole = opened(folder(table("Eerste"), changed(table("Tweede"), change)))
    assert "pdfuaid:part" not in whole.open_metadata()
    assert marks_of(whole)
    assert ("/StructParents" in whole.pages[-1].obj) is (change is unmarked)


def test_a_tree_that_bites_its_tail_counts_as_none() -> None:
    def bite(document: pikepdf.Pdf) -> None:
        first = document.Root.StructTreeRoot.K[0]
        first.K.append(first)

    def bottomless(document: pikepdf.Pdf) -> None:
        element = document.Root.StructTreeRoot.K[0]
        for _ in range(50_000):
            deeper = document.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Div, P=element, K=Array())
            )
            element.K.append(deeper)
            element = deeper

    for change in (bite, bottomless):
        data = changed(made(Heading("Stuk")), change)
        assert tags_of(opened(data)) is Tags.NONE
        whole = opened(folder(data))
        assert "/StructParents" not in whole.pages[-1].obj


def test_the_same_papers_make_the_same_bytes() -> None:
    papers = [table("Eerste"), changed(table("Tweede"), other_words)]
    assert folder(*papers) == folder(*papers)
