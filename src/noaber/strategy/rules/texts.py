"""The texts that people write for a strategy: what is wrong with one, what it says in blocks, and how it reads.

A text is plain: an empty line begins a paragraph, a line that begins with "- " is an item of a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.strategy.rules.faults import Fault, length_faults, reason_faults

LONGEST: Final = {"body": 12_000, "reason": 500}
MOST_WORDS_IN_SENTENCE: Final = 20
"""Beyond this many words a sentence is hard to read at level B1."""
MOST_WORDS_OF_SUMMARY: Final = 350
"""What fits on one page beside what the summary says by itself."""
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n\s*\n|\n(?=- )")
_WORD: Final = re.compile(r"\w+(?:[-’'./,]\w+)*")


class TextPart(StrEnum):
    """Which text it is; `THEME` is there once for each theme."""

    FOREWORD = "foreword"
    INTRODUCTION = "introduction"
    THEME = "theme"
    WORKING = "working"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What was written; a draft (not `is_shared`) is for who writes it. `reason`: why a shared text changes (R49)."""

    body: str
    is_shared: bool = False
    reason: str = ""


def text_faults(text: WrittenText, *, needs_reason: bool) -> Iterator[Fault]:
    """What is wrong with a text; once the strategy was adopted, what is shared needs a reason (R49).

    >>> list(text_faults(WrittenText("Wij werken samen.", is_shared=True), needs_reason=False))
    []
    >>> [each.field for each in text_faults(WrittenText(" ", is_shared=True), needs_reason=True)]
    ['body', 'reason']
    >>> list(text_faults(WrittenText("Nog niet af."), needs_reason=True))
    []
    """
    if not text.body.strip():
        yield Fault("body", "Schrijf de tekst.")
    missing = "De strategie is vastgesteld. Zeg waarom u deze tekst deelt of wijzigt."
    yield from reason_faults("reason", text.reason, missing if text.is_shared and needs_reason else "")
    yield from length_faults(text, LONGEST)


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A paragraph (one line), or a list of items."""

    lines: tuple[str, ...]
    is_list: bool = False


def written_blocks(body: str) -> Iterator[WrittenBlock]:
    """The text in paragraphs and lists.

    >>> list(written_blocks("Wij doen\\nveel:\\n- delen\\n- leren\\n\\nEn meer."))
    [WrittenBlock(lines=('Wij doen veel:',), is_list=False), WrittenBlock(lines=('delen', 'leren'), is_list=True), \
WrittenBlock(lines=('En meer.',), is_list=False)]
    """
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        while lines:
            is_list = lines[0].startswith("- ")
            count = next(
                (at for at, line in enumerate(lines) if line.startswith("- ") != is_list), len(lines)
            )
            taken, lines = lines[:count], lines[count:]
            if is_list:
                yield WrittenBlock(tuple(line.removeprefix("- ").strip() for line in taken), is_list=True)
            else:
                yield WrittenBlock((" ".join(taken),))


def words_in(text: str) -> int:
    """How many words a text has.

    >>> words_in("De BBG – het bestuur – kiest 4 thema’s, ook in 2019-2022.")
    10
    """
    return len(_WORD.findall(text))


def long_sentences(body: str) -> list[str]:
    """The sentences of more than twenty words, for who writes: they are hard to read.

    >>> long_sentences("Dit is kort. Dit ook!")
    []
    >>> found = long_sentences("Kort. " + "Deze zin gaat maar door " * 5 + "tot hij klaar is.")
    >>> len(found), found[0][:14]
    (1, 'Deze zin gaat ')
    """
    found = (" ".join(each.split()) for each in _SENTENCE_END.split(body.replace("\r\n", "\n")))
    return [each for each in found if words_in(each) > MOST_WORDS_IN_SENTENCE]
