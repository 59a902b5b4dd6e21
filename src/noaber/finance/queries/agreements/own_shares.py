"""What one municipality contributes in each year of an agreement, on the best figure that is known."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.finance.queries.agreements.roll_calls import RollCall, known_dates, memo_date, roll_calls
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import Contribution
from noaber.network.api import PopulationRow


@dataclass(frozen=True, slots=True)
class OwnShare:
    """One year; `figure` is None where no number of inhabitants is known, `is_own_date` whether it is that year's."""

    year: int
    figure: PopulationRow | None
    contribution: Contribution | None
    is_own_date: bool


@dataclass(frozen=True, slots=True)
class OwnShares:
    """All years of the agreement, and the roll calls that the figures come from."""

    name: str
    years: tuple[OwnShare, ...]
    rolls: tuple[RollCall, ...]

    @property
    def total_cents(self) -> int:
        """The years together, each rounded to the cent as its invoice will be."""
        return sum(share.contribution.amount_cents for share in self.years if share.contribution)


def own_shares(code: str, terms: AgreementTerms, asof: AsOf) -> OwnShares | None:
    """Each year on 1 January of that year where its figure is known, else on the memo's date.

    None for who is not a municipality that takes part. Four queries at most.
    """
    dates = known_dates(asof)
    memo_on = memo_date(dates, terms.proposed_on)
    own_dates = {terms.reference_on(year) for year in terms.years} & set(dates)
    calls = roll_calls({*own_dates, *([memo_on] if memo_on else [])}, asof, terms)
    taking_part = [roll for roll in calls.values() if code in roll.by_code]
    if not taking_part:
        return None
    shares = tuple(_share(year, code, terms, calls, memo_on) for year in terms.years)
    used = {share.figure.reference_on for share in shares if share.figure}
    rolls = tuple(roll for date, roll in sorted(calls.items()) if date in used)
    return OwnShares(taking_part[-1].name_of(code), shares, rolls)


def _share(
    year: int, code: str, terms: AgreementTerms, calls: dict[dt.date, RollCall], memo_on: dt.date | None
) -> OwnShare:
    own_on = terms.reference_on(year)
    found = ((date, _figure(code, calls.get(date))) for date in (own_on, memo_on) if date)
    date, figure = next(((date, figure) for date, figure in found if figure), (own_on, None))
    contribution = Contribution(code, figure.population, terms.rate) if figure else None
    return OwnShare(year, figure, contribution, is_own_date=date == own_on)


def _figure(code: str, roll: RollCall | None) -> PopulationRow | None:
    entry = roll.by_code.get(code) if roll else None
    return entry.figure if entry else None
