"""What obligations ask of me, and their step on the thread."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.points import Task
from noaber.decisions.access import OF_ORGANISATION
from noaber.decisions.queries.continuation import continuation_of
from noaber.decisions.queries.obligations import ObligationRow, asking_proposals, every_obligation
from noaber.decisions.queries.proposals import KEEPERS
from noaber.decisions.rules.obligations import (
    ObligationKind,
    ObligationState,
    Terms,
    budget_deadline,
    is_awaited_on,
    is_evaluation_due,
)
from noaber.decisions.views.places import budget_address, obligations_address, proposal_address

SCOPE = "organisation:"


def budget_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Per year that is decided and not in the budget yet: from 1 October of the year before, until it is over.

    Who keeps all proposals reads it on the page of the proposal; for them this list would be everyone's.
    """
    scopes = actor.scopes_of(*OF_ORGANISATION)
    mine = {scope.removeprefix(SCOPE) for scope in scopes if scope.startswith(SCOPE)}
    if actor.has(*KEEPERS) or not mine:
        return
    for code in asking_proposals(actor, asof.valid_on):
        for row in every_obligation(code, asof):
            if row.party in mine and _is_waiting(row, asof.valid_on):
                yield _budget_task(row, asof.valid_on)


def _is_waiting(row: ObligationRow, day: dt.date) -> bool:
    return row.state is ObligationState.BINDING and is_awaited_on(row.year, day)


def _budget_task(row: ObligationRow, day: dt.date) -> Task:
    deadline = budget_deadline(row.year)
    title = _("Staat de bijdrage van %(year)s in uw begroting?") % {"year": row.year}
    if day < deadline:
        text = _("De begroting gaat voor 15 november naar Gedeputeerde Staten. Voor wie u spreekt: %(name)s.")
        due_on: dt.date | None = deadline - dt.timedelta(days=1)
    else:
        text = _("Het kan nog met een begrotingswijziging. Voor wie u spreekt: %(name)s.")
        due_on = None
    return Task(title, text % {"name": row.name}, budget_address(row.proposal, row.party), due_on=due_on)


def evaluation_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """R59: the coordinator has the network and its funding evaluated, in time for the budgets of the next year."""
    if not actor.has(*KEEPERS):
        return
    for code in asking_proposals(actor, asof.valid_on):
        for row in every_obligation(code, asof):
            if row.kind is ObligationKind.EVALUATION and _is_due(row, asof.valid_on):
                yield _evaluation_task(row)


def _is_due(row: ObligationRow, day: dt.date) -> bool:
    is_bound = row.state is ObligationState.BINDING
    terms = Terms(row.kind, row.year, row.year, reminder_on=row.reminder_on)
    return is_bound and is_evaluation_due(terms, row.year, day)


def _evaluation_task(row: ObligationRow) -> Task:
    facts = {"year": row.year, "next": row.year + 1, "point": row.point}
    title = _("Evalueer het netwerk en de financiering, voor de begroting van %(next)s") % facts
    text = _(
        "Punt %(point)s: in %(year)s is de evaluatie. De begrotingen van %(next)s gaan voor 15 november naar "
        "Gedeputeerde Staten."
    )
    due_on = budget_deadline(row.year + 1) - dt.timedelta(days=1)
    return Task(title, text % facts, proposal_address(row.proposal), due_on=due_on)


def own_decisions_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many organisations decided for themselves, of the newest proposal that asks it; None without one."""
    for code in asking_proposals(actor, asof.valid_on):
        found = continuation_of(code, asof)
        if found:
            return ThreadStep(
                _("Besluiten van de organisaties"),
                obligations_address(code),
                _("Iedere organisatie besluit zelf over haar bijdrage."),
                state="done" if found.is_arranged else "current" if found.is_asked else "open",
                count=StatusLine(
                    len(found.agreed), found.asked, _("organisaties besloten zelf om mee te doen")
                ),
            )
    return None
