"""Whom to write to about a body or an organisation: who holds the seats that speak for it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from noaber.accounts.api import User
from noaber.core.access import WORKER
from noaber.core.asof import AsOf
from noaber.network.api import people, seats

# Who is asked, the first that is there; and who bears the responsibility when nothing comes.
ASKED: Final = ("contact", "secretary"), ("head", "chair"), ("mayor",)
RESPONSIBLE: Final = ("mayor", "head", "chair")
_SPEAKING: Final = ("contact", "secretary", "head", "chair", "mayor")


@dataclass(frozen=True, slots=True)
class Contact:
    """One person to write to. `user_id`: their account, when it is open; who has none gets a link to report by."""

    person_id: uuid.UUID
    name: str
    email: str
    role: str
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everyone who speaks for a body or an organisation, by its key such as ``body:dvo-twente``."""

    by_party: Mapping[str, Sequence[Contact]] = field(default_factory=dict)

    def asked(self, party: str) -> list[Contact]:
        """Who gets the question: the contact person or secretary; without one the head or chair, then the mayor."""
        found = self.by_party.get(party, ())
        for roles in ASKED:
            if chosen := [each for each in found if each.role in roles]:
                return chosen
        return []

    def responsible(self, party: str) -> list[Contact]:
        """Who hears it when nothing came: mayor, head or chair."""
        return [each for each in self.by_party.get(party, ()) if each.role in RESPONSIBLE]


def contacts_on(day: dt.date) -> Contacts:
    """Who speaks for whom on a day, in a fixed number of queries. For pages of the coordinator and for the worker."""
    asof = AsOf(day)
    known = {row.id: row for row in people(WORKER, asof)}
    accounts = open_accounts()
    found: dict[str, list[Contact]] = defaultdict(list)
    for seat in seats(WORKER, asof, roles=_SPEAKING):
        party = f"body:{seat.body_code}" if seat.body_code else f"organisation:{seat.organisation_code}"
        for holder in seat.holders:
            person = known.get(holder.person_id)
            if person is None or holder.is_substitute:
                continue  # erased, or sitting in for a meeting: no correspondent
            user_id = person.user_id if person.user_id in accounts else None
            found[party].append(Contact(person.id, person.name, person.email, seat.role, user_id))
    return Contacts(found)


def open_accounts() -> frozenset[int]:
    """The accounts with which somebody can sign in."""
    return frozenset(User.objects.filter(is_active=True).values_list("pk", flat=True))


def correspondent(person: uuid.UUID, day: dt.date) -> Contact | None:
    """Somebody as the register has them on a day, whatever they hold; None when they are no longer there."""
    row = next((each for each in people(WORKER, AsOf(day)) if each.id == person), None)
    if row is None:
        return None
    return Contact(row.id, row.name, row.email, "", row.user_id if row.user_id in open_accounts() else None)
