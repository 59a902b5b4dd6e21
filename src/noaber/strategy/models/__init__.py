"""Policy periods, and the priorities of the organisations."""

from noaber.strategy.models.inventory import LocalPlan, LocalPlanStatement, LocalPriority
from noaber.strategy.models.periods import STATES, LinkedPlan, PeriodStatement, PolicyPeriod
from noaber.strategy.models.requests import PriorityRequest

__all__ = [
    "STATES",
    "LinkedPlan",
    "LocalPlan",
    "LocalPlanStatement",
    "LocalPriority",
    "PeriodStatement",
    "PolicyPeriod",
    "PriorityRequest",
]
