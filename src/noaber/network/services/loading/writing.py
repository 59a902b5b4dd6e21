"""What the files say, into the register: what is not there yet is added, what is there stays as it is."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from noaber.core.audit import Trail
from noaber.core.history import Subject, Version
from noaber.network.services.loading.checking import Entry
from noaber.network.services.loading.lines import NetworkFilesError, Problem

K = TypeVar("K", bound=Hashable)
CHUNK = 500


@dataclass(slots=True)
class Tally:
    """How many records of each kind were added and how many were there already."""

    added: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    kept: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def has_changes(self) -> bool:
        return any(self.added.values())

    def count(self, model: type[models.Model], *, added: int, kept: int) -> None:
        self.added[model._meta.label_lower] += added
        self.kept[model._meta.label_lower] += kept


@dataclass(frozen=True, slots=True)
class Saying:
    """One version to be: what `entry` says of a subject."""

    entry: Entry
    stated: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A subject that may be new, and everything said of it."""

    identity: Mapping[str, Any]
    sayings: tuple[Saying, ...]


class Book:
    """Adds the subjects of one load, all known from the same moment and noted in the same trail."""

    def __init__(self, *, now: dt.datetime, trail: Trail) -> None:
        self.now = now
        self.trail = trail
        self.tally = Tally()

    def add(
        self,
        subjects: type[Subject],
        versions: type[Version],
        wanted: Mapping[K, Newcomer],
        known: Mapping[K, uuid.UUID],
    ) -> dict[K, uuid.UUID]:
        """Add the subjects that are not `known`, with their versions; return the ids of all by key."""
        made = {
            key: subjects(revision=1, **newcomer.identity)
            for key, newcomer in wanted.items()
            if key not in known
        }
        rows = [
            (self._version(versions, made[key], saying), saying.entry)
            for key, newcomer in wanted.items()
            if key in made
            for saying in newcomer.sayings
        ]
        _refuse_unclean(rows)
        subjects._default_manager.bulk_create(made.values(), batch_size=CHUNK)
        versions.objects.bulk_create([row for row, _entry in rows], batch_size=CHUNK)
        for subject in made.values():
            self.trail.note(subject)
        self.tally.count(subjects, added=len(made), kept=len(wanted) - len(made))
        return {**known, **{key: subject.pk for key, subject in made.items()}}

    def _version(self, versions: type[Version], subject: Subject, saying: Saying) -> Version:
        period = saying.entry.period
        return versions(
            **{versions.subject_field: subject},
            **saying.stated,
            valid_from=period.start,
            valid_until=period.until,
            known_from=self.now,
        )

    def add_plain(self, model: type[models.Model], rows: Iterable[models.Model]) -> None:
        """Add rows of a table without history; those whose key is taken stay as they are."""
        taken = set(model._default_manager.values_list("pk", flat=True))
        wanted = list(rows)
        new = [row for row in wanted if row.pk not in taken]
        model._default_manager.bulk_create(new, batch_size=CHUNK)
        for row in new:
            self.trail.note(row)
        self.tally.count(model, added=len(new), kept=len(wanted) - len(new))


def by_key(entries: Iterable[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    """The entries of every record, in the order of the file."""
    grouped: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.key].append(entry)
    return grouped


def _refuse_unclean(rows: Iterable[tuple[Version, Entry]]) -> None:
    """Let the fields themselves judge their values (a postcode, an OIN); say where the wrong ones stand."""
    problems: list[Problem] = []
    for row, entry in rows:
        relations = {each.name for each in row._meta.fields if each.is_relation}
        try:
            row.clean_fields(exclude=relations)
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                problems += [entry.line.problem(column, " ".join(messages))]
    if problems:
        raise NetworkFilesError(problems)
