"""In which months somebody who chose a frequency gets the report."""

MONTH, QUARTER, NONE = "month", "quarter", "none"


def is_due(frequency: str, period: int) -> bool:
    """Every month; or of the month that ends a quarter.

    >>> [is_due(each, 201906) for each in (MONTH, QUARTER, NONE)], is_due(QUARTER, 201905)
    ([True, True, False], False)
    """
    return frequency == MONTH or (frequency == QUARTER and period % 100 % 3 == 0)
