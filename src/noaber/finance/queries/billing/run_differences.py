"""What stood when a run was issued or withdrawn: the invoices and credit notes until then, for ever the same.

The rows are appended only, so the order in which they came tells what stood when.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from noaber.finance.models import Invoice
from noaber.finance.queries.billing.runs import RunRow, tax_of
from noaber.finance.rules.billing.terms import RunStep, YearRules
from noaber.finance.rules.invoices.invoice import DocumentKind


@dataclass(frozen=True, slots=True)
class Standing:
    """An invoice that was not taken off: of which municipality (by name and the code it had), and what it said."""

    code: str
    name: str
    number: str
    amount_cents: int
    tax: tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class RunDifferences:
    """What stood before a run, and the invoices that the run made, by municipality."""

    before: dict[str, Standing]
    made: dict[str, Standing]

    def retaxed(self, rules: YearRules) -> frozenset[str]:
        """On whose invoice the tax stood otherwise than these terms say."""
        said = (rules.vat.treatment.value, rules.vat.rate)
        return frozenset(code for code, each in self.before.items() if each.tax != said)

    def before_cents(self, code: str) -> int:
        return self.before[code].amount_cents if code in self.before else 0

    def number_of(self, code: str) -> str:
        """The invoice that stands after the run: its own, or the one that it left alone."""
        found = self.made.get(code) or self.before.get(code)
        return found.number if found else ""


def differences_of(run: RunRow) -> RunDifferences:
    """Beside what a run compares: what stands today while it is underway, and what stood then once it is over."""
    of_year = Invoice.objects.filter(
        kind=DocumentKind.INVOICE,
        contribution__run__billing_year__agreement__code=run.agreement_code,
        contribution__run__billing_year__year=run.year,
    )
    rows = of_year.select_related("contribution__run__terms", "contribution__organisation", "credit_note")
    found = list(rows.defer("content", "ubl", "credit_note__content", "credit_note__ubl").order_by("pk"))
    own = [each for each in found if each.contribution and each.contribution.run_id == run.id]
    was_there = _before(run, found, own)
    return RunDifferences(
        _by_code(each for each in found if was_there(each) and not was_there(_credit_of(each))), _by_code(own)
    )


def _before(run: RunRow, found: list[Invoice], own: list[Invoice]) -> Callable[[Invoice | None], bool]:
    """Whether a document was there before the run was issued or withdrawn."""
    if RunStep.WITHDRAWN in run.steps:
        at = run.steps[RunStep.WITHDRAWN].at
        return lambda document: document is not None and document.recorded_at <= at
    if RunStep.ISSUED not in run.steps:
        return lambda document: document is not None
    at = run.steps[RunStep.ISSUED].at
    notes = [note for each in found if (note := _credit_of(each))]
    with_it = [note for note in notes if note.recorded_at == at and note.reason == run.reason]
    first = min((each.pk for each in (*own, *with_it)), default=0)
    return lambda document: document is not None and document.pk < first


def _credit_of(invoice: Invoice) -> Invoice | None:
    note: Invoice | None = getattr(invoice, "credit_note", None)
    return note


def _by_code(found: Iterable[Invoice]) -> dict[str, Standing]:
    return {
        each.organisation.code: Standing(
            each.organisation.code, each.name, invoice.number, each.amount_cents, tax_of(each.run.terms)
        )
        for invoice in found
        if (each := invoice.contribution)
    }
