"""Whether the tax of a year is passed on, and the share of each municipality in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.passings import VatPassingRow, vat_passings
from noaber.finance.queries.reports.report import adopted_accounts, brought_forward
from noaber.finance.rules.reports.annual_accounts import Payer, has_parts, shares
from noaber.finance.rules.reports.content import Figures


@dataclass(frozen=True, slots=True)
class VatStatement:
    """The tax of the purchases of a year over who paid for them; `is_final`: by an account that was adopted.

    `corrections_cents`, in the total: what adopted years passed on too much (below zero) or too little, and what in
    them could go to nobody. `waiting_cents`: what goes on to a next year because nobody was asked anything in this one;
    then the total is nothing.
    """

    total_cents: int
    payers: tuple[Payer, ...]
    own_cents: dict[str, int]
    is_final: bool
    corrections_cents: int = 0
    waiting_cents: int = 0

    @property
    def has_any(self) -> bool:
        """Whether anybody has a part: of nothing there is no statement."""
        return any(self.own_cents.values())


@dataclass(frozen=True, slots=True)
class OwnVat:
    """The part of one payer in the tax of a year that is passed on; `codes`: its own, and of whom it took up."""

    title: str
    agreement_code: str
    passing: VatPassingRow
    statement: VatStatement
    codes: frozenset[str]

    @property
    def year(self) -> int:
        return self.passing.year

    @property
    def asked_cents(self) -> int:
        return sum(each.asked_cents for each in self.statement.payers if each.code in self.codes)

    @property
    def own_cents(self) -> int:
        return sum(self.statement.own_cents.get(code, 0) for code in self.codes)


def own_vats(agreement_codes: Iterable[str], codes: frozenset[str]) -> list[OwnVat]:
    """Of each year with tax to pass on in which a payer has a part, the newest year first.

    A query for each agreement, more for each year that is passed on.
    """
    found = []
    for agreement_code in sorted(set(agreement_codes)):
        passed = [each for each in vat_passings(agreement_code) if each.is_passed_on]
        agreement = agreement_called(agreement_code) if passed else None
        title = agreement.terms.title if agreement else agreement_code
        for passing in passed:
            statement = vat_statement(agreement_code, passing.year)
            own = codes & statement.own_cents.keys() if statement.has_any else frozenset[str]()
            found.append(OwnVat(title, agreement_code, passing, statement, own))
    return sorted((each for each in found if each.codes), key=lambda each: -each.year)


def vat_statement(agreement_code: str, year: int) -> VatStatement:
    """By the adopted account, else by the ledger. Nobody was asked anything: it goes on to a next year."""
    adopted = adopted_accounts(agreement_code).get(year)
    if adopted:
        return _stated(adopted.content.figures, adopted.content.vat_corrections_cents, is_final=True)
    agreement = agreement_called(agreement_code)
    corrected = brought_forward(agreement, year).vat_corrections_cents if agreement else 0
    return _stated(figures_of(agreement_code, year, None), corrected, is_final=False)


def _stated(figures: Figures, corrected_cents: int, *, is_final: bool) -> VatStatement:
    total = figures.vat_cents + corrected_cents
    if not has_parts(figures.payers):
        return VatStatement(0, figures.payers, {}, is_final, corrected_cents, total)
    return VatStatement(total, figures.payers, shares(total, figures.payers), is_final, corrected_cents)
