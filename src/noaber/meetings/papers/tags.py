"""The tags of an appended PDF, on which a screen reader rests: its tree becomes a part of the tree of the whole.

ISO 32000-1, 14.7 and 14.8. qpdf takes pages without their tree; a tree that is copied after them points at the copies.
Numbers, IDs, classes and roles of two files would meet, so those of the later file are changed before its pages go.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Pdf, String

DEEPEST: Final = (
    200  # an honest tree stays far below it; copying a chain without end would take the process down
)
TREE: Final = "/StructTreeRoot"
PARENTS: Final = ("/StructParents", "/StructParent")
CONTENT: Final = ("/MCR", "/OBJR")


class Tags(StrEnum):
    """What a file hands to a screen reader."""

    NONE = "none"
    UNPROMISED = "unpromised"  # it has tags, but does not say that it is PDF/UA-1
    PROMISED = "promised"


def tags_of(document: Pdf) -> Tags:
    elements = elements_of(document)
    if not elements:
        return Tags.NONE
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as says:
        is_promised = says.get("pdfuaid:part") == "1"
    # headings with and without a level may not meet in one file (ISO 14289-1, 7.4.4), and ours have one
    is_promised = is_promised and not any(each.S == Name.H for each in elements)
    return Tags.PROMISED if is_promised else Tags.UNPROMISED


def elements_of(document: Pdf) -> Sequence[Any]:
    """Every element of the tree. None at all when it does not hold together: then it helps nobody."""
    try:
        root = document.Root[TREE]
        found = list(_walk(root)) if document.Root.MarkInfo.Marked else []
        reached = {each.objgen for each in found}
        parents = dict(NumberTree(root.ParentTree).items())
        told = {int(page.obj.StructParents) for page in document.pages if "/StructParents" in page.obj}
        holds = told <= set(parents) and all(_is_within(each, reached) for each in parents.values())
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return ()
    return found if holds else ()


def _walk(root: Any) -> Iterator[Any]:
    waiting, seen = [(kid, 1) for kid in kids_of(root)], set()
    while waiting:
        element, depth = waiting.pop()
        if element.objgen in seen or not element.is_indirect or "/S" not in element or depth > DEEPEST:
            raise ValueError("this is no tree")
        seen.add(element.objgen)
        yield element
        waiting += [(kid, depth + 1) for kid in kids_of(element)]


def _is_within(value: Any, reached: Set[tuple[int, int]]) -> bool:
    return all(each is None or each.objgen in reached for each in _listed(value))


def _listed(value: Any) -> list[Any]:
    """As a list what the standard lets stand alone as well."""
    return list(value) if isinstance(value, Array) else [] if value is None else [value]


def kids_of(node: Any) -> list[Any]:
    """The elements right under a node, without the content that it marks."""
    below = [each for each in _listed(node.get("/K")) if isinstance(each, Dictionary)]
    return [each for each in below if str(each.get("/Type", "")) not in CONTENT]


def page_places(document: Any) -> Mapping[tuple[int, int], int]:
    """By page: after how many kids of `document` (the first element of a tree) all of that page is told."""
    places: dict[tuple[int, int], int] = {}
    for place, kid in enumerate(_listed(document.K), start=1):
        for node in (kid, *_walk(kid)) if isinstance(kid, Dictionary) else ():
            content = [each for each in _listed(node.get("/K")) if isinstance(each, Dictionary)]
            places |= {each.Pg.objgen: place for each in (node, *content) if "/Pg" in each}
    return places


class Graft:
    """The tree of one file on its way into the whole: `prepare` before its pages are taken over, `join` after."""

    def __init__(self, whole: Pdf, source: Pdf, number: int) -> None:
        self.whole, self.source, self.prefix = whole, source, f"b{number}-"
        self.elements = elements_of(source)
        self.ours = whole.Root[TREE]
        self.ours.ParentTree = _indirect(whole, self.ours.ParentTree)
        self.base = max(NumberTree(self.ours.ParentTree).keys(), default=-1) + 1

    def prepare(self) -> None:
        """Change what would meet its like in the whole. Without a tree nothing points at one any more."""
        inline = (note for page in self.source.pages for note in page.obj.get("/Annots", ()))
        for holder in (*self.source.objects, *(note for note in inline if not note.is_indirect)):
            for name in PARENTS if isinstance(holder, Dictionary) else ():
                if name in holder and self.elements:
                    holder[name] = int(holder[name]) + self.base
                elif name in holder:
                    del holder[name]
        if self.elements:
            self._rename_roles()
            self._rename_ids()

    def join(self, under: Any, place: int, title: str) -> None:
        """Hang the tree under an element of the whole, behind `place` of the kids that it has."""
        if not self.elements:
            return
        root = self.source.Root[TREE]
        part = self.source.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, T=String(title), K=Array(kids_of(root)))
        )
        if "/Lang" in self.source.Root:
            part.Lang = self.source.Root.Lang
        for kid in kids_of(root):
            kid.P = part
        parents = dict(NumberTree(root.ParentTree).items())
        luggage = Dictionary(
            Part=part,
            Roles=root.RoleMap,
            Classes=root.ClassMap,
            Spaces=root.get("/Namespaces", Array()),
            Named=Array([each for each in self.elements if "/ID" in each]),
            Parents=Array(parents.values()),
        )
        brought = self.whole.copy_foreign(self.source.make_indirect(luggage))
        kids = _listed(under.K)
        under.K = Array([*kids[:place], brought.Part, *kids[place:]])
        brought.Part.P = under
        self._unpack(brought, list(parents))

    def _unpack(self, brought: Any, numbers: Sequence[int]) -> None:
        parents = NumberTree(self.ours.ParentTree)
        for number, value in zip(numbers, brought.Parents, strict=True):
            parents[number + self.base] = value
        self.ours.ParentTreeNextKey = max(parents.keys()) + 1
        for name, more in (("/RoleMap", brought.Roles), ("/ClassMap", brought.Classes)):
            if more.keys():
                self.ours[name] = Dictionary({**dict(self.ours.get(name, {}).items()), **dict(more.items())})
        if len(brought.Spaces):
            self.ours.Namespaces = Array([*self.ours.get("/Namespaces", ()), *brought.Spaces])
        if len(brought.Named):
            if "/IDTree" not in self.ours:
                self.ours.IDTree = NameTree.new(self.whole).obj
            self.ours.IDTree = _indirect(self.whole, self.ours.IDTree)
            names = NameTree(self.ours.IDTree)
            for element in brought.Named:
                names[str(element.ID)] = element

    def _rename_roles(self) -> None:
        """A role that the whole knows otherwise gets a name of its own, and so does each class."""
        root, ours = self.source.Root[TREE], dict(self.ours.get("/RoleMap", {}).items())
        theirs = dict(root.get("/RoleMap", {}).items())
        roles = {name: self._own(name) for name, role in theirs.items() if ours.get(name, role) != role}
        root.RoleMap = Dictionary(
            {str(roles.get(name, name)): roles.get(str(role), role) for name, role in theirs.items()}
        )
        classes = dict(root.get("/ClassMap", {}).items())
        root.ClassMap = Dictionary({str(self._own(name)): value for name, value in classes.items()})
        for each in self.elements:
            each.S = roles.get(str(each.S), each.S)
            if "/C" in each:
                named = (self._own(str(name)) if isinstance(name, Name) else name for name in _listed(each.C))
                each.C = Array(named)

    def _rename_ids(self) -> None:
        """IDs, and the cells of a table that name their headings by it."""
        ids = {
            bytes(each.ID): f"{self.prefix}{number}"
            for number, each in enumerate(self.elements)
            if "/ID" in each
        }
        done: set[tuple[int, int]] = set()
        for each in self.elements:
            if "/ID" in each:
                each.ID = String(ids[bytes(each.ID)])
            for facts in _listed(each.get("/A")):
                if not isinstance(facts, Dictionary) or "/Headers" not in facts or facts.objgen in done:
                    continue
                done |= {facts.objgen} - {(0, 0)}  # one that several cells share is changed once
                facts.Headers = Array([String(ids.get(bytes(name), str(name))) for name in facts.Headers])

    def _own(self, name: str) -> Any:
        return Name(f"/{self.prefix}{name[1:]}")


def _indirect(whole: Pdf, found: Any) -> Any:
    return found if found.is_indirect else whole.make_indirect(found)
