"""Recording what a body decided in a meeting: on the day of that meeting, and not silently without a quorum."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.queries.attendance import is_recorded, recorded_quorum
from noaber.decisions.queries.matrix import Party
from noaber.decisions.queries.sittings import SittingRow, sitting
from noaber.decisions.sitting_words import quorum_in_words


def meeting_day(request: Request, party: Party) -> dt.date:
    """The day of the meeting that the page was opened from; today for any other."""
    row = _meeting(request, party)
    return row.held_on if row else request.today


def quorum_notice(request: Request, party: Party) -> Notice | None:
    """A warning with its reason when the meeting had no quorum, or nobody has said yet who was there."""
    row = _meeting(request, party)
    if row is None:
        return None
    return missing_quorum(row, _("Leg alleen iets vast als het overleg toch mocht besluiten."))


def missing_quorum(row: SittingRow, advice: str) -> Notice | None:
    """The warning about a meeting that has been, with what to mind; none when there was a quorum."""
    day = {"day": long_date(row.held_on)}
    if not is_recorded(row):
        return Notice(_("Van de vergadering van %(day)s is nog niet vastgelegd wie er was.") % day, "warning")
    counted = recorded_quorum(row)
    if counted.is_reached:
        return None
    title = _("Op %(day)s was er geen quorum") % day
    return Notice(f"{quorum_in_words(counted, row.quorum)} {advice}", "warning", title=title)


def _meeting(request: Request, party: Party) -> SittingRow | None:
    """The meeting that the address names, when it is one of this body that has been."""
    try:
        row = sitting(request.actor, uuid.UUID(request.GET.get("vergadering", "")))
    except ValueError:
        return None
    return row if row and row.body_code == party.body_code and row.held_on <= request.today else None
