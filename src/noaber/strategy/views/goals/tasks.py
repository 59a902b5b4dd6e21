"""What goals ask on the home page: to say how they are going, once a quarter, and of the coordinator to chase that."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import KEEPER
from noaber.strategy.queries.goals.owners import is_living, late_updates
from noaber.strategy.queries.goals.updates import own_goals
from noaber.strategy.queries.periods.period import titles
from noaber.strategy.views.places import goals_address, late_goals_address


def goal_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who owns a goal or leads its team: the goals of which nothing was said in this quarter."""
    if not actor.is_in_network:
        return
    for period in titles(asof):
        if not is_living(period, asof):
            continue
        due = [row for row in own_goals(actor, period.code, asof) if row.is_due(asof.valid_on)]
        if not due:
            continue
        text = ngettext(
            "Zeg in één zin hoe het gaat met dit doel: %(names)s.",
            "Zeg in één zin per doel hoe het gaat: %(names)s. Het kost ongeveer tien minuten.",
            len(due),
        )
        yield Task(
            _("Werk de voortgang bij"),
            text % {"names": in_a_row(row.title for row in due)},
            goals_address(period.code, "bijwerken/"),
            due_on=min(row.asked_until for row in due),
        )


def late_update_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For the coordinator: of how many goals the update is late, in one task."""
    if not actor.has(KEEPER):
        return
    for period in titles(asof):
        late = late_updates(period, asof)
        if not late:
            continue
        title = ngettext(
            "Van %(count)s doel is de voortgang te laat",
            "Van %(count)s doelen is de voortgang te laat",
            len(late),
        )
        text = _("Vraag de eigenaar om in één zin te zeggen hoe het gaat: %(names)s.")
        yield Task(
            title % {"count": len(late)},
            text % {"names": in_a_row(row.title for row in late)},
            late_goals_address(period.code),
            due_on=min(row.asked_until for row in late),
        )
