"""Every step of the demonstration of Oost-Nederland, in the order of its days."""

from typing import Final

from noaber.site import demonstration_accounts as yearly
from noaber.site import demonstration_bank as bank
from noaber.site import demonstration_billing as billing
from noaber.site import demonstration_dunning as dunning
from noaber.site import demonstration_first_period as first_period
from noaber.site import demonstration_goals as goals
from noaber.site import demonstration_grants as grants
from noaber.site import demonstration_nota as nota
from noaber.site import demonstration_reviews as reviews
from noaber.site import demonstration_scenarios as scenarios
from noaber.site import demonstration_spending as spending
from noaber.site import demonstration_surveys as surveys
from noaber.site.demonstration_sittings import MEETINGS
from noaber.site.demonstration_story import STORY, Step

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
    )
)
STEPS: Final = tuple(sorted((*STORY, *_BESIDE), key=lambda step: step.on))
