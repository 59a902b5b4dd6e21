"""Setting how a year is billed: reference date, rate, rounding, value added tax, term of payment."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.finance.access import may_set_billing
from noaber.finance.models import Agreement, BillingTerms, BillingYear
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.agreements.carried import carried_by
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.billing.terms import host_on, terms_of_year
from noaber.finance.rules.agreements.carried import is_worked_out
from noaber.finance.rules.billing.terms import YearRules, faults_of
from noaber.finance.services.recording import carrying


def set_billing_terms(
    agreement_code: str,
    rules: YearRules,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_number: int | None = None,
) -> bool:
    """Say how a year is billed; False when it was known to be just so.

    Runs that were worked out before keep the terms that they were worked out on. `expected_number`: what the editor
    saw, 0 for a year that has none. DomainError: the year is not one of the agreement (R45), or the terms are faulty.
    """
    require(may_set_billing(actor))
    agreement = agreement_to_bill(agreement_code, rules.year)
    for fault in faults_of(rules, agreement.terms.rate, lacks_vat_number=_lacks_vat_number(now)):
        raise DomainError(fault.message, field=fault.field)
    with verb("finance.set_billing_terms", actor=actor) as trail:
        year = lock_year(agreement_code, rules.year)
        known = terms_of_year(agreement_code, rules.year)
        if known and known.rules == rules:
            return False
        if expected_number not in (None, year.revision):
            raise Conflict(_("Hoe dit jaar wordt gefactureerd"), revision=year.revision)
        count_change(year)
        said = BillingTerms.objects.create(
            billing_year=year, number=year.revision, **_fields(rules), **recorded_by(actor, now)
        )
        trail.note(year, {"agreement": agreement_code, "number": said.number}, records=[said])
    return True


def _lacks_vat_number(now: dt.datetime) -> bool:
    """Of the host of now; who that is may still have to be recorded."""
    host = host_on(timezone.localdate(now))
    return host is not None and not host.vat_number


def agreement_to_bill(code: str, year: int) -> AgreementRow:
    """The agreement, when the year is one of its own: nothing is asked for the years before or after (R45).

    Nor where another agreement has the books of the year: there is one set of them.
    """
    found = agreement_called(code)
    if found is None:
        raise DomainError(_("Deze afspraak bestaat niet."))
    if year not in found.terms.years:
        raise DomainError(
            _("De afspraak gaat over %(first)s tot en met %(last)s. Voor %(year)s wordt niets gevraagd.")
            % {"first": found.terms.first_year, "last": found.terms.last_year, "year": year}
        )
    keeper = keepers().get(year, found)
    if keeper.code != code and not is_worked_out(row for row in carried_by(code) if row.year == year):
        raise DomainError(
            _("Voor %(year)s geldt de afspraak “%(title)s”. Een jaar heeft één afspraak en één set boeken.")
            % {"year": year, "title": keeper.terms.title}
        )
    return found


def held_agreement(code: str, year: int) -> Agreement:
    """The agreement for who hangs something on a year of it: it neither changes nor goes until this is done.

    DomainError: it went or changed since it was looked up.
    """
    carrying()
    agreement_to_bill(code, year)
    return Agreement.objects.get(code=code)


def lock_year(agreement_code: str, year: int) -> BillingYear:
    """The year, locked for who works on it: terms, runs and invoices of one year wait for each other."""
    agreement = held_agreement(agreement_code, year)
    made, _is_new = BillingYear.objects.get_or_create(agreement=agreement, year=year)
    return lock(BillingYear, made.pk, revision=None, label=str(year))


def _fields(rules: YearRules) -> dict[str, object]:
    return {
        "reference_on": rules.reference_on,
        "rate": rules.rate,
        "rounding": rules.rounding.value,
        "vat_treatment": rules.vat.treatment.value,
        "vat_rate": rules.vat.rate,
        "vat_reason": rules.vat.reason,
        "payment_days": rules.payment_days,
        "motive": rules.motive,
    }
