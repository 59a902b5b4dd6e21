"""How an invoice goes to who pays it, and how far that is. Nothing is sent twice."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.retries import next_attempt

CLAIM_ENDS_AFTER: Final = dt.timedelta(minutes=15)
"""Who sends and says nothing for so long has died: another asks again, with the same key."""


class Channel(StrEnum):
    """`DOWNLOAD`: somebody takes the file and hands it over."""

    DOWNLOAD = "download"
    MAIL = "mail"
    PEPPOL = "peppol"


class StepKind(StrEnum):
    """What is told of a sending; the last one says how far it is. `WAITING`: it failed and is tried again."""

    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


OVER: Final = frozenset({StepKind.DELIVERED, StepKind.FAILED})


@dataclass(frozen=True, slots=True)
class Progress:
    """The last step of a transmission: since when, after how many attempts, and when it is tried again."""

    kind: StepKind
    at: dt.datetime
    attempts: int = 0
    next_at: dt.datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.kind in OVER

    def may_start(self, now: dt.datetime) -> bool:
        """Whether somebody may take it up now.

        >>> now = dt.datetime(2023, 5, 15, 9, 0)
        >>> late = now + CLAIM_ENDS_AFTER
        >>> Progress(StepKind.IN_FLIGHT, now, 1).may_start(now), Progress(StepKind.IN_FLIGHT, now, 1).may_start(late)
        (False, True)
        >>> Progress(StepKind.QUEUED, now).may_start(now), Progress(StepKind.DELIVERED, now, 1).may_start(late)
        (True, False)
        """
        if self.kind is StepKind.WAITING:
            return self.next_at is not None and self.next_at <= now
        if self.kind is StepKind.IN_FLIGHT:
            return self.at + CLAIM_ENDS_AFTER <= now
        return self.kind is StepKind.QUEUED


def tried_again_at(attempts: int, ended_at: dt.datetime) -> dt.datetime | None:
    """When it is tried again after so many attempts; None when it is given up. The same delays as for mail."""
    return next_attempt(attempts, ended_at)


def channel_for(asked: Channel | None, email: str) -> Channel:
    """The channel that a payer asked for; without one, mail to its address for invoices, else a file to hand over.

    >>> channel_for(None, "facturen@voorbeeld.invalid").value, channel_for(None, "").value
    ('mail', 'download')
    >>> channel_for(Channel.PEPPOL, "facturen@voorbeeld.invalid").value
    'peppol'
    """
    if asked is not None:
        return asked
    return Channel.MAIL if email else Channel.DOWNLOAD
