"""How a year is billed: what the agreement leaves open, what each municipality is asked, and the steps of a run.

Units: a rate is a ``Decimal`` in euro per inhabitant a year, an amount is whole cents.

The memo of 28 January 2019 names no reference date, rounding, indexation or treatment of value added tax: the
controller sets them for each year, and says why.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.finance.rules.agreements.agreement import Fault
from noaber.finance.rules.agreements.contributions import Contribution, ContributionList, checked_populations
from noaber.finance.rules.agreements.fixed_sum import divide_fixed_sum
from noaber.finance.rules.billing.participation import billed_quantity, days_of
from noaber.finance.rules.invoices.invoice import Vat, VatTreatment, line_amount
from noaber.finance.rules.invoices.preflight import vat_lacks
from noaber.finance.rules.reasons import WORDS_NEEDED, says_something

MOST_DAYS: Final = 120
LONGEST_REASON: Final = 200
LONGEST_MOTIVE: Final = 500
PERCENT: Final = Decimal(100)
LOWEST_PERCENTAGE: Final = Decimal(1)


class Rounding(StrEnum):
    """Each municipality on its own, or a fixed sum over all with the cents that are left to the largest remainders."""

    HALF_UP = "half_up"
    FIXED_SUM = "fixed_sum"


class RunStep(StrEnum):
    """What can happen to a run that was worked out; each once."""

    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class RunState(StrEnum):
    """How far a run is."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class YearRules:
    """What the controller set for one year of an agreement; `motive` says why so."""

    year: int
    reference_on: dt.date
    rate: Decimal
    rounding: Rounding
    vat: Vat
    payment_days: int
    motive: str

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    def due_on(self, issued_on: dt.date) -> dt.date:
        return issued_on + dt.timedelta(days=self.payment_days)


def faults_of(rules: YearRules, agreed_rate: Decimal, *, lacks_vat_number: bool = False) -> list[Fault]:
    """Everything that is wrong, in the order of the form; `agreed_rate` is what the agreement says.

    What passes here, the check before issuing passes as well. `lacks_vat_number`: the host, that is.

    >>> nothing = Vat(VatTreatment.OUT_OF_SCOPE, reason="geen prestatie")
    >>> rules = YearRules(
    ...     2020, dt.date(2019, 1, 1), Decimal("0.07"), Rounding.HALF_UP, nothing, 30, "zo staat het in de memo"
    ... )
    >>> faults_of(rules, Decimal("0.07"))
    []
    >>> [fault.field for fault in faults_of(rules, Decimal("0.03"))]
    ['rate']
    """
    return [
        *_date_faults(rules),
        *_rate_faults(rules, agreed_rate),
        *_vat_faults(rules.vat, lacks_vat_number=lacks_vat_number),
        *_other_faults(rules),
    ]


def _date_faults(rules: YearRules) -> Iterator[Fault]:
    if rules.reference_on > rules.last_day:
        yield Fault("reference_on", "De peildatum ligt na het jaar zelf.")
    if rules.reference_on.year < rules.year - 3:
        yield Fault("reference_on", "De peildatum ligt meer dan drie jaar voor het jaar.")


def _rate_faults(rules: YearRules, agreed_rate: Decimal) -> Iterator[Fault]:
    if not rules.rate.is_finite() or rules.rate <= 0:
        yield Fault("rate", "Het tarief moet meer dan nul zijn.")
    elif rules.rate > 2 * agreed_rate:
        yield Fault("rate", "Het tarief is meer dan twee keer dat van de afspraak.")


def _vat_faults(vat: Vat, *, lacks_vat_number: bool) -> Iterator[Fault]:
    """Told in words of the form; what that leaves, in those of the check before issuing."""
    told = list(_told_vat_faults(vat, lacks_vat_number=lacks_vat_number))
    yield from told
    for lack in vat_lacks(vat, ""):
        field = lack.field.replace(".", "_")
        if field not in {fault.field for fault in told}:
            yield Fault(field, f"{lack.message[:1].upper()}{lack.message[1:]}.")


def _told_vat_faults(vat: Vat, *, lacks_vat_number: bool) -> Iterator[Fault]:
    if lacks_vat_number and vat.treatment is not VatTreatment.OUT_OF_SCOPE:
        yield Fault(
            "vat_treatment",
            "De beheerorganisatie heeft nog geen btw-nummer. Vul dat eerst in bij Factureren, Beheerorganisatie.",
        )
    if vat.treatment is VatTreatment.TAXED:
        if not LOWEST_PERCENTAGE <= vat.rate <= PERCENT:
            yield Fault("vat_rate", "Vul het btw-percentage in, bijvoorbeeld 21.")
        if vat.reason.strip():
            yield Fault("vat_reason", "Er is wel btw. Laat dit leeg.")
    else:
        if vat.rate:
            yield Fault("vat_rate", "Zonder btw is er geen percentage. Laat dit leeg.")
        if not vat.reason.strip():
            yield Fault("vat_reason", "Schrijf waarom er geen btw op staat. Dit komt op de factuur.")
    if len(vat.reason) > LONGEST_REASON:
        yield Fault("vat_reason", f"Deze tekst is te lang: ten hoogste {LONGEST_REASON} tekens.")


def _other_faults(rules: YearRules) -> Iterator[Fault]:
    if not 1 <= rules.payment_days <= MOST_DAYS:
        yield Fault("payment_days", f"De betaaltermijn is 1 tot en met {MOST_DAYS} dagen.")
    if not says_something(rules.motive):
        yield Fault("motive", f"Schrijf waarom u dit zo instelt. {WORDS_NEEDED}")
    if len(rules.motive) > LONGEST_MOTIVE:
        yield Fault("motive", f"Deze tekst is te lang: ten hoogste {LONGEST_MOTIVE} tekens.")


