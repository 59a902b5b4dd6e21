"""How periods and priorities read."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import long_date
from noaber.strategy.models import STATES
from noaber.strategy.rules.periods import PeriodState

TONES: Final[dict[PeriodState, Tone]] = {
    PeriodState.PREPARATION: "info",
    PeriodState.ADOPTED: "ok",
    PeriodState.EXTENDED: "ok",
    PeriodState.CLOSED: "neutral",
    PeriodState.DISCHARGED: "neutral",
}


def period_status(state: PeriodState) -> Status:
    return Status(str(STATES[state]), TONES[state])


def given_words(count: int) -> str:
    """What stands after "61 van 76"."""
    return ngettext("gemeenten gaf prioriteiten", "gemeenten gaven prioriteiten", count)


def term_words(starts_on: dt.date, ends_on: dt.date) -> str:
    """Both days in words: "1 januari 2019 tot en met 31 december 2022"."""
    return _("%(from)s tot en met %(until)s") % {"from": long_date(starts_on), "until": long_date(ends_on)}
