"""Names that go into letters."""

import re
from typing import Final

LONGEST_NAME: Final = 200
_ADDRESS: Final = re.compile(r"://|\bwww\.|[\n\r<>]", re.IGNORECASE)


def is_letter_name(name: str) -> bool:
    """Whether a letter may begin with it: no web address, no tags, no lines of its own.

    >>> is_letter_name("Adviseur veiligheid, gemeente 's-Heerenberg")
    True
    >>> is_letter_name("Klik http://elders.invalid/betaal"), is_letter_name("www.elders.invalid"), is_letter_name(" ")
    (False, False, False)
    """
    return 0 < len(name.strip()) <= LONGEST_NAME and not _ADDRESS.search(name)
