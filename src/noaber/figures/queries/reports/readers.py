"""Who wants the report of an area, as far as they can be written to: people in the register and in the network."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from noaber.accounts.api import in_network
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.figures.models import ReportChoice, ReportInvitation
from noaber.figures.rules.fields import expanded
from noaber.figures.rules.reports.frequency import NONE, is_due
from noaber.network.api import PersonRow, correspondents, people, seats

Place = tuple[uuid.UUID, str]
"""A person and an area, by its code."""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What a person chose last for an area: fields and kinds, or nothing for all kinds."""

    person_id: uuid.UUID
    area: str
    frequency: str
    chosen: tuple[str, ...]
    recorded_at: dt.datetime

    @property
    def is_wanted(self) -> bool:
        return self.frequency != NONE

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of offence that come of it; none are all kinds."""
        return expanded(self.chosen)


@dataclass(frozen=True, slots=True)
class Reader:
    """A choice, of whom it is, and why nothing is sent although it was asked for (empty where it is)."""

    choice: ChoiceRow
    name: str
    email: str
    hindrance: str = ""


NOT_IN_NETWORK, NO_ADDRESS = "not-in-network", "no-address"


@read_once
def choices() -> Mapping[Place, ChoiceRow]:
    """The newest of everyone for every area, also who wants none any more."""
    rows = ReportChoice.objects.order_by("pk").values_list(
        "person", "area", "frequency", "kinds", "recorded_at"
    )
    found = {
        (person, area): ChoiceRow(person, area, frequency, tuple(kinds.split()), at)
        for person, area, frequency, kinds, at in rows
    }
    return MappingProxyType(found)


def choice_of(person: uuid.UUID, area: str) -> ChoiceRow | None:
    return choices_of(person).get(area)


def choices_of(person: uuid.UUID) -> Mapping[str, ChoiceRow]:
    return {area: row for (who, area), row in choices().items() if who == person}


def own_person(actor: Actor, today: dt.date) -> PersonRow | None:
    """Who the actor is in the register."""
    if actor.user_id is None:
        return None
    me = actor.on_behalf_of_id or actor.user_id
    return next((row for row in people(COMMAND, AsOf(today)) if row.user_id == me), None)


def readers(today: dt.date) -> list[Reader]:
    """Everyone who wants a report, by area and name; with why somebody gets none."""
    known = {row.id: row for row in people(COMMAND, AsOf(today))}
    wanted = [
        (choice, row)
        for (person, _area), choice in choices().items()
        if choice.is_wanted and (row := known.get(person))
    ]
    belonging = _belonging([row for _choice, row in wanted], today)
    found = []
    for choice, row in wanted:
        hindrance = NOT_IN_NETWORK if row.id not in belonging else "" if row.email.strip() else NO_ADDRESS
        found.append(Reader(choice, row.name or row.job_title, row.email.strip(), hindrance))
    return sorted(found, key=lambda each: (each.choice.area, each.name))


def _belonging(rows: Sequence[PersonRow], today: dt.date) -> set[uuid.UUID]:
    """Who holds a seat; of the others, whose account has a role or assists somebody."""
    seated = {holder.person_id for seat in seats(COMMAND, AsOf(today)) for holder in seat.holders}
    accounts = {row.id: row.user_id for row in rows if row.id not in seated and row.user_id is not None}
    inside = in_network(frozenset(accounts.values()), today)
    return seated | {person for person, user in accounts.items() if user in inside}


def due_readers(period: int, today: dt.date) -> list[Reader]:
    """Those to whom the report of this month goes."""
    return [each for each in readers(today) if is_due(each.choice.frequency, period) and not each.hindrance]


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person of a municipality who never chose and was never asked."""

    person_id: uuid.UUID
    area: str
    name: str
    email: str


def uninvited(today: dt.date, areas: Sequence[str]) -> list[Contact]:
    """The contact persons whom the coordinator can invite."""
    asked = set(ReportInvitation.objects.values_list("person", "area"))
    known = asked | set(choices())
    rows = correspondents(COMMAND, today, roles=("contact",))
    return [
        Contact(row.person_id, row.organisation_code, row.name, row.email.strip())
        for row in rows
        if row.organisation_code in areas
        and row.email.strip()
        and (row.person_id, row.organisation_code) not in known
    ]
