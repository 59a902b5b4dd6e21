"""What waits for the coordinator: decisions that were reported by a link, and those that are missing."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import format_number
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.follow_up.reports import count_waiting
from noaber.decisions.queries.proposals.proposal import KEEPERS
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.proposals.waiting import own_decisions_due
from noaber.decisions.views.places import outstanding_address

AHEAD: Final = dt.timedelta(days=14)


def report_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """One task for all of them."""
    count = count_waiting() if actor.has(*KEEPERS) else 0
    if count:
        title = ngettext("Bekijk één gemeld besluit", "Bekijk %(count)s gemelde besluiten", count)
        text = _("Een gemeld besluit telt pas als u het bevestigt.")
        yield Task(title % {"count": count}, text, "/voorstellen/meldingen/")


def missing_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """From two weeks before the deadline: per proposal how many organisations have not decided, until none is left."""
    until = asof.valid_on + AHEAD
    for code in sorted(own_decisions_due(actor, until)) if actor.has(*KEEPERS) else ():
        found = standing(code, asof)
        rows = outstanding(found) if found else []
        for stage in (each for each in found.stages if each.is_follow_up) if found else ():
            count = sum(row.stage.number == stage.number for row in rows)
            if not count or stage.due_on is None or stage.due_on > until:
                continue
            title = ngettext(
                "%(count)s van %(total)s organisaties heeft nog niet besloten",
                "%(count)s van %(total)s organisaties hebben nog niet besloten",
                count,
            )
            facts = {"count": format_number(count), "total": format_number(len(stage.parties))}
            yield Task(
                title % facts, found.title if found else "", outstanding_address(code), due_on=stage.due_on
            )
