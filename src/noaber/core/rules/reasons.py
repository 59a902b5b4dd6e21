"""A reason that people wrote: whether it says anything to who reads it later."""

import re
from typing import Final

FEWEST_WORDS: Final = 3


def says_something(reason: str) -> bool:
    """Whether a reason is more than a word or two: it is what others have to go by.

    >>> says_something("."), says_something("Zo. x"), says_something("Besloten voor Noaber er was.")
    (False, False, True)
    """
    return len(re.findall(r"\w{2,}", reason)) >= FEWEST_WORDS
