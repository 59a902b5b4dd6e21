"""The only door of strategy for other rooms."""

from noaber.strategy.queries.periods import PeriodRow, period, periods
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.periods import LinkedTerms, PeriodState, PeriodTerms
from noaber.strategy.rules.themes import ThemeNames
from noaber.strategy.services.inventory import hand_in_plan, record_source
from noaber.strategy.services.periods import record_period
from noaber.strategy.services.themes import name_theme

__all__ = [
    "LinkedTerms",
    "PeriodRow",
    "PeriodState",
    "PeriodTerms",
    "PlanText",
    "PriorityText",
    "SourceKind",
    "ThemeNames",
    "hand_in_plan",
    "name_theme",
    "period",
    "periods",
    "record_period",
    "record_source",
]
