"""Where one can go from a proposal, for who may: the same links on each of its pages."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.requests import Request
from noaber.decisions.access import may_read_follow_up, may_write_proposals
from noaber.decisions.queries.proposals.closing import closing_of
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.closing import Course
from noaber.decisions.views.places import (
    follow_up_address,
    obligations_address,
    outstanding_address,
    proposal_address,
    send_address,
    writing_address,
)
from noaber.decisions.views.remarks.places import remarks_address, versions_address


def proposal_links(request: Request, found: Standing, *, is_today: bool) -> tuple[Action, ...]:
    """A draft has only what its writers do; what was sent has its follow-up. Of an earlier day nothing is changed."""
    actor, links = request.actor, [*(writer_links(request, found) if is_today else ())]
    if not found.is_sent:
        return tuple(links)
    if actor.is_in_network:
        links.append(Action(_("Kanttekeningen"), remarks_address(found.code)))
    links.append(Action(_("Versies"), versions_address(found.code)))
    if any(stage.is_follow_up for stage in found.stages) and may_read_follow_up(actor):
        links.append(Action(_("Vervolg: wie besluit zelf"), follow_up_address(found.code)))
    if any(point.terms for point in found.points):
        links.append(Action(_("Verplichtingen"), obligations_address(found.code)))
    if not found.withdrawn_at and may_write_proposals(actor):
        links.append(Action(_("Wie nog moet antwoorden"), outstanding_address(found.code)))
    return tuple(links)


def list_links(request: Request) -> tuple[Action, ...]:
    """What the writers of proposals can do from the list."""
    if not may_write_proposals(request.actor):
        return ()
    return (
        Action(_("Nieuw voorstel"), "/voorstellen/nieuw/", "primary"),
        Action(_("Route-sjablonen"), "/voorstellen/sjablonen/"),
        Action(_("Recessen"), "/voorstellen/recessen/"),
    )


def writer_links(request: Request, found: Standing) -> tuple[Action, ...]:
    """What its writers can do from here."""
    if not may_write_proposals(request.actor):
        return ()
    if not found.is_sent:
        return (
            Action(_("Schrijf verder"), writing_address(found.code), "primary"),
            Action(_("Nakijken en versturen"), send_address(found.code)),
        )
    closing = closing_of(found, AsOf(request.today))
    withdraw = Action(_("Trek in"), f"{proposal_address(found.code)}intrekken/")
    if closing.course not in (Course.UNDER_WAY, Course.REJECTED, Course.OVERTAKEN):
        return (withdraw,) if closing.is_lost else ()
    if found.draft_number:
        text = _("Schrijf verder aan versie %(number)s") % {"number": found.draft_number}
        return Action(text, writing_address(found.code), "primary"), withdraw
    return Action(_("Nieuwe versie schrijven"), f"{proposal_address(found.code)}nieuwe-versie/"), withdraw
