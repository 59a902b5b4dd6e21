"""Who gets one letter about what: each person once, and who cannot be reached, with the reason."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.mail import Recipient, preview_recipients
from noaber.decisions.queries.contacts import Contact
from noaber.decisions.queries.outstanding import OpenAnswer


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that one person is asked, in one mail."""

    contact: Contact
    rows: tuple[OpenAnswer, ...]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A party, or somebody of it, to whom nothing can be sent."""

    row: OpenAnswer
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Post:
    """What would be sent, and what cannot be."""

    letters: tuple[Letter, ...]
    unreachable: tuple[Unreachable, ...]


def letters_about(rows: Iterable[OpenAnswer], contacts_of: Callable[[OpenAnswer], Iterable[Contact]]) -> Post:
    """Put what each person is asked together; persons who share a mailbox each get their own letter."""
    asked: dict[uuid.UUID, tuple[Contact, list[OpenAnswer]]] = {}
    unreachable: list[Unreachable] = []
    for row in rows:
        found = list(contacts_of(row))
        if not found:
            unreachable.append(Unreachable(row, "", _("er is geen contactpersoon in het register")))
        for contact in found:
            asked.setdefault(contact.person_id, (contact, []))[1].append(row)
    letters = []
    for contact, theirs in asked.values():
        if reason := _why_not(contact):
            unreachable += [Unreachable(row, contact.name, reason) for row in theirs]
        else:
            letters.append(Letter(contact, tuple(theirs)))
    return Post(tuple(letters), tuple(unreachable))


def _why_not(contact: Contact) -> str:
    preview = preview_recipients([Recipient(contact.name, contact.email)])
    if preview.without_address:
        return _("er is geen e-mailadres in het register")
    return _("het e-mailadres in het register klopt niet") if preview.with_bad_address else ""
