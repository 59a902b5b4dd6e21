"""The runs of a year: what each worked out, and how far it is."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from noaber.core.history import RecordedFor
from noaber.finance.models import BillingTerms, ContributionRun, Invoice, RunContribution
from noaber.finance.queries.billing.terms import rules_of
from noaber.finance.rules.agreements.contributions import Balance
from noaber.finance.rules.billing.terms import RunState, RunStep, YearRules, state_of
from noaber.finance.rules.four_eyes import persons
from noaber.finance.rules.invoices.invoice import DocumentKind


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: by whom (an account), perhaps for whom, and when."""

    by_id: int | None
    at: dt.datetime
    note: str
    on_behalf_of_id: int | None = None

    @property
    def persons(self) -> frozenset[int]:
        """Who stand behind it."""
        return persons(self.by_id, self.on_behalf_of_id)


def taken_of(row: RecordedFor, note: str = "") -> Taken:
    """The step that a row keeps."""
    return Taken(row.recorded_by_id, row.recorded_at, note, row.on_behalf_of_id)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run; `made` is who worked it out."""

    id: uuid.UUID
    agreement_code: str
    number: int
    rules: YearRules
    budget_cents: int
    reason: str
    made: Taken
    steps: dict[RunStep, Taken]
    revision: int

    @property
    def year(self) -> int:
        return self.rules.year

    @property
    def state(self) -> RunState:
        return state_of(frozenset(self.steps))

    @property
    def is_correction(self) -> bool:
        return self.number > 1


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What one municipality is asked by a run, with what it was worked out from."""

    id: int
    organisation_id: uuid.UUID
    code: str
    name: str
    population: int
    source: str
    is_provisional: bool
    days: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """All that a run asks, beside the budget."""

    rows: tuple[AskedRow, ...]
    budget_cents: int

    @property
    def total_cents(self) -> int:
        return sum(row.amount_cents for row in self.rows)

    @property
    def population(self) -> int:
        return sum(row.population for row in self.rows)

    @property
    def provisional_count(self) -> int:
        return sum(row.is_provisional for row in self.rows)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({row.source for row in self.rows}))

    @property
    def balance(self) -> Balance:
        return Balance(self.budget_cents, self.total_cents)

    @property
    def amounts_cents(self) -> dict[str, int]:
        return {row.code: row.amount_cents for row in self.rows}


def runs_of_year(agreement_code: str, year: int) -> list[RunRow]:
    """The runs of a year, the first one first; two queries."""
    found = _with_terms().filter(billing_year__agreement__code=agreement_code, billing_year__year=year)
    return [_row(run) for run in found.order_by("number")]


def runs_of_agreement(agreement_code: str) -> dict[int, list[RunRow]]:
    """The runs of every year of an agreement, the first one of each first; two queries."""
    found: dict[int, list[RunRow]] = {}
    for run in _with_terms().filter(billing_year__agreement__code=agreement_code).order_by("number"):
        found.setdefault(run.billing_year.year, []).append(_row(run))
    return found


def run_of(agreement_code: str, year: int, number: int) -> RunRow | None:
    """One run; two queries."""
    found = _with_terms().filter(
        billing_year__agreement__code=agreement_code, billing_year__year=year, number=number
    )
    return next((_row(run) for run in found), None)


def outcome_of_run(run: RunRow) -> RunOutcome:
    """What a run asks of each municipality, by name; one query."""
    found = RunContribution.objects.filter(run=run.id).select_related("organisation").order_by("name")
    return RunOutcome(tuple(_asked(each) for each in found), run.budget_cents)


def balances_of_runs(runs: Sequence[RunRow]) -> dict[uuid.UUID, Balance]:
    """What each run comes to beside its budget, by its identity; one query."""
    asked = RunContribution.objects.filter(run__in=[run.id for run in runs])
    totals = dict(asked.values_list("run").annotate(total=Sum("amount_cents")))
    return {run.id: Balance(run.budget_cents, totals.get(run.id, 0)) for run in runs}


def standing_invoices(agreement_code: str, year: int) -> dict[str, Invoice]:
    """What each municipality was invoiced for a year and was not taken off again, by the code it had; one query."""
    found = Invoice.objects.filter(
        kind=DocumentKind.INVOICE,
        credit_note__isnull=True,
        contribution__run__billing_year__agreement__code=agreement_code,
        contribution__run__billing_year__year=year,
    ).select_related("contribution__organisation", "contribution__run__terms")
    return {each.contribution.organisation.code: each for each in found if each.contribution}


def documents_of_run(run: RunRow) -> list[tuple[str, str]]:
    """What a run made and still stands, in order: number and code of the payer; one query."""
    issued = run.steps.get(RunStep.ISSUED)
    if issued is None:
        return []
    found = Invoice.objects.filter(
        Q(contribution__run=run.id) | Q(credits__contribution__run__billing_year__year=run.year),
        recorded_at=issued.at,
        credit_note__isnull=True,
    )
    return list(found.order_by("series", "sequence").values_list("number", "buyer__code"))


def retaxed(standing: Mapping[str, Invoice], rules: YearRules) -> frozenset[str]:
    """On whose standing invoice the tax is another than these terms say; no query."""
    said = (rules.vat.treatment.value, rules.vat.rate)
    return frozenset(
        code
        for code, each in standing.items()
        if each.contribution and tax_of(each.contribution.run.terms) != said
    )


def tax_of(terms: BillingTerms) -> tuple[str, Decimal]:
    """How terms tell the tax, to compare."""
    return terms.vat_treatment, terms.vat_rate


def _with_terms() -> QuerySet[ContributionRun]:
    return ContributionRun.objects.select_related("terms", "billing_year__agreement").prefetch_related(
        "steps"
    )


def _row(run: ContributionRun) -> RunRow:
    steps = {RunStep(step.kind): taken_of(step, step.note) for step in run.steps.all()}
    year = run.billing_year
    return RunRow(
        run.pk,
        year.agreement.code,
        run.number,
        rules_of(run.terms, year.year),
        run.budget_cents,
        run.reason,
        taken_of(run, run.reason),
        steps,
        run.revision,
    )


def _asked(row: RunContribution) -> AskedRow:
    return AskedRow(
        row.pk,
        row.organisation_id,
        row.organisation.code,
        row.name,
        row.population,
        row.source,
        row.is_provisional,
        row.days,
        row.amount_cents,
    )
