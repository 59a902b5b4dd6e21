"""Export and erasure of a person, over all rooms in one go.

Core does not know who a person is. Each room that holds something about people registers a provider; what ties
them together is the key of the person in the register (network.Person).
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.administration import may_administer
from noaber.core.audit import Fact, verb
from noaber.core.keeping.erasures import remember_erasure

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a room holds about a person: rows by table name, and files by name."""

    records: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


class PersonDataProvider(Protocol):
    """A room's side of it. `name` is the room; both are called inside the same transaction."""

    name: str

    def collect(self, person_key: str) -> PersonalData:
        """Everything the room holds about the person; empty when it knows nobody of that key."""
        ...

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        """Take the person out; return numbers for the audit trail (no names). Twice is the same as once."""
        ...


_providers: dict[str, PersonDataProvider] = {}


def register_person_data(provider: PersonDataProvider) -> None:
    """Add a room's provider (called from its ``AppConfig.ready``)."""
    _providers[provider.name] = provider


def export_person(person_key: str, *, actor: Actor, now: dt.datetime, is_own: bool = False) -> bytes:
    """Everything about a person as a zip with ``gegevens.json`` and their files (AVG articles 15 and 20).

    `is_own`: the caller has established that the person asks for their own data.
    """
    if not is_own:
        require(may_administer(actor, _("de gegevens van een persoon")))
    with verb("person.export", actor=actor) as trail:
        collected = {name: provider.collect(person_key) for name, provider in sorted(_providers.items())}
        trail.note("person", {"own": is_own}, key=person_key)
    return _zip(person_key, collected, now)


def erase_person(person_key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a person out of every room, in one transaction, and remember it outside the database.

    The list outside is what a restored backup is held against: without it an old backup would bring the
    person back. It is written last but before the commit: a line too many repeats an erasure that somebody
    asked for, a line too few undoes one.
    """
    require(may_administer(actor, _("de gegevens van een persoon")))
    with verb("person.erase", actor=actor):
        erase_again([person_key], actor=actor, now=now)
        remember_erasure(person_key, now=now)


def erase_again(person_keys: Sequence[str], *, actor: Actor, now: dt.datetime) -> None:
    """Erase whoever is on the list in what was just restored."""
    with verb("person.erase", actor=actor) as trail:
        for key in person_keys:
            for name, provider in sorted(_providers.items()):
                trail.note("person", {"room": name, **provider.erase(key, actor=actor, now=now)}, key=key)


def _zip(person_key: str, collected: Mapping[str, PersonalData], now: dt.datetime) -> bytes:
    content = {
        "person": person_key,
        "made_at": now.isoformat(),
        "rooms": {name: dict(data.records) for name, data in collected.items() if data.records},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("gegevens.json", text)
        for name, data in collected.items():
            for file_name, file_content in data.files.items():
                archive.writestr(f"bestanden/{name}/{file_name}", file_content)
    return stream.getvalue()
