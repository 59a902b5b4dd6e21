"""What pages read of a day, kept for as long as nothing is written.

Every write of the house ends with a row in the audit chain, so the hash at its head names the state of all records.
A page asks with an `AsOf` that carries that hash (`core.requests.asof_of` puts it there, for reading only); what
another page read of the same day in the same state is then at hand. Whoever writes, or reads within a transaction
that writes, has an `AsOf` without a state, and nothing is remembered or recalled.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final, TypeVar

from noaber.core.asof import AsOf

T = TypeVar("T")
DAYS_KEPT: Final = 4  # today, and a few that somebody looks back at; the oldest goes first

_days: OrderedDict[tuple[object, ...], dict[str, Any]] = OrderedDict()
_lock = Lock()


def remembered(what: str, asof: AsOf, read: Callable[[], T]) -> T:
    """What `read` answers for this day, or what it answered in the same state of the records.

    The answer is shared between pages: nobody may change it.
    """
    if asof.state is None:
        return read()
    day = _day((str(asof.state), asof.valid_on, asof.known_at))
    if what not in day:
        day[what] = read()
    found: T = day[what]
    return found


def forget() -> None:
    """For tests that write without the audit chain."""
    with _lock:
        _days.clear()


def _day(key: tuple[object, ...]) -> dict[str, Any]:
    with _lock:
        day = _days.setdefault(key, {})
        _days.move_to_end(key)
        while len(_days) > DAYS_KEPT:
            _days.popitem(last=False)
    return day
