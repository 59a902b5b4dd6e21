"""What a payer repeats, so that a payment finds its invoice: ISO 11649, and the older Dutch betalingskenmerk.

Source: ISO 11649 (RF, two check digits, at most 21 letters and digits), Betaalvereniging Nederland (specification of
the betalingskenmerk: 7, 9-14 or 16 digits, weighted modulus 11).
"""

import re
from typing import Final

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

LONGEST_NUMBER: Final = 21
WEIGHTS: Final = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
"""From the last digit to the first, over and over."""

_BETWEEN = re.compile(r"[\s\-./_:]+")
_LETTERS_AND_DIGITS = re.compile(r"[A-Z0-9]+")
_REFERENCE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")
_WORD = re.compile(r"[A-Za-z0-9]+")
_BEGINS = re.compile(r"\bRF\s?\d", re.IGNORECASE | re.ASCII)
_LENGTHS: Final = (7, 9, 10, 11, 12, 13, 14, 16)


class ReferenceTextError(ValueError):
    """A reference that cannot be used; the message is Dutch and can be shown as it is."""


def creditor_reference(invoice_number: str) -> str:
    """The reference of ISO 11649 that belongs to an invoice number.

    Only letters and digits of the number count, so a series may not have two numbers that differ in dashes alone.

    >>> creditor_reference("2020-0001"), creditor_reference("539007547034")
    ('RF3420200001', 'RF18539007547034')
    """
    number = _BETWEEN.sub("", invoice_number).upper()
    if not _LETTERS_AND_DIGITS.fullmatch(number):
        raise ReferenceTextError(
            f"Van factuurnummer ‘{invoice_number[:40]}’ is geen betalingskenmerk te maken: gebruik letters en cijfers."
        )
    if len(number) > LONGEST_NUMBER:
        raise ReferenceTextError(
            f"Factuurnummer ‘{invoice_number[:40]}’ is te lang voor een betalingskenmerk: ten hoogste "
            f"{LONGEST_NUMBER} letters en cijfers."
        )
    return f"RF{mod_97_10.calc_check_digits(f'{number}RF')}{number}"


def parse_reference(text: str) -> str:
    """Read a creditor reference as people type it, with spaces and small letters.

    >>> parse_reference(" rf18 5390 0754 7034 ")
    'RF18539007547034'
    >>> parse_reference("RF19 5390 0754 7034")
    Traceback (most recent call last):
    noaber.finance.rules.invoices.references.ReferenceTextError: Betalingskenmerk ‘RF19 5390 0754 7034’ klopt
    niet: kijk of er een teken fout is.
    """
    typed = text.strip()
    reference = _BETWEEN.sub("", typed).upper()
    if not _REFERENCE.fullmatch(reference):
        raise ReferenceTextError(
            f"‘{typed[:40]}’ is geen betalingskenmerk. Het begint met RF en twee cijfers, "
            "bijvoorbeeld RF18539007547034."
        )
    if not iso11649.is_valid(reference):
        raise ReferenceTextError(f"Betalingskenmerk ‘{typed[:40]}’ klopt niet: kijk of er een teken fout is.")
    return reference


def is_reference(text: str) -> bool:
    """Whether the text is a creditor reference exactly as data has it: no spaces, capitals, right check digits.

    >>> is_reference("RF18539007547034"), is_reference("rf18 5390 0754 7034"), is_reference("RF19539007547034")
    (True, False, False)
    """
    return bool(_REFERENCE.fullmatch(text)) and iso11649.is_valid(text)


def references_in(text: str) -> tuple[str, ...]:
    """Every creditor reference that can be read in what a payer wrote, in order, each once.

    A reference may be in groups, and a word after it may by chance fit the check digits too: then both readings are
    answered, since only one of them belongs to an invoice.

    >>> references_in("kenmerk rf18 5390 0754 7034, voor 2020")
    ('RF18539007547034',)
    >>> references_in("kenmerk rf18 5390 0754 7034 met dank")
    ('RF18539007547034', 'RF18539007547034METDANK')
    """
    return tuple(
        dict.fromkeys(
            reference
            for begins in _BEGINS.finditer(text)
            for reference in _readings(text[begins.start() : begins.start() + 60])
            if is_reference(reference)
        )
    )


def _readings(text: str) -> list[str]:
    """From the start to the end of each word, without what stands between."""
    return [_BETWEEN.sub("", text[: word.end()]).upper() for word in _WORD.finditer(text)]


def parse_dutch_reference(text: str) -> str:
    """Read a betalingskenmerk of the Dutch form, as on the former acceptgiro; spaces and dots do not count.

    >>> parse_dutch_reference("5000 0567 8901 2345")
    '5000056789012345'
    >>> parse_dutch_reference("6000 0567 8901 2345")
    Traceback (most recent call last):
    noaber.finance.rules.invoices.references.ReferenceTextError: Betalingskenmerk ‘6000 0567 8901 2345’ klopt
    niet: kijk of er een cijfer fout is.
    """
    typed = text.strip()
    digits = _BETWEEN.sub("", typed)
    if not re.fullmatch(r"\d+", digits, re.ASCII) or len(digits) not in _LENGTHS:
        raise ReferenceTextError(
            f"‘{typed[:40]}’ is geen betalingskenmerk: dat heeft 7, 9 tot en met 14 of 16 cijfers."
        )
    has_length_code = 9 <= len(digits) <= 14
    is_right = len(digits) == 7 or (
        digits[0] == dutch_check_digit(digits[1:])
        and (not has_length_code or int(digits[1]) == (len(digits) - 2) % 10)
    )
    if not is_right:
        raise ReferenceTextError(
            f"Betalingskenmerk ‘{typed[:40]}’ klopt niet: kijk of er een cijfer fout is."
        )
    return digits


def dutch_check_digit(digits: str) -> str:
    """What stands before these digits in a betalingskenmerk.

    >>> dutch_check_digit("000056789012345")
    '5'
    """
    weighted = sum(int(digit) * WEIGHTS[place % len(WEIGHTS)] for place, digit in enumerate(reversed(digits)))
    check = 11 - weighted % 11
    return str({10: 1, 11: 0}.get(check, check))
