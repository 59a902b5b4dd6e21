"""Where one can go from a proposal, for who may: the same links on each of its pages."""

from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.requests import Request
from noaber.decisions.access import may_read_follow_up, may_write_proposals
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.views.places import follow_up_address, obligations_address, outstanding_address
from noaber.decisions.views.remark_places import remarks_address, versions_address


def proposal_links(request: Request, found: Standing) -> tuple[Action, ...]:
    """A draft has only what its writers do; what was sent has its follow-up."""
    actor, links = request.actor, []
    if not found.is_sent:
        return ()
    if actor.is_in_network:
        links.append(Action(_("Kanttekeningen"), remarks_address(found.code)))
    links.append(Action(_("Versies"), versions_address(found.code)))
    if any(stage.is_follow_up for stage in found.stages) and may_read_follow_up(actor):
        links.append(Action(_("Vervolg: wie besluit zelf"), follow_up_address(found.code)))
    if any(point.terms for point in found.points):
        links.append(Action(_("Verplichtingen"), obligations_address(found.code)))
    if not found.withdrawn_at and may_write_proposals(actor):
        links.append(Action(_("Wie nog niet antwoordde"), outstanding_address(found.code)))
    return tuple(links)
