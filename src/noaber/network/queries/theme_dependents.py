"""What rooms above have under a theme: told to who ends it."""

from collections.abc import Callable, Iterable

from noaber.core.access import Actor
from noaber.core.asof import AsOf

Dependents = Callable[[Actor, str, AsOf], Iterable[str]]
"""Whole sentences about a theme (its code), of what this actor may see on the day."""
_dependents: list[Dependents] = []


def register_theme_dependents(provider: Dependents) -> None:
    """Let a room say what it has under a theme."""
    if provider not in _dependents:
        _dependents.append(provider)


def theme_dependents(actor: Actor, code: str, asof: AsOf) -> tuple[str, ...]:
    return tuple(sentence for provider in _dependents for sentence in provider(actor, code, asof))
