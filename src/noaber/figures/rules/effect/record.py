"""What another room gets to know of a measure: no arrays, and nothing of a cause."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """A ratio of 0.8 is a fifth fewer than had it gone as elsewhere; None, as its interval, where nothing may be said.

    `standing` says why (`measuring.Standing`, by its name); `verdict` is the word of the interval; `lead` and `rest`
    are the sentences that belong with it and are never left out. `treated` and `compared` are codes. `left_out`
    could have been compared with but miss a month; one that does so around one start only is in both. `no_part`
    started and take no part: they miss a month, their window does not fit in the months that were counted, or nobody
    is left to compare them with.
    """

    offence: str
    offence_title: str
    before_months: int
    after_months: int
    treated: tuple[str, ...]
    compared: tuple[str, ...]
    left_out: tuple[str, ...]
    no_part: tuple[str, ...]
    counted_before: int
    counted_after: int
    standing: str
    ratio: float | None
    lower: float | None
    upper: float | None
    verdict: str
    basis: str
    pre_trend_p: float | None
    lead: str
    rest: str
    release: int
    published_at: dt.datetime
    is_invented: bool
