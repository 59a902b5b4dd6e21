"""Whose goals are whose: who leads the team of a theme, and who holds the seat that owns a goal."""

from typing import Final

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.network.api import BodyRow, bodies, seats
from noaber.strategy.queries.scorers import scorer_of

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


def own_seats(actor: Actor, asof: AsOf) -> set[str]:
    """The seats that the actor holds, not as a substitute; also of who is represented."""
    user = scorer_of(actor)
    if not user or not actor.is_in_network:
        return set()
    return {row.code for row in seats(actor, asof) if row.holder and row.holder.user_id == user}
