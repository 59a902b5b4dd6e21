"""What goals ask on the home page: to say how they are going, once a quarter."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.goal_updates import own_goals
from noaber.strategy.queries.periods import titles
from noaber.strategy.rules.goals import Term, update_refusal
from noaber.strategy.views.places import goals_address


def goal_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who owns a goal or leads its team: the goals of which nothing was said in this quarter."""
    if not actor.is_in_network:
        return
    for period in titles(asof):
        if update_refusal(period.state, Term(period.starts_on, period.ends_on), asof.valid_on):
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
