"""What one municipality is asked in each year of which it was set how it is billed."""

from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.outcomes import SetYear, set_years
from noaber.finance.rules.billing.terms import YearRules
from noaber.network.api import successors


@dataclass(frozen=True, slots=True)
class OwnSetYear:
    """One year of one municipality; of whom it took up since the reference date as well."""

    rules: YearRules
    population: int
    is_provisional: bool
    amount_cents: int


def own_set_years(agreement: AgreementRow, code: str, asof: AsOf) -> tuple[OwnSetYear, ...]:
    """Every year that was set in which it takes part, by year."""
    found = set_years(agreement, asof)
    went_on = successors(asof.valid_on, known_at=asof.known_at) if found else {}
    codes = {code, *(before for before, after in went_on.items() if after == code)}
    own = (_own(found[year], codes) for year in sorted(found))
    return tuple(each for each in own if each)


def _own(year: SetYear, codes: set[str]) -> OwnSetYear | None:
    owed = [each for each in year.outcome.owed.contributions if each.code in codes]
    if not owed:
        return None
    entries = year.outcome.roll.by_code
    figures = [figure for each in owed if (figure := entries[each.code].figure)]
    return OwnSetYear(
        year.rules,
        sum(each.population for each in owed),
        any(figure.is_provisional for figure in figures),
        sum(each.amount_cents for each in owed),
    )
