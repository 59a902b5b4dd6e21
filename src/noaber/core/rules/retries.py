"""When something that failed is tried again."""

import datetime as dt
from typing import Final

MAIL_DELAYS: Final = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=12),
)


def next_attempt(attempt_count: int, ended_at: dt.datetime) -> dt.datetime | None:
    """When a mail is tried again after `attempt_count` attempts; None when it is given up.

    >>> next_attempt(1, dt.datetime(2020, 1, 1, 9, 0))
    datetime.datetime(2020, 1, 1, 9, 1)
    >>> next_attempt(5, dt.datetime(2020, 1, 1, 9, 0))
    datetime.datetime(2020, 1, 1, 21, 0)
    >>> next_attempt(6, dt.datetime(2020, 1, 1, 9, 0)) is None
    True
    """
    if attempt_count > len(MAIL_DELAYS):
        return None
    return ended_at + MAIL_DELAYS[attempt_count - 1]
