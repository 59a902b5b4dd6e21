"""A measure that never was, to look at in a demonstration: the months are invented as well."""

import datetime as dt
from typing import Final

from noaber.figures.rules.effect.question import Question
from noaber.figures.rules.effect.rows import Start

NAME: Final = "Verzonnen maatregel (voorbeeld)"
OFFENCE: Final = "1.1.1"
QUESTION: Final = Question(
    tuple(
        Start(code, day)
        for day, codes in (
            (dt.date(2018, 3, 1), ("GM0150", "GM0153", "GM0193")),
            (dt.date(2018, 9, 1), ("GM0200", "GM0228", "GM0268")),
        )
        for code in codes
    )
)
"""Deventer, Enschede and Zwolle; half a year later Apeldoorn, Ede and Nijmegen."""
