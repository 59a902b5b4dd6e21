"""Outcomes as a test wants them, without counting anything: only what sentences look at differs."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest

from noaber.figures.queries import effects
from noaber.figures.queries.counted import Counted, all_months
from noaber.figures.rules.effect.measuring import Measured, Standing, Totals
from noaber.figures.rules.effect.telling import Asked
from noaber.figures.rules.statistics.measures import Basis, Effect
from noaber.figures.rules.statistics.verdicts import verdict_of

ASKED: Final = Asked("Diefstal uit woning", 24, 12)
LARGE: Final = Totals(400, 160, 6_000, 2_900, 181.8)
SMALL: Final = Totals(90, 40, 900, 440, 45.5)


def outcome(ratio: float, lower: float, upper: float, totals: Totals = LARGE, **changed: Any) -> Measured:
    effect = Effect(
        ratio,
        lower,
        upper,
        0.1,
        verdict_of(lower, upper),
        (),
        Basis.PLACEBOS,
        *(5, 71),
        study=None,
        left_out=(),
        without_window=(),
        placebos=999,
    )
    found = Measured(
        standing=Standing.TOLD,
        totals=totals,
        effect=effect,
        months=None,
        earlier=None,
        alone=None,
        beside=None,
        growth=(1.01, 1.012),
        treated=("GM0153",),
        compared=("GM0193",),
        left_out=(),
        started_in=(201903,),
    )
    return replace(found, **changed)


def withhold(monkeypatch: pytest.MonkeyPatch, area: str, kind: str, period: int) -> None:
    """The source gives no figure of this kind in this month and municipality."""

    def found(*args: Any) -> Counted:
        whole = all_months(*args)
        matrix, counts = whole.matrix, whole.matrix.counts.copy()
        counts[matrix.areas.index(area), matrix.kinds.index(kind), matrix.periods.index(period)] = np.nan
        return replace(whole, matrix=replace(matrix, counts=counts))

    monkeypatch.setattr(effects, "all_months", found)
