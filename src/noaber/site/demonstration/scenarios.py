"""Scenarios beside the budget of the memo: its own gap first, then two other ways. The questions are invented."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance import api as finance
from noaber.site.demonstration.agreement import AGREEMENT

REFERENCE_ON: Final = dt.date(2019, 1, 1)


def save_scenarios(now: dt.datetime, today: dt.date) -> None:
    """What the controller worked out in the week after the memo was sent."""
    agreed = finance.agreement_for(COMMAND, AsOf(today), AGREEMENT)
    if agreed is None:
        raise LookupError(AGREEMENT)
    terms = agreed.terms
    gap = finance.ScenarioQuestion(
        agreement=AGREEMENT,
        rate=terms.rate,
        reference_on=REFERENCE_ON,
        first_year=terms.first_year,
        year_count=1,
        budget_cents=terms.budget_cents,
    )
    eight = replace(gap, rate=Decimal("0.08"), year_count=4)
    growing = replace(eight, population_growth=Decimal("0.5"), budget_growth=Decimal(2))
    largest = replace(gap, year_count=4, key=finance.Key.LARGEST, largest_count=terms.largest_paid)
    for name, explanation, question in (
        (
            "Het gat in het voorstel",
            "Het voorstel zelf, op het inwonertal van 1 januari 2019: wat komt er tekort?",
            gap,
        ),
        (
            "De zeven grootste betalen alles",
            "Zoals tot en met 2019. Wat zij toen betaalden, is niet bekend; dit is de begroting van het voorstel.",
            largest,
        ),
        (
            "Acht cent met groei",
            "Een cent meer per inwoner, terwijl het inwonertal en de kosten groeien.",
            growing,
        ),
    ):
        finance.save_scenario(
            name, explanation, question, is_public=True, actor=COMMAND, now=now, today=today
        )


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2019, 2, 5), "De controller legt drie scenario's naast het voorstel", save_scenarios),
)
