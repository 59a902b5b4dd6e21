"""The budgets of an agreement: what was proposed, what stands, and what is taken of each line."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.finance.models import BudgetChange, BudgetProposal, BudgetYear
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.outcomes import Reading, agreement_outcomes
from noaber.finance.queries.billing.runs import Taken, balances_of_runs, runs_of_agreement, taken_of
from noaber.finance.queries.budget.use import uses_of
from noaber.finance.rules.billing.terms import RunState
from noaber.finance.rules.budget.year_budget import (
    CONTRIBUTIONS,
    BudgetSide,
    LineChange,
    LineFigures,
    ProposalKind,
    ProposalStep,
    figures,
)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A budget or an amendment; `ordinal` counts those of its kind in the year."""

    id: int
    agreement_code: str
    year: int
    number: int
    kind: ProposalKind
    ordinal: int
    reason: str
    made: Taken
    changes: tuple[LineChange, ...]
    step: ProposalStep | None
    decided: Taken | None

    @property
    def is_waiting(self) -> bool:
        return self.step is None

    @property
    def is_approved(self) -> bool:
        return self.step is ProposalStep.APPROVED


@dataclass(frozen=True, slots=True)
class YearBudget:
    """One year: its proposals, the first one first, and its lines as they stand with what is taken of them."""

    id: uuid.UUID | None
    year: int
    revision: int
    proposals: tuple[ProposalRow, ...]
    lines: tuple[LineFigures, ...]

    @property
    def is_approved(self) -> bool:
        return any(each.is_approved for each in self.proposals)

    @property
    def waiting(self) -> ProposalRow | None:
        return next((each for each in self.proposals if each.is_waiting), None)

    def of(self, side: BudgetSide) -> tuple[LineFigures, ...]:
        return tuple(line for line in self.lines if line.side is side)

    def line(self, code: str) -> LineFigures | None:
        return next((line for line in self.lines if line.code == code), None)

    def proposal(self, number: int) -> ProposalRow | None:
        return next((each for each in self.proposals if each.number == number), None)


@read_once
def budgets_of(agreement: AgreementRow) -> Mapping[int, YearBudget]:
    """Every year of an agreement, also those without a budget; seven queries."""
    stored, proposals = _proposals(agreement.code)
    uses = uses_of(agreement.code)
    found = {}
    for year in agreement.terms.years:
        rows = proposals.get(year, [])
        approved = [row for row in rows if row.is_approved]
        original = [each for row in approved if row.kind is ProposalKind.ORIGINAL for each in row.changes]
        amendments = [row.changes for row in approved if row.kind is ProposalKind.AMENDMENT]
        of_year = {code: use for (used_in, code), use in uses.items() if used_in == year}
        lines = figures(original, amendments, of_year)
        known = stored.get(year)
        found[year] = YearBudget(
            known.pk if known else None, year, known.revision if known else 0, tuple(rows), lines
        )
    return found


def income_lines(agreement: AgreementRow) -> list[tuple[int, LineFigures]]:
    """The lines of income of every year that something else than contributions comes in on."""
    return [
        (year, line)
        for year, budget in budgets_of(agreement).items()
        for line in budget.of(BudgetSide.INCOME)
        if line.code != CONTRIBUTIONS
    ]


def budget_of(agreement: AgreementRow, year: int) -> YearBudget:
    """One year; seven queries."""
    return budgets_of(agreement)[year]


def _proposals(agreement_code: str) -> tuple[dict[int, BudgetYear], dict[int, list[ProposalRow]]]:
    """The years that something was proposed for, and what that was; every proposal changes a line, so one query."""
    changes = (
        BudgetChange.objects.filter(proposal__budget_year__agreement__code=agreement_code)
        .select_related("post", "proposal__budget_year", "proposal__step")
        .order_by("proposal__budget_year__year", "proposal__number", "pk")
    )
    by_proposal: dict[int, list[LineChange]] = {}
    proposals: dict[int, BudgetProposal] = {}
    for change in changes:
        proposals[change.proposal_id] = change.proposal
        by_proposal.setdefault(change.proposal_id, []).append(_change(change))
    found: dict[int, list[ProposalRow]] = {}
    for row in proposals.values():
        of_year = found.setdefault(row.budget_year.year, [])
        ordinal = 1 + sum(1 for each in of_year if each.kind == row.kind)
        of_year.append(_row(row, agreement_code, ordinal, tuple(by_proposal[row.pk])))
    return {row.budget_year.year: row.budget_year for row in proposals.values()}, found


def _change(row: BudgetChange) -> LineChange:
    return LineChange(
        row.post.code,
        BudgetSide(row.post.side),
        row.title,
        row.purpose,
        row.before_cents,
        row.after_cents,
    )


def _row(
    row: BudgetProposal, agreement_code: str, ordinal: int, changes: tuple[LineChange, ...]
) -> ProposalRow:
    step = getattr(row, "step", None)
    return ProposalRow(
        row.pk,
        agreement_code,
        row.budget_year.year,
        row.number,
        ProposalKind(row.kind),
        ordinal,
        row.reason,
        taken_of(row, row.reason),
        changes,
        ProposalStep(step.kind) if step else None,
        taken_of(step, step.note) if step else None,
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """What the contributions of a year come to. `run_number`: by that run; None where the figures were worked out."""

    cents: int
    run_number: int | None
    reference_on: dt.date


@read_once
def expected_contributions(agreement: AgreementRow, asof: AsOf) -> dict[int, Expected]:
    """Of every year: the run that stands, else the sum on the figures that are known; eight queries at most."""
    runs = {
        year: [run for run in of_year if run.state is not RunState.WITHDRAWN]
        for year, of_year in runs_of_agreement(agreement.code).items()
    }
    standing = {year: of_year[-1] for year, of_year in runs.items() if of_year}
    balances = balances_of_runs(list(standing.values()))
    found = {
        year: Expected(balances[run.id].raised_cents, run.number, run.rules.reference_on)
        for year, run in standing.items()
    }
    years = [year for year in agreement.terms.years if year not in found]
    if not years:
        return found
    outcomes = agreement_outcomes(asof, agreement)
    for year in years:
        found_in = (outcomes.of(year, reading) for reading in (Reading.SET, Reading.EACH_YEAR, Reading.MEMO))
        outcome = next(filter(None, found_in), None)
        if outcome:
            found[year] = Expected(outcome.balance.raised_cents, None, outcome.reference_on)
    return found
