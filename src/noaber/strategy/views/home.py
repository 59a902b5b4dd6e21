"""What is asked on the home page while a period is prepared: the own priorities, and chasing those that are missing."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.network.api import OrganisationRow
from noaber.strategy.access import KEEPER, spoken_for
from noaber.strategy.queries.inventory.coverage import counted
from noaber.strategy.queries.inventory.plans import named
from noaber.strategy.queries.inventory.requests import asked_until
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.views.inventory.asking import is_asking
from noaber.strategy.views.places import inventory_address, plan_address

MOST_NAMED: Final = 5


def priority_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who speaks for an organisation that its own are asked; for the coordinator who has not given them."""
    own = spoken_for(actor)
    if not own and not actor.has(KEEPER):
        return
    for period in titles(asof):
        if not is_asking(period):
            continue
        given = {row.organisation for row in named(asof, period=period.code)}
        silent = [row for row in counted(period, asof, given) if row.code not in given]
        last = asked_until(period.code, asof) if silent else None
        yield from (_own(period, row, last) for row in silent if row.code in own)
        if silent and actor.has(KEEPER):
            yield _chase(period, silent, last)


def _own(period: TitleRow, row: OrganisationRow, last: dt.date | None) -> Task:
    return Task(
        _("Geef de prioriteiten van %(name)s") % {"name": row.name},
        _("Voor %(title)s. Het kost ongeveer een kwartier.") % {"title": period.title},
        plan_address(period.code, row.code, "invullen/"),
        due_on=last,
    )


def _chase(period: TitleRow, silent: list[OrganisationRow], last: dt.date | None) -> Task:
    count = len(silent)
    title = ngettext(
        "Vraag de laatste prioriteiten", "Vraag de prioriteiten van de %(count)s die ze nog niet gaven", count
    )
    shown = [row.name for row in silent[:MOST_NAMED]]
    rest = [_("nog %(count)s") % {"count": count - MOST_NAMED}] if count > MOST_NAMED else []
    facts = {"title": period.title, "names": in_a_row([*shown, *rest])}
    text = _("%(title)s: nog niet van %(names)s.") % facts
    return Task(title % {"count": count}, text, f"{inventory_address(period.code)}vragen/", due_on=last)
