"""How goals, what is done for them and what is measured read."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.network.api import SeatRow, ThemeRow, districts
from noaber.strategy.models import ACTIVITY_STATES, GOAL_STATUSES
from noaber.strategy.queries.goals.rows import GoalRow, IndicatorRow
from noaber.strategy.rules.goals.goal import NETWORK, ActivityState, GoalStatus

TONES: Final[dict[GoalStatus, Tone]] = {
    GoalStatus.ON_COURSE: "ok",
    GoalStatus.AT_RISK: "warning",
    GoalStatus.BEHIND: "danger",
    GoalStatus.REACHED: "ok",
    GoalStatus.STOPPED: "neutral",
}
ACTIVITY_TONES: Final[dict[ActivityState, Tone]] = {
    ActivityState.PLANNED: "neutral",
    ActivityState.RUNNING: "current",
    ActivityState.DONE: "ok",
    ActivityState.STOPPED: "neutral",
}


def goal_status(status: GoalStatus) -> Status:
    return Status(str(GOAL_STATUSES[status]), TONES[status])


def last_status(row: GoalRow) -> Status:
    return goal_status(row.last.text.status) if row.last else Status(_("nog niets gezegd"), "neutral")


def activity_status(state: ActivityState) -> Status:
    return Status(str(ACTIVITY_STATES[state]), ACTIVITY_TONES[state])


def seat_words(seat: SeatRow) -> str:
    """A seat to choose from: that nobody holds it, is said."""
    return _("%(title)s (zetel is leeg)") % {"title": seat.title} if seat.is_vacant else seat.title


def number_words(value: Decimal) -> str:
    """A number with no more decimals than it has.

    >>> number_words(Decimal("4500.00")), number_words(Decimal("12.50"))
    ('4.500', '12,5')
    """
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, max(-exponent, 0) if isinstance(exponent, int) else 0)


def indicator_words(row: IndicatorRow) -> str:
    """Where it began, where it is and where it should be: "6.083 → 4.500 (2020) → 4.000"."""
    steps = [number_words(row.base) if row.base is not None else _("nog onbekend")]
    if row.last:
        facts = {"value": number_words(row.last.value), "year": row.last.on.year}
        steps.append(_("%(value)s (%(year)s)") % facts)
    return " → ".join([*steps, number_words(row.text.target_value)])


def area_words(area: str) -> str:
    if area == NETWORK:
        return _("alle gemeenten samen")
    return next((row.name for row in districts() if row.code == area), area)


def owner_words(row: GoalRow, *, is_held: bool) -> str:
    """What the seat is called whose goal it is, and when nobody holds it, that it is empty."""
    return row.owner if is_held else _("%(owner)s (zetel is leeg)") % {"owner": row.owner}


def sentence_words(row: GoalRow, *, has_news: bool) -> str:
    """What was said last; when that is from before the last meeting, that is said too."""
    said = row.last.text.sentence if row.last else ""
    return said if has_news or not row.last else f"{_('Geen nieuws sindsdien.')} {said}".strip()


def carried_words(theme: ThemeRow) -> str:
    """Who carries a theme; of one that ended, since when nobody does."""
    if theme.last_day:
        return _("niemand; dit thema eindigde op %(day)s") % {"day": long_date(theme.last_day)}
    return in_a_row(holder.shown for holder in theme.holders) or _("niemand")
