"""Whether a survey stays, whatever its keeper wants: what was concluded on it is read beside it."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.strategy.queries.periods.discharge import is_discharged
from noaber.strategy.queries.reviews.review import final_review
from noaber.strategy.queries.surveys import SurveyRow
from noaber.strategy.rules.reviews.review import ReviewKind


def kept_survey_fault(row: SurveyRow, asof: AsOf) -> str:
    """Why a survey cannot be taken back; empty where it can."""
    if final_review(row.period, ReviewKind(row.kind), asof):
        return _("Een definitieve review berust op deze peiling; daarom blijft zij staan.")
    if is_discharged(row.period, asof):
        return _("Voor deze periode is decharge verleend; daarom blijft deze peiling staan.")
    return ""
