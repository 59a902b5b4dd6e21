"""How a month is said."""

from noaber.core.rules.dutch import MONTHS


def month_text(period: int) -> str:
    """
    >>> month_text(201906), month_text(201900)
    ('juni 2019', '2019')
    """
    year, month = divmod(period, 100)
    return f"{MONTHS[month - 1]} {year}" if month else str(year)
