"""The reference by which a payee knows a payment again: RF everywhere, the betalingskenmerk in the Netherlands.

Source: ISO 11649; the betalingskenmerk of Currence (camt: SCOR with issuer CUR).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stdnum import iso11649

_WEIGHTS: Final = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
_OTHER_SIGNS: Final = re.compile(r"[^0-9A-Z]")


class ReferenceKind(StrEnum):
    """What a structured reference is; the first two have a check in themselves."""

    RF = "rf"  # ISO 11649
    DUTCH = "dutch"  # betalingskenmerk, issuer CUR
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CreditorReference:
    """The reference that the payee asked for, without spaces; `is_valid` says whether its own check holds."""

    kind: ReferenceKind
    value: str
    is_valid: bool


def read_reference(value: str, issuer: str = "") -> CreditorReference | None:
    """What a structured reference is: by its issuer where the bank names one, else by its form.

    >>> read_reference("RF18 5390 0754 7034")
    CreditorReference(kind=<ReferenceKind.RF: 'rf'>, value='RF18539007547034', is_valid=True)
    >>> read_reference("6390338414964113", "CUR").kind, read_reference("4654654654654654", "BBA").kind
    (<ReferenceKind.DUTCH: 'dutch'>, <ReferenceKind.OTHER: 'other'>)
    """
    bare = _OTHER_SIGNS.sub("", value.upper())
    if not bare:
        return None
    if bare.startswith("RF") and bare[2:4].isdecimal():
        return CreditorReference(ReferenceKind.RF, bare, iso11649.is_valid(bare))
    if issuer == "CUR" or (issuer in {"", "ISO"} and is_betalingskenmerk(bare)):
        return CreditorReference(ReferenceKind.DUTCH, bare, is_betalingskenmerk(bare))
    return CreditorReference(ReferenceKind.OTHER, bare, False)


def is_betalingskenmerk(digits: str) -> bool:
    """7 digits without a check; 9 to 14 with a check and a length digit before them; 16 with a check before them.

    >>> [is_betalingskenmerk(digits) for digits in ("6390338414964113", "6390338414964131", "1234567")]
    [True, False, True]
    """
    if not (digits.isascii() and digits.isdecimal()):
        return False
    if len(digits) == 16:
        return digits[0] == kenmerk_check(digits[1:])
    if 9 <= len(digits) <= 14:
        return digits[1] == str((len(digits) - 2) % 10) and digits[0] == kenmerk_check(digits[2:])
    return len(digits) == 7


def kenmerk_check(digits: str) -> str:
    """The check digit before a betalingskenmerk: weights from the right, 11 minus the remainder.

    >>> kenmerk_check("000056789012345")
    '5'
    """
    total = sum(int(digit) * _WEIGHTS[at % 10] for at, digit in enumerate(reversed(digits)))
    left = 11 - total % 11
    return str({10: 1, 11: 0}.get(left, left))
