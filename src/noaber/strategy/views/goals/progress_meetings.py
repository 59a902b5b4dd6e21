"""From the progress of the themes to the meetings of the steering group, and back: as it was known that day (R35)."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import Actor
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf, end_of_day
from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition
from noaber.core.requests import Request
from noaber.meetings.api import sitting_address
from noaber.strategy.access import may_see_goals
from noaber.strategy.queries.goals.progress_meetings import Meeting, is_steering_group, meetings_of
from noaber.strategy.queries.periods.period import TitleRow, state_then, titles
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.views.places import period_address, progress_address


def meetings_table(request: Request, period: TitleRow, group: str) -> Table | None:
    """A row for each meeting in the period, coming ones too: how it stood that day, as a page and as a paper."""
    found = meetings_of(request.actor, group, period.starts_on, period.ends_on)
    if not found:
        return None
    return plain_table(
        name="vergaderingen",
        caption=_("Per vergadering"),
        columns=[
            Column("on", _("Vergadering"), "date", url_key="meeting_url"),
            Column("page", _("Voortgang"), "link"),
            Column("paper", _("Stuk"), url_key="paper_url"),
        ],
        rows=[_cells(request, period, each) for each in found],
    )


def _cells(request: Request, period: TitleRow, each: Meeting) -> Row:
    then = _then(period, each.held_on, request.today)
    shown = {"on": each.held_on, "meeting_url": sitting_address(each.id)}
    if not _is_readable(request.actor, period, then or AsOf(request.today)):
        return {**shown, "page": _("toen nog niet openbaar"), "url": "", "paper": "", "paper_url": ""}
    return {
        **shown,
        "page": _("zoals het die dag was") if then else _("zoals het nu is"),
        "url": progress_address(period.code, then),
        "paper": _("PDF"),
        "paper_url": with_dates(period_address(period.code, "voortgang.pdf"), then),
    }


def _is_readable(actor: Actor, period: TitleRow, then: AsOf) -> bool:
    """Whether the progress as of that day is for this reader: before the adoption it is the network's."""
    if may_see_goals(actor, PeriodState.PREPARATION):
        return True
    state = state_then(period.code, then)
    return state is not None and bool(may_see_goals(actor, state))


def _then(period: TitleRow, day: dt.date, today: dt.date) -> AsOf | None:
    """How it stood on a day that has been, by what the meeting could know; before that as it stands now.

    Of a meeting that was over before the period was written here, all that was recorded since.
    """
    if day >= today:
        return None
    return AsOf(day, end_of_day(day) if period.written_on <= day else None, is_asked=True)


def progress_beside(actor: Actor, body: str, held_on: dt.date) -> Iterator[Definition]:
    """On the page of a meeting of the steering group: the progress of the strategy of that day."""
    asof, today = AsOf(held_on), clock.today()
    if not is_steering_group(actor, body, asof):
        return
    for period in titles(asof):
        lasts = period.starts_on <= held_on <= period.ends_on
        label, then = _("Voortgang van de thema’s"), _then(period, held_on, today)
        is_shown = lasts and period.state is not PeriodState.PREPARATION
        if is_shown and _is_readable(actor, period, then or AsOf(today)):
            yield Definition(label, period.title, url=progress_address(period.code, then))
