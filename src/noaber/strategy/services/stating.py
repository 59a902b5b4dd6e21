"""What the verbs that say something of a subject share: refusing a fault, noticing who was overtaken, counting."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from noaber.core.access import Actor
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import Subject, count_change, recorded_by
from noaber.strategy.rules.faults import Fault


def refuse(faults: Iterable[Fault]) -> None:
    """Refuse with the first fault, at its field; nothing where there is none."""
    for fault in faults:
        raise DomainError(fault.message, field=fault.field)


def refuse_overtaken(kept: Subject, seen: int | None, title: str) -> None:
    """`Conflict` when more was said than the editor saw; `seen`: up to which number, None: not asked."""
    if seen not in (None, kept.revision):
        raise Conflict(title, revision=kept.revision)


def next_statement(kept: Subject, *, actor: Actor, now: dt.datetime, today: dt.date) -> dict[str, Any]:
    """Count one more statement of a subject that is held, and give its fields: its number, its day and by whom."""
    count_change(kept)
    return {"number": kept.revision, "said_on": today, **recorded_by(actor, now)}
