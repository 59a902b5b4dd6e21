"""Pages of meetings and actions."""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts

MEETING: Final = 3  # the page of any meeting
MEETING_AFTER_A_WRITE: Final = (
    14  # one that was reads who reports to whom, and the actions, of its day and of today
)

COUNTS: Final[Counts] = {
    "/vergaderingen/": (1, 3, 3, 3),
    "/vergaderingen/plannen/": (NOT_FOR, 3, 3, NOT_FOR),
    "/acties/": (NOT_FOR, 3, 3, 3),
    "/acties/nieuw/": (NOT_FOR, 3, 3, NOT_FOR),
}
