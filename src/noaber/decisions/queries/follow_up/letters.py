"""Who gets one letter about what: each person once, and who cannot be reached, with the reason."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from noaber.core.mail import Recipient, preview_recipients
from noaber.decisions.queries.follow_up.contacts import Contact
from noaber.decisions.queries.follow_up.outstanding import OpenAnswer

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class LetterAbout(Generic[Asked]):
    """Everything that one person is asked, in one mail."""

    contact: Contact
    rows: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class UnreachableFor(Generic[Asked]):
    """Somebody, or nobody, to whom nothing can be sent about a row."""

    row: Asked
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PostAbout(Generic[Asked]):
    """What would be sent, and what cannot be."""

    letters: tuple[LetterAbout[Asked], ...]
    unreachable: tuple[UnreachableFor[Asked], ...]


# Names for annotations; a letter is made as `LetterAbout(...)`.
Letter = LetterAbout[OpenAnswer]
Post = PostAbout[OpenAnswer]


def letters_about(
    rows: Iterable[Asked], contacts_of: Callable[[Asked], Iterable[Contact]]
) -> PostAbout[Asked]:
    """Put what each person is asked together; persons who share a mailbox each get their own letter."""
    asked: dict[uuid.UUID, tuple[Contact, list[Asked]]] = {}
    unreachable: list[UnreachableFor[Asked]] = []
    for row in rows:
        found = list(contacts_of(row))
        if not found:
            unreachable.append(UnreachableFor(row, "", _("er is geen contactpersoon in het register")))
        for contact in found:
            asked.setdefault(contact.person_id, (contact, []))[1].append(row)
    letters = []
    for contact, theirs in asked.values():
        if reason := _why_not(contact):
            unreachable += [UnreachableFor(row, contact.name, reason) for row in theirs]
        else:
            letters.append(LetterAbout(contact, tuple(theirs)))
    return PostAbout(tuple(letters), tuple(unreachable))


def _why_not(contact: Contact) -> str:
    preview = preview_recipients([Recipient(contact.name, contact.email)])
    if preview.without_address:
        return _("er is geen e-mailadres in het register")
    return _("het e-mailadres in het register klopt niet") if preview.with_bad_address else ""
