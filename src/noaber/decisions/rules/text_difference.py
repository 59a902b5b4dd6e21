"""What changed between two texts, by paragraph, and within a paragraph by word.

A paragraph ends at an empty line. What is found holds both texts whole: `old_text` and `new_text` give them back to
the letter, white space between paragraphs included. A paragraph that changed into another one about as long and with
many of the same words is shown as one that changed; otherwise as one that went and one that came.

Source: the memo of 28 January 2019, R10 (the outcomes worked into the text) and R60 (what each body saw).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

ALIKE: Final = (
    0.4  # the share of words that two paragraphs have in common, from which they are one that changed
)
MOST_COMPARED: Final = 30  # paragraphs replaced at one place by others; of more, each only went or came
MOST_WORDS: Final = 4000  # of one paragraph, spaces included; a longer one went or came whole
_GAP: Final = re.compile(r"(\n[^\S\n]*\n\s*)")
_WORD: Final = re.compile(r"\s+|\w+(?:[.,:/-]\w+)*|[^\w\s]")  # "0,07" and "24-4-2019" stay whole


class Part(StrEnum):
    """Where some words, or a paragraph, stand: in both texts, only in the new one, only in the old one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # of a paragraph: in both, with other words


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph; `part` is never CHANGED."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its words; `old_gap` and `new_gap`: the white space that follows it in either text."""

    part: Part
    pieces: tuple[Piece, ...]
    old_gap: str = ""
    new_gap: str = ""

    @property
    def old(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.part is not Part.ADDED)

    @property
    def new(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.part is not Part.REMOVED)


@dataclass(frozen=True, slots=True)
class _Written:
    """A paragraph as it stands in one of the texts."""

    text: str
    gap: str


@lru_cache(maxsize=64)  # the texts of two sent versions never change, and a page needs a score of them
def difference(old: str, new: str) -> tuple[Paragraph, ...]:
    """Every paragraph of both texts, in the order of reading; of what was replaced the old comes before the new.

    >>> for paragraph in difference("De kosten zijn 5 cent.\\n\\nEinde.", "De kosten zijn 7 cent.\\n\\nEinde."):
    ...     print(paragraph.part.value, [(piece.part.value, piece.text) for piece in paragraph.pieces])
    changed [('same', 'De kosten zijn '), ('removed', '5'), ('added', '7'), ('same', ' cent.')]
    same [('same', 'Einde.')]
    >>> difference("", ""), [paragraph.part.value for paragraph in difference("", "Nieuw.")]
    ((), ['added'])
    """
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in after])
    found: list[Paragraph] = []
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(before[start:stop], after[new_start:new_stop], strict=True)
            found += [_same(one, other) for one, other in pairs]
        else:
            found += _replaced(before[start:stop], after[new_start:new_stop])
    return tuple(found)


def old_text(paragraphs: Iterable[Paragraph]) -> str:
    """The text before, to the letter.

    >>> old_text(difference("Een.\\n\\n\\nTwee.", "Twee, en drie."))
    'Een.\\n\\n\\nTwee.'
    """
    return "".join(each.old + each.old_gap for each in paragraphs if each.part is not Part.ADDED)


def new_text(paragraphs: Iterable[Paragraph]) -> str:
    """The text after, to the letter.

    >>> new_text(difference("Een.\\n\\n\\nTwee.", "Twee, en drie."))
    'Twee, en drie.'
    """
    return "".join(each.new + each.new_gap for each in paragraphs if each.part is not Part.REMOVED)


def has_changed(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether any words differ; more or less white space between paragraphs is no change to who reads.

    >>> has_changed(difference("Een.\\n\\nTwee.", "Een.\\n\\n\\nTwee.")), has_changed(difference("Een.", "Twee."))
    (False, True)
    """
    return any(each.part is not Part.SAME for each in paragraphs)


def _paragraphs(text: str) -> list[_Written]:
    parts = _GAP.split(text)
    parts += [""]  # the last paragraph has nothing after it
    found = [_Written(one, gap) for one, gap in zip(parts[::2], parts[1::2], strict=True)]
    return [each for each in found if each.text or each.gap]


def _same(one: _Written, other: _Written) -> Paragraph:
    return Paragraph(Part.SAME, (Piece(Part.SAME, one.text),), one.gap, other.gap)


def _removed(one: _Written) -> Paragraph:
    return Paragraph(Part.REMOVED, (Piece(Part.REMOVED, one.text),), old_gap=one.gap)


def _added(other: _Written) -> Paragraph:
    return Paragraph(Part.ADDED, (Piece(Part.ADDED, other.text),), new_gap=other.gap)


def _replaced(before: Sequence[_Written], after: Sequence[_Written]) -> Iterator[Paragraph]:
    """Pair what is alike, in order; the rest went or came."""
    shown, came = 0, []  # how many of the old ones, and which new ones wait
    for place, other in zip(_alike(before, after), after, strict=True):
        if place is None:
            came.append(_added(other))
            continue
        yield from map(_removed, before[shown:place])
        yield from came
        one, shown, came = before[place], place + 1, []
        yield Paragraph(Part.CHANGED, tuple(_pieces(one.text, other.text)), one.gap, other.gap)
    yield from map(_removed, before[shown:])
    yield from came


def _alike(before: Sequence[_Written], after: Sequence[_Written]) -> Iterator[int | None]:
    """Of each new paragraph the place of the old one that became it, each after the last; None: there is none."""
    if max(len(before), len(after)) > MOST_COMPARED:
        yield from (None for _each in after)
        return
    words, start = [Counter(each.text.split()) for each in before], 0
    for other in after:
        place = _most_alike(words, start, Counter(other.text.split()))
        start = start if place is None else place + 1
        yield place


def _most_alike(before: Sequence[Counter[str]], start: int, other: Counter[str]) -> int | None:
    places = range(start, len(before))
    shares = [_share(before[place], other) for place in places]
    best = max(shares, default=0.0)
    return places[shares.index(best)] if best >= ALIKE else None


def _share(words: Counter[str], others: Counter[str]) -> float:
    """The words that two texts have in common, of all their words: between 0 and 1."""
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _change(old, new)
    found: list[Piece] = []
    matcher = SequenceMatcher(str.isspace, before, after)  # a space alone is no likeness
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Part.SAME, "".join(before[start:stop])))
            continue
        found.append(Piece(Part.REMOVED, "".join(before[start:stop])))
        found.append(Piece(Part.ADDED, "".join(after[new_start:new_stop])))
    return _whole_phrases([piece for piece in found if piece.text])


def _whole_phrases(pieces: Sequence[Piece]) -> list[Piece]:
    """Changed words with only a space between them read as one change, not as many."""
    found: list[Piece] = []
    removed = added = ""
    for place, piece in enumerate(pieces):
        is_joint = piece.text.isspace() and 0 < place < len(pieces) - 1
        if piece.part is not Part.ADDED and (piece.part is not Part.SAME or is_joint):
            removed += piece.text
        if piece.part is not Part.REMOVED and (piece.part is not Part.SAME or is_joint):
            added += piece.text
        if piece.part is Part.SAME and not is_joint:
            found += [*_change(removed, added), piece]
            removed = added = ""
    return [*found, *_change(removed, added)]


def _change(removed: str, added: str) -> list[Piece]:
    pieces = (Piece(Part.REMOVED, removed), Piece(Part.ADDED, added))
    return [piece for piece in pieces if piece.text]
