"""Saying whether the tax of a year is passed on to the compensation fund, and why; said anew it is appended."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_record_vat_passing
from noaber.finance.models import VatPassing, VatPassingStatement
from noaber.finance.queries.reports.report import is_closed
from noaber.finance.services.billing.terms import agreement_to_bill, held_agreement

LONGEST_MOTIVE = 500


def record_vat_passing(
    agreement_code: str,
    year: int,
    *,
    is_passed_on: bool,
    motive: str,
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
) -> bool:
    """Say it with the motive; False when just that was said last. Conflict: somebody said something meanwhile."""
    require(may_record_vat_passing(actor))
    agreement_to_bill(agreement_code, year)
    if not says_something(motive) or len(motive) > LONGEST_MOTIVE:
        raise DomainError(_("Schrijf in een paar woorden waar dit op rust."), field="motive")
    with verb("finance.record_vat_passing", actor=actor) as trail:
        agreement = held_agreement(agreement_code, year)
        made, _is_new = VatPassing.objects.get_or_create(agreement=agreement, year=year)
        held = lock(VatPassing, made.pk, revision=None, label=str(year))
        last = held.statements.last()
        if last and (last.is_passed_on, last.motive) == (is_passed_on, motive.strip()):
            return False
        if last and last.is_passed_on and is_closed(agreement_code, year):
            raise DomainError(why_final(year))
        if expected_revision not in (None, held.revision):
            raise Conflict(_("Het doorschuiven van btw"), revision=held.revision)
        count_change(held)
        said = VatPassingStatement.objects.create(
            vat_passing=held,
            number=held.revision,
            is_passed_on=is_passed_on,
            motive=motive.strip(),
            **recorded_by(actor, now),
        )
        trail.note(held, {"year": year, "is_passed_on": is_passed_on}, records=[said])
    return True


def why_final(year: int) -> str:
    """Why nothing more is said of a year that is passed on and of which the account was adopted."""
    return _(
        "De jaarrekening van %(year)s is vastgesteld, en daarmee is de opgave voor het BTW-compensatiefonds "
        "definitief. Wat daarna verandert, staat als correctie in de opgave van een volgend jaar."
    ) % {"year": year}
