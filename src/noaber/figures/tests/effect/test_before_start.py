"""What may be called alike before the start, what must be watched, and what the first sentence says of it."""

from dataclasses import replace
from math import exp
from typing import Any

import pytest

from noaber.figures.rules.effect.assumptions import Around, Assumption, Holds, assumptions
from noaber.figures.rules.effect.measuring import AroundStart, Measured, Standing
from noaber.figures.rules.effect.telling import Told, tell
from noaber.figures.rules.statistics.event_study import EventStudy
from noaber.figures.rules.statistics.measures import Effect
from noaber.figures.tests.effect.outcomes import ASKED, SMALL, outcome

AROUND = Around(0, 0, 0, is_sought=False)
FALLING = (0.83, 0.05)
FLAT = (1.01, 0.01)
WIDE = (1.02, 0.2)


def seen(
    p_value: float | None, slope: tuple[float, float] | None, ratio: float = 0.7, **changed: Any
) -> Measured:
    """`slope`: the ratio per year and the standard error of its logarithm."""
    found = outcome(ratio, ratio * 0.85, ratio * 1.15, **changed)
    return replace(
        found,
        effect=replace(found.effect, study=EventStudy((), p_value)),
        earlier=_earlier(found.effect, *slope) if slope else None,
        months=AroundStart(24, (10.0,) * 36, (10.0,) * 36),
    )


def _earlier(effect: Effect, ratio: float, error: float) -> Effect:
    """Half of 24 months lies a year from the other half: the start that was not has the ratio of the slope."""
    return replace(effect, ratio=ratio, lower=ratio * exp(-1.96 * error), upper=ratio * exp(1.96 * error))


def of(found: Measured) -> tuple[Assumption, Told]:
    return assumptions(found, AROUND)[0], tell(found, ASKED)


@pytest.mark.parametrize(
    ("p_value", "slope", "ratio", "holds"),
    [
        (0.6, FLAT, 0.7, Holds.FITS),
        (0.1, FLAT, 0.7, Holds.FITS),
        (0.0999, FLAT, 0.7, Holds.WATCH),
        (0.0501, FLAT, 0.7, Holds.WATCH),
        (0.05, FLAT, 0.7, Holds.WATCH),
        (0.0499, FLAT, 0.7, Holds.WATCH),
        (0.0501, FALLING, 0.91, Holds.WATCH),
        (0.6, FALLING, 0.91, Holds.WATCH),
        (0.6, FALLING, 0.3, Holds.WATCH),
        (0.6, (1.2, 0.05), 0.7, Holds.WATCH),
        (0.6, WIDE, 0.7, Holds.UNSEEN),
        (0.6, FLAT, 0.99, Holds.UNSEEN),
        (0.6, FLAT, 1.0, Holds.UNSEEN),
        (0.6, None, 0.7, Holds.UNSEEN),
        (0.07, None, 0.7, Holds.WATCH),
        (None, FLAT, 0.7, Holds.UNSEEN),
    ],
)
def test_alike_is_said_only_where_no_line_that_is_left_makes_the_difference(
    p_value: float | None, slope: tuple[float, float] | None, ratio: float, holds: Holds
) -> None:
    assert of(seen(p_value, slope, ratio))[0].holds is holds


@pytest.mark.parametrize(
    ("slope", "ratio", "beside"),
    [
        (FALLING, 0.91, "minstens zo groot als het verschil dat is gevonden (9% minder)"),
        (FALLING, 0.6, "een deel van het verschil dat is gevonden (40% minder)"),
        (FALLING, 1.2, "de andere kant op dan het verschil dat is gevonden (20% meer)"),
    ],
)
def test_a_line_that_was_there_is_carried_on_in_the_first_sentence_too(
    slope: tuple[float, float], ratio: float, beside: str
) -> None:
    """From the middle of 24 months before to that of 12 after is 1.5 years: 0.83 ** 1.5 = 0.76."""
    rests, told = of(seen(0.6, slope, ratio))

    alone = f"Ging het verder zoals ervoor, dan waren het er uit zichzelf al zo’n 24% minder: {beside}."
    assert alone in rests.said
    assert told.lead.endswith(f"Let op: vóór de start liep het misschien al anders dan elders. {alone}")
    assert "17% minder dan elders (25% minder tot 8% minder). “Evenveel” valt daarbuiten." in rests.said
    assert "niet verder uiteen" in rests.said


def test_doubt_by_the_quarters_alone_is_said_as_that() -> None:
    rests, told = of(seen(0.0501, (0.83, 0.1), 0.91))

    assert "niet duidelijk gelijk op (p net boven 0,05)" in rests.said
    assert "valt daarbuiten" not in rests.said
    assert (
        "Let op: het is niet duidelijk dat het vóór de start gelijk op ging met elders. Ging het" in told.lead
    )
    assert told.lead.endswith("24% minder: minstens zo groot als het verschil dat is gevonden (9% minder).")
    assert of(seen(0.07, (1.001, 0.1)))[1].lead.endswith("vóór de start gelijk op ging met elders.")
    assert of(seen(0.07, None))[1].lead.endswith("vóór de start gelijk op ging met elders.")


@pytest.mark.parametrize(("slope", "is_shown"), [(FLAT, True), (WIDE, False), (None, False)])
def test_what_is_not_shown_is_said_under_a_difference_and_is_no_warning(
    slope: tuple[float, float] | None, is_shown: bool
) -> None:
    told = of(seen(0.6, slope))[1]

    assert "Let op" not in told.lead
    assert ("gelijk op ging met elders, laten ze ook niet zien" in told.rest) is not is_shown


def test_small_numbers_are_doubted_without_percentages() -> None:
    for slope in (FALLING, WIDE):
        rests, told = of(seen(0.6, slope, totals=SMALL))
        assert "%" not in rests.said + told.lead
    rests, told = of(seen(0.6, FALLING, 0.91, totals=SMALL))
    assert "uit zichzelf al een verschil dat minstens zo groot is" in told.lead
    assert rests.holds is Holds.WATCH


@pytest.mark.parametrize(
    ("between", "standing", "holds"),
    [
        ((0.9, 1.1), Standing.TOLD, Holds.FITS),
        ((0.67, 1.01), Standing.TOLD, Holds.UNSEEN),
        ((0.99, 1.6), Standing.TOLD, Holds.UNSEEN),
        ((0.67, 0.99), Standing.TOLD, Holds.WATCH),
        ((0.9, 1.1), Standing.RAN_APART, Holds.UNSEEN),
    ],
)
def test_a_start_that_was_not_fits_only_where_it_rules_out_what_was_found(
    between: tuple[float, float], standing: Standing, holds: Holds
) -> None:
    found = seen(0.6, FLAT, 0.8, standing=standing)
    earlier = replace(found.effect, ratio=0.95, lower=between[0], upper=between[1])

    assert assumptions(replace(found, earlier=earlier), AROUND)[1].holds is holds
