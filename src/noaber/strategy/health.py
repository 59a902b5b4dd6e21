"""What the register asks this room: has every goal an owner (R12)?"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.network.api import Evidence, Finding, SeatRow, Severity, SubjectKind
from noaber.strategy.queries.goals.owners import all_ownerless
from noaber.strategy.queries.goals.updates import GoalState

OWNERS: Final = "R12"


def goals_have_owners(asof: AsOf) -> Iterator[Finding]:
    """Each goal of a strategy that is prepared or lasts, while nobody holds the seat of its owner."""
    return (_finding(row, seat) for row, seat in all_ownerless(asof))


def _finding(row: GoalState, seat: SeatRow | None) -> Finding:
    title = seat.title if seat else row.owner
    facts = {"goal": row.title, "seat": title}
    is_of_body, is_of_organisation = bool(seat and seat.body_code), bool(seat and seat.organisation_code)
    return Finding(
        code=OWNERS,
        severity=Severity.ALERT,
        subject_kind=SubjectKind.BODY
        if is_of_body
        else SubjectKind.ORGANISATION
        if is_of_organisation
        else SubjectKind.NETWORK,
        subject_key=(seat.body_code or seat.organisation_code) if seat else "",
        message=_("Het doel ‘%(goal)s’ heeft geen eigenaar: de zetel %(seat)s is leeg.") % facts,
        mended_by=_("de coördinator legt vast wie de zetel krijgt, of geeft het doel een andere eigenaar"),
        missing=(row.owner,),
        evidence=(Evidence(row.title, title),),
    )
