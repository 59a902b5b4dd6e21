"""What the database itself refuses: changing what was said of a period, and what an organisation handed in."""

from typing import Final

from noaber.core.append_only import statements as appending

APPENDED: Final = (
    "strategy_periodstatement",
    "strategy_linkedplan",
    "strategy_localplanstatement",
    "strategy_localpriority",
    "strategy_priorityrequest",
    "strategy_themenaming",
)


def statements(vendor: str) -> list[str]:
    """All that the migrations of this room ran, for `core.guards`."""
    return appending(vendor, APPENDED)
