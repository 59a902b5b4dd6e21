"""Who carries the network together in a year: the own decision of each beside what it paid, or the capacity it gave."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, Sum

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.api import ObligationKind, ObligationRow, ObligationState, obligations
from noaber.finance.models import Invoice
from noaber.finance.queries.agreements import AgreementRow
from noaber.finance.queries.co_funding import PledgeRow, capacity_of, pledges_of
from noaber.finance.rules.agreements import PARTNER_KINDS
from noaber.finance.rules.co_funding import FteCheck
from noaber.finance.rules.invoices import DocumentKind
from noaber.finance.rules.settlement import Settlement
from noaber.finance.rules.solidarity import (
    Borne,
    Share,
    Solidarity,
    borne_of,
    capacity_borne,
    solidarity_of,
)
from noaber.network.api import OrganisationRow, organisations


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner in one year. `state`: how far its own decision is; None when nothing asks one of it.

    `capacity`: pledged and delivered, of who gives capacity in place of money.
    """

    share: Share
    district: str
    is_municipality: bool
    state: ObligationState | None
    decided_on: dt.date | None
    invoice: str = ""
    asked_cents: int = 0
    paid_cents: int = 0
    capacity: FteCheck | None = None


@dataclass(frozen=True, slots=True)
class SolidarityYear:
    """All partners of a year, and what they come to."""

    year: int
    rows: tuple[PartnerRow, ...]
    counts: Solidarity


@dataclass(frozen=True, slots=True)
class _Party:
    """Who is asked something: by its proposal, else by the register."""

    code: str
    asked: ObligationRow | None
    place: OrganisationRow | None

    @property
    def is_municipality(self) -> bool:
        return self.code.startswith("GM")

    @property
    def name(self) -> str:
        return self.asked.name if self.asked else self.place.name if self.place else self.code

    def row(self, borne: Borne) -> PartnerRow:
        asked, place = self.asked, self.place
        return PartnerRow(
            Share(self.code, self.name, bool(asked and asked.is_binding), borne),
            asked.district if asked else place.district_name if place else "",
            self.is_municipality,
            asked.state if asked else None,
            asked.decided_on if asked else None,
        )


@dataclass(frozen=True, slots=True)
class _Billed:
    """What was invoiced to a municipality for a year: of several documents together, the last one to show."""

    number: str
    due_on: dt.date | None
    settlement: Settlement


def solidarity_years(actor: Actor, agreement: AgreementRow, asof: AsOf) -> list[SolidarityYear]:
    """Every year of an agreement; a fixed number of queries, however many years."""
    asked = _asked(actor, agreement, asof)
    billed = _billed(agreement.code, asof)
    places = {row.code: row for row in organisations(actor, asof)}
    pledges = _pledges(agreement.code)
    years = []
    for year in agreement.terms.years:
        parties = asked.get(year) or _by_register(places.values())
        rows = []
        for code, row in parties.items():
            party = _Party(code, row, places.get(code))
            if party.is_municipality:
                rows.append(_paying(party, billed.get((code, year)), asof))
            else:
                check = capacity_of(code, party.name, agreement.terms, pledges.get(year, ()), asof.valid_on)
                rows.append(_giving(party, check, is_over=asof.valid_on.year > year))
        ordered = tuple(sorted(rows, key=lambda row: (not row.is_municipality, row.share.name)))
        years.append(SolidarityYear(year, ordered, solidarity_of(row.share for row in ordered)))
    return years


@read_once
def _pledges(agreement_code: str) -> Mapping[int, Sequence[PledgeRow]]:
    """What was promised and delivered, by year; two queries."""
    found = defaultdict[int, list[PledgeRow]](list)
    for pledge in pledges_of(agreement_code):
        found[pledge.year].append(pledge)
    return dict(found)


def _asked(actor: Actor, agreement: AgreementRow, asof: AsOf) -> dict[int, dict[str, ObligationRow | None]]:
    """By year who is asked money or capacity, with its decision; the last one asked of each counts."""
    found: dict[int, dict[str, ObligationRow | None]] = {}
    if not agreement.terms.decided_by:
        return found
    for row in obligations(actor, agreement.terms.decided_by, asof):
        if row.party and row.kind in (ObligationKind.CONTRIBUTION, ObligationKind.CAPACITY):
            found.setdefault(row.year, {})[row.party] = row
    return found


def _by_register(rows: Iterable[OrganisationRow]) -> dict[str, ObligationRow | None]:
    """Where no proposal asks it: the municipalities and the three partners of the day."""
    return {row.code: None for row in rows if row.is_municipality or row.kind in PARTNER_KINDS}


def _paying(party: _Party, billed: _Billed | None, asof: AsOf) -> PartnerRow:
    """A municipality: what was invoiced to it, and what it paid of that."""
    if billed is None:
        return party.row(Borne.NOT_INVOICED)
    settlement = billed.settlement
    borne = borne_of(settlement.state, is_overdue=settlement.is_overdue(billed.due_on, asof.valid_on))
    return replace(
        party.row(borne),
        invoice=billed.number,
        asked_cents=settlement.total_cents - settlement.credited_cents,
        paid_cents=settlement.paid_cents,
    )


def _giving(party: _Party, check: FteCheck, *, is_over: bool) -> PartnerRow:
    """A partner that gives capacity, never asked to pay."""
    return replace(party.row(capacity_borne(check, is_over=is_over)), capacity=check)


def _billed(agreement_code: str, asof: AsOf) -> Mapping[tuple[str, int], _Billed]:
    """By municipality and year of the agreement what was invoiced by the day and paid of it; one query."""
    found = Invoice.objects.filter(
        kind=DocumentKind.INVOICE,
        issued_on__lte=asof.valid_on,
        contribution__run__billing_year__agreement__code=agreement_code,
    )
    booked = Sum("allocations__amount_cents", filter=Q(allocations__entry__booked_on__lte=asof.valid_on))
    rows = found.annotate(paid=booked).order_by("number")
    billed: dict[tuple[str, int], _Billed] = {}
    for each in rows.values_list(
        "contribution__organisation__code",
        "contribution__run__billing_year__year",
        "number",
        "due_on",
        "total_cents",
        "paid",
        "credit_note__issued_on",
    ):
        code, year, number, due_on, total, paid, credited_on = each
        is_credited = _is_past(credited_on, asof)
        settlement = Settlement(total, paid or 0, total if is_credited else 0)
        key = (code, year)
        if key not in billed or not is_credited:  # an invoice that stands comes before one that was taken off
            billed[key] = _Billed(number, due_on, settlement)
    return billed


def _is_past(day: dt.date | None, asof: AsOf) -> bool:
    return day is not None and day <= asof.valid_on
