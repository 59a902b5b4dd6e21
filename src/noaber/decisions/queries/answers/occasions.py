"""The occasion on which a body decides, when a room above knows of one: its day, and what to warn of.

    register_occasion(meeting_occasion)

The page that records a position asks with its own address; the room above reads from it what it put there itself.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.components.texts import Notice


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a body decided, and what whoever records it should mind.

    `keep`: where a reason must be given with the record, keeps it: ``keep(text, actor=actor, now=now)``; `asks` is the
    question, `known` the reason that stood there already.
    """

    held_on: dt.date
    warning: Notice | None = None
    keep: Callable[..., object] | None = None
    asks: str = ""
    known: str = ""


FindOccasion = Callable[[Actor, str, Mapping[str, str], dt.date], Occasion | None]
_finders: list[FindOccasion] = []


def register_occasion(find: FindOccasion) -> None:
    """Say on what occasion a body decided: ``find(actor, body code, query of the page, today)``."""
    if find not in _finders:
        _finders.append(find)


def occasion_of(actor: Actor, body_code: str, asked: Mapping[str, str], today: dt.date) -> Occasion | None:
    """The occasion that the page was opened from; None when it was opened by itself, or for an organisation."""
    if not body_code:
        return None
    return next((found for find in _finders if (found := find(actor, body_code, asked, today))), None)
