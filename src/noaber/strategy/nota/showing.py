"""The sections of a document as a page shows them: every block prepared for its component."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from noaber.core.components.columns import Column, Kind
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.documents.paper import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Note,
    Paragraph,
    Span,
    plain,
    spans,
)
from noaber.core.documents.tables import TableColumn
from noaber.strategy.nota.sections import Section

Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One of: a line of text, the items of a list, a heading, a table or a notice."""

    line: Line = ()
    items: tuple[Line, ...] = ()
    heading: str = ""
    table: Table | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A chapter, or (`is_part`) a part of the one before it."""

    key: str
    title: str
    is_part: bool
    mark: str
    blocks: tuple[ShownBlock, ...]
    links: tuple[Action, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a chapter with its parts."""

    section: ShownSection
    parts: tuple[ShownSection, ...]


def contents_of(sections: Sequence[ShownSection]) -> list[Entry]:
    """The chapters, each with the parts that follow it."""
    found: list[tuple[ShownSection, list[ShownSection]]] = []
    for each in sections:
        if each.is_part and found:
            found[-1][1].append(each)
        else:
            found.append((each, []))
    return [Entry(section, tuple(parts)) for section, parts in found]


def shown(sections: Sequence[Section]) -> list[ShownSection]:
    return [
        ShownSection(each.key, each.title, each.level != 1, each.mark, tuple(_blocks(each)), each.links)
        for each in sections
    ]


def _blocks(section: Section) -> Iterator[ShownBlock]:
    for place, block in enumerate(section.blocks, start=1):
        yield _block(block, f"{section.key}-{place}")


def _block(block: Block, name: str) -> ShownBlock:
    match block:
        case Paragraph():
            return ShownBlock(line=tuple(spans(block.text)))
        case Bullets():
            return ShownBlock(items=tuple(tuple(spans(item)) for item in block.items))
        case Heading():
            return ShownBlock(heading=block.text)
        case DataTable():
            return ShownBlock(table=_table(block, name))
        case Note():
            return ShownBlock(notice=Notice(plain(block.text), title=block.title))
        case _:
            raise TypeError(f"a page has no form for {type(block).__name__}")


def _table(block: DataTable, name: str) -> Table:
    return plain_table(
        name=name,
        caption=block.caption,
        columns=[Column(each.key, each.label, _kind(each)) for each in block.columns],
        rows=block.rows,
        notes=[block.source] if block.source else (),
    )


def _kind(column: TableColumn) -> Kind:
    return column.kind
