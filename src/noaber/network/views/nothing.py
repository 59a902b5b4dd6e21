"""What a list says on a day on which there is nothing to list."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date


def none_on(asof: AsOf, sentence: str) -> str:
    """The sentence about the day that was asked for (``%(day)s``), and since when that was known; empty without.

    A list of today that is empty says so in its own words: there the register itself is still empty.
    """
    return as_known(asof, sentence % {"day": long_date(asof.valid_on)}) if asof.is_asked else ""


def as_known(asof: AsOf, sentence: str) -> str:
    """What was not there may only not have been known yet."""
    if asof.known_on is None:
        return sentence
    facts = {"sentence": sentence.removesuffix("."), "day": long_date(asof.known_on)}
    return _("%(sentence)s, voor zover bekend op %(day)s.") % facts
