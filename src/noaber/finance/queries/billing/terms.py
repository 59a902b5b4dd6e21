"""How a year is billed, and which organisation keeps the books on a day."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.asof import AsOf, end_of_day
from noaber.core.reading import read_once
from noaber.finance.models import BillingTerms, BillingYear, HostStatement
from noaber.finance.rules.billing.terms import Rounding, YearRules
from noaber.finance.rules.invoices.invoice import Payee, Vat, VatTreatment
from noaber.finance.rules.rate_text import plain


@dataclass(frozen=True, slots=True)
class HostRow:
    """The organisation that keeps the books, and what its invoices say of it."""

    code: str
    from_on: dt.date
    payee: Payee
    vat_number: str
    revision: int
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TermsRow:
    """The billing terms of a year as they stand; `number` counts what was said of them."""

    id: int
    number: int
    rules: YearRules
    recorded_at: dt.datetime


def hosts() -> list[HostRow]:
    """Every host, the last to begin first; one query."""
    later = HostStatement.objects.filter(host=OuterRef("host"), number__gt=OuterRef("number"))
    found = HostStatement.objects.filter(~Exists(later)).select_related("host__organisation")
    return [_host(each) for each in found.order_by("-from_on", "-host__organisation__code")]


def ibans_of_hosts() -> list[str]:
    """Every account that a host ever had: statements of before a change still come in; one query."""
    return sorted(set(HostStatement.objects.values_list("iban", flat=True)))


def host_on(day: dt.date) -> HostRow | None:
    """Who keeps the books on a day: the last that began by then (R52)."""
    return next((host for host in hosts() if host.from_on <= day), None)


def terms_of_year(agreement_code: str, year: int) -> TermsRow | None:
    """The newest terms of a year; one query."""
    of_year = BillingTerms.objects.filter(
        billing_year__agreement__code=agreement_code, billing_year__year=year
    )
    return next(iter(_rows(of_year.order_by("-number")[:1])), None)


def terms_of_years(agreement_code: str) -> dict[int, TermsRow]:
    """The newest terms of every year that has any; one query."""
    of_agreement = BillingTerms.objects.filter(billing_year__agreement__code=agreement_code)
    return {row.rules.year: row for row in _rows(of_agreement.order_by("number"))}


@read_once
def rules_known(agreement_code: str, asof: AsOf) -> tuple[YearRules, ...]:
    """How each year that was set is billed, as it was known, by year; on a day that is asked what was set by then."""
    found = BillingTerms.objects.filter(billing_year__agreement__code=agreement_code).order_by("number")
    if asof.known_at:
        found = found.filter(recorded_at__lt=asof.known_at)
    if asof.is_asked:
        found = found.filter(recorded_at__lt=end_of_day(asof.valid_on))
    newest = {row.rules.year: row.rules for row in _rows(found)}
    return tuple(newest[year] for year in sorted(newest))


def deducts_vat(agreement_code: str, year: int) -> bool:
    """Whether the host deducts the tax on purchases of a year: where it charges tax itself, as the terms say."""
    row = terms_of_year(agreement_code, year)
    return row is not None and row.rules.vat.treatment is VatTreatment.TAXED


def charges_vat() -> bool:
    """Whether any year was billed with tax: only then is there anything to settle with the tax office."""
    return BillingTerms.objects.filter(vat_treatment=VatTreatment.TAXED.value).exists()


def billing_year_id(agreement_code: str, year: int) -> uuid.UUID | None:
    """The identity of a year; None while nothing was said of it."""
    found = BillingYear.objects.filter(agreement__code=agreement_code, year=year)
    return found.values_list("pk", flat=True).first()


def rules_of(terms: BillingTerms, year: int) -> YearRules:
    """Stored terms as the rules know them."""
    return YearRules(
        year,
        terms.reference_on,
        plain(terms.rate),
        Rounding(terms.rounding),
        Vat(VatTreatment(terms.vat_treatment), plain(terms.vat_rate), terms.vat_reason),
        terms.payment_days,
        terms.motive,
    )


def _rows(found: QuerySet[BillingTerms]) -> Iterable[TermsRow]:
    for terms in found.select_related("billing_year"):
        rules = rules_of(terms, terms.billing_year.year)
        yield TermsRow(terms.pk, terms.number, rules, terms.recorded_at)


def _host(said: HostStatement) -> HostRow:
    payee = Payee(said.iban, said.contact_name, said.contact_email, said.contact_phone)
    host = said.host
    return HostRow(
        host.organisation.code, said.from_on, payee, said.vat_number, host.revision, said.recorded_at
    )
