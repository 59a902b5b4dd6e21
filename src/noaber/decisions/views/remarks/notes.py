"""What the page of a proposal says about remarks: how many are answered, and what waits where the text is adopted."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.remarks import StandingRemark, standing_remarks
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.rules.route import Role
from noaber.decisions.views.remarks.places import remarks_address


def remarks_on(request: Request, found: Standing) -> tuple[StandingRemark, ...]:
    """For the network; anyone else hears of no remark."""
    return standing_remarks(found) if request.actor.is_in_network else ()


def waiting_at_adoption(
    found: Standing, stage: StageStanding, rows: Sequence[StandingRemark]
) -> Notice | None:
    """At the adopting stage: which remarks from before it have no answer yet (R10). It warns, it does not stop."""
    waiting = [row for row in rows if row.state is RemarkState.OPEN and row.stage < stage.number]
    if stage.role is not Role.ADOPT or not waiting:
        return None
    text = ngettext(
        "%(number)s kanttekening uit een eerdere stap is nog niet beantwoord.",
        "%(number)s kanttekeningen uit eerdere stappen zijn nog niet beantwoord.",
        len(waiting),
    )
    points = tuple(
        _("%(party)s, punt %(label)s") % {"party": row.party_name, "label": row.label} for row in waiting
    )
    action = Action(_("Bekijk de kanttekeningen"), remarks_address(found.code) + "?stand=open")
    return Notice(text % {"number": len(waiting)}, "warning", points=points, action=action)
