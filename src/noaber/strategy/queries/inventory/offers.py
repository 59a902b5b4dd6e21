"""What an organisation starts from when it fills in its priorities: what it gave before, or who went up into it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from noaber.core.asof import AsOf
from noaber.network.api import successors
from noaber.strategy.queries.inventory.plans import PlanRow, plans
from noaber.strategy.queries.periods.period import PeriodRow, before
from noaber.strategy.rules.inventory import PlanText, merged
from noaber.strategy.rules.periods.period import PeriodTerms


@dataclass(frozen=True, slots=True)
class Offer:
    """A text to start from; `given_by`: the organisations that gave it for `period`."""

    text: PlanText
    given_by: tuple[str, ...]
    period: PeriodRow


def offers(chosen: PeriodRow, asof: AsOf) -> Mapping[str, Offer]:
    """By organisation what it can start from: of the last period before in which any was given, or of this one, from
    who went up into it."""
    day = chosen.within(asof)
    gone = successors(day.valid_on, known_at=asof.known_at)
    last = before(chosen, asof)
    while last and not plans(last.code, asof):
        last = before(last, asof)
    found: dict[str, Offer] = {}
    for period in filter(None, (last, chosen)):
        given: dict[str, list[PlanRow]] = defaultdict(list)
        for row in plans(period.code, asof):
            given[gone.get(row.organisation, row.organisation)].append(row)
        for owner, rows in given.items():
            text = _renewed(merged([row.text for row in rows]), chosen.terms)
            found[owner] = Offer(text, tuple(row.organisation for row in rows), period)
    return found


def _renewed(text: PlanText, terms: PeriodTerms) -> PlanText:
    """A plan that has ended by then is succeeded by one for the new period, not adopted yet."""
    if text.ends_on >= terms.starts_on:
        return replace(text, file="")
    priorities = tuple(replace(each, page="") for each in text.priorities)
    return PlanText(text.title, terms.starts_on, terms.ends_on, priorities)
