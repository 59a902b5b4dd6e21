"""One verb, one transaction, its audit rows appended last.

    with verb("network.appoint", actor=actor) as trail:
        membership = ...
        trail.note(membership, {"post": str(post.pk)})

A verb inside a verb joins the outer one: everything lands together or nothing does. The head of the
chain is locked only when all other work is done, so that writers wait for each other briefly.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models, transaction
from django.db.models import Max

from noaber.core import clock
from noaber.core.access import Actor
from noaber.core.models import AuditEntry, AuditHead
from noaber.core.reading import end_reading
from noaber.core.records import FACT, as_fact, as_gone

GENESIS = hashlib.sha256(b"noaber audit chain 1").hexdigest()
Fact = str | int | bool | None | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Note:
    """What one row of the chain will say."""

    verb: str
    actor: Actor
    object_type: str
    object_id: str
    facts: Mapping[str, Fact]
    result: str = "done"


@dataclass(slots=True)
class Trail:
    """The notes of a running verb."""

    verb: str
    actor: Actor
    notes: list[Note] = field(default_factory=list)

    def note(
        self,
        subject: models.Model | str,
        facts: Mapping[str, Fact] | None = None,
        *,
        key: object = "",
        records: Iterable[models.Model] = (),
        gone: Iterable[models.Model] = (),
    ) -> None:
        """Note that `subject` (a record, or a kind with its `key`) was acted upon. Facts: ids and codes only.

        `records`: rows that stand from now on; the note holds a digest of each (`core.records`). `gone`: rows that had
        one and are about to be taken away.
        """
        kind = subject if isinstance(subject, str) else subject._meta.label_lower
        identity = str(key) if isinstance(subject, str) else str(subject.pk)
        digests = [*as_fact(records), *as_gone(gone)]
        noted = {**(facts or {}), **({FACT: digests} if digests else {})}
        self.notes.append(Note(self.verb, self.actor, kind, identity, noted))


_running: ContextVar[list[Note] | None] = ContextVar("running_audit_notes", default=None)


@contextmanager
def verb(name: str, *, actor: Actor) -> Iterator[Trail]:
    """Run the body in one transaction and append its notes to the chain at the end of the outermost verb."""
    end_reading()
    outer = _running.get()
    notes: list[Note] = [] if outer is None else outer
    token = _running.set(notes)
    try:
        with transaction.atomic():
            yield Trail(name, actor, notes)
            if outer is None and notes:
                _append(notes, now=clock.now())
    finally:
        _running.reset(token)


def seal(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and the canonical JSON of everything else in the row."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "verb": entry.verb,
        "actor": entry.actor_id,
        "on_behalf_of": entry.on_behalf_of_id,
        "origin": entry.origin,
        "result": entry.result,
        "object": [entry.object_type, entry.object_id],
        "facts": entry.facts,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{canonical}".encode()).hexdigest()


def _append(notes: list[Note], *, now: dt.datetime) -> None:
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"hash": GENESIS})
    entries = []
    sequence, previous = head.sequence, head.hash
    for note in notes:
        sequence += 1
        entry = AuditEntry(
            sequence=sequence,
            at=now,
            verb=note.verb,
            actor_id=note.actor.user_id,
            on_behalf_of_id=note.actor.on_behalf_of_id,
            origin=note.actor.origin,
            result=note.result,
            object_type=note.object_type,
            object_id=note.object_id,
            facts=dict(note.facts),
            previous_hash=previous,
        )
        entry.hash = previous = seal(entry)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    head.sequence, head.hash = sequence, previous
    head.save(update_fields=["sequence", "hash"])


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first place where the chain does not hold, in Dutch."""

    sequence: int
    message: str


def verify_chain(known_heads: Mapping[int, str] | None = None) -> tuple[int, ChainFault | None]:
    """Walk the chain up to its head; return the number of rows read and the first fault, if any.

    `known_heads` (sequence -> hash, kept outside the database) reveals what a chain alone cannot: that
    its end was cut off, or that it was rewritten from the start. Rows are read in a stream, and work goes on
    meanwhile: what is appended after the head was read is left for the next time.
    """
    newest = AuditEntry.objects.aggregate(newest=Max("sequence"))["newest"] or 0
    head = AuditHead.objects.filter(pk=1).first()  # read after `newest`, so it is never behind it
    count, fault = _walk(head.sequence if head else newest, known_heads or {})
    return count, fault or _fault_at_end(count, newest, head, known_heads or {})


def _walk(until: int, known: Mapping[int, str]) -> tuple[int, ChainFault | None]:
    previous, count = GENESIS, 0
    rows = AuditEntry.objects.filter(sequence__lte=until).order_by("sequence")
    for entry in rows.iterator(chunk_size=2000):
        count += 1
        if entry.sequence != count:
            return count, ChainFault(count, f"Regel {count} ontbreekt.")
        if entry.previous_hash != previous or seal(entry) != entry.hash:
            return count, ChainFault(count, f"Regel {count} is gewijzigd.")
        if known.get(count, entry.hash) != entry.hash:
            return count, ChainFault(count, f"Regel {count} wijkt af van het bewaarde zegel.")
        previous = entry.hash
    return count, None


def _fault_at_end(
    count: int, newest: int, head: AuditHead | None, known: Mapping[int, str]
) -> ChainFault | None:
    last = AuditEntry.objects.filter(sequence=count).first()
    reached = (count, last.hash if last else GENESIS)
    if newest > count or (head and (head.sequence, head.hash) != reached) or (head is None and count):
        return ChainFault(count, "Het einde van de keten klopt niet met de laatste regel.")
    beyond = [sequence for sequence in known if sequence > count]
    if beyond:
        return ChainFault(max(beyond), f"De keten is korter dan het bewaarde zegel van regel {max(beyond)}.")
    return None
