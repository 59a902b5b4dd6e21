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
from noaber.network.api import correspondents, people

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

    def speaks(self, party: str, person: uuid.UUID) -> bool:
        """Whether somebody still speaks for a party, in whatever seat."""
        return any(each.person_id == person for each in self.by_party.get(party, ()))

    def responsible(self, party: str) -> list[Contact]:
        """Who hears it when nothing came: mayor, head or chair."""
        return [each for each in self.by_party.get(party, ()) if each.role in RESPONSIBLE]


def contacts_on(day: dt.date) -> Contacts:
    """Who speaks for whom on a day, in one query. For pages of the coordinator and for the worker."""
    found: dict[str, list[Contact]] = defaultdict(list)
    for row in correspondents(WORKER, day, roles=_SPEAKING):
        party = f"body:{row.body_code}" if row.body_code else f"organisation:{row.organisation_code}"
        found[party].append(Contact(row.person_id, row.name, row.email, row.role, row.user_id))
    return Contacts(found)


def correspondent(person: uuid.UUID, day: dt.date) -> Contact | None:
    """Somebody as the register has them on a day, whatever they hold; None when they are no longer there."""
    row = next((each for each in people(WORKER, AsOf(day)) if each.id == person), None)
    if row is None:
        return None
    accounts = User.objects.filter(pk=row.user_id or 0, is_active=True)
    return Contact(row.id, row.name, row.email, "", row.user_id if accounts.exists() else None)
