"""Pledges with what was delivered of them, and how they stand beside what the agreement asks."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import slugify

from noaber.finance.models import CO_FUNDING_KINDS, Delivery, PledgeStatement
from noaber.finance.rules.agreements.agreement import PARTNER_KINDS, AgreementTerms, Side
from noaber.finance.rules.budget.co_funding import CoFundingKind, DeliverySaid, FteCheck, PledgeTerms
from noaber.finance.rules.rate_text import plain
from noaber.network.api import OrganisationRow


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """What was delivered in a period; `is_reversed`: it was taken back."""

    id: int
    said: DeliverySaid
    value_cents: int
    is_reversed: bool
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge as it stands; `deliveries` without those that only take back."""

    id: uuid.UUID
    agreement_code: str
    year: int
    item: str
    party: str
    organisation_code: str
    organisation_kind: str
    name: str
    terms: PledgeTerms
    revision: int
    deliveries: tuple[DeliveryRow, ...] = field(default=())

    @property
    def pledged_cents(self) -> int:
        return self.terms.value_cents

    @property
    def standing(self) -> tuple[DeliveryRow, ...]:
        return tuple(each for each in self.deliveries if not each.is_reversed)

    @property
    def delivered_cents(self) -> int:
        return sum(each.value_cents for each in self.standing)

    @property
    def delivered_fte(self) -> Fraction:
        return self.fte_until(dt.date.max)

    def fte_until(self, day: dt.date) -> Fraction:
        """What was delivered in periods that have ended by then, over the year."""
        ended = (each for each in self.standing if each.said.last_on <= day)
        return sum((each.said.fte_of_year for each in ended), Fraction(0))

    @property
    def title(self) -> str:
        return f"{self.name}, {CO_FUNDING_KINDS[self.terms.kind]}"


@dataclass(frozen=True, slots=True)
class ItemSums:
    """One line of co-funding: asked by the agreement, pledged and delivered."""

    item: str
    title: str
    asked_cents: int
    pledged_cents: int
    delivered_cents: int


def pledges_of(agreement_code: str, year: int | None = None) -> list[PledgeRow]:
    """The pledges of an agreement, or of one of its years; two queries."""
    found = _newest().filter(pledge__agreement__code=agreement_code)
    if year is not None:
        found = found.filter(pledge__year=year)
    return _rows(found)


def pledge_of(key: uuid.UUID) -> PledgeRow | None:
    """One pledge; two queries."""
    return next(iter(_rows(_newest().filter(pledge=key))), None)


def pledges_of_organisation(code: str) -> list[PledgeRow]:
    """What one organisation promised, the last year first; two queries."""
    return _rows(_newest().filter(pledge__organisation__code=code).order_by("-pledge__year", "pk"))


def items_of(terms: AgreementTerms) -> dict[str, tuple[str, int]]:
    """The lines of co-funding that the agreement asks, by code: title and amount a year."""
    return {item_code(line.title): (line.title, line.amount_cents) for line in terms.of(Side.CO_FUNDING)}


def item_code(title: str) -> str:
    return slugify(title)[:60].strip("-") or "post"


def sums_of(terms: AgreementTerms, pledges: Sequence[PledgeRow]) -> list[ItemSums]:
    """Every line that is asked or promised on, of the pledges of one year."""
    asked = items_of(terms)
    codes = list(dict.fromkeys([*asked, *(row.item for row in pledges)]))
    found = []
    for code in codes:
        title, cents = asked.get(code, (code, 0))
        of_item = [row for row in pledges if row.item == code]
        pledged = sum(row.pledged_cents for row in of_item)
        delivered = sum(row.delivered_cents for row in of_item)
        found.append(ItemSums(code, title, cents, pledged, delivered))
    return found


def fte_checks(
    terms: AgreementTerms, pledges: Iterable[PledgeRow], partners: Iterable[OrganisationRow], until: dt.date
) -> list[FteCheck]:
    """Police, public prosecution and RIEC, each beside what is asked of it by `until`; `pledges` of one year."""
    rows = list(pledges)
    asked = [partner for partner in partners if partner.kind in PARTNER_KINDS]
    return [capacity_of(partner.code, partner.name, terms, rows, until) for partner in asked]


def capacity_of(
    code: str, name: str, terms: AgreementTerms, pledges: Iterable[PledgeRow], until: dt.date
) -> FteCheck:
    """One partner beside what is asked of it; of periods that have ended by `until`, `pledges` of one year."""
    own = [
        row for row in pledges if row.organisation_code == code and row.terms.kind is CoFundingKind.CAPACITY
    ]
    pledged = sum((row.terms.fte for row in own), Decimal(0))
    delivered = sum((row.fte_until(until) for row in own), Fraction(0))
    return FteCheck(name, terms.fte, pledged, delivered)


def _newest() -> QuerySet[PledgeStatement]:
    later = PledgeStatement.objects.filter(pledge=OuterRef("pledge"), number__gt=OuterRef("number"))
    return PledgeStatement.objects.filter(~Exists(later)).order_by("pledge__year", "pledge__item", "pk")


def _rows(found: QuerySet[PledgeStatement]) -> list[PledgeRow]:
    said = list(found.select_related("pledge__agreement", "pledge__organisation"))
    delivered: dict[uuid.UUID, list[DeliveryRow]] = {}
    rows = Delivery.objects.filter(pledge__in=[each.pledge_id for each in said])
    reversing = {row.reverses_id for row in rows if row.reverses_id}
    for row in sorted(rows, key=lambda each: (each.first_on, each.pk)):
        if row.reverses_id is None:
            delivered.setdefault(row.pledge_id, []).append(_delivery(row, row.pk in reversing))
    return [_row(each, tuple(delivered.get(each.pledge_id, ()))) for each in said]


def _delivery(row: Delivery, is_reversed: bool) -> DeliveryRow:
    said = DeliverySaid(row.first_on, row.last_on, row.evidence, plain(row.fte), row.amount_cents)
    return DeliveryRow(row.pk, said, row.amount_cents, is_reversed, row.recorded_at)


def _row(said: PledgeStatement, deliveries: tuple[DeliveryRow, ...]) -> PledgeRow:
    pledge, organisation = said.pledge, said.pledge.organisation
    terms = PledgeTerms(
        CoFundingKind(pledge.kind), plain(said.fte), said.tariff_cents, said.amount_cents, said.note
    )
    return PledgeRow(
        pledge.pk,
        pledge.agreement.code,
        pledge.year,
        pledge.item,
        pledge.party,
        organisation.code if organisation else "",
        organisation.kind if organisation else "",
        said.name,
        terms,
        pledge.revision,
        deliveries,
    )
