"""What the database itself refuses: changing what was released, and how an action went."""

from typing import Final

from noaber.core.append_only import statements as appending

APPENDED: Final = (
    "meetings_actionstep",
    "meetings_release",
    "meetings_releaseditem",
    "meetings_withoutquorum",
)


def statements(vendor: str) -> list[str]:
    """All that the migrations of this room ran, for `core.guards`."""
    return appending(vendor, APPENDED)
