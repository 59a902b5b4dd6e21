"""The sentences about a measure: both ends of the interval, chance when it holds nothing, and never a cause."""

from itertools import product

import pytest

from noaber.figures.rules.effect.assumptions import Around, Holds, assumptions
from noaber.figures.rules.effect.measuring import Standing
from noaber.figures.rules.effect.telling import NO_CAUSE, tell
from noaber.figures.tests.effect.outcomes import ASKED, LARGE, SMALL, outcome

CAUSAL = (
    "dankzij",
    "door de maatregel",
    "effect van",
    "leidde",
    "veroorzaak",
    "gevolg",
    "werkt wel",
    "helpt",
)
RATIOS = (0.35, 0.7, 0.88, 0.97, 0.999, 1.0, 1.004, 1.2, 2.4)
INTERVALS = [
    (low, ratio, high)
    for low, ratio, high in product(
        (0.2, 0.6, 0.9, 0.996, 1.002, 1.1), RATIOS, (0.5, 0.95, 0.998, 1.01, 1.3, 6.0)
    )
    if low <= ratio <= high
]


def test_the_interval_is_said_with_it_and_chance_when_it_holds_one() -> None:
    said = tell(outcome(0.88, 0.75, 1.03), ASKED)

    assert said.lead == (
        "Diefstal uit woning: in de 12 maanden na de start waren er in de 5 gemeenten 12% minder geteld dan als het er "
        "was gegaan zoals in de 71 andere gemeenten. Het kan ook tussen 25% minder en 3% meer liggen. Toeval is dus "
        "niet uit te sluiten."
    )
    assert "Dat betekent niet dat er niets is veranderd" in said.rest


def test_a_difference_that_chance_seldom_gives_is_no_cause() -> None:
    fewer, more = tell(outcome(0.7, 0.55, 0.9), ASKED), tell(outcome(1.4, 1.1, 1.8), ASKED)

    assert "30% minder" in fewer.lead
    assert "loopt van 45% minder tot 10% minder. Zo’n verschil geeft toeval zelden." in fewer.lead
    assert "40% meer" in more.lead
    assert fewer.rest.startswith(NO_CAUSE)


def test_small_numbers_are_told_as_they_are() -> None:
    said = tell(outcome(0.88, 0.6, 1.29, SMALL), ASKED).lead

    assert "40 geteld, tegen zo’n 45 als het er was gegaan" in said
    assert "tussen 18 minder en 13 meer" in said
    assert "%" not in said


@pytest.mark.parametrize("totals", [LARGE, SMALL], ids=["large", "small"])
@pytest.mark.parametrize(("low", "ratio", "high"), INTERVALS)
def test_no_outcome_claims_more_than_its_interval(
    low: float, ratio: float, high: float, totals: object
) -> None:
    """Over all there are: chance is named exactly when 1 lies within, nothing is called 0%, and nobody is a cause."""
    said = tell(outcome(ratio, low, high, totals), ASKED)  # type: ignore[arg-type]
    text = f"{said.lead} {said.rest}"

    assert ("Toeval is dus niet uit te sluiten" in text) is (low <= 1 <= high)
    assert ("geeft toeval zelden" in text) is not (low <= 1 <= high)
    assert not any(word in text.casefold() for word in CAUSAL)
    assert " 0%" not in text
    assert "nan" not in text
    assert ("%" in text) is (totals is LARGE)


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.TOLD])
def test_where_nothing_may_be_said_there_is_no_outcome(standing: Standing) -> None:
    """Neither a percentage nor an interval, whatever was worked out, and always a reason."""
    said = tell(outcome(0.5, 0.3, 0.7, standing=standing), ASKED)

    assert "%" not in f"{said.lead} {said.rest}"
    assert "50" not in f"{said.lead} {said.rest}"
    assert "niets" in f"{said.lead} {said.rest}" or "te weinig" in said.lead
    assert len(said.rest) > 40


def test_the_list_of_assumptions_is_always_whole_and_says_what_cannot_be_seen() -> None:
    found = assumptions(outcome(0.88, 0.75, 1.03), Around(2, 3, 1, is_sought=False))

    assert len(found) == 7
    assert {each.name: each.holds for each in found}[
        "De maatregel werkt niet door in de andere gemeenten"
    ] is Holds.UNSEEN
    text = " ".join(each.said for each in found)
    assert "2 aantekeningen" in text
    assert "3 maandcijfers" in text
    assert "De laatste maand is nog niet volledig" in text
    assert "Zekerder dan 1 op 1.000" in text
    assert "+1,0%, elders +1,2%" in text
