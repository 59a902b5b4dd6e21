"""Light text: what people write in a proposal, as passages that a paper can hold.

A blank line begins a new paragraph; a line that begins with "- ", "* ", "• " or "▶ " (or "1. ") is an item of a
list; a line that begins with "# " is a short line of its own. ``**words**`` are stressed, ``*words*`` and
``_words_`` are a title; of ``[words](address)`` the words stay, with the address behind them. Any other sign is
itself: nothing is lost, and nothing is run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ITEM: Final = re.compile(r"\s{0,6}(?:[-*•▶–]|\d{1,3}[.)])\s+(\S.*)")
_HEADING: Final = re.compile(r"#{1,6}\s+(.+?)\s*#*")
_LINK: Final = re.compile(r"\[([^\[\]]{1,300})\]\(([^()\s]{1,500})\)")
_STRESS: Final = re.compile(
    r"\*\*(?=\S)([^*]{1,500}?)(?<=\S)\*\*|(?<!\w)[*_](?=\S)([^*_]{1,500}?)(?<=\S)[*_](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A few words in one manner."""

    text: str
    is_strong: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (one item) or a list (`is_list`), each item as words."""

    items: tuple[tuple[Words, ...], ...]
    is_list: bool = False


def passages(text: str) -> list[Passage]:
    """The passages of a text, in order; an empty text has none.

    >>> [(p.is_list, len(p.items)) for p in passages("Waarom:\\n- samen\\n- sterker\\n\\nEn verder.")]
    [(False, 1), (True, 2), (False, 1)]
    """
    found: list[Passage] = []
    for is_list, lines in _runs(text):
        items = tuple(words(line) for line in (lines if is_list else [" ".join(lines)]))
        found.append(Passage(items, is_list))
    return found


def _runs(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Lines that belong together: of one paragraph, or the items of one list."""
    kind, lines = False, list[str]()
    for line in [*text.splitlines(), ""]:
        item, heading = _ITEM.fullmatch(line), _HEADING.fullmatch(line.strip())
        begins_anew = not line.strip() or heading or (item is not None) != kind
        if kind and lines and line.startswith(" ") and line.strip() and not item:
            lines[-1] += f" {line.strip()}"  # the item goes on
            continue
        if begins_anew and lines:
            yield kind, lines
            lines = []
        if heading:
            yield False, [f"**{heading[1]}**"]
            kind = False
        elif line.strip():
            kind = item is not None
            lines.append(item[1] if item else line.strip())


def words(line: str) -> tuple[Words, ...]:
    """The words of a line with their manner.

    >>> for part in words("De **bijdrage** en de *Endterm review*"):
    ...     print(part.text, part.is_strong, part.is_title)
    De  False False
    bijdrage True False
     en de  False False
    Endterm review False True
    """
    plain = _LINK.sub(r"\1 (\2)", line)
    found, place = list[Words](), 0
    for match in _STRESS.finditer(plain):
        if match.start() > place:
            found.append(Words(plain[place : match.start()]))
        strong, title = match.groups()
        found.append(Words(strong or title, is_strong=strong is not None, is_title=title is not None))
        place = match.end()
    if place < len(plain) or not found:
        found.append(Words(plain[place:]))
    return tuple(found)


def without_marks(text: str) -> str:
    """The whole text on one line, as plain words.

    >>> without_marks("Samen **sterker**:\\n\\n- *delen*\\n- leren")
    'Samen sterker: delen leren'
    """
    lines = (line for passage in passages(text) for line in passage.items)
    return " ".join("".join(part.text for part in line) for line in lines)


def cut(text: str, most: int) -> str:
    """The text in at most so many signs, cut between words where it can, with a mark that something is left out.

    >>> cut("Iedere gemeente draagt bij.", 18), cut("Kort.", 18), cut("Rechtsbescherming", 8)
    ('Iedere gemeente …', 'Kort.', 'Rechtsb…')
    """
    if len(text) <= most:
        return text
    kept = text[: max(most - 1, 0)]
    whole = kept[: kept.rfind(" ") + 1] if " " in kept.strip() else ""
    return f"{whole.rstrip(' ,;:')} …" if len(whole) > most // 2 else f"{kept}…"