def work_out(
    populations: Mapping[str, int], rules: YearRules, budget_cents: int, days: Mapping[str, int] | None = None
) -> dict[str, int]:
    """What every municipality is asked in a year, in cents by code; `days`: for whom that is not the whole year.

    Raises ContributionError when nobody takes part.

    >>> nothing = Vat(VatTreatment.OUT_OF_SCOPE, reason="geen prestatie")
    >>> terms = (2020, dt.date(2020, 1, 1), Decimal("0.07"))
    >>> half_up = YearRules(*terms, Rounding.HALF_UP, nothing, 30, "zoals afgesproken")
    >>> work_out({"GM01": 100, "GM02": 50}, half_up, 11_00)
    {'GM01': 700, 'GM02': 350}
    >>> work_out({"GM01": 100, "GM02": 50}, half_up, 11_00, {"GM02": 183})
    {'GM01': 700, 'GM02': 175}
    >>> fixed = YearRules(*terms, Rounding.FIXED_SUM, nothing, 30, "zoals afgesproken")
    >>> work_out({"GM01": 100, "GM02": 50}, fixed, 11_00)
    {'GM01': 733, 'GM02': 367}
    """
    whole = days_of(rules.year)
    known = checked_populations(populations)
    part = {code: (days or {}).get(code, whole) for code in known}
    if rules.rounding is Rounding.FIXED_SUM:
        weights = {code: known[code] * part[code] for code in known}
        return dict(divide_fixed_sum(budget_cents, weights).shares_cents)
    return {
        code: line_amount(billed_quantity(people, part[code], rules.year), rules.rate)
        for code, people in known.items()
    }


def owed_on(
    populations: Mapping[str, int], rules: YearRules, budget_cents: int, days: Mapping[str, int] | None = None
) -> ContributionList:
    """What every municipality owes in a year on its terms; who takes part on no day of it is not among them.

    >>> nothing = Vat(VatTreatment.OUT_OF_SCOPE, reason="geen prestatie")
    >>> terms = YearRules(2020, dt.date(2020, 1, 1), Decimal("0.07"), Rounding.HALF_UP, nothing, 30, "zoals besloten")
    >>> owed_on({"GM01": 100, "GM02": 50, "GM03": 70}, terms, 11_00, {"GM02": 183, "GM03": 0}).amounts_cents
    {'GM01': 700, 'GM02': 175}
    """
    taking_part = {code: people for code, people in populations.items() if days is None or days.get(code, 1)}
    owed = [
        (Contribution(code, taking_part[code], rules.rate), cents)
        for code, cents in work_out(taking_part, rules, budget_cents, days).items()
    ]
    return ContributionList(
        rules.rate,
        tuple(each if each.amount_cents == cents else replace(each, set_cents=cents) for each, cents in owed),
    )


def state_of(steps: frozenset[RunStep]) -> RunState:
    """How far a run is, by the steps that were taken.

    >>> state_of(frozenset()), state_of(frozenset({RunStep.APPROVED, RunStep.ISSUED}))
    (<RunState.DRAFT: 'draft'>, <RunState.ISSUED: 'issued'>)
    """
    for step, state in (
        (RunStep.WITHDRAWN, RunState.WITHDRAWN),
        (RunStep.ISSUED, RunState.ISSUED),
        (RunStep.APPROVED, RunState.APPROVED),
    ):
        if step in steps:
            return state
    return RunState.DRAFT


def follows(state: RunState, step: RunStep) -> bool:
    """Whether a run that is so far can take this step: what was invoiced can only be corrected by a next run.

    >>> follows(RunState.DRAFT, RunStep.ISSUED), follows(RunState.APPROVED, RunStep.ISSUED)
    (False, True)
    """
    allowed = {
        RunState.DRAFT: {RunStep.APPROVED, RunStep.WITHDRAWN},
        RunState.APPROVED: {RunStep.ISSUED, RunStep.WITHDRAWN},
    }
    return step in allowed.get(state, set())


@dataclass(frozen=True, slots=True)
class Correction:
    """What a run means for one municipality: its standing invoice, taken off when the amount differs, and a new one."""

    code: str
    before_cents: int
    after_cents: int
    is_retaxed: bool = False

    @property
    def is_changed(self) -> bool:
        return self.before_cents != self.after_cents or self.is_retaxed

    @property
    def difference_cents(self) -> int:
        return self.after_cents - self.before_cents

    @property
    def is_credited(self) -> bool:
        return bool(self.before_cents) and self.is_changed

    @property
    def is_invoiced(self) -> bool:
        return bool(self.after_cents) and self.is_changed


def corrections(
    before: Mapping[str, int], after: Mapping[str, int], retaxed: Collection[str] = ()
) -> list[Correction]:
    """What changes for each municipality, in order of code; `before` is what it was invoiced and still stands.

    `retaxed`: on whose invoice the tax stands otherwise than it is set now; also the same amount is then billed anew.

    >>> changed = corrections({"GM01": 700, "GM02": 350}, {"GM01": 700, "GM02": 360, "GM03": 10})
    >>> [(each.code, each.is_credited, each.is_invoiced) for each in changed]
    [('GM01', False, False), ('GM02', True, True), ('GM03', False, True)]
    >>> [each.is_credited and each.is_invoiced for each in corrections({"GM01": 700}, {"GM01": 700}, {"GM01"})]
    [True]
    """
    codes = sorted({*before, *after})
    return [
        Correction(code, before.get(code, 0), after.get(code, 0), code in retaxed and code in before)
        for code in codes
    ]
