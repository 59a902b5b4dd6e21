"""Whether those who made a strategy are discharged: of what was reached nothing is said any more then."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.strategy.queries.periods.period import refuse_withdrawn, titled
from noaber.strategy.rules.periods.period import PeriodState


def is_discharged(period: str, asof: AsOf) -> bool:
    found = titled(period, asof)
    return found is not None and found.state is PeriodState.DISCHARGED


def refuse_discharged(period: str, asof: AsOf) -> None:
    """Refuse to record what was reached in a period that is settled."""
    refuse_withdrawn(period, asof)
    if is_discharged(period, asof):
        raise DomainError(
            _("Voor deze periode is decharge verleend: aan wat is bereikt, verandert niets meer.")
        )
