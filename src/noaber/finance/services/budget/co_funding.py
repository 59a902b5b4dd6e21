"""Saying what a party promises beside the money, and what it delivered of that."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_record_pledge, may_report_delivery
from noaber.finance.models import CO_FUNDING_KINDS, Delivery, Pledge, PledgeStatement
from noaber.finance.queries.budget.co_funding import DeliveryRow, PledgeRow, items_of, pledge_of
from noaber.finance.rules.agreements.agreement import Fault
from noaber.finance.rules.budget.co_funding import (
    CoFundingKind,
    DeliverySaid,
    PledgeTerms,
    delivery_faults,
    kinds_for,
    overlap,
    pledge_faults,
)
from noaber.finance.services.billing.terms import agreement_to_bill, held_agreement
from noaber.network.api import last_names, organisation_id


@dataclass(frozen=True, slots=True)
class Promise:
    """For which year and line, and by whom: an organisation of the register, or a name."""

    agreement_code: str
    year: int
    item: str
    organisation: str = ""
    name: str = ""

    @property
    def party(self) -> str:
        return slugify(self.organisation or self.name)[:60]


def record_pledge(
    promise: Promise,
    terms: PledgeTerms,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
) -> bool:
    """Say what a party promises for a year; False when it was known to be just so.

    `expected_revision`: what the editor saw, 0 for what is new. Conflict: somebody said something else meanwhile.
    """
    require(may_record_pledge(actor))
    agreement = agreement_to_bill(promise.agreement_code, promise.year)
    if promise.item not in items_of(agreement.terms):
        raise DomainError(_("Deze post staat niet in de afspraak."), field="item")
    _refuse_other_kind(promise.item, terms.kind)
    known_id, name = _party(promise)
    _refuse(pledge_faults(terms))
    with verb("finance.record_pledge", actor=actor) as trail:
        made, _is_new = Pledge.objects.get_or_create(
            agreement=held_agreement(promise.agreement_code, promise.year),
            year=promise.year,
            item=promise.item,
            kind=terms.kind.value,
            party=promise.party,
            defaults={"organisation_id": known_id},
        )
        pledge = lock(Pledge, made.pk, revision=None, label=promise.party)
        known = pledge_of(pledge.pk)
        if known and (known.terms, known.name) == (terms, name):
            return False
        if expected_revision not in (None, pledge.revision):
            raise Conflict(_("Deze toezegging"), revision=pledge.revision)
        count_change(pledge)
        said = PledgeStatement.objects.create(
            pledge=pledge, number=pledge.revision, name=name, **_fields(terms), **recorded_by(actor, now)
        )
        trail.note(pledge, {"year": promise.year, "party": promise.party}, records=[said])
    return True


def _refuse_other_kind(item: str, kind: CoFundingKind) -> None:
    kinds = kinds_for(item)
    if kind not in kinds:
        names = _(" of ").join(str(CO_FUNDING_KINDS[each]) for each in kinds)
        text = _("Op deze post past dit niet. Wel past: %(kinds)s.") % {"kinds": names}
        raise DomainError(text, field="kind")


def report_delivery(
    pledge: PledgeRow, said: DeliverySaid, *, actor: Actor, now: dt.datetime, today: dt.date
) -> bool:
    """Say what was delivered in a period; False when just that was said before.

    DomainError: a period that overlaps one that was reported, is outside the year of the pledge or still to come; or no
    evidence.
    """
    require(may_report_delivery(actor, pledge.organisation_code))
    _refuse(delivery_faults(said, pledge.terms, pledge.year, today))
    with verb("finance.report_delivery", actor=actor) as trail:
        locked, known = _locked(pledge)
        value = said.value_cents(known.terms)
        for other in known.standing:
            if _is_same(other, said, value):
                return False
            if overlap(other.said, said):
                raise DomainError(_("Over (een deel van) deze periode is al gemeld."), field="first_on")
        if value <= 0:
            raise DomainError(_("Dit is minder dan een cent waard."), field="fte")
        made = Delivery.objects.create(
            pledge=locked,
            first_on=said.first_on,
            last_on=said.last_on,
            fte=said.fte,
            amount_cents=value,
            evidence=said.evidence.strip(),
            **recorded_by(actor, now),
        )
        trail.note(locked, {"delivery": made.pk}, records=[made])
    return True


def reverse_delivery(pledge: PledgeRow, key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Take back what was reported, whole; False when that was done before."""
    require(may_report_delivery(actor, pledge.organisation_code))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit terugneemt."), field="reason")
    with verb("finance.reverse_delivery", actor=actor) as trail:
        locked, known = _locked(pledge)
        row = next((each for each in known.deliveries if each.id == key), None)
        if row is None:
            raise DomainError(_("Deze levering bestaat niet."))
        if row.is_reversed:
            return False
        made = Delivery.objects.create(
            pledge=locked,
            first_on=row.said.first_on,
            last_on=row.said.last_on,
            fte=row.said.fte,
            amount_cents=-row.value_cents,
            evidence=reason.strip(),
            reverses_id=row.id,
            **recorded_by(actor, now),
        )
        trail.note(locked, {"delivery": made.pk, "reverses": row.id}, records=[made])
    return True


def _locked(pledge: PledgeRow) -> tuple[Pledge, PledgeRow]:
    locked = lock(Pledge, pledge.id, revision=None, label=pledge.name)
    known = pledge_of(pledge.id)
    if known is None:
        raise DomainError(_("Deze toezegging bestaat niet."))
    return locked, known


def _is_same(other: DeliveryRow, said: DeliverySaid, value_cents: int) -> bool:
    return (other.said.first_on, other.said.last_on, other.said.fte, other.value_cents) == (
        said.first_on,
        said.last_on,
        said.fte,
        value_cents,
    )


def _party(promise: Promise) -> tuple[uuid.UUID | None, str]:
    if not promise.organisation:
        if not promise.party:
            raise DomainError(_("Kies een organisatie of vul een naam in."), field="name")
        return None, promise.name.strip()
    try:
        found = organisation_id(promise.organisation)
    except ObjectDoesNotExist as error:
        raise DomainError(_("Deze organisatie staat niet in het register."), field="organisation") from error
    return found, last_names([promise.organisation]).get(promise.organisation, promise.organisation)


def _fields(terms: PledgeTerms) -> dict[str, object]:
    is_capacity = terms.kind is CoFundingKind.CAPACITY
    return {
        "fte": terms.fte,
        "tariff_cents": terms.tariff_cents if is_capacity else 0,
        "amount_cents": terms.amount_cents,
        "note": terms.note.strip(),
    }


def _refuse(faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise DomainError(fault.message, field=fault.field)
