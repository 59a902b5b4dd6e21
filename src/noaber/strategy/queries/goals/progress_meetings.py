"""The meetings of the steering group at which the progress of the themes is told (R35)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.meetings.api import sittings
from noaber.network.api import bodies
from noaber.strategy.rules.bodies import STEERING_GROUP


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting that this reader knows of."""

    id: uuid.UUID
    held_on: dt.date


def meetings_of(actor: Actor, group: str, first: dt.date, last: dt.date) -> tuple[Meeting, ...]:
    """Those of a body that were not called off, between two days that both belong to it; the latest first."""
    found = (
        Meeting(row.id, row.held_on)
        for row in sittings(actor)
        if row.body_code == group and first <= row.held_on <= last and not row.is_cancelled
    )
    return tuple(sorted(found, key=lambda each: each.held_on, reverse=True))


def is_steering_group(actor: Actor, body: str, asof: AsOf) -> bool:
    return any(row.code == body and row.kind == STEERING_GROUP for row in bodies(actor, asof))
