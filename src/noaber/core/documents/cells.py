"""Typed reading of the cells of an uploaded sheet, with an error in Dutch for every cell that cannot be read.

A reader returns ``None`` (or an empty text) for an empty cell and for a wrong one; a wrong one also adds a
``CellError`` to the list that all cells of the sheet share. An import reads everything, and stops when that
list is not empty: the person sees all mistakes at once.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from noaber.core.documents.tables import unescape_formula
from noaber.core.rules.dutch import DateError, in_a_row, parse_date, short_date
from noaber.core.rules.money import MoneyError, parse_euro

T = TypeVar("T")
CellValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

# A spreadsheet keeps fifteen digits of a number; longer codes were rounded before we saw them.
_EXACT_BELOW: Final = 10**15
_TRUE_WORDS: Final = frozenset({"ja", "j", "waar", "true", "1", "x"})
_FALSE_WORDS: Final = frozenset({"nee", "n", "onwaar", "false", "0"})
_MAIL_ADDRESS: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_DUTCH_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell; ``row`` counts from 1 and ``column`` is a letter, as in the sheet."""

    row: int
    column: str
    header: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"Rij {self.row}, kolom {self.column} ({self.header}): {self.message}."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell where it stands in the file, with the list to which its errors go."""

    row: int
    column: str
    header: str
    value: CellValue
    errors: list[CellError]

    @property
    def is_empty(self) -> bool:
        return self.value is None or self.value == ""

    def fail(self, message: str) -> None:
        """Add an error about this cell. The message starts in lower case and has no full stop."""
        self.errors.append(CellError(self.row, self.column, self.header, shown(self.value), message))

    def text(self, *, is_required: bool = False, max_length: int = 200) -> str:
        """The text, without the apostrophe that our own exports put before a formula."""
        if self._is_blank(is_required):
            return ""
        if self._is_rounded_code():
            self.fail(
                "is als getal opgeslagen en daardoor afgerond; maak van de cel tekst en vul hem opnieuw"
            )
            return ""
        text = unescape_formula(shown(self.value))
        if len(text) > max_length:
            self.fail(f"is te lang: {len(text)} tekens, hoogstens {max_length}")
            return ""
        return text

    def date(self, *, is_required: bool = False) -> dt.date | None:
        """An Excel date, or a text such as 28-1-2019, 2019-01-28 or 28 januari 2019."""
        if self._is_blank(is_required):
            return None
        if isinstance(self.value, dt.datetime):
            return self.value.date()
        if isinstance(self.value, dt.date):
            return self.value
        if not isinstance(self.value, str):
            self.fail(f"‘{shown(self.value)}’ is een getal en geen datum{self._as_date()}")
            return None
        try:
            return parse_date(self.value)
        except DateError as error:
            self.fail(str(error))
            return None

    def integer(
        self, *, minimum: int | None = None, maximum: int | None = None, is_required: bool = False
    ) -> int | None:
        """A whole number; a text may have Dutch points for thousands."""
        if self._is_blank(is_required):
            return None
        number = self._decimal()
        if number is None or number != number.to_integral_value():
            self.fail(f"‘{shown(self.value)}’ is geen heel getal")
            return None
        if minimum is not None and number < minimum:
            self.fail(f"{number:f} is te laag; het moet {minimum} of meer zijn")
            return None
        if maximum is not None and number > maximum:
            self.fail(f"{number:f} is te hoog; het mag hoogstens {maximum} zijn")
            return None
        return int(number)

    def cents(self, *, is_required: bool = False) -> int | None:
        """An amount in euros, as integer cents; more than two decimals are refused, not rounded."""
        if self._is_blank(is_required):
            return None
        try:
            euros = (
                self._decimal() if not isinstance(self.value, str) else Decimal(parse_euro(self.value)) / 100
            )
        except MoneyError as error:
            self.fail(str(error))
            return None
        if euros is None:
            self.fail(f"‘{shown(self.value)}’ is geen bedrag; schrijf bijvoorbeeld 1.234,56")
            return None
        if euros * 100 != (euros * 100).to_integral_value():
            self.fail(f"‘{shown(self.value)}’ heeft meer dan twee decimalen")
            return None
        return int(euros * 100)

    def boolean(self, *, is_required: bool = False) -> bool | None:
        """Ja or nee, as a word or as a checkbox value."""
        if self._is_blank(is_required):
            return None
        word = fold(shown(self.value))
        if word in _TRUE_WORDS or word in _FALSE_WORDS:
            return word in _TRUE_WORDS
        self.fail(f"‘{shown(self.value)}’ is geen ja of nee")
        return None

    def choice(self, options: Mapping[str, T], *, is_required: bool = False) -> T | None:
        """The value of the option that is named here; capitals, accents and punctuation do not count."""
        if self._is_blank(is_required):
            return None
        wanted = fold(shown(self.value))
        for label, option in options.items():
            if fold(label) == wanted:
                return option
        names = {option: label for label, option in reversed(list(options.items()))}  # each by its first name
        known = f"; kies uit {in_a_row(reversed(list(names.values())))}" if len(names) <= 12 else ""
        self.fail(f"‘{shown(self.value)}’ is niet bekend{known}")
        return None

    def mail_address(self, *, is_required: bool = False) -> str:
        """A mail address with its domain in lower case. Whether it exists only a mail can tell."""
        address = self.text(is_required=is_required, max_length=254)
        if address and not _MAIL_ADDRESS.fullmatch(address):
            self.fail(f"‘{address}’ is geen e-mailadres; schrijf bijvoorbeeld naam@gemeente.nl")
            return ""
        name, _, domain = address.rpartition("@")
        return f"{name}@{domain.lower()}" if address else ""

    def code(self, pattern: str, *, example: str, is_required: bool = False) -> str:
        """A text of a fixed form, such as a CBS code; ``pattern`` must match all of it."""
        text = self.text(is_required=is_required)
        if text and not re.fullmatch(pattern, text):
            self.fail(f"‘{text}’ heeft niet de goede vorm; bijvoorbeeld {example}")
            return ""
        return text

    def _is_blank(self, is_required: bool) -> bool:
        if self.is_empty and is_required:
            self.fail("is leeg, maar moet ingevuld zijn")
        return self.is_empty

    def _as_date(self) -> str:
        """What the number would be if Excel had been told that it is a date: it counts days from 30-12-1899."""
        number = self.value
        if isinstance(number, int | float) and not isinstance(number, bool) and 20_000 < number < 80_000:
            day = dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
            return f"; als datum zou dit {short_date(day)} zijn: geef de cellen in Excel het type datum"
        return "; geef de cel het type datum"

    def _is_rounded_code(self) -> bool:
        number = self.value
        return (
            isinstance(number, int | float) and not isinstance(number, bool) and abs(number) >= _EXACT_BELOW
        )

    def _decimal(self) -> Decimal | None:
        """The number in the cell, or in its text in Dutch form; as exact as a spreadsheet is."""
        if isinstance(self.value, str):
            typed = self.value.replace(" ", "")
            return (
                Decimal(typed.replace(".", "").replace(",", ".")) if _DUTCH_NUMBER.fullmatch(typed) else None
            )
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            return None
        return Decimal(f"{self.value:.15g}")


def shown(value: CellValue) -> str:
    """The value as a person reads it in the sheet.

    >>> shown(12.0), shown(True), shown(dt.date(2019, 1, 28)), shown(None)
    ('12', 'ja', '28-1-2019', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, dt.date):
        return short_date(value)
    return str(value)


def fold(text: str) -> str:
    """Letters and digits alone, small and without accents: so are headers and choices compared.

    >>> fold("E-mail adres"), fold("Coördinator"), fold("straat_nr.")
    ('emailadres', 'coordinator', 'straatnr')
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())
