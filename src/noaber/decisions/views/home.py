"""What is asked of me: to record what my body or organisation decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.decisions.access import OF_BODY, OF_ORGANISATION
from noaber.decisions.queries.proposals import KEEPERS
from noaber.decisions.queries.waiting import Waiting, waiting_for
from noaber.decisions.views.places import follow_up_address, position_address
from noaber.network.api import body, organisation


def position_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Per body or organisation that I speak for what was not answered yet.

    Who keeps all proposals chases the others; for them this list would be everyone's.
    """
    bodies = _codes(actor, OF_BODY, "body:")
    organisations = _codes(actor, OF_ORGANISATION, "organisation:")
    if actor.has(*KEEPERS) or not bodies | organisations:
        return
    for row in waiting_for(bodies, organisations):
        title = _("Leg vast wat is besloten: %(title)s") % {"title": row.title}
        yield Task(
            title,
            _("Voor wie u spreekt: %(name)s.") % {"name": _name(actor, row, asof)},
            _address(row),
            due_on=row.due_on,
        )


def _address(row: Waiting) -> str:
    """Who decides for itself sees first what is asked and what it costs; from there the form is one click."""
    if row.is_follow_up:
        return follow_up_address(row.proposal_code, row.organisation_code)
    return position_address(row.proposal_code, row.consultation_id)


def _name(actor: Actor, row: Waiting, asof: AsOf) -> str:
    if row.body_code:
        found = body(actor, row.body_code, asof)
        return found.called if found else row.body_code
    place = organisation(actor, row.organisation_code, asof)
    return place.name if place else row.organisation_code


def _codes(actor: Actor, roles: tuple[str, ...], start: str) -> frozenset[str]:
    scopes = actor.scopes_of(*roles)
    return frozenset(scope.removeprefix(start) for scope in scopes if scope.startswith(start))
