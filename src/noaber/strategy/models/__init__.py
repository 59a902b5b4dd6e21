"""Policy periods, the priorities of the organisations, and what was reached."""

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
from noaber.strategy.models.grants import STEP_KINDS, GrantFile, GrantNeed, GrantStatement, GrantStep
from noaber.strategy.models.inventory import KINDS, LocalPlan, LocalPlanStatement, LocalPriority
from noaber.strategy.models.participation import PARTICIPATION_KINDS, Participation
from noaber.strategy.models.periods import STATES, LinkedPlan, PeriodStatement, PolicyPeriod
from noaber.strategy.models.positions import JointPosition, JointPositionStatement, LobbyEntry
from noaber.strategy.models.requests import PriorityRequest
from noaber.strategy.models.results import (
    RESULT_STATES,
    FigureClaim,
    Result,
    ResultEvidence,
    ResultPartner,
    ResultStatement,
)
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
from noaber.strategy.models.texts import TEXT_PARTS, LocalBundle, StrategyText, StrategyTextStatement
from noaber.strategy.models.themes import NamedTheme, ThemeNaming

__all__ = [
    "ACTIVITY_STATES",
    "GOAL_STATUSES",
    "KINDS",
    "PARTICIPATION_KINDS",
    "RESULT_STATES",
    "STATES",
    "STEP_KINDS",
    "TEXT_PARTS",
    "Activity",
    "ActivityDoer",
    "ActivityStatement",
    "ChoiceLine",
    "Criterion",
    "FigureClaim",
    "Goal",
    "GoalIndicator",
    "GoalStatement",
    "GoalUpdate",
    "GrantFile",
    "GrantNeed",
    "GrantStatement",
    "GrantStep",
    "IndicatorStatement",
    "IndicatorValue",
    "JointPosition",
    "JointPositionStatement",
    "LinkedPlan",
    "LobbyEntry",
    "LocalBundle",
    "LocalPlan",
    "LocalPlanStatement",
    "LocalPriority",
    "Measured",
    "NamedTheme",
    "Participation",
    "PeriodStatement",
    "PolicyPeriod",
    "PriorityRequest",
    "Result",
    "ResultEvidence",
    "ResultPartner",
    "ResultStatement",
    "RoundWithdrawal",
    "Score",
    "SelectionRound",
    "StrategyText",
    "StrategyTextStatement",
    "ThemeChoice",
    "ThemeNaming",
    "ThemeOption",
]
