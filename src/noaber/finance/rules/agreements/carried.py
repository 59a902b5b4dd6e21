"""What an agreement carries, and what of it stands because of that: a year with books does not lose its agreement.

Whoever decided upon it or nobody: what was billed, budgeted or reported rests on the agreement, so that goes nor moves.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import in_a_row
from noaber.finance.rules.agreements.agreement import AgreementTerms, Fault


class CarriedKind(StrEnum):
    """What may hang on a year of an agreement, in the order in which a year gets it."""

    TERMS = "terms"
    RUN = "run"
    INVOICE = "invoice"
    PROPOSED = "proposed"
    BUDGET = "budget"
    PLEDGE = "pledge"
    COMMITMENT = "commitment"
    PURCHASE = "purchase"
    BANK = "bank"
    GRANT = "grant"
    TAX = "tax"
    REPORT = "report"
    PASSED_ON = "passed_on"
    NOT_PASSED_ON = "not_passed_on"
    ACCOUNT = "account"


NAMES: Final = {
    CarriedKind.TERMS: "instellingen voor factureren",
    CarriedKind.RUN: "ronde",
    CarriedKind.INVOICE: "facturen",
    CarriedKind.PROPOSED: "voorgestelde begroting",
    CarriedKind.BUDGET: "goedgekeurde begroting",
    CarriedKind.PLEDGE: "toezeggingen",
    CarriedKind.COMMITMENT: "verplichtingen",
    CarriedKind.PURCHASE: "inkoopfacturen",
    CarriedKind.BANK: "bankboekingen",
    CarriedKind.GRANT: "subsidies",
    CarriedKind.TAX: "btw-aangiften",
    CarriedKind.REPORT: "verslag",
    CarriedKind.PASSED_ON: "doorschuiven van btw",
    CarriedKind.NOT_PASSED_ON: "de keuze om btw niet door te schuiven",
    CarriedKind.ACCOUNT: "vastgestelde jaarrekening",
}
GOES_ALONG: Final = frozenset({CarriedKind.TERMS, CarriedKind.NOT_PASSED_ON})
"""What does not keep its year by itself: how a year is billed that was never billed, and that no tax is passed on."""
LOOSE: Final = GOES_ALONG | {CarriedKind.PROPOSED, CarriedKind.PLEDGE, CarriedKind.PASSED_ON}
"""What keeps its year at most, and no more: nothing was worked out with the rate and the amounts yet."""
ONCE_CARRIED: Final = ("proposed_on", "rate", "fte", "facilities")
"""Fields of `AgreementTerms` that stand once something was worked out with them; so do the amounts of the lines."""
LINES: Final = "lines"


@dataclass(frozen=True, slots=True)
class Carried:
    """What hangs on a year, and how many of it."""

    kind: CarriedKind
    year: int
    count: int = 1


def in_words(carried: Iterable[Carried]) -> str:
    """By kind, with the years.

    >>> runs = [Carried(CarriedKind.RUN, year) for year in (2022, 2023)]
    >>> in_words([Carried(CarriedKind.INVOICE, 2022, 8), *runs])
    'ronde 2022 en 2023, facturen 2022'
    """
    years: dict[CarriedKind, list[str]] = {}
    for each in sorted(carried, key=lambda each: (tuple(CarriedKind).index(each.kind), each.year)):
        years.setdefault(each.kind, []).append(str(each.year))
    return ", ".join(f"{NAMES[kind]} {in_a_row(found)}" for kind, found in years.items())


def holding(carried: Collection[Carried]) -> list[Carried]:
    """All of the years that stay with the agreement; the years of the rest can go.

    >>> found = [Carried(CarriedKind.TERMS, 2022), Carried(CarriedKind.RUN, 2022), Carried(CarriedKind.TERMS, 2023)]
    >>> in_words(holding(found)), in_words(going_along(found))
    ('instellingen voor factureren 2022, ronde 2022', 'instellingen voor factureren 2023')
    """
    years = {each.year for each in carried if each.kind not in GOES_ALONG}
    return [each for each in carried if each.year in years]


def going_along(carried: Collection[Carried]) -> list[Carried]:
    """What goes with its year."""
    kept = holding(carried)
    return [each for each in carried if each not in kept]


def why_it_stays(carried: Collection[Carried]) -> str:
    """Why an agreement cannot be withdrawn; empty when it can.

    >>> why_it_stays([Carried(CarriedKind.TERMS, 2023)])
    ''
    """
    kept = holding(carried)
    return f"Deze afspraak blijft: er hangt al iets aan. Het gaat om {in_words(kept)}." if kept else ""


def is_worked_out(carried: Iterable[Carried]) -> bool:
    """Whether the rate and the amounts were used."""
    return any(each.kind not in LOOSE for each in carried)


def standing_fields(known: AgreementTerms, carried: Collection[Carried]) -> frozenset[str]:
    """What may not change of it any more, by field; the years may, but for those of what is carried."""
    if not is_worked_out(carried):
        return frozenset()
    return frozenset({*ONCE_CARRIED, LINES, *(["decided_by"] if known.decided_by else [])})


def change_faults(
    known: AgreementTerms, said: AgreementTerms, carried: Collection[Carried]
) -> Iterator[Fault]:
    """What of a change cannot be, as the agreement carries this."""
    lost = [each for each in holding(carried) if each.year not in said.years]
    if lost:
        field = "first_year" if min(each.year for each in lost) < said.first_year else "last_year"
        yield Fault(field, f"Deze jaren horen erbij: er hangt al iets aan. Het gaat om {in_words(lost)}.")
    fixed = standing_fields(known, carried)
    for field in sorted(fixed - {LINES}):
        if getattr(known, field) != getattr(said, field):
            yield Fault(field, _stands(carried))
    if LINES in fixed and _amounts(known) != _amounts(said):
        yield Fault(LINES, _stands(carried))


def lost_items(before: Sequence[str], after: Collection[str], used: Collection[str]) -> Iterator[Fault]:
    """Lines of the co-funding that were promised upon stay.

    >>> [fault.message for fault in lost_items(["capaciteit"], ["zalen"], ["capaciteit"])]
    ['Op ‘capaciteit’ staan toezeggingen: deze post blijft, met deze naam.']
    """
    for item in before:
        if item in used and item not in after:
            yield Fault(LINES, f"Op ‘{item}’ staan toezeggingen: deze post blijft, met deze naam.")


def _stands(carried: Iterable[Carried]) -> str:
    used = in_words(each for each in carried if each.kind not in LOOSE)
    another = "Een ander tarief voor een jaar stelt u in bij Factureren."
    return f"Dit staat vast, want er is al mee gerekend: {used}. {another}"


def _amounts(terms: AgreementTerms) -> tuple[tuple[str, int], ...]:
    return tuple((line.side.value, line.amount_cents) for line in terms.lines)
