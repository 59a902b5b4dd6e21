"""What counts as a telephone number: what Dutch officials write, read leniently."""

import re
from typing import Final

FEWEST, MOST = 3, 15
"""Digits: 112 has three, and the international plan (E.164) allows no more than fifteen."""
_NUMBER: Final = re.compile(r"[+(]{0,2}[0-9][0-9\s()./–-]*")
_EXTENSION: Final = re.compile(r"[\s,]*(?:tst|toestel|ext)\.?\s*[0-9]{1,6}$", re.IGNORECASE)


def is_telephone(text: str) -> bool:
    """Whether a text is a telephone number: digits with what people put between them, and perhaps an extension.

    >>> numbers = ["053 481 8181", "+31 53 481 81 81", "14 053", "0900-8844", "(053) 481 81 81", "112"]
    >>> all(map(is_telephone, [*numbers, "053 481 8181 tst. 12", "(+31) 53-4818181"]))
    True
    >>> any(map(is_telephone, ["abc", "", "12", "053 481 818a", "bel 053 481 8181", "0534818181053481", "tst. 12"]))
    False
    """
    number = _EXTENSION.sub("", text.strip())
    count = sum(sign.isdigit() for sign in number)
    return _NUMBER.fullmatch(number) is not None and FEWEST <= count <= MOST
