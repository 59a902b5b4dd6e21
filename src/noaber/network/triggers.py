"""What the database itself refuses: changing boundaries that were taken in."""

from typing import Final

from noaber.core.append_only import statements as appending

BOUNDARIES: Final = ("network_boundaryset", "network_boundary")


def statements(vendor: str) -> list[str]:
    return appending(vendor, BOUNDARIES)
