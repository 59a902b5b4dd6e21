"""Finding what does not belong in free text here: citizen service numbers and Dutch licence plates.

A finding is a reason to ask, not proof: one in eleven numbers of nine digits passes the test of a citizen
service number. Nothing found is no proof either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

SensitiveKind = Literal["bsn", "licence_plate"]

# Nine digits that stand alone: together, or grouped as on documents (1234.56.782, 123 456 782).
_NINE_DIGITS: Final = re.compile(
    r"(?<![\w+-])(?<!\d\.)(?:\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3} \d{3} \d{3})(?![\w-])(?!\.\d)", re.ASCII
)
_NAMED_NUMBER: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer)\b\D{0,15}(\d{8,9})(?!\d)", re.IGNORECASE
)
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)

# The forms that the RDW has issued since 1951, as groups of letters (X) and digits (9); "sidecodes" 1 to 14.
_PLATE_FORMS: Final = [
    "XX-99-99",
    "99-99-XX",
    "99-XX-99",
    "XX-99-XX",
    "XX-XX-99",
    "99-XX-XX",
    "99-XXX-9",
    "9-XXX-99",
    "XX-999-X",
    "X-999-XX",
    "XXX-99-X",
    "X-99-XXX",
    "9-XX-999",
    "999-XX-9",
]
_PLATE_PATTERNS: Final = [form.replace("X", r"[A-Z]").replace("9", r"\d") for form in _PLATE_FORMS]
_PLATE: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_PLATE_PATTERNS)})(?![\w-])", re.ASCII)
_BARE_PATTERNS: Final = [
    form.replace("-", "-?").replace("X", r"[A-Z]").replace("9", r"\d") for form in _PLATE_FORMS
]
_NAMED_PLATE: Final = re.compile(
    rf"\bkenteken\b\W{{0,5}}({'|'.join(_BARE_PATTERNS)})(?!\w)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What seems to stand in the text from ``start`` up to ``end``; the value itself is not kept."""

    kind: SensitiveKind
    start: int
    end: int


def find_sensitive(text: str) -> list[Finding]:
    """Look for citizen service numbers and licence plates; in the order of the text.

    >>> text = "Betrokkene 111222333 reed in de 12-ABC-3."
    >>> [(found.kind, text[found.start : found.end]) for found in find_sensitive(text)]
    [('bsn', '111222333'), ('licence_plate', '12-ABC-3')]
    >>> find_sensitive("Wij ontvingen € 230.000,00 van GM0153 op 28-01-2019; bel 0612345678.")
    []
    """
    return sorted({*_citizen_numbers(text), *_plates(text)}, key=lambda found: (found.start, found.end))


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits (or eight, with a lost leading zero) can be a citizen service number.

    >>> passes_eleven_test("111222333"), passes_eleven_test("111222334"), passes_eleven_test("000000000")
    (True, False, False)
    """
    padded = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, padded, strict=True))
    return total % 11 == 0 and int(padded) > 0


def _citizen_numbers(text: str) -> Iterator[Finding]:
    for found in _NINE_DIGITS.finditer(text):
        if passes_eleven_test(re.sub(r"\D", "", found[0])):
            yield Finding("bsn", found.start(), found.end())
    for found in _NAMED_NUMBER.finditer(text):
        if passes_eleven_test(found[1]):
            yield Finding("bsn", found.start(1), found.end(1))


def _plates(text: str) -> Iterator[Finding]:
    for found in _PLATE.finditer(text):
        yield Finding("licence_plate", found.start(), found.end())
    for found in _NAMED_PLATE.finditer(text):
        yield Finding("licence_plate", found.start(1), found.end(1))
