"""The numbers by which organisations and accounts are known: OIN, KvK, IBAN, VAT, GLN, and e-invoice addresses.

Each ``checked_…`` answers the number as it is written in data, without spaces, or raises IdentifierError with a Dutch
message that follows the name of an organisation ("OIN heeft 19 cijfers; het moeten er 20 zijn").

Source: OIN-Stelsel (Logius, table of prefixes), Handelsregisterwet, ISO 13616 (IBAN), the code list EAS of Peppol.
"""

import re
from collections.abc import Callable
from typing import Final

from stdnum import ean, iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn, btw, postcode

RSIN_PREFIX: Final = "00000001"
KVK_PREFIX: Final = "00000003"
NOT_ISSUED_PREFIX: Final = "99999999"
"""What the example network uses; Logius issues none of these, so that nothing can be sent there."""

OIN_PREFIXES: Final = frozenset(
    {f"0000000{digit}" for digit in range(1, 10)} | {"00000099", NOT_ISSUED_PREFIX}
)
"""Whose register the number comes from; 00000099 is for tests."""

OIN_SCHEME: Final = "0190"
KVK_SCHEME: Final = "0106"
VAT_SCHEME: Final = "9944"
GLN_SCHEME: Final = "0088"

_DIGITS = re.compile(r"\d+", re.ASCII)
_SPACING = re.compile(r"[\s.]+")


class IdentifierError(ValueError):
    """A number that cannot be right; the message is Dutch and can be shown as it is."""


def compact(text: str) -> str:
    """A number without the spaces and dots that people put in it, in capitals.

    >>> compact(" nl91 abna 0417.1643.00")
    'NL91ABNA0417164300'
    """
    return _SPACING.sub("", text).upper()


def checked_oin(text: str) -> str:
    """An organisation number of twenty digits: register (8), number (8 or 9), zeros.

    >>> checked_oin("00000001 003214345 000")
    '00000001003214345000'
    >>> checked_oin("0000000100321434500")
    Traceback (most recent call last):
    noaber.finance.rules.identifiers.IdentifierError: OIN heeft 19 tekens; het zijn 20 cijfers
    """
    oin = _digits(text, 20, "OIN")
    prefix, number = oin[:8], oin[8:]
    if prefix not in OIN_PREFIXES:
        raise IdentifierError(f"OIN begint met {prefix}; zo begint geen OIN")
    if prefix == NOT_ISSUED_PREFIX:
        return oin
    if prefix == KVK_PREFIX:
        if not number.endswith("0000"):
            raise IdentifierError("OIN met een KvK-nummer eindigt op 0000")
        checked_kvk(number[:8])
    elif not number.endswith("000"):
        raise IdentifierError("OIN eindigt op 000")
    if prefix == RSIN_PREFIX and not bsn.is_valid(number[:9]):
        raise IdentifierError(
            f"OIN heeft een RSIN dat niet klopt ({number[:9]}); kijk of er een cijfer fout is"
        )
    return oin


def checked_kvk(text: str) -> str:
    """A number of the trade register.

    >>> checked_kvk("01234567")
    '01234567'
    >>> checked_kvk("1234567")
    Traceback (most recent call last):
    noaber.finance.rules.identifiers.IdentifierError: KvK-nummer heeft 7 tekens; het zijn 8 cijfers
    """
    kvk = _digits(text, 8, "KvK-nummer")
    if not kvk.strip("0"):
        raise IdentifierError("KvK-nummer bestaat uit nullen")
    return kvk


def checked_iban(text: str) -> str:
    """An account number, of any country that has them.

    >>> checked_iban("nl91 abna 0417 1643 00")
    'NL91ABNA0417164300'
    >>> checked_iban("NL92ABNA0417164300")
    Traceback (most recent call last):
    noaber.finance.rules.identifiers.IdentifierError: IBAN NL92ABNA0417164300 klopt niet; kijk of er een teken fout is
    """
    number = compact(text)
    try:
        # A Dutch account that fails the old eleven test of banks is an IBAN all the same (ING, fintechs).
        return iban.validate(number, check_country=False)
    except ValidationError as wrong:
        raise IdentifierError(f"IBAN {number[:40]} klopt niet; kijk of er een teken fout is") from wrong


def checked_vat_number(text: str) -> str:
    """A Dutch VAT number, with its country.

    >>> checked_vat_number("NL 0044.95.445 B01")
    'NL004495445B01'
    >>> checked_vat_number("004495445B01")
    Traceback (most recent call last):
    noaber.finance.rules.identifiers.IdentifierError: btw-nummer 004495445B01 begint niet met NL
    """
    number = compact(text)
    if not number.startswith("NL"):
        raise IdentifierError(f"btw-nummer {number[:20]} begint niet met NL")
    if not re.fullmatch(r"NL\d{9}B\d{2}", number, re.ASCII) or not btw.is_valid(number):
        raise IdentifierError(f"btw-nummer {number[:20]} klopt niet; het ziet eruit als NL123456789B01")
    return number


def checked_gln(text: str) -> str:
    """A location number of GS1: thirteen digits, the last one a check.

    >>> checked_gln("8712345000004")
    '8712345000004'
    """
    number = _digits(text, 13, "GLN")
    if not ean.is_valid(number):
        raise IdentifierError(f"GLN {number} klopt niet; kijk of er een cijfer fout is")
    return number


def checked_postcode(text: str) -> str:
    """A Dutch postcode, as it stands on an envelope.

    >>> checked_postcode("8011pk")
    '8011 PK'
    """
    try:
        return postcode.validate(text)
    except ValidationError as wrong:
        raise IdentifierError(f"postcode {text[:20]} klopt niet; schrijf bijvoorbeeld 8011 PK") from wrong


ADDRESS_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    OIN_SCHEME: checked_oin,
    KVK_SCHEME: checked_kvk,
    VAT_SCHEME: checked_vat_number,
    GLN_SCHEME: checked_gln,
}
"""The kinds of e-invoice address that a Dutch organisation has, by their code in the list EAS."""


def checked_address(scheme: str, number: str) -> str:
    """Where an e-invoice goes: a number of a kind.

    >>> checked_address("0106", "01234567")
    '01234567'
    >>> checked_address("0001", "01234567")
    Traceback (most recent call last):
    noaber.finance.rules.identifiers.IdentifierError: e-factuuradres heeft een onbekend schema 0001; kies 0190 (OIN),
    0106 (KvK), 9944 (btw) of 0088 (GLN)
    """
    check = ADDRESS_CHECKS.get(scheme)
    if check is None:
        raise IdentifierError(
            f"e-factuuradres heeft een onbekend schema {scheme[:10]}; "
            "kies 0190 (OIN), 0106 (KvK), 9944 (btw) of 0088 (GLN)"
        )
    return check(number)


def _digits(text: str, length: int, name: str) -> str:
    number = compact(text)
    if len(number) != length:
        raise IdentifierError(f"{name} heeft {len(number)} tekens; het zijn {length} cijfers")
    if not _DIGITS.fullmatch(number):
        raise IdentifierError(f"{name} {number} heeft een teken dat geen cijfer is")
    return number
