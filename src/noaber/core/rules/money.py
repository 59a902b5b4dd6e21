"""Money is a whole number of euro cents (``int``); rates and products are exact until the one rounding.

Rounding is half up, away from zero: 0.5 cent becomes 1 cent, -0.5 cent becomes -1 cent. No float enters.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

EURO: Final = "€\N{NO-BREAK SPACE}"  # the sign stays on the line of its number
_TYPED_EURO = re.compile(
    r"(?P<before>-?)\s*€?\s*(?P<after>-?)\s*(?P<euros>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{2}|-{1,2}))?"
)

_BREAKS = re.compile(r"€ (?=-?\d)")


class MoneyError(ValueError):
    """An amount that cannot be used; the message is Dutch and can be shown as it is."""


def parse_euro(text: str) -> int:
    """Read an amount as people type it; answer whole cents.

    >>> parse_euro("1.234,56"), parse_euro("€ 230.000,-"), parse_euro("-12")
    (123456, 23000000, -1200)
    >>> parse_euro("12.50")
    Traceback (most recent call last):
    noaber.core.rules.money.MoneyError: ‘12.50’ is geen bedrag; schrijf bijvoorbeeld 1.234,56
    """
    found = _TYPED_EURO.fullmatch(text.strip().replace("\N{NO-BREAK SPACE}", " "))
    if found is None or (found["before"] and found["after"]):
        raise MoneyError(f"‘{text.strip()}’ is geen bedrag; schrijf bijvoorbeeld 1.234,56")
    cents = (found["cents"] or "").strip("-")
    amount = int(found["euros"].replace(".", "")) * 100 + int(cents or 0)
    return -amount if found["before"] or found["after"] else amount


def format_euro(cents: int) -> str:
    """Write an amount for people; the sign and the number stay on one line.

    >>> format_euro(123456), format_euro(-5)
    ('€\\xa01.234,56', '€\\xa0-0,05')
    """
    return EURO + euro_to_type(cents)


def euro_to_type(cents: int) -> str:
    """The same without the sign, as it stands in a field to be filled in.

    >>> euro_to_type(123456), euro_to_type(-5)
    ('1.234,56', '-0,05')
    """
    euros, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{euros:,}".replace(",", ".") + f",{rest:02d}"


def keep_together(text: str) -> str:
    """Text that people wrote, in which no amount is broken off from its sign.

    >>> keep_together("Gevraagd: € 230.000 per jaar.")
    'Gevraagd: €\\xa0230.000 per jaar.'
    """
    return _BREAKS.sub(EURO, text)


def round_half_up(number: Decimal | Fraction | int) -> int:
    """Round to the nearest whole number, a half away from zero.

    >>> [round_half_up(Decimal(number)) for number in ("2.5", "2.4999", "-2.5")]
    [3, 2, -3]
    """
    exact = Fraction(number)
    magnitude = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return -magnitude if exact < 0 else magnitude


def to_cents(euros: Decimal | Fraction | int) -> int:
    """Turn an exact amount in euro into cents, half up.

    >>> to_cents(Decimal("5099.425"))
    509943
    """
    return round_half_up(Fraction(euros) * 100)


def split_by_largest_remainder(total_cents: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share ``total_cents`` in proportion to whole weights; the shares always add up to the total.

    Each gets its exact share rounded down; the cents left over go to the largest remainders, ties to the
    lowest code. The answer is ordered by code. A negative total (a refund) mirrors the positive one.
    Raises MoneyError when there is nothing to share by.

    >>> split_by_largest_remainder(100_00, {"GM03": 1, "GM01": 1, "GM02": 1})
    {'GM01': 3334, 'GM02': 3333, 'GM03': 3333}
    """
    if any(weight < 0 for weight in weights.values()):
        raise MoneyError("een verdeelsleutel kan niet negatief zijn")
    whole = sum(weights.values())
    if whole == 0:
        raise MoneyError("er is niets om het bedrag over te verdelen")
    if total_cents < 0:
        return {code: -share for code, share in split_by_largest_remainder(-total_cents, weights).items()}
    shares = {code: total_cents * weights[code] // whole for code in sorted(weights)}
    left_over = total_cents - sum(shares.values())
    by_remainder = sorted(shares, key=lambda code: (-(total_cents * weights[code] % whole), code))
    for code in by_remainder[:left_over]:
        shares[code] += 1
    return shares
