"""Recording what a body decided in a meeting: on the day of that meeting, and not silently without a quorum."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import DateError, long_date, parse_date
from noaber.decisions.api import Occasion
from noaber.meetings.queries.attendance import is_recorded, motives_of, recorded_quorum
from noaber.meetings.queries.sittings import SittingRow, sittings
from noaber.meetings.services.attendance import keep_motive
from noaber.meetings.words import quorum_in_words


def meeting_occasion(
    actor: Actor, body_code: str, asked: Mapping[str, str], today: dt.date
) -> Occasion | None:
    """The meeting of the day that was typed, or else that the page was opened from.

    A warning when nobody said yet who was there; when it had no quorum, the question why the body could decide.
    """
    row = _meeting(actor, body_code, asked, today)
    if row is None:
        return None
    warning = missing_quorum(row, _("Leg alleen iets vast als het overleg toch mocht besluiten."))
    if not is_recorded(row) or recorded_quorum(row).is_reached:
        return Occasion(row.held_on, warning)
    known = next(iter(reversed(motives_of(row.id))), "")
    keep = partial(keep_motive, row.id)
    return Occasion(row.held_on, warning, keep, _("Waarom mocht het overleg zonder quorum besluiten?"), known)


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


def _meeting(actor: Actor, body_code: str, asked: Mapping[str, str], today: dt.date) -> SittingRow | None:
    """The meeting of this body that has been: of the day, or of the key."""
    been = [row for row in sittings(actor) if row.body_code == body_code and row.held_on <= today]
    if day := asked.get("decided_on", ""):
        return next((row for row in been if row.held_on == _day(day) and not row.is_cancelled), None)
    return next((row for row in been if str(row.id) == asked.get("vergadering", "")), None)


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed)
    except DateError:
        return None
