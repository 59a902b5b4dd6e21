"""What obligations ask of me, and their step on the thread."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.points import Task
from noaber.decisions.access import OF_ORGANISATION
from noaber.decisions.queries.obligations.budgets import AwaitedBudget, awaited_budgets
from noaber.decisions.queries.obligations.continuation import continuation_of
from noaber.decisions.queries.obligations.obligation import ObligationRow, network_obligations
from noaber.decisions.queries.proposals.proposal import KEEPERS
from noaber.decisions.queries.proposals.waiting import newest_own_progress
from noaber.decisions.rules.obligations import (
    ObligationKind,
    ObligationState,
    Terms,
    budget_deadline,
    is_evaluation_due,
)
from noaber.decisions.views.places import budget_address, evaluation_address, obligations_address
from noaber.decisions.words import counted_words
from noaber.network.api import last_names, organisation

SCOPE = "organisation:"


def budget_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Per year that is decided and not in the budget yet: from 1 October of the year before, until it is over.

    Who keeps all proposals reads it on the page of the proposal; for them this list would be everyone's.
    """
    scopes = actor.scopes_of(*OF_ORGANISATION)
    mine = frozenset(scope.removeprefix(SCOPE) for scope in scopes if scope.startswith(SCOPE))
    if actor.has(*KEEPERS) or not mine:
        return
    for row in awaited_budgets(mine, asof.valid_on):
        place = organisation(actor, row.organisation_code, asof)
        name = place.name if place else _predecessor(row.organisation_code)
        yield _budget_task(row, name, asof.valid_on)


def _predecessor(code: str) -> str:
    """What a predecessor decided, binds whoever went on in its place."""
    return _("de opvolger van %(name)s") % {"name": last_names([code]).get(code, code)}


def _budget_task(row: AwaitedBudget, name: str, day: dt.date) -> Task:
    deadline = budget_deadline(row.year)
    title = _("Staat de bijdrage van %(year)s in uw begroting?") % {"year": row.year}
    if day < deadline:
        text = _("De begroting gaat voor 15 november naar Gedeputeerde Staten. Voor wie u spreekt: %(name)s.")
        due_on: dt.date | None = deadline - dt.timedelta(days=1)
    else:
        text = _("Het kan nog met een begrotingswijziging. Voor wie u spreekt: %(name)s.")
        due_on = None
    address = budget_address(row.proposal_code, row.organisation_code)
    return Task(title, text % {"name": name}, address, due_on=due_on)


def evaluation_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """R59: the coordinator has the network and its funding evaluated, in time for the budgets of the next year.

    Gone once it was recorded that its report was adopted.
    """
    if not actor.has(*KEEPERS):
        return
    for row in network_obligations(asof):
        if not _is_evaluation_due(row, asof.valid_on):
            continue
        facts = {"year": row.year, "next": row.year + 1, "point": row.point}
        title = _("Evalueer het netwerk en de financiering, voor de begroting van %(next)s") % facts
        text = _(
            "Punt %(point)s: in %(year)s is de evaluatie. De begrotingen van %(next)s gaan voor 15 november naar "
            "Gedeputeerde Staten."
        )
        due_on = budget_deadline(row.year + 1) - dt.timedelta(days=1)
        yield Task(title, text % facts, evaluation_address(row.proposal), due_on=due_on)


def _is_evaluation_due(row: ObligationRow, day: dt.date) -> bool:
    terms = Terms(row.kind, row.year, row.year, reminder_on=row.reminder_on)
    is_bound = row.kind is ObligationKind.EVALUATION and row.state is ObligationState.BINDING
    return is_bound and is_evaluation_due(terms, row.year, day)


def _goes_on(code: str, asof: AsOf) -> bool:
    """Whether the decision to go on without all still holds (R50)."""
    found = continuation_of(code, asof)
    return found is not None and found.is_arranged


def own_decisions_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many organisations decided for themselves, of the newest proposal that asks it; None without one."""
    found = newest_own_progress(actor, asof)
    if found is None:
        return None
    is_arranged = found.own_agreed == found.own_asked or (found.has_decision and _goes_on(found.code, asof))
    words = counted_words(
        found.own_agreed,
        found.own_asked,
        _("organisatie besloot zelf om mee te doen"),
        _("organisaties besloot zelf om mee te doen"),
        _("organisaties besloten zelf om mee te doen"),
    )
    return ThreadStep(
        _("Besluiten van de organisaties"),
        obligations_address(found.code),
        _("Iedere organisatie besluit zelf over haar bijdrage."),
        state="done" if is_arranged else "current" if found.own_agreed else "open",
        count=StatusLine(found.own_agreed, found.own_asked, words),
    )
