"""A document in sections: the same for the page, the PDF and the text to edit."""

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, Bullets, Heading, Paragraph
from noaber.strategy.rules.texts import written_blocks


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, or (`level` 2) a part of the one before it. `links`: where the page shows more; `mark`: a word for a
    text that is no more than a draft."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    links: tuple[Action, ...] = ()
    level: int = 1
    mark: str = ""


def blocks_of(sections: Sequence[Section]) -> list[Block]:
    """The sections as they stand in a paper."""
    found: list[Block] = []
    for each in sections:
        title = f"{each.title} ({each.mark})" if each.mark else each.title
        found += [Heading(title, 1 if each.level == 1 else 2), *each.blocks]
    return found


def written(body: str) -> list[Block]:
    """What somebody wrote, as paragraphs and lists."""
    return [
        Bullets(each.lines) if each.is_list else Paragraph(each.lines[0]) for each in written_blocks(body)
    ]
