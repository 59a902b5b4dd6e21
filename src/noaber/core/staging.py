"""The bulk form of `core.history.state`: thousands of statements at once, without keeping others waiting.

What is to be known is first *staged*: written in batches, each a short transaction of its own, as statements
that were known over no time at all (`known_from` and `known_until` are both the stage's mark, a moment before
anything was known). No question to the register sees them. Then one short transaction makes them *visible*:
it closes what is no longer held to be true and lets the staged statements be known from now on.

    stage = Stage(number)
    for batch in batches: stage.put(PersonVersion, batch)          # may be repeated, resumed, or cleared
    with verb(...):
        wait_briefly()
        stage.reveal(PersonVersion, all_of_them, now=now)
        lock_for_publishing(Person)                               # now check that all is still as it was
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import connection, models
from django.db.models import F

from noaber.core.history import Subject, Version
from noaber.core.rules.history import Statement, restate
from noaber.core.rules.period import Period

T = TypeVar("T")
Value = tuple[Any, ...]
Saying = tuple[Period, Value | None]

# A stage's mark lies so many microseconds after this moment; nothing was known to anybody then.
BEFORE_ALL: Final = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
CHUNK: Final = 500
CLOSED_TOGETHER: Final = 5000
LONGEST_WAIT: Final = "900ms"


@dataclass(frozen=True, slots=True)
class Restated:
    """What to write about one subject.

    `close`: numbers of the versions that are no longer held to be true. `insert`: what is said instead, each a
    period and the values of the model's `stated_fields` in their order. `identity`: the fields of a subject
    that is not there yet; None when it is.
    """

    subject: uuid.UUID
    close: tuple[int, ...] = ()
    insert: tuple[tuple[Period, Value], ...] = ()
    identity: Mapping[str, Any] | None = field(default=None)


def work_out(
    subject: uuid.UUID,
    timeline: Sequence[Statement[Value]],
    sayings: Iterable[Saying],
    *,
    identity: Mapping[str, Any] | None = None,
) -> Restated | None:
    """What `sayings`, one after another, change in what is known of a subject; None when that is nothing.

    The statements of `timeline` carry the number of their row as `key`.

    >>> office = Statement(Period(dt.date(2019, 1, 1)), ("Zwolle",), key=41)
    >>> known = work_out(uuid.UUID(int=1), [office], [(Period(dt.date(2021, 5, 1)), ("Deventer",))])
    >>> known.close, [str(period) for period, _ in known.insert]
    ((41,), ['van 1 januari 2019 tot en met 30 april 2021', 'vanaf 1 mei 2021'])
    """
    after: Sequence[Statement[Value]] = timeline
    for period, value in sayings:
        after = restate(after, period, value).applied_to(after)
    kept = {(statement.valid, statement.value) for statement in after}
    there = {(statement.valid, statement.value) for statement in timeline}
    close = tuple(
        statement.key
        for statement in timeline
        if (statement.valid, statement.value) not in kept and isinstance(statement.key, int)
    )
    insert = tuple(
        (statement.valid, statement.value)
        for statement in after
        if (statement.valid, statement.value) not in there
    )
    return Restated(subject, close, insert, identity) if close or insert else None


class Stage:
    """A place out of sight for the statements of one import; `number` tells it from all others."""

    def __init__(self, number: int) -> None:
        self.mark = BEFORE_ALL + dt.timedelta(microseconds=number)

    def put(self, versions: type[Version], batch: Sequence[Restated]) -> None:
        """Write the subjects that are new and everything that will be said, out of sight."""
        subjects = subject_model(versions)
        born = [subjects(id=each.subject, **each.identity) for each in batch if each.identity is not None]
        subjects._default_manager.bulk_create(born, batch_size=CHUNK)
        versions.objects.bulk_create(self._rows(versions, batch), batch_size=CHUNK)

    def _rows(self, versions: type[Version], batch: Sequence[Restated]) -> Iterator[Version]:
        names = [_attname(versions, name) for name in versions.stated_fields]
        subject = _attname(versions, versions.subject_field)
        for each in batch:
            for period, value in each.insert:
                row = versions(
                    valid_from=period.start,
                    valid_until=period.until,
                    known_from=self.mark,
                    known_until=self.mark,
                    **dict(zip(names, value, strict=True)),
                )
                setattr(row, subject, each.subject)
                yield row

    def count(self, versions: type[Version]) -> int:
        """How many statements are staged."""
        return self._staged(versions).count()

    def clear(self, versions: type[Version]) -> None:
        """Take away what is staged, and the subjects of which nothing else was ever said."""
        subjects, name = subject_model(versions), versions.subject_field
        staged = self._staged(versions)
        ids = list(staged.values_list(f"{name}_id", flat=True).distinct())
        for chunk in chunks(ids):
            staged.filter(**{f"{name}_id__in": chunk}).delete()
            said = versions.objects.filter(**{f"{name}_id__in": chunk}).values(f"{name}_id")
            subjects._default_manager.filter(pk__in=chunk, revision=0).exclude(pk__in=said).delete()

    def reveal(self, versions: type[Version], restated: Sequence[Restated], *, now: dt.datetime) -> None:
        """Close what no longer holds, let what is staged be known from `now`, and count every subject's change.

        The caller has opened the transaction, holds the lock and notes the change in the audit trail.
        """
        subjects, name = subject_model(versions), versions.subject_field
        staged = self._staged(versions)
        subjects._default_manager.filter(pk__in=staged.values(name)).update(revision=F("revision") + 1)
        count_changes(subjects, [each.subject for each in restated if not each.insert])
        for chunk in chunks([key for each in restated for key in each.close], CLOSED_TOGETHER):
            versions.objects.filter(pk__in=chunk).update(known_until=now)
        staged.update(known_from=now, known_until=None)

    def _staged(self, versions: type[Version]) -> models.QuerySet[Any]:
        return versions.objects.filter(known_until=self.mark, known_from=self.mark)


def count_changes(subjects: type[Subject], ids: Sequence[uuid.UUID]) -> None:
    """Raise the revision of every subject, so that who had it open hears that it changed."""
    for chunk in chunks(ids):
        subjects._default_manager.filter(pk__in=chunk).update(revision=F("revision") + 1)


def wait_briefly() -> None:
    """Give up (`OperationalError`) rather than wait long for a lock in this transaction.

    Shorter than PostgreSQL takes to find a deadlock, so that the import stops and never somebody's form.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")


def lock_for_publishing(*subjects: type[Subject]) -> None:
    """Keep all other writers out until the transaction ends.

    SQLite has one writer at a time already. PostgreSQL gets a lock on the tables of the subjects, which every
    writer of the register locks first; readers go on reading.
    """
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in subjects)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def subject_model(versions: type[Version]) -> type[Subject]:
    """The identities that a table of versions speaks of."""
    model = versions._meta.get_field(versions.subject_field).related_model
    if not (isinstance(model, type) and issubclass(model, Subject)):
        raise TypeError(f"{versions.__name__} speaks of no subject")
    return model


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`.

    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _attname(versions: type[Version], name: str) -> str:
    return str(versions._meta.get_field(name).attname)  # type: ignore[union-attr]
