"""Host and employer of the project leader, who are to be one (R52); and whether the money is arranged (R51)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Closing, closings
from noaber.finance.queries.agreements.agreement import AgreementRow, agreements_as_of
from noaber.finance.queries.billing.terms import host_on
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


def leading_post(day: dt.date) -> str:
    """The code of the post of project leader; empty where there is none."""
    return next((seat.code for seat in seats(COMMAND, AsOf(day)) if seat.role == LEADER), "")


def is_leader(post_code: str, day: dt.date) -> bool:
    return any(seat.role == LEADER for seat in seats(COMMAND, AsOf(day), code=post_code))


def financing_until(day: dt.date) -> int | None:
    """The last year of an agreement that holds on a day; 0 when none does, None when none was ever recorded."""
    asof = AsOf(day)
    found = agreements_as_of(asof)
    if not found:
        return None
    closed = closings(asof)
    return max((row.terms.last_year for row in found if _holds(row, closed)), default=0)


def _holds(row: AgreementRow, closed: Mapping[str, Closing]) -> bool:
    """Its proposal was adopted, or there is none to adopt."""
    decided = closed.get(row.terms.decided_by)
    return not row.terms.decided_by or bool(decided and decided.is_adopted)
