"""A reason in the books: two real words can say it, as "dubbel betaald" does; number and date stand beside it."""

import re
from typing import Final

from noaber.core.rules.reasons import names_something
from noaber.core.rules.reasons import says_something as is_a_sentence

FEWEST_WORDS: Final = 2
WORDS_NEEDED: Final = "Gebruik ten minste twee verschillende woorden: anderen lezen dit later."
SAYS_NOTHING: Final = f"Dit zegt te weinig. {WORDS_NEEDED}"


def says_something(reason: str) -> bool:
    """Whether a reason is more than one word.

    >>> [says_something(text) for text in ("dubbel betaald", "te veel betaald", "dubbel dubbel", "fout", "aaa bbb")]
    [True, True, False, False, False]
    """
    words = {word for word in re.findall(r"[^\W\d_]+", reason.casefold()) if names_something(word)}
    return len(words) >= FEWEST_WORDS or is_a_sentence(reason)
