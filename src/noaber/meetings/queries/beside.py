"""What a room above knows of a meeting: a line with a link on its page.

    register_beside(progress_beside)     # once, in the room's AppConfig.ready

A provider gets who asks, the code of the body, and the day of the meeting; it answers only what this reader may see.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from noaber.core.access import Actor
from noaber.core.components.texts import Definition

Provider = Callable[[Actor, str, dt.date], Iterable[Definition]]
_providers: list[Provider] = []


def register_beside(provider: Provider) -> None:
    """Let a room say on the page of a meeting what belongs to it (from ``ready``)."""
    if provider not in _providers:
        _providers.append(provider)


def beside(actor: Actor, body: str, day: dt.date) -> list[Definition]:
    return [item for provider in _providers for item in provider(actor, body, day)]
