"""Every step of the demonstration of Oost-Nederland, in the order of its days."""

from typing import Final

from noaber.site.demonstration import accounts as yearly
from noaber.site.demonstration import (
    bank,
    billing,
    dunning,
    first_period,
    goals,
    grants,
    month_reports,
    nota,
    reviews,
    scenarios,
    signals,
    spending,
    surveys,
)
from noaber.site.demonstration.sittings import MEETINGS
from noaber.site.demonstration.story import STORY, Step

_BESIDE: Final = tuple(
    Step(*each)
    for each in (
        *MEETINGS,
        *billing.STEPS,
        *bank.STEPS,
        *spending.STEPS,
        *yearly.STEPS,
        *scenarios.STEPS,
        *grants.STEPS,
        *dunning.STEPS,
        *first_period.STEPS,
        *nota.STEPS,
        *goals.STEPS,
        *surveys.STEPS,
        *reviews.STEPS,
        *signals.STEPS,
        *month_reports.STEPS,
    )
)
STEPS: Final = tuple(sorted((*STORY, *_BESIDE), key=lambda step: step.on))
