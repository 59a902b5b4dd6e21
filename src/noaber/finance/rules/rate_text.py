"""A rate per inhabitant as people type and read it: 0,07 or 7 cent."""

import re
from decimal import Decimal
from typing import Final

from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import EURO

HIGHEST_RATE: Final = Decimal(10)
MOST_DECIMALS: Final = 6

_TYPED_RATE = re.compile(
    r"(?P<euro>€|euro)?\s*(?P<sign>[-+]?)(?P<whole>\d{1,9})(?:[.,](?P<part>\d{1,12}))?"
    r"\s*(?P<unit>cent|ct|c|euro)?(?: per inwoner)?",
    re.ASCII,
)


class RateError(ValueError):
    """A typed rate that cannot be used; the message is Dutch and can be shown as it is."""


def parse_rate(text: str) -> Decimal:
    """Read a rate; answer euro per inhabitant, exactly.

    A bare whole number is refused, because 7 may be meant as 7 cents or as 7 euro: unknown input is asked back.

    >>> [str(parse_rate(typed)) for typed in ("0,07", "0.07", "7 cent", "7,124 ct", "€ 0,07")]
    ['0.07', '0.07', '0.07', '0.07124', '0.07']
    >>> parse_rate("7")
    Traceback (most recent call last):
    noaber.finance.rules.rate_text.RateError: ‘7’ kan 7 cent of 7 euro zijn. Schrijf 7 cent of 0,07.
    """
    typed = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    found = _TYPED_RATE.fullmatch(typed.lower())
    if found is None:
        raise RateError(f"‘{typed[:40]}’ is geen tarief. Schrijf bijvoorbeeld 0,07 of 7 cent.")
    if found["sign"]:
        raise RateError("Een tarief heeft geen plus of min. Schrijf bijvoorbeeld 0,07 of 7 cent.")
    is_cents = found["unit"] in ("cent", "ct", "c")
    says_euro = bool(found["euro"] or found["unit"] == "euro")
    if is_cents and says_euro:
        raise RateError(f"‘{typed}’ noemt euro en cent tegelijk. Schrijf 0,07 of 7 cent.")
    if found["part"] is None and int(found["whole"]) > 0 and not (is_cents or says_euro):
        raise RateError(
            f"‘{typed}’ kan {found['whole']} cent of {found['whole']} euro zijn. Schrijf 7 cent of 0,07."
        )
    number = Decimal(f"{found['whole']}.{found['part'] or 0}")
    return checked_size((number / 100 if is_cents else number).normalize())


def checked_size(rate: Decimal) -> Decimal:
    """Refuse what nobody means: more than ten euro, or more decimals than an agreement would have."""
    if rate > HIGHEST_RATE:
        raise RateError(
            f"Het tarief is hoger dan {EURO}10 per inwoner. Bedoelt u cent? Schrijf bijvoorbeeld 7 cent."
        )
    if -_exponent(rate) > MOST_DECIMALS:
        raise RateError(f"Het tarief heeft meer dan {MOST_DECIMALS} cijfers achter de komma (in euro).")
    return plain(rate)


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end, as two numbers must be to look the same.

    >>> plain(Decimal("0.070000")), plain(Decimal("10.00"))
    (Decimal('0.07'), Decimal('10'))
    """
    short = number.normalize()
    return short.quantize(Decimal(1)) if _exponent(short) > 0 else short


def rate_in_words(rate: Decimal) -> str:
    """For a sentence.

    >>> rate_in_words(Decimal("0.07")), rate_in_words(Decimal("0.07124"))
    ('7 cent', '7,124 cent')
    """
    cents = (rate * 100).normalize()
    return f"{format_number(cents, max(0, -_exponent(cents)))} cent"


def rate_to_type(rate: Decimal) -> str:
    """As it stands in a field, in euro with all its decimals.

    >>> rate_to_type(Decimal("0.07")), rate_to_type(Decimal("0.07124"))
    ('0,07', '0,07124')
    """
    return format_number(rate, max(2, -_exponent(rate)))


def _exponent(number: Decimal) -> int:
    """Minus the number of decimals; what is typed is never infinite or "not a number"."""
    return int(number.as_tuple().exponent)
