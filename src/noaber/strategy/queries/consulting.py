"""The course of a strategy through the decisions room: put to the councils, consented, heard, adopted."""

from dataclasses import dataclass
from typing import Final

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import Role, Standing, Verdict, consented, heard, proposal
from noaber.network.api import bodies
from noaber.strategy.queries.chosen import themes_chosen
from noaber.strategy.queries.selection import RoundRow, selection_round
from noaber.strategy.rules.periods import PeriodTerms

DISTRICT_COUNCIL: Final = "district_safety_council"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of how many, and of which proposal. `number`: of the round, or of the stage where it is counted."""

    proposal: str
    done: int
    total: int
    number: int


@dataclass(frozen=True, slots=True)
class PeriodCourse:
    """How far a period is, as far as this reader may know; None for what does not play (yet)."""

    consented: Counted | None
    heard: Counted | None

    @property
    def is_consented(self) -> bool:
        return self.consented is not None and self.consented.done == self.consented.total


def councils_consent(found: Standing, asof: AsOf) -> tuple[int, int]:
    """How many councils consent, of all that the network has: who is not asked did not consent (R09, R14)."""
    given, asked = consented(found)
    councils = sum(row.kind == DISTRICT_COUNCIL for row in bodies(ANONYMOUS, asof))
    return (given, max(asked, councils)) if asked else (0, 0)


def chosen_round(period: str, asof: AsOf) -> RoundRow | None:
    """The last round of a period from which themes were chosen by the day."""
    last = themes_chosen(period, asof)
    return selection_round(period, last.number, asof.known_at, asof.valid_on) if last else None


def period_course(actor: Actor, period: str, terms: PeriodTerms, asof: AsOf) -> PeriodCourse:
    """Consent of the councils to the chosen themes, and hearing on the plan that runs beside it (R15)."""
    last = themes_chosen(period, asof)
    found = proposal(actor, last.proposal, asof) if last and last.proposal else None
    given, asked = councils_consent(found, asof) if found else (0, 0)
    return PeriodCourse(
        consented=Counted(last.proposal, given, asked, last.number) if last and asked else None,
        heard=next((each for plan in terms.plans if (each := _heard(actor, plan.proposal, asof))), None),
    )


def _heard(actor: Actor, code: str, asof: AsOf) -> Counted | None:
    found = proposal(actor, code, asof) if code else None
    done, total, stage = heard(found) if found else (0, 0, 0)
    return Counted(code, done, total, stage) if total else None


def put_to(row: RoundRow, actor: Actor, asof: AsOf) -> Standing | None:
    """The proposal in which the themes of a round were put to the councils, as this reader may read it."""
    code = row.choice.text.proposal if row.choice else ""
    return proposal(actor, code, asof) if code else None


def still_runs(actor: Actor, code: str, asof: AsOf) -> str:
    """The title of a proposal that is being written, on its way or adopted; empty when it came to nothing."""
    found = proposal(actor, code, asof) if code else None
    if found is None or found.withdrawn_at:
        return ""
    adopting = (stage for stage in found.stages if stage.role is Role.ADOPT)
    outcomes = [outcome for stage in adopting for outcome in stage.outcomes.values()]
    return "" if any(each.verdict is Verdict.REJECTED for each in outcomes) else found.title
