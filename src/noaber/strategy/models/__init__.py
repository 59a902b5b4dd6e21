"""Policy periods, and the priorities of the organisations."""

from noaber.strategy.models.inventory import LocalPlan, LocalPlanStatement, LocalPriority
from noaber.strategy.models.periods import STATES, LinkedPlan, PeriodStatement, PolicyPeriod
from noaber.strategy.models.requests import PriorityRequest
from noaber.strategy.models.selection import (
    ChoiceLine,
    Criterion,
    Score,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)

__all__ = [
    "STATES",
    "ChoiceLine",
    "Criterion",
    "LinkedPlan",
    "LocalPlan",
    "LocalPlanStatement",
    "LocalPriority",
    "PeriodStatement",
    "PolicyPeriod",
    "PriorityRequest",
    "Score",
    "SelectionRound",
    "ThemeChoice",
    "ThemeOption",
]
