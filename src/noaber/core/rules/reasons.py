"""A reason that people wrote: whether it says anything to who reads it later."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

FEWEST_WORDS: Final = 2
SHORTEST_WORD: Final = 3
VOWELS: Final = frozenset("aeiouy")
WORDS_NEEDED: Final = (
    "Gebruik ten minste twee verschillende woorden van drie letters of meer: anderen lezen dit later. "
    "Bijvoorbeeld: ‘De datum klopte niet’."
)
SAYS_NOTHING: Final = f"Dit zegt te weinig. {WORDS_NEEDED}"
NAMES_NOTHING: Final = "Schrijf dit in woorden: anderen lezen dit later."


def says_something(reason: str) -> bool:
    """Whether a reason is more than a word: it is what others have to go by.

    >>> says_something("."), says_something("Zo. x"), says_something("Dubbel betaald")
    (False, False, True)
    >>> says_something("aaa bbb ccc"), says_something("fout fout fout"), says_something("brr pff grr")
    (False, False, False)
    """
    return len({*_words(reason)}) >= FEWEST_WORDS


def names_something(text: str) -> bool:
    """Whether a short text says what it is about, in a word at least; a score or a source needs no sentence.

    >>> names_something("x"), names_something("..."), names_something("2018"), names_something("Verslag BBG")
    (False, False, False, True)
    """
    return any(_words(text))


def _words(text: str) -> Iterator[str]:
    """Those of three letters or more with a vowel that are not one letter repeated, without accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    for word in re.findall(r"[^\W\d_]+", "".join(each for each in plain if not unicodedata.combining(each))):
        if len(word) >= SHORTEST_WORD and len({*word}) > 1 and VOWELS & {*word}:
            yield word
