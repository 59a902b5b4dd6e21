"""Policy periods, and the priorities of the organisations."""

from noaber.strategy.models.goals import (
    ACTIVITY_STATES,
    GOAL_STATUSES,
    Activity,
    ActivityDoer,
    ActivityStatement,
    Goal,
    GoalIndicator,
    GoalStatement,
    GoalUpdate,
    IndicatorStatement,
    IndicatorValue,
)
from noaber.strategy.models.inventory import KINDS, LocalPlan, LocalPlanStatement, LocalPriority
from noaber.strategy.models.participation import PARTICIPATION_KINDS, Participation
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
    "ACTIVITY_STATES",
    "GOAL_STATUSES",
    "KINDS",
    "PARTICIPATION_KINDS",
    "STATES",
    "Activity",
    "ActivityDoer",
    "ActivityStatement",
    "ChoiceLine",
    "Criterion",
    "Goal",
    "GoalIndicator",
    "GoalStatement",
    "GoalUpdate",
    "IndicatorStatement",
    "IndicatorValue",
    "LinkedPlan",
    "LocalPlan",
    "LocalPlanStatement",
    "LocalPriority",
    "Measured",
    "NamedTheme",
    "Participation",
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
