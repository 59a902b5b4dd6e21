"""Activities that are paid from a grant: who leads them, who pays, about which theme, and how far they are."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.money import format_euro
from noaber.finance.rules.grants.grant import LARGEST_CENTS, GrantFault

LONGEST: Final = {"title": 200, "funder": 200}
RESERVED: Final = ("", "nieuw", "inlezen", "activiteiten")
"""No code of a grant or an activity: these are pages."""


class ActivityStatus(StrEnum):
    """How far an activity is."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class FundedActivityText:
    """What is said of an activity. `lead`, `theme` and `grant` are codes; `amount_cents` is its part of the grant."""

    title: str
    lead: str
    funder: str
    theme: str
    status: ActivityStatus
    status_on: dt.date
    grant: str = ""
    amount_cents: int | None = None


def activity_faults(said: FundedActivityText, today: dt.date) -> Iterator[GrantFault]:
    """What is wrong with it.

    >>> day = dt.date(2018, 5, 1)
    >>> said = FundedActivityText("", "GM0150", "ZonMw", "", ActivityStatus.FINISHED, day, amount_cents=5)
    >>> [fault.field for fault in activity_faults(said, dt.date(2018, 1, 1))]
    ['title', 'status_on', 'amount']
    """
    for field, complaint in (
        ("title", "Vul een naam in."),
        ("lead", "Kies de organisatie die trekt."),
        ("funder", "Vul in wie de activiteit betaalt."),
    ):
        if not getattr(said, field).strip():
            yield GrantFault(field, complaint)
    for field, longest in LONGEST.items():
        if len(getattr(said, field)) > longest:
            yield GrantFault(field, f"Gebruik hoogstens {longest} tekens.")
    if said.status is not ActivityStatus.PLANNED and said.status_on > today:
        yield GrantFault("status_on", "Deze dag ligt na vandaag. Alleen iets dat gepland is, begint later.")
    if said.amount_cents is None:
        return
    if not said.grant:
        yield GrantFault("amount", "Kies eerst uit welke subsidie dit bedrag komt.")
    elif not 0 < said.amount_cents <= LARGEST_CENTS:
        yield GrantFault("amount", "Vul een bedrag van meer dan nul in, of laat het leeg.")


def share_fault(awarded: int, tied: int, asked: int) -> GrantFault | None:
    """Why an activity cannot have so much of a grant, of which others have `tied`; None when it can.

    >>> share_fault(100_00, 60_00, 40_00)
    >>> share_fault(100_00, 60_00, 50_00).message.replace("\\xa0", " ")
    'Van deze subsidie is nog € 40,00 vrij voor activiteiten.'
    """
    if tied + asked <= awarded:
        return None
    free = format_euro(max(0, awarded - tied))
    return GrantFault("amount", f"Van deze subsidie is nog {free} vrij voor activiteiten.")
