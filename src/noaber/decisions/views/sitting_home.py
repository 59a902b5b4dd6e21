"""What meetings and actions add to shared pages: what is asked of me, and what a body has coming."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Panel
from noaber.core.points import Task
from noaber.decisions.access_sittings import may_keep_sittings
from noaber.decisions.queries.actions import actions, my_seats, open_of_body
from noaber.decisions.queries.sittings import sittings
from noaber.decisions.sitting_words import sitting_status, when
from noaber.decisions.views.sitting_places import action_address, plan_address, sitting_address
from noaber.network.api import body

AHEAD: Final = dt.timedelta(days=14)
SHOWN: Final = 6


def sitting_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """The meetings of the coming two weeks of the bodies in which I sit, each with its folder."""
    own = {scope.removeprefix("body:") for scope in actor.scopes_of("member") if scope.startswith("body:")}
    if not own:
        return
    for row in reversed(sittings(actor)):
        if row.body_code in own and row.is_planned and asof.valid_on <= row.held_on <= asof.valid_on + AHEAD:
            found = body(actor, row.body_code, asof)
            name = found.called if found else row.body_code
            yield Task(
                _("Bereid de vergadering voor: %(name)s") % {"name": name},
                _("%(when)s. De vergadermap staat op de pagina van de vergadering.") % {"when": when(row)},
                sitting_address(row.id),
                due_on=row.held_on,
            )


def action_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """What a seat of mine has to do; a successor in the seat finds it here."""
    mine = {seat.id: seat.title for seat in my_seats(actor, asof)}
    if not mine:
        return
    for row in actions(actor, asof):
        if row.is_open and row.holder_id in mine:
            yield Task(
                _("%(kind)s: %(title)s") % {"kind": row.kind_label.capitalize(), "title": row.title},
                _("Als %(seat)s.") % {"seat": mine[row.holder_id]},
                action_address(row.id),
                due_on=row.due_on,
                is_urgent=row.is_overdue(asof.valid_on),
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
    in_sight = {row.id for row in actions(actor, asof)}
    count = sum(row.id in in_sight for row in open_of_body(code, asof, actor=actor)) if in_sight else 0
    text = ngettext("%(count)s actie staat open.", "%(count)s acties staan open.", count)
    return text % {"count": count} if count else ""
