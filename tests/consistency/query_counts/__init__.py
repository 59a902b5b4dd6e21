"""How many queries a page asks, frame included, by who opens it; a file per room. The bar of the house is 12.

A page that needs fewer gets a lower number here; a page that needs more needs a better query first. The numbers are
those of the second time, when what others read in the same state of the records is at hand (`core.reading`); three of
them are the frame's for who is signed in (session, user, state), one for who is not. Right after a write the frame
asks two more (standing, mandates); then too no page asks more than the bar, but for those in `AFTER_A_WRITE`.
"""

from typing import Final

from tests.consistency.query_counts import decisions, figures, finance, meetings, network, site, strategy
from tests.consistency.query_counts.shared import Counts, Numbers

BAR: Final = 12
# Right after a write a few pages ask more than the bar, once.
AFTER_A_WRITE: Final[Numbers] = {
    **site.AFTER_A_WRITE,
    **network.AFTER_A_WRITE,
    **decisions.AFTER_A_WRITE,
    **figures.AFTER_A_WRITE,
    **strategy.AFTER_A_WRITE,
    **finance.AFTER_A_WRITE,
}
IN_THE_PERIOD: Final[Numbers] = strategy.IN_THE_PERIOD
COUNTS: Final[Counts] = {
    **site.COUNTS,
    **network.COUNTS,
    **decisions.COUNTS,
    **meetings.COUNTS,
    **strategy.COUNTS,
    **figures.COUNTS,
    **finance.COUNTS,
}
