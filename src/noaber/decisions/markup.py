"""The little that a long text of a proposal can say beyond words: paragraphs, lists, bold and italic.

Only the texts of the memo are shown so. A point is one plain line (`without_marks`); answers, remarks and what is
written of a meeting are plain text, as typed.

Written as Markdown: an empty line ends a paragraph, `- ` or `1. ` begins a line of a list, `**bold**`, `*title*`. What
is not one of these is shown as it was typed, HTML too. The same text becomes a part of a page (`to_html`) and of a
paper (`to_blocks`).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from noaber.core.documents.paper import Block, Bullets, Paragraph, Point, Points, Span, Text, plain
from noaber.core.rules.money import keep_together

HINT: Final = _(
    "In de teksten van “Aanleiding” tot en met “Vervolg” begint een lege regel een alinea, “- ” een opsomming en "
    "“1. ” een genummerde lijst; **vet** en *cursief* kan ook. Al het andere is gewone tekst, zonder opmaak."
)
MARKDOWN: Final = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "newline", "escape"]
)
PLAIN: Final = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["newline"])
_LISTS: Final = frozenset({"bullet_list", "ordered_list"})
_DEEPEST: Final = 3  # lists within lists; what lies deeper follows at this depth
_DEEPEST_MARKS: Final = 40  # bold within bold and lists within lists; a text that goes deeper is no writing


@lru_cache(maxsize=256)
def to_html(text: str) -> SafeString:
    """The text as a part of a page; only what the module names becomes an element.

    >>> to_html("Drie **doelen** & een <b>:\\n\\n- ondermijning\\n- cybercrime")
    '<p>Drie <strong>doelen</strong> &amp; een &lt;b&gt;:</p>\\n<ul class="noaber-bullets">\\n<li>ondermijning</li>\\n\
<li>cybercrime</li>\\n</ul>\\n'
    """
    tokens = _parsed(keep_together(text))
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            token.attrSet("class", "noaber-bullets")
    return SafeString(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def to_blocks(text: str) -> list[Block]:
    """The same text as blocks of a paper.

    >>> to_blocks("Wij vragen **7 cent**.\\n\\n- per inwoner")
    [Paragraph(text=['Wij vragen ', Span(text='7 cent', is_strong=True, is_title=False), '.']), \
Bullets(items=[['per inwoner']])]
    """
    return [block for node in SyntaxTreeNode(_parsed(text)).children for block in _blocks(node)]


def without_marks(text: str) -> str:
    """The whole text on one line, as plain words.

    >>> without_marks("Samen **sterker**:\\n\\n- *delen*\\n- leren")
    'Samen sterker: delen leren'
    """
    lines = (plain(line) for block in to_blocks(text) for _mark, line in _lines_of(block))
    return " ".join(" ".join(lines).split())


def as_lines(text: str) -> str:
    """The whole text as plain words, with its paragraphs, and each item of a list on its own line.

    >>> as_lines("Samen **sterker**:\\n\\n- *delen*\\n- leren")
    'Samen sterker:\\n\\n– delen\\n– leren'
    """
    blocks = ([f"{mark}{plain(line)}" for mark, line in _lines_of(block)] for block in to_blocks(text))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _parsed(text: str) -> list[Token]:
    """The text read once, in time that grows with its length; each part that goes too deep is plain words."""
    tokens = MARKDOWN.parse(text)
    if _depth(tokens) > _DEEPEST_MARKS:
        tokens = PLAIN.parse(text)
    for token in tokens:
        if token.children and _depth(token.children) > _DEEPEST_MARKS:
            token.children = [_plain_token(token.content)]
    return tokens


def _depth(tokens: Sequence[Token]) -> int:
    """How many marks are open at once, at most."""
    return max(accumulate(token.nesting for token in tokens), default=0)


def _plain_token(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _lines_of(block: Block | Point) -> Iterator[tuple[str, Text]]:
    """Each line, after the mark that begins it."""
    if isinstance(block, Paragraph):
        yield "", block.text
    if isinstance(block, Point):
        yield f"{block.label}{'. ' if block.label.isdecimal() else ' '}", block.text
    if isinstance(block, Bullets):
        yield from (("– ", item) for item in block.items)
    for inner in (
        block.items if isinstance(block, Points) else block.points if isinstance(block, Point) else ()
    ):
        yield from _lines_of(inner)


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "paragraph":
        yield Paragraph(_text(node))
    elif node.type == "bullet_list":
        yield Bullets([text for item in node.children for text in _lines(item)])
    elif node.type == "ordered_list":
        yield Points(_points(node))


def _points(node: SyntaxTreeNode, depth: int = 1) -> list[Point]:
    first = int(node.attrs.get("start", 1))
    return [
        Point(str(first + place), _first_line(item), [] if depth >= _DEEPEST else _under(item, depth))
        for place, item in enumerate(node.children)
    ]


def _under(item: SyntaxTreeNode, depth: int) -> list[Point]:
    """What stands under a numbered line: numbered lines as they are, a line of an unnumbered list with a dash."""
    found: list[Point] = []
    for child in item.children[1:]:
        if child.type == "ordered_list":
            found += _points(child, depth + 1)
        else:
            found += [Point("–", text) for text in (_lines(child) if child.children else [_text(child)])]
    return found


def _first_line(item: SyntaxTreeNode) -> Text:
    return _text(item.children[0]) if item.children and item.children[0].type == "paragraph" else ""


def _lines(node: SyntaxTreeNode) -> Iterator[Text]:
    """Every line in a list, whatever lies within it, one after another."""
    for child in node.children:
        if child.type == "paragraph":
            yield _text(child)
        else:
            yield from _lines(child)


def _text(paragraph: SyntaxTreeNode) -> Text:
    return _joined(list(_spans(paragraph)))


def _spans(node: SyntaxTreeNode, *, is_strong: bool = False, is_title: bool = False) -> Iterator[str | Span]:
    for child in node.children:
        if child.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif child.children or child.type == "inline":
            strong, title = is_strong or child.type == "strong", is_title or child.type == "em"
            yield from _spans(child, is_strong=strong, is_title=title)
        elif child.content:
            yield (
                Span(child.content, is_strong=is_strong, is_title=is_title)
                if is_strong or is_title
                else child.content
            )


def _joined(parts: Sequence[str | Span]) -> list[str | Span]:
    """Words that follow on each other as one text."""
    found: list[str | Span] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, str) and isinstance(last, str):
            found[-1] = last + part
        else:
            found.append(part)
    return found
