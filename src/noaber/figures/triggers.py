"""What the database itself refuses: changing a release that was taken in."""

from typing import Final

from noaber.core.append_only import statements as appending

LEDGER: Final = ("figures_release",)


def statements(vendor: str) -> list[str]:
    return appending(vendor, LEDGER)
