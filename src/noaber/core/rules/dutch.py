"""Dutch forms for people: dates, numbers, names in order, words in a row.

Data is ISO and plain numbers; these forms are for screens, papers and typed input. Nothing here reads a
locale, so that every machine writes the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})")
_LEADING_ARTICLE = re.compile(r"(?:(?:de|den|het|'t)\s+|'s-)(?=\w)")


class DateError(ValueError):
    """A typed date that cannot be used; the message is Dutch and can be shown as it is."""


def long_date(day: date) -> str:
    """Write a date for running text.

    >>> long_date(date(2019, 1, 28))
    '28 januari 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a date for a table.

    >>> short_date(date(2019, 1, 28))
    '28-1-2019'
    """
    return f"{day.day}-{day.month}-{day.year}"


def weekday_date(day: date) -> str:
    """Write a date for an invitation.

    >>> weekday_date(date(2019, 1, 28))
    'maandag 28 januari 2019'
    """
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def parse_date(text: str) -> date:
    """Read a date as people type it: day first, ISO, or with the month in words.

    >>> parse_date("28-1-2019") == parse_date("2019-01-28") == parse_date("28 januari 2019")
    True
    >>> parse_date("30-2-2019")
    Traceback (most recent call last):
    noaber.core.rules.dutch.DateError: 30-2-2019 bestaat niet
    """
    typed = text.strip()
    if not typed:
        raise DateError("vul een datum in, bijvoorbeeld 28-1-2019")
    year, month, day = _date_parts(typed)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{typed} bestaat niet") from None


def _date_parts(typed: str) -> tuple[int, int, int]:
    """Take year, month and day out of the text; whether they make a date is not yet known."""
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
        return int(year), int(month), int(day)
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
        return int(year), int(month), int(day)
    found = _IN_WORDS.fullmatch(typed.lower())
    if found and found[2] in MONTHS:
        return int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])
    raise DateError(f"‘{typed}’ is geen datum; schrijf bijvoorbeeld 28-1-2019")


def format_number(number: int | Decimal, decimals: int = 0) -> str:
    """Write a number with Dutch points and comma, rounded half up.

    >>> format_number(3228403)
    '3.228.403'
    >>> format_number(Decimal("7.1245"), decimals=3)
    '7,125'
    """
    if isinstance(number, int) and not decimals:
        return f"{number:,}".replace(",", ".")
    exact = Decimal(number)
    enough_digits = Context(prec=max(28, len(exact.as_tuple().digits) + abs(exact.adjusted()) + decimals + 2))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=enough_digits)
    if rounded.is_zero():
        rounded = abs(rounded)  # "-0" says nothing to anyone
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def sort_key(name: str) -> tuple[str, str]:
    """Order names as a Dutch register does: accents and case aside, under the main word.

    A leading De, Den, Het, 't or 's- counts only to tell equal names apart.

    >>> sorted(["Zwolle", "'s-Hertogenbosch", "De Bilt", "Épe", "Arnhem", "Heerde"], key=sort_key)
    ['Arnhem', 'De Bilt', 'Épe', 'Heerde', "'s-Hertogenbosch", 'Zwolle']
    """
    folded = fold_name(name)
    return _LEADING_ARTICLE.sub("", folded, count=1) if _LEADING_ARTICLE.match(folded) else folded, folded


def fold_name(name: str) -> str:
    """What makes two spellings the same name: no case, no accents, one kind of apostrophe, single spaces.

    >>> fold_name("Wethouder  van Épe")
    'wethouder van epe'
    """
    bare = name
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
        bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def in_a_row(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> in_a_row(["Twente", "IJsselland", "Gelderland-Zuid"])
    'Twente, IJsselland en Gelderland-Zuid'
    """
    *first, last = list(words) or [""]
    return f"{', '.join(first)} en {last}" if first else last


def few_in_a_row(words: Sequence[str], most: int = 3) -> str:
    """The first few, and how many more; never "nog 1", which takes the room of its name.

    >>> few_in_a_row(["Aalten", "Almelo", "Apeldoorn", "Arnhem"])
    'Aalten, Almelo, Apeldoorn en Arnhem'
    >>> few_in_a_row(["Aalten", "Almelo", "Apeldoorn", "Arnhem", "Barneveld"])
    'Aalten, Almelo, Apeldoorn en nog 2'
    """
    if len(words) <= most + 1:
        return in_a_row(words)
    return in_a_row([*words[:most], f"nog {format_number(len(words) - most)}"])
