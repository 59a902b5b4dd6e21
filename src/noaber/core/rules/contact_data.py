"""Finding a telephone number or a mail address where everyone reads.

A finding is a reason to refuse in a field for names, and to ask in a text; a long number that does not begin as
Dutch or international numbers do (a case number, an amount) is none.

Source: R01: the telephone number of the author of a memo is never public.
"""

import re
import unicodedata
from typing import Final

_SIGNS: Final = r"[\s().\-\u2010-\u2015/]"
# Begins with + or 0, perhaps within brackets, and has nine to fifteen digits: 06-12345678, (038) 498 12 34.
_DIALLED: Final = re.compile(rf"(?<![\w€])[(]?(?:\+{_SIGNS}*[1-9]|0)(?:{_SIGNS}*\d){{8,14}}(?!\d)")
_SERVICE: Final = re.compile(rf"(?<!\d)0[89]00{_SIGNS}*\d{{4}}(?!\d)")
_NAMED: Final = re.compile(
    rf"\b(?:tel|telefoon|telefoonnummer|tst|toestel|mobiel|mob|gsm)\b[.:\s]*(?:(?:nr|nummer)[.:\s]*)?[+(]?\d(?:{_SIGNS}*\d){{2,}}",
    re.IGNORECASE,
)


_LETTER_O: Final = re.compile(r"(?<!\w)o(?=[-\d])", re.IGNORECASE)  # typed for a nought: o6-12345678
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}(?!\d)")
_MAIL_ADDRESS: Final = re.compile(r"[\w+]@[\w-]+\.\w")
_KEYCAP: Final = frozenset("\ufe0f\u20e3")


def as_read(text: str) -> str:
    """The text as the eye reads it: full-width and other digits as ours, without signs that cannot be seen.

    >>> as_read("\uff10\uff16\u200b\u22121234")
    '06-1234'
    """
    kept = (_seen(sign) for sign in unicodedata.normalize("NFKC", text))
    return _LETTER_O.sub("0", "".join(kept))


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Cf" or sign in _KEYCAP:
        return ""
    return "-" if kind == "Pd" or sign == "\u2212" else sign


def contact_data_in(text: str) -> frozenset[str]:
    """Which of "telephone" and "mail" a text of many words seems to hold; a day is neither.

    >>> sorted(contact_data_in("Bel 06-12345678 of mail j.dewit@voorbeeld.invalid"))
    ['mail', 'telephone']
    >>> sorted(contact_data_in("Op 09-04-2019 20:00 uur, 0,07 euro, volgens @noaber"))
    []
    """
    read = as_read(text)
    found = {"telephone"} if has_telephone(_DAY.sub(";", read)) else set()
    return frozenset(found | ({"mail"} if _MAIL_ADDRESS.search(read) else set()))


def has_telephone(text: str) -> bool:
    """Whether the text seems to hold a telephone number, however it is written.

    >>> [has_telephone(text) for text in ("J. de Wit, 06-12345678", "(038) 498 12 34", "+31 38 498 1234", "0900-8844")]
    [True, True, True, True]
    >>> [has_telephone(text) for text in ("de adviseur, tel. 498 12 34", "toestel 1234")]
    [True, True]
    >>> [has_telephone(text) for text in ("de coördinator", "nota van 28-01-2019", "zaak 2019123456", "0,5 fte")]
    [False, False, False, False]
    """
    read = as_read(text)
    return any(pattern.search(read) for pattern in (_DIALLED, _SERVICE, _NAMED))
