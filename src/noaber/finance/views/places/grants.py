"""The addresses of grants and of the activities that they pay for."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.frame import Action
from noaber.finance.access import may_read_grants

GRANTS: Final = "/subsidies/"
NEW_GRANT: Final = "/subsidies/nieuw/"
ACTIVITIES: Final = "/subsidies/activiteiten/"
NEW_ACTIVITY: Final = "/subsidies/activiteiten/nieuw/"
IMPORT: Final = "/subsidies/activiteiten/inlezen/"
FILES: Final = "/strategie/subsidies/"


def grant_address(code: str, part: str = "") -> str:
    return f"{GRANTS}{code}/{part}"


def step_address(code: str, key: int, part: str) -> str:
    return grant_address(code, f"stap/{key}/{part}")


def activity_address(code: str, part: str = "") -> str:
    return f"{ACTIVITIES}{code}/{part}"


def list_address(key: object, part: str = "") -> str:
    return f"{IMPORT}{key}/{part}"


def ways_to_grants(actor: Actor) -> tuple[Action, ...]:
    """From the pages about contributions on to the other money that comes in."""
    if may_read_grants(actor):
        return (Action(_("Subsidies"), GRANTS),)
    return (Action(_("Gesubsidieerde activiteiten"), ACTIVITIES),)


def grants_crumbs(actor: Actor) -> list[tuple[str, str]]:
    own = [(_("Subsidies"), GRANTS)] if may_read_grants(actor) else []
    return [(_("Bijdragen"), "/bijdragen/"), *own]


def activities_crumbs(actor: Actor) -> list[tuple[str, str]]:
    return [*grants_crumbs(actor), (_("Activiteiten"), ACTIVITIES)]
