"""What a signal led to in another room: that room says how a key of its own is called, and where it is.

    register_followup("actie", action_followup, address="/acties/")

Providers get who asks and answer only what this reader may see. A key that nobody knows is shown as it was written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from noaber.core.access import Actor
from noaber.core.asof import AsOf


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came of it: its title, where it is, and in a few words how it stands."""

    title: str
    url: str = ""
    state: str = ""


Resolve = Callable[[Actor, str, AsOf], FollowUp | None]
_registered: dict[str, tuple[Resolve, str]] = {}


def register_followup(kind: str, resolve: Resolve, *, address: str = "") -> None:
    """Let signals point at things of a room (from ``ready``): ``resolve(actor, key, asof)`` finds one by its key.

    `address`: where the pages of these things begin, so that who pastes such an address is understood.
    """
    _registered[kind] = (resolve, address)


def key_of(typed: str) -> str:
    """What is kept of what somebody typed: of the address of a page the kind and the key, else the text itself."""
    path = urlsplit(typed.strip()).path
    for kind, (_resolve, address) in _registered.items():
        key = path.removeprefix(address).strip("/") if address and path.startswith(address) else ""
        if key and "/" not in key:
            return f"{kind}:{key}"
    return typed.strip()


def followup_of(actor: Actor, key: str, asof: AsOf) -> FollowUp | None:
    """What a key points at: its own text where no room knows it, or may tell this reader; None without a key."""
    if not key:
        return None
    kind, _colon, own = key.partition(":")
    known = _registered.get(kind)
    return (known[0](actor, own, asof) if known and own else None) or FollowUp(key)
