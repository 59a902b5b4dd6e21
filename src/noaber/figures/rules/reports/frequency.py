"""In which months somebody who chose a frequency gets the report."""

from collections.abc import Sequence

MONTH, QUARTER, NONE = "month", "quarter", "none"


def is_due(frequency: str, period: int) -> bool:
    """Every month; or of the month that ends a quarter.

    >>> [is_due(each, 201906) for each in (MONTH, QUARTER, NONE)], is_due(QUARTER, 201905)
    ([True, True, False], False)
    """
    return frequency == MONTH or (frequency == QUARTER and period % 100 % 3 == 0)


def kinds_text(kinds: Sequence[str], known: Sequence[str]) -> str:
    """As it is kept: in the order of `known`, once each; empty for all of them. ValueError for one not known.

    >>> kinds_text(["1.2.3", "1.1.1"], ["1.1.1", "1.2.3", "1.4.5"]), kinds_text(["1.1.1"], ["1.1.1"])
    ('1.1.1 1.2.3', '')
    """
    if strange := sorted(set(kinds) - set(known)):
        raise ValueError(strange[0])
    chosen = [code for code in known if code in kinds]
    return "" if len(chosen) == len(known) else " ".join(chosen)
