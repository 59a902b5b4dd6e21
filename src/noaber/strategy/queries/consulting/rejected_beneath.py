"""Themes that were rejected under a strategy that is before who adopts it, or that was adopted (R09, R14)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.api import Classification, Course, Rejected, closings, objected_to, proposal, rejected
from noaber.strategy.queries.consulting.after_adoption import AdoptedWith, adopted_with
from noaber.strategy.queries.consulting.course import asking
from noaber.strategy.queries.periods.period import TitleRow, titled, titles
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.words.after_adoption import rejected_beneath_words


@dataclass(frozen=True, slots=True)
class Beneath:
    """Of which period the proposal that adopts its strategy (`adoption`) builds on themes that were rejected, by whom.

    `asked`, `title`: the proposal that asked the councils; `is_named`: whoever reads of the adoption, may read it.
    `adopted_on`: it was adopted all the same.
    """

    period: str
    adoption: str
    asked: str
    title: str
    lost: Rejected
    is_named: bool
    adopted_on: dt.date | None = None

    @property
    def words(self) -> str:
        """For whoever reads of the adoption."""
        return self.told(is_named=self.is_named)

    def told(self, *, is_named: bool) -> str:
        """For one reader, who may read what asked the councils or not."""
        return rejected_beneath_words(self.title, self.lost, self.adopted_on, is_named=is_named)


@read_once
def rejected_beneath(asof: AsOf) -> tuple[Beneath, ...]:
    """Every strategy of which that is so; of one that was adopted, as it was known when that was recorded.

    Where nobody objected to what they were to adopt, nothing more is read for it.
    """
    if not objected_to():
        return ()
    prepared = (row for row in titles(asof) if row.state is PeriodState.PREPARATION)
    found = [
        *(_of_adopted(row, asof) for row in adopted_with(asof)),
        *(_of_prepared(row, asof) for row in prepared),
    ]
    return tuple(each for each in found if each)


def _of_adopted(row: AdoptedWith, asof: AsOf) -> Beneath | None:
    if row.decided_by in ("", row.consent) or row.consent not in objected_to():
        return None
    closing = closings(asof).get(row.decided_by)
    return _beneath(row.period, row.decided_by, row.consent, asof, closing.on if closing else row.on)


def _of_prepared(row: TitleRow, asof: AsOf) -> Beneath | None:
    """Of one that lies before who adopts it, or was adopted there and is to be recorded."""
    chosen = themes_chosen(row.code, asof) if row.decided_by and objected_to() else None
    closing = closings(asof).get(row.decided_by) if chosen and chosen.proposal in objected_to() else None
    if closing is None or chosen is None or closing.course in (Course.REJECTED, Course.WITHDRAWN):
        return None
    return _beneath(row.code, row.decided_by, chosen.proposal, asof, closing.settled_on)


def _beneath(period: str, adoption: str, asked: str, asof: AsOf, on: dt.date | None) -> Beneath | None:
    found = asking(COMMAND, period, asked, asof) if asked != adoption else None
    lost = rejected(found) if found and not found.withdrawn_at else None
    reader = proposal(COMMAND, adoption, asof) if lost else None
    if found is None or lost is None or reader is None:
        return None
    is_named = found.is_public or (not reader.is_public and found.classification == Classification.NETWORK)
    return Beneath(period, adoption, asked, found.title, lost, is_named, on)


def themes_rejected(asof: AsOf) -> Iterator[tuple[str, str]]:
    """What everyone reads of those proposals, with who is asked them: that, and what it means."""
    for each in rejected_beneath(asof):
        yield each.adoption, each.words


def rejected_under(period: str, asof: AsOf) -> Beneath | None:
    """The same of one period; of one that was adopted nothing else is read."""
    adopted = next((row for row in adopted_with(asof) if row.period == period), None)
    if adopted:
        return _of_adopted(adopted, asof)
    row = titled(period, asof)
    return _of_prepared(row, asof) if row and row.state is PeriodState.PREPARATION else None
