"""The areas that figures are shown of: a municipality, a district, and the network as a whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.api import OrganisationRow, districts, municipalities, network_name


class AreaKind(StrEnum):
    MUNICIPALITY = "gemeente"
    DISTRICT = "district"
    NETWORK = "netwerk"


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality, or municipalities together: `members` are their codes, by name."""

    kind: AreaKind
    code: str
    name: str
    members: tuple[str, ...]
    district_code: str = ""
    district_name: str = ""


def municipality_areas(actor: Actor, today: dt.date) -> list[Area]:
    """All municipalities of the day, by name."""
    return [_municipality(row) for row in municipalities(actor, AsOf(today))]


def own_municipality(actor: Actor, today: dt.date) -> Area | None:
    """The municipality that the actor holds a mandate of; the first by name where there are more."""
    scopes = {grant.scope for grant in actor.grants}
    found = municipality_areas(actor, today)
    return next((each for each in found if f"organisation:{each.code}" in scopes), None)


def _municipality(row: OrganisationRow) -> Area:
    return Area(AreaKind.MUNICIPALITY, row.code, row.name, (row.code,), row.district_code, row.district_name)


def district_areas(found: Sequence[Area]) -> list[Area]:
    """The districts that these municipalities lie in, in their own order."""
    members = {
        each.code: tuple(area.code for area in found if area.district_code == each.code)
        for each in districts()
    }
    return [
        Area(AreaKind.DISTRICT, each.code, each.name, members[each.code])
        for each in districts()
        if members[each.code]
    ]


def network_area(found: Sequence[Area]) -> Area:
    """All of them together."""
    name = network_name() or _("Het netwerk")
    return Area(AreaKind.NETWORK, AreaKind.NETWORK, name, tuple(each.code for each in found))


def area_names(actor: Actor, today: dt.date) -> dict[str, str]:
    """Everything that has a report, by its code: the network, its districts, its municipalities."""
    found = municipality_areas(actor, today)
    return {each.code: each.name for each in (network_area(found), *district_areas(found), *found)}
