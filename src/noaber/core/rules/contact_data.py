"""Finding a telephone number where a function or a name belongs.

A finding is a reason to refuse in a field for names; a long number that does not begin as Dutch or international
numbers do (a case number, an amount) is none.

Source: R01: the telephone number of the author of a memo is never public.
"""

import re
from typing import Final

_SIGNS: Final = r"[\s().\-\u2010-\u2015/]"
# Begins with + or 0, perhaps within brackets, and has nine to fifteen digits: 06-12345678, (038) 498 12 34.
_DIALLED: Final = re.compile(rf"(?<![\w€])[(]?(?:\+{_SIGNS}*[1-9]|0)(?:{_SIGNS}*\d){{8,14}}(?!\d)")
_SERVICE: Final = re.compile(rf"(?<!\d)0[89]00{_SIGNS}*\d{{4}}(?!\d)")
_NAMED: Final = re.compile(
    rf"\b(?:tel|telefoon|telefoonnummer|tst|toestel|mobiel|mob|gsm)\b[.:\s]*(?:nr|nummer)?[.:\s]*[+(]?\d(?:{_SIGNS}*\d){{2,}}",
    re.IGNORECASE,
)


def has_telephone(text: str) -> bool:
    """Whether the text seems to hold a telephone number.

    >>> [has_telephone(text) for text in ("J. de Wit, 06-12345678", "(038) 498 12 34", "+31 38 498 1234", "0900-8844")]
    [True, True, True, True]
    >>> [has_telephone(text) for text in ("de adviseur, tel. 498 12 34", "toestel 1234")]
    [True, True]
    >>> [has_telephone(text) for text in ("de coördinator", "nota van 28-01-2019", "zaak 2019123456", "0,5 fte")]
    [False, False, False, False]
    """
    return any(pattern.search(text) for pattern in (_DIALLED, _SERVICE, _NAMED))
