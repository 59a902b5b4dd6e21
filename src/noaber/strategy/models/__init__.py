"""Policy periods, and the priorities of the organisations."""

from noaber.strategy.models.inventory import KINDS, LocalPlan, LocalPlanStatement, LocalPriority
from noaber.strategy.models.periods import STATES, LinkedPlan, PeriodStatement, PolicyPeriod
from noaber.strategy.models.requests import PriorityRequest
from noaber.strategy.models.selection import (
    ChoiceLine,
    Criterion,
    Measured,
    RoundWithdrawal,
    Score,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)
from noaber.strategy.models.themes import NamedTheme, ThemeNaming

__all__ = [
    "KINDS",
    "STATES",
    "ChoiceLine",
    "Criterion",
    "LinkedPlan",
    "LocalPlan",
    "LocalPlanStatement",
    "LocalPriority",
    "Measured",
    "NamedTheme",
    "PeriodStatement",
    "PolicyPeriod",
    "PriorityRequest",
    "RoundWithdrawal",
    "Score",
    "SelectionRound",
    "ThemeChoice",
    "ThemeNaming",
    "ThemeOption",
]
