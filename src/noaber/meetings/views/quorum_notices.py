"""Recording what a body decided in a meeting: on the day of that meeting, and not silently without a quorum."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Occasion
from noaber.meetings.queries.attendance import is_recorded, recorded_quorum
from noaber.meetings.queries.sittings import SittingRow, sitting
from noaber.meetings.words import quorum_in_words


def meeting_occasion(
    actor: Actor, body_code: str, asked: Mapping[str, str], today: dt.date
) -> Occasion | None:
    """The meeting that the page was opened from; a warning when it had no quorum, or nobody said yet who was there."""
    row = _meeting(actor, body_code, asked.get("vergadering", ""), today)
    if row is None:
        return None
    advice = _("Leg alleen iets vast als het overleg toch mocht besluiten.")
    return Occasion(row.held_on, missing_quorum(row, advice))


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


def _meeting(actor: Actor, body_code: str, key: str, today: dt.date) -> SittingRow | None:
    """The meeting of that key, when it is one of this body that has been."""
    try:
        row = sitting(actor, uuid.UUID(key))
    except ValueError:
        return None
    return row if row and row.body_code == body_code and row.held_on <= today else None
