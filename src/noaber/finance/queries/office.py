"""Host and employer of the project leader, who are to be one (R52); and whether the money is arranged (R51)."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance.queries.billing import host_on
from noaber.finance.queries.choosing import AgreementState, SeenAgreement, agreements_for
from noaber.network.api import OrganisationRow, organisations, person, seats

LEADER: Final = "project_leader"
OFFICE: Final = (LEADER, "coordinator")


@dataclass(frozen=True, slots=True)
class HostBeside:
    """Who keeps the books, beside who provides the project leader."""

    host: OrganisationRow
    employer: OrganisationRow


def host_beside_employer(asof: AsOf) -> HostBeside | None:
    """Both when they are not the same; None when they are, or when one of them is not known."""
    host, employer = host_on(asof.valid_on), leading_partner(asof)
    if host is None or not employer or host.code == employer:
        return None
    names = {row.code: row for row in organisations(COMMAND, asof)}
    if host.code not in names or employer not in names:
        return None
    return HostBeside(names[host.code], names[employer])


def leading_partner(asof: AsOf) -> str:
    """The employer of the project leader, or else the partner that sends them; empty while nobody leads."""
    holders = (seat.holder for seat in seats(COMMAND, asof) if seat.role == LEADER)
    holder = next((each for each in holders if each), None)
    if holder is None:
        return ""
    known = person(COMMAND, holder.person_id, asof)
    return (known.employer_code if known else "") or holder.on_behalf_of_code


def is_of_office(post_code: str, day: dt.date) -> bool:
    """Whether a post is that of project leader or coordinator, also one that begins later."""
    return any(
        seat.role in OFFICE for on in (day, dt.date.max) for seat in seats(COMMAND, AsOf(on), code=post_code)
    )


def is_leader(post_code: str, day: dt.date) -> bool:
    return any(seat.role == LEADER for seat in seats(COMMAND, AsOf(day), code=post_code))


def financing_until(day: dt.date) -> int | None:
    """The last year of an agreement that holds on a day; 0 when none does, None when none was ever recorded."""
    found = agreements_for(COMMAND, AsOf(day))
    if not found:
        return None
    return max((each.row.terms.last_year for each in found if _holds(each)), default=0)


def _holds(seen: SeenAgreement) -> bool:
    """It was adopted, or there is nothing to adopt."""
    if seen.state is AgreementState.PROPOSED:
        return not seen.row.terms.decided_by
    return seen.state in (AgreementState.ADOPTED, AgreementState.PAST)
