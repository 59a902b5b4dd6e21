"""Whose goals are whose: who leads the team of a theme, and who holds the seat that owns a goal."""

import datetime as dt
from typing import Final

from django.db.models import Q

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.api import BodyRow, bodies
from noaber.strategy.models import GoalStatement
from noaber.strategy.queries.selection.scorers import scorer_of

LEADERS: Final = ("team_lead", "chair")


def teams(asof: AsOf) -> dict[str, BodyRow]:
    """The team of each theme that has one, by the code of the theme."""
    found: dict[str, BodyRow] = {}
    for row in bodies(ANONYMOUS, asof):
        if row.theme_code:
            found.setdefault(row.theme_code, row)
    return found


def led_teams(actor: Actor, asof: AsOf, theme: str = "") -> set[str]:
    """The teams (of a theme) that the actor leads or chairs."""
    led = {scope.removeprefix("body:") for scope in actor.scopes_of(*LEADERS)}
    if not led:
        return set()
    return {
        row.code
        for row in bodies(actor, asof)
        if row.code in led and row.theme_code and theme in ("", row.theme_code)
    }


def led_themes(actor: Actor, asof: AsOf) -> set[str]:
    """The themes of those teams."""
    led = led_teams(actor, asof)
    return {row.theme_code for row in bodies(actor, asof) if row.code in led} if led else set()


def own_seats(actor: Actor, asof: AsOf) -> frozenset[str]:
    """The seats with goals that the actor holds, not as a substitute; also of who is represented."""
    user = scorer_of(actor)
    return _seats_of(user, asof.valid_on) if user and actor.is_in_network else frozenset()


@read_once
def _seats_of(user: int, day: dt.date) -> frozenset[str]:
    term = "owner__memberships__versions"
    lasts = Q(**{f"{term}__valid_until__isnull": True}) | Q(**{f"{term}__valid_until__gt": day})
    held = {
        "owner__memberships__person__user_id": user,
        f"{term}__known_until__isnull": True,
        f"{term}__valid_from__lte": day,
        f"{term}__is_substitute": False,
    }
    return frozenset(GoalStatement.objects.filter(lasts, **held).values_list("owner__code", flat=True))
