"""Of which goals an update is asked, and of whom: for shared pages, which need no more of a goal."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import GoalStatement, GoalUpdate
from noaber.strategy.queries.goals.leaders import led_themes, own_seats
from noaber.strategy.rules.goals.days import asked_until, is_update_due
from noaber.strategy.rules.goals.goal import ENDED


@dataclass(frozen=True, slots=True)
class GoalState:
    """A goal with the day of its last update; `since`: when it was first written."""

    period: str
    code: str
    title: str
    aim: str
    theme: str
    owner: str
    since: dt.date
    last_on: dt.date | None
    last_status: str | None

    @property
    def is_ended(self) -> bool:
        return self.last_status in ENDED

    def is_due(self, today: dt.date) -> bool:
        """Whether it goes on, and nothing was said of it in this quarter."""
        return not self.is_ended and is_update_due(self.last_on, self.since, today)

    def is_late(self, today: dt.date) -> bool:
        """Whether it goes on, and the quarter is over in which an update was asked."""
        return not self.is_ended and self.asked_until < today

    @property
    def asked_until(self) -> dt.date:
        return asked_until(self.last_on, self.since)


@read_once
def goal_states(asof: AsOf) -> tuple[GoalState, ...]:
    """Every goal of every period; one query."""
    statements, updates = GoalStatement.objects.filter(said_on__lte=asof.valid_on), GoalUpdate.objects
    of_goal = updates.filter(said_on__lte=asof.valid_on, goal=OuterRef("goal")).order_by(
        "-said_on", "-number"
    )
    if asof.known_at is not None:
        statements = statements.filter(recorded_at__lt=asof.known_at)
        of_goal = of_goal.filter(recorded_at__lt=asof.known_at)
    later = statements.filter(goal=OuterRef("goal"), number__gt=OuterRef("number"))
    first = GoalStatement.objects.filter(goal=OuterRef("goal"), number=1)
    columns = ("goal__period__code", "goal__code", "title", "aim", "goal__theme__code", "owner__code")
    found = statements.filter(~Exists(later)).order_by("goal__period__code", "goal__theme__code", "title")
    rows = found.values_list(
        *columns,
        Subquery(first.values("said_on")[:1]),
        Subquery(of_goal.values("said_on")[:1]),
        Subquery(of_goal.values("status")[:1]),
    )
    return tuple(GoalState(*row) for row in rows)


def own_goals(actor: Actor, period: str, asof: AsOf) -> list[GoalState]:
    """The goals of a period of which the actor holds the seat, or leads the team."""
    found = [row for row in goal_states(asof) if row.period == period]
    if not found:
        return []
    themes, seats = led_themes(actor, asof), own_seats(actor, asof)
    return [row for row in found if row.theme in themes or row.owner in seats]
