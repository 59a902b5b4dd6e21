"""Who may read the papers that were released."""

import uuid
from typing import Final

from noaber.core.access import ALLOWED, Actor, Decision, Refused

OWNER_KIND: Final = "meetings.release"  # whose file a released paper is
_HIDDEN = Refused("Dit bestand bestaat niet.", is_secret=True)


def release_key(sitting: uuid.UUID, *, is_public: bool) -> str:
    """Under which key the file of a released paper is kept: of which meeting, and for whom."""
    return f"{sitting}:{'public' if is_public else 'network'}"


def may_read_release(actor: Actor, key: str) -> Decision:
    """A released paper is for everyone or for the network; it never holds what is restricted."""
    return ALLOWED if key.endswith(":public") or actor.is_in_network else _HIDDEN
