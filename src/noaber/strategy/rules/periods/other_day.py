"""A day of adoption that was corrected where it was decided, and is not recorded anew yet."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The day of an adoption as it is recorded of a strategy, and the other one that its proposal tells since."""

    recorded: dt.date
    told: dt.date
