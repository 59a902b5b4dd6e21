"""What became of every proposal: adopted and when, rejected, withdrawn, or waiting for the plan beside it (R13)."""

from collections import defaultdict
from collections.abc import Mapping

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.queries.bare import adopting_standings
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.rules.closing import Closing, Plan, closing
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.rules.route import Role


def closing_of(found: Standing, asof: AsOf) -> Closing:
    """What became of one proposal; of one that goes with another plan, together with that (which is read as well)."""
    both = closings(asof) if found.has_companion else {}
    return both.get(found.code) or closing(plan_of(found, asof))


@read_once
def closings(asof: AsOf) -> Mapping[str, Closing]:
    """What became of every proposal that was sent, by its code; two queries."""
    found = adopting_standings(asof)
    plans = {each.code: plan_of(each, asof) for each in found}
    linked: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.linked_to:
            linked[each.code].add(each.linked_to)
            linked[each.linked_to].add(each.code)
    unsent = Plan(is_sent=False)
    return {
        code: closing(plan, [plans.get(other, unsent) for other in sorted(linked[code])])
        for code, plan in plans.items()
    }


def plan_of(found: Standing, asof: AsOf) -> Plan:
    """What became of a proposal by itself."""
    adopting = [stage for stage in found.stages if stage.role is Role.ADOPT]
    days = [stage.passed_on for stage in adopting]
    withdrawn_at = found.withdrawn_at
    return Plan(
        is_sent=found.is_sent,
        adopted_on=max((day for day in days if day), default=None) if all(days) else None,
        is_rejected=any(
            outcome.verdict is Verdict.REJECTED for stage in adopting for outcome in stage.outcomes.values()
        ),
        is_withdrawn=bool(withdrawn_at and not (asof.known_at and withdrawn_at >= asof.known_at)),
    )
