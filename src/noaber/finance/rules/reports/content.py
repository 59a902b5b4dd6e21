"""A report whole, as it is frozen: its figures, the words with them, and the seal over both.

The seal is SHA-256 over canonical JSON: who holds the paper can compare it with what Noaber holds.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.annual_accounts import Appropriation, Payer, shares
from noaber.finance.rules.reports.report import (
    Explanation,
    Judged,
    ReportKind,
    ReportLine,
    SideSums,
    Threshold,
    judged,
    side_sums,
)

FORM: Final = 1


@dataclass(frozen=True, slots=True)
class CoFunded:
    """One line of co-funding; it is no part of the money."""

    code: str
    title: str
    asked_cents: int
    pledged_cents: int
    delivered_cents: int


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What was not settled on the last day: `kind` is invoice, purchase, payable or commitment.

    A purchase is not booked yet; a payable is booked and not paid. Names stand in the lists.
    """

    kind: str
    code: str
    cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the ledger says of a year up to a day; old reports do not tell what suppliers were still to get."""

    lines: tuple[ReportLine, ...] = ()
    co_funding: tuple[CoFunded, ...] = ()
    payers: tuple[Payer, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    vat_cents: int = 0
    is_payable_known: bool = True

    def open_cents(self, kind: str) -> int:
        return sum(each.cents for each in self.open_items if each.kind == kind)

    def actual_cents(self, side: BudgetSide) -> int:
        return sum(line.actual_cents for line in self.lines if line.side is side)

    @property
    def result_cents(self) -> int:
        return self.actual_cents(BudgetSide.INCOME) - self.actual_cents(BudgetSide.EXPENDITURE)

    @property
    def received_cents(self) -> int:
        return sum(payer.paid_cents for payer in self.payers)


@dataclass(frozen=True)
class ReportContent:
    """A report as it was made: what the ledger said, and what people said of it.

    `vat_corrections_cents`: the tax of purchases by which adopted years changed since, and that of those in which
    nobody was asked anything; this year passes it on (BCF).
    """

    agreement: str
    year: int
    kind: ReportKind
    until_on: dt.date
    figures: Figures
    threshold: Threshold = field(default_factory=Threshold)
    explanations: tuple[Explanation, ...] = ()
    summary: str = ""
    opening_cents: int = 0
    corrections_cents: int = 0
    back_cents: int = 0
    carried_cents: int = 0
    vat_corrections_cents: int = 0

    @cached_property
    def lines(self) -> tuple[Judged, ...]:
        return judged(self.kind, self.figures.lines, self.explanations, self.threshold)

    def of(self, side: BudgetSide) -> tuple[Judged, ...]:
        return tuple(each for each in self.lines if each.line.side is side)

    def sums(self, side: BudgetSide) -> SideSums:
        return side_sums(self.lines, side)

    @property
    def lacking(self) -> tuple[Judged, ...]:
        """The lines whose words are missing; such a report cannot be made final."""
        return tuple(each for each in self.lines if each.is_lacking)

    @property
    def appropriation(self) -> Appropriation:
        return Appropriation(
            self.opening_cents,
            self.figures.actual_cents(BudgetSide.INCOME),
            self.figures.actual_cents(BudgetSide.EXPENDITURE),
            self.corrections_cents,
            self.back_cents,
            self.carried_cents,
        )

    @property
    def back_by_payer(self) -> dict[str, int]:
        """What goes back to each payer; together it is what goes back."""
        return shares(self.back_cents, self.figures.payers) if self.back_cents else {}

    @property
    def seal(self) -> str:
        return seal_of(to_json(self))


def seal_of(content: Mapping[str, Any]) -> str:
    """The seal over a report as it is kept."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_json(content: ReportContent) -> dict[str, Any]:
    """As it is kept: amounts are whole cents, days ISO texts, percentages texts.

    >>> empty = ReportContent("a", 2020, ReportKind.ANNUAL, dt.date(2020, 12, 31), Figures())
    >>> from_json(to_json(empty)) == empty
    True
    """
    found: dict[str, Any] = json.loads(json.dumps({"form": FORM, **asdict(content)}, default=_plain))
    return found


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def from_json(kept: Mapping[str, Any]) -> ReportContent:
    """What `to_json` made. ValueError: kept in a form that this version does not know."""
    if kept["form"] != FORM:
        raise ValueError(f"report in form {kept['form']}")
    figures = kept["figures"]
    return ReportContent(
        agreement=kept["agreement"],
        year=kept["year"],
        kind=ReportKind(kept["kind"]),
        until_on=dt.date.fromisoformat(kept["until_on"]),
        figures=Figures(
            tuple(ReportLine(**{**each, "side": BudgetSide(each["side"])}) for each in figures["lines"]),
            tuple(CoFunded(**each) for each in figures["co_funding"]),
            tuple(Payer(**each) for each in figures["payers"]),
            tuple(OpenItem(**each) for each in figures["open_items"]),
            figures["vat_cents"],
            figures.get("is_payable_known", False),
        ),
        threshold=Threshold(Decimal(kept["threshold"]["percent"]), kept["threshold"]["cents"]),
        explanations=tuple(Explanation(**each) for each in kept["explanations"]),
        summary=kept["summary"],
        opening_cents=kept["opening_cents"],
        corrections_cents=kept["corrections_cents"],
        back_cents=kept["back_cents"],
        carried_cents=kept["carried_cents"],
        vat_corrections_cents=kept.get("vat_corrections_cents", 0),
    )
