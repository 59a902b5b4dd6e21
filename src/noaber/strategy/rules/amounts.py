"""Finding amounts of money in free text: they belong with finance, which points at a grant file."""

import re
from typing import Final

_NUMBER: Final = r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?"
_AMOUNT: Final = re.compile(
    rf"(?:€|\beur\b|\beuro\b)\s*(?:{_NUMBER})"
    rf"|(?:{_NUMBER})\s*(?:,-\s*)?(?:duizend|ton|miljoen|mln\.?|miljard)?\s*(?:€|\beuro?s?\b|\beur\b)"
    rf"|(?:{_NUMBER})\s*(?:miljoen|mln\b\.?|miljard)",
    re.IGNORECASE,
)


def amounts_in(text: str) -> tuple[str, ...]:
    """What looks like an amount, in the order of the text.

    >>> amounts_in("Toegekend: € 85.000 en later 1,5 miljoen euro, samen 100 mln")
    ('€ 85.000', '1,5 miljoen euro', '100 mln')
    >>> amounts_in("In 2018 vroegen 76 gemeenten met 5 districten samen; 30 projecten; Europa")
    ()
    """
    return tuple(found.group().strip() for found in _AMOUNT.finditer(text))
