"""From the plain text of a mail to its HTML: the text is written once, so the two cannot differ.

Paragraphs stand apart by an empty line. A paragraph of lines that start with "- " is a list; a paragraph
"Label: https://..." on its own becomes a link with that label; other addresses become links as they are. A line with
dashes under it is a heading; lines that start with "| " are a table (`text_table` makes them); "[name.png: words]" is
a picture that goes along, with the words that replace it.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

LABELLED_LINK: Final = re.compile(r"(?P<label>[^\n:]{1,80}):\s+(?P<url>https?://\S+)")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
ITEM: Final = "- "
UNDERLINE: Final = re.compile(r"-{3,}")
PICTURE: Final = re.compile(r"\[(?P<name>[\w.-]+\.png): (?P<words>[^\[\]]+)\]")
CELL: Final = "| "
WIDTH: Final = 552
"""Of a picture: that of the text in the layout of a mail."""
NO_PICTURES: Final[Mapping[str, str]] = MappingProxyType({})


def text_heading(text: str) -> str:
    """
    >>> print(text_heading("Uw cijfers"))
    Uw cijfers
    ----------
    """
    return f"{text}\n{'-' * max(len(text), 3)}"


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that reads in a mail without HTML: the first column to the left, the others to the right.

    >>> print(text_table(["Soort", "Aantal"], [["Fietsen", "1.792"], ["Inbraak", "9"]]))
    | Soort   | Aantal |
    | Fietsen |  1.792 |
    | Inbraak |      9 |
    """
    lines = [[" ".join(cell.replace("|", "/").split()) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "| "
        + " | ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in lines
    )


def tidy(text: str) -> str:
    r"""Strip what a template leaves behind: spaces at line ends, heaps of empty lines.

    >>> tidy("\n Beste lezer, \n\n\n\nTot ziens\n")
    'Beste lezer,\n\nTot ziens'
    """
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def html_body(text: str, pictures: Mapping[str, str] = NO_PICTURES) -> str:
    r"""The HTML of a tidied text; everything in it is escaped. `pictures`: where each is, by its name.

    >>> html_body("Beste <lezer>,\n\n- een\n- twee")
    '<p>Beste &lt;lezer&gt;,</p>\n<ul><li>een</li><li>twee</li></ul>'
    >>> html_body("Open de uitnodiging: https://noaber.invalid/u?a=1&b=2")
    '<p><a href="https://noaber.invalid/u?a=1&amp;b=2">Open de uitnodiging</a></p>'
    >>> html_body("Cijfers\n-------\n\n[a.png: Staven per maand]", {"a.png": "cid:1"})
    '<h2>Cijfers</h2>\n<p><img src="cid:1" alt="Staven per maand" width="552"></p>'
    """
    return "\n".join(_block(block, pictures) for block in tidy(text).split("\n\n") if block)


def _block(block: str, pictures: Mapping[str, str]) -> str:
    lines = block.split("\n")
    if len(lines) == 2 and UNDERLINE.fullmatch(lines[1]):
        return f"<h2>{escape(lines[0])}</h2>"
    if all(line.startswith(CELL) for line in lines):
        return _table(lines)
    if (picture := PICTURE.fullmatch(block)) and picture["name"] in pictures:
        source, words = escape(pictures[picture["name"]]), escape(picture["words"])
        return f'<p><img src="{source}" alt="{words}" width="{WIDTH}"></p>'
    if all(line.startswith(ITEM) for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line.removeprefix(ITEM))}</li>" for line in lines) + "</ul>"
    if found := LABELLED_LINK.fullmatch(block):
        return f"<p>{_link(found['url'], found['label'])}</p>"
    return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def _table(lines: Sequence[str]) -> str:
    """The first line is its header, the first cell of every line what it is about."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    header = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows[1:]
    )
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


def _inline(line: str) -> str:
    parts, end = [], 0
    for found in ADDRESS.finditer(line):
        parts += [escape(line[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*parts, escape(line[end:])])


def _link(url: str, label: str) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>'
