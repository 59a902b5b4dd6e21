"""What a list says on a day on which there is nothing to list."""

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date


def none_on(asof: AsOf, sentence: str) -> str:
    """The sentence about the day that was asked for (``%(day)s``); nothing when no day was asked.

    A list of today that is empty says so in its own words: there the register itself is still empty.
    """
    return sentence % {"day": long_date(asof.valid_on)} if asof.is_asked else ""
