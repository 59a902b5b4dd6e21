"""Small numbers are told as they are: of 2 to 6 nobody is helped by +200 %."""

from typing import Final

PERCENTAGE_FROM: Final = 50
"""Both counts at least this: only then is a change a percentage.

At 50 a count has a standard error of 14 %, and the change between two such counts one of 20 percentage points: below
it a percentage tells mostly chance. The limit is that of the tables per police force of the Office for National
Statistics (Crime in England and Wales), which give no percentage change from under 50 offences; here it holds for
either count.
"""


def may_be_percentage(before: int, after: int) -> bool:
    """Whether a change from one count to another may be told as a percentage.

    >>> may_be_percentage(9_311, 6_083), may_be_percentage(8, 5), may_be_percentage(80, 49)
    (True, False, False)
    """
    return min(before, after) >= PERCENTAGE_FROM
