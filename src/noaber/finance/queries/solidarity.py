"""Who carries the network together in a year: the own decision of each beside what it paid, or the capacity it gave."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.api import ObligationKind, ObligationRow, ObligationState, obligations
from noaber.finance.models import Invoice
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.budget.co_funding import PledgeRow, capacity_of, pledges_of
from noaber.finance.queries.dunning.reminders import seem_paid
from noaber.finance.queries.invoices.paid import settled_cents
from noaber.finance.rules.agreements.agreement import PARTNER_KINDS
from noaber.finance.rules.budget.co_funding import FteCheck
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.settlement import Settlement
from noaber.finance.rules.solidarity import (
    Borne,
    Share,
    Solidarity,
    borne_of,
    capacity_borne,
    solidarity_of,
)
from noaber.network.api import OrganisationRow, organisations, successors


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner in one year. `state`: how far its own decision is; None when nothing asks one of it.

    `own_name`: without who took over its duties since.
    `capacity`: pledged and delivered, of who gives capacity in place of money.
    """

    share: Share
    own_name: str
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
class _Billed:
    """What was invoiced of a contribution: the last document to show, and the sums of all of them together."""

    name: str
    number: str
    due_on: dt.date | None
    settlement: Settlement
    asked_cents: int = 0
    paid_cents: int = 0


@dataclass(frozen=True, slots=True)
class _Party:
    """Who is asked something: by its proposal or on an invoice, else by the register.

    `place`: where it stands in the register, or who took over its duties. `is_gone`: it was merged by the day.
    """

    code: str
    asked: ObligationRow | None
    place: OrganisationRow | None
    billed: _Billed | None
    is_gone: bool

    @property
    def is_municipality(self) -> bool:
        return self.code.startswith("GM")

    @property
    def own_name(self) -> str:
        if self.is_gone:
            return self.billed.name if self.billed else self.asked.name if self.asked else self.code
        return self.asked.name if self.asked else self.place.name if self.place else self.code

    @property
    def name(self) -> str:
        if not self.is_gone or self.place is None:
            return self.own_name
        return _("%(name)s (nu %(successor)s)") % {"name": self.own_name, "successor": self.place.name}

    def row(self, borne: Borne) -> PartnerRow:
        asked, place = self.asked, self.place
        return PartnerRow(
            Share(self.code, self.name, bool(asked and asked.is_binding), borne, is_asked=asked is not None),
            self.own_name,
            asked.district if asked else place.district_name if place else "",
            self.is_municipality,
            asked.state if asked else None,
            asked.decided_on if asked else None,
        )


def solidarity_years(actor: Actor, agreement: AgreementRow, asof: AsOf) -> list[SolidarityYear]:
    """Every year of an agreement; a fixed number of queries, however many years."""
    asked = _asked(actor, agreement, asof)
    billed = _billed(agreement.code, asof)
    places = {row.code: row for row in organisations(actor, asof)}
    pledges = _pledges(agreement.code)
    moved, waiting = successors(asof.valid_on), seem_paid(asof.valid_on)
    years = []
    for year in agreement.terms.years:
        rows = []
        for party in _parties(asked.get(year, {}), places, billed.get(year, {}), moved):
            if party.is_municipality:
                rows.append(_paying(party, waiting, asof))
            else:
                given = pledges.get(year, ())
                check = capacity_of(party.code, party.name, agreement.terms, given, asof.valid_on)
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


def _parties(
    asked: Mapping[str, ObligationRow | None],
    places: Mapping[str, OrganisationRow],
    billed: Mapping[str, _Billed],
    moved: Mapping[str, str],
) -> list[_Party]:
    """Who was asked for a year: a merged municipality for its own invoice, its successor not for that one again."""
    known = asked or _by_register(places.values())
    succeeded = {moved[code] for code in billed if code in moved} - billed.keys()
    codes = [code for code in dict.fromkeys([*known, *billed]) if code not in succeeded]
    return [
        _Party(
            code,
            known.get(code) or known.get(moved.get(code, "")),
            places.get(moved.get(code, code)),
            billed.get(code),
            code in moved,
        )
        for code in codes
    ]


def _by_register(rows: Iterable[OrganisationRow]) -> dict[str, ObligationRow | None]:
    """Where no proposal asks it: the municipalities and the three partners of the day."""
    return {row.code: None for row in rows if row.is_municipality or row.kind in PARTNER_KINDS}


def _paying(party: _Party, waiting: Collection[str], asof: AsOf) -> PartnerRow:
    """A municipality: what was invoiced to it, and what was paid of that. `waiting`: what money waits for."""
    billed = party.billed
    if billed is None:
        return party.row(Borne.NOT_INVOICED)
    settlement = billed.settlement
    is_overdue = settlement.is_overdue(billed.due_on, asof.valid_on)
    borne = borne_of(settlement, is_overdue=is_overdue, is_waiting=billed.number in waiting)
    return replace(
        party.row(borne),
        invoice=billed.number,
        asked_cents=billed.asked_cents,
        paid_cents=billed.paid_cents,
    )


def _giving(party: _Party, check: FteCheck, *, is_over: bool) -> PartnerRow:
    """A partner that gives capacity, never asked to pay."""
    return replace(party.row(capacity_borne(check, is_over=is_over)), capacity=check)


def _billed(agreement_code: str, asof: AsOf) -> Mapping[int, Mapping[str, _Billed]]:
    """By year and by whose contribution it is: what was invoiced by the day, whoever pays it; one query."""
    found = Invoice.objects.filter(
        kind=DocumentKind.INVOICE,
        issued_on__lte=asof.valid_on,
        contribution__run__billing_year__agreement__code=agreement_code,
    )
    rows = found.annotate(paid=settled_cents(asof.valid_on)).order_by("number")
    billed: dict[int, dict[str, _Billed]] = {}
    for each in rows.values_list(
        "contribution__organisation__code",
        "contribution__name",
        "contribution__run__billing_year__year",
        "number",
        "due_on",
        "total_cents",
        "paid",
        "credit_note__issued_on",
    ):
        code, name, year, number, due_on, total, paid, credited_on = each
        credited = total if _is_past(credited_on, asof) else 0
        shown = _Billed(name, number, due_on, Settlement(total, paid or 0, credited))
        before = billed.setdefault(year, {}).get(code)
        # an invoice that stands comes before one that was taken off
        last = shown if before is None or not credited else before
        billed[year][code] = replace(
            last,
            asked_cents=(before.asked_cents if before else 0) + total - credited,
            paid_cents=(before.paid_cents if before else 0) + (paid or 0),
        )
    return billed


def _is_past(day: dt.date | None, asof: AsOf) -> bool:
    return day is not None and day <= asof.valid_on
