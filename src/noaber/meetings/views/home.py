"""What meetings and actions add to shared pages: what is asked of me, and what a body has coming."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Panel
from noaber.core.points import Task
from noaber.core.rules.dutch import weekday_date
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.addresses import action_address, plan_address, sitting_address
from noaber.meetings.models import ActionItem
from noaber.meetings.queries.actions import hidden_title, my_seats, open_in_sight, whom_to_ask
from noaber.meetings.queries.ahead import Ahead, ahead
from noaber.meetings.queries.restricted import may_know
from noaber.meetings.queries.sittings import sittings
from noaber.meetings.words import sitting_status, when
from noaber.network.api import body

AHEAD: Final = dt.timedelta(days=14)
SHOWN: Final = 6


def sitting_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """The meetings of the coming two weeks of the bodies in which I sit, and what a seat of mine has to do.

    Whoever takes over a seat, finds its actions here.
    """
    mine = my_seats(actor, asof)
    names = {seat.body_code: seat.body_name for seat in mine if seat.body_code}
    titles = {seat.id: seat.title for seat in mine}
    for row in ahead(asof.valid_on, asof.valid_on + AHEAD) if mine else ():
        if row.is_sitting and row.body_code in names:
            yield _meeting(row, names[row.body_code])
        elif row.holder_id in titles:
            yield _action(actor, row, titles[row.holder_id], asof)


def _meeting(row: Ahead, name: str) -> Task:
    facts = {"day": weekday_date(row.on or dt.date.min), "at": f"{row.at:%H:%M}"}
    return Task(
        _("Bereid de vergadering voor: %(name)s") % {"name": name},
        (
            _("%(day)s, %(at)s. Daar staat ook uw vergadermap.")
            if row.has_agenda
            else _("%(day)s, %(at)s. De agenda volgt.")
        )
        % facts,
        sitting_address(row.id),
        due_on=row.on,
    )


def _action(actor: Actor, row: Ahead, seat: str, asof: AsOf) -> Task:
    """What it is, for who may know; else only that there is something to do, and whom to ask."""
    kind = str(ActionItem.Kind(row.kind).label).capitalize()
    title = _("%(kind)s: %(title)s") % {"kind": kind, "title": row.title}
    text, path = _("Als %(seat)s.") % {"seat": seat}, action_address(row.id)
    if not may_know(actor, row.restricted_key):
        found = body(actor, row.body_code, asof)
        title, path = hidden_title().capitalize(), body_address(row.body_code)
        text = f"{text} {whom_to_ask(found.called if found else row.body_code)}"
    return Task(
        title,
        text,
        path,
        due_on=row.on,
        is_urgent=row.on is not None and row.on < asof.valid_on,
        veiled=_("Besloten actie") if row.restricted_key else "",
    )


def body_sittings_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """The meetings of a body around today, on its own page; for a visitor those with a public paper."""
    found = [row for row in sittings(actor) if row.body_code == code]
    coming = [row for row in reversed(found) if row.held_on >= asof.valid_on]
    past = [row for row in found if row.held_on < asof.valid_on]
    keeps = bool(may_keep_sittings(actor, code))
    if not found and not keeps:
        return None
    rows: list[Row] = [
        {
            "when": when(row),
            "url": sitting_address(row.id),
            "where": row.location,
            "state": sitting_status(row),
        }
        for row in [*coming[: SHOWN // 2], *past[: SHOWN // 2]]
    ]
    columns = [
        Column("when", _("Wanneer"), "link"),
        Column("where", _("Plaats")),
        Column("state", _("Stand"), "status"),
    ]
    caption, nothing = _("Vergaderingen van dit overleg"), _("Er is nog geen vergadering gepland.")
    table = plain_table(
        name="vergaderingen",
        caption=caption,
        columns=columns,
        rows=rows,
        empty_text=nothing,
        is_caption_shown=False,
    )
    link = Action(_("Plan een vergadering"), plan_address(code)) if keeps else None
    return Panel(
        _("Vergaderingen"),
        "core/components/table_panel.html",
        table,
        intro=_open(actor, code, asof),
        link=link,
    )


def _open(actor: Actor, code: str, asof: AsOf) -> str:
    """How many actions wait for this body, of what the reader may know of."""
    count = len(open_in_sight(actor, code, asof)) if actor.is_in_network else 0
    text = ngettext("%(count)s actie staat open.", "%(count)s acties staan open.", count)
    return text % {"count": count} if count else ""
