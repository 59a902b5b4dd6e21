"""The only door of strategy for other rooms."""

from noaber.strategy.queries.periods import PeriodRow, period, periods
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods import LinkedTerms, PeriodState, PeriodTerms
from noaber.strategy.services.inventory import hand_in_plan
from noaber.strategy.services.periods import record_period

__all__ = [
    "LinkedTerms",
    "PeriodRow",
    "PeriodState",
    "PeriodTerms",
    "PlanText",
    "PriorityText",
    "hand_in_plan",
    "period",
    "periods",
    "record_period",
]
