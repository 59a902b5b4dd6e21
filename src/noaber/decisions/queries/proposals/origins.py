"""Where a proposal comes from, when a room above knows: a line with a link on its page.

    register_origin(choices_behind)     # once, in the room's AppConfig.ready

A provider gets who asks, the code of the proposal and the two dates; it answers only what this reader may see.
"""

from collections.abc import Callable, Iterable

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.texts import Definition

Provider = Callable[[Actor, str, AsOf], Iterable[Definition]]
_providers: list[Provider] = []


def register_origin(provider: Provider) -> None:
    """Let a room say on the page of a proposal what it came from (from ``ready``)."""
    if provider not in _providers:
        _providers.append(provider)


def origins(actor: Actor, code: str, asof: AsOf) -> list[Definition]:
    return [item for provider in _providers for item in provider(actor, code, asof)]
