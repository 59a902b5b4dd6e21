"""The addresses of the bank."""

import uuid
from typing import Final

from django.utils.translation import gettext as _

from noaber.finance.views.places.billing import CONTRIBUTIONS

BANK: Final = "/bank/"
READ_IN: Final = "/bank/inlezen/"
STATEMENTS: Final = "/bank/afschriften/"
CERTAIN: Final = "/bank/zekere-bevestigen/"


def file_address(key: uuid.UUID, step: str = "") -> str:
    return f"{READ_IN}{key}/{step}"


def entry_address(key: int, step: str = "") -> str:
    return f"{BANK}{key}/{step}"


def release_address(entry: int, key: int) -> str:
    return entry_address(entry, f"losmaken/{key}/")


def on_line_address(entry: int, key: int) -> str:
    """Undoing what of an entry is booked on a line."""
    return entry_address(entry, f"van-post/{key}/")


def vat_release_address(entry: int, key: int) -> str:
    """Undoing what of an entry was settled with the tax office."""
    return entry_address(entry, f"btw/{key}/losmaken/")


def bank_crumbs() -> list[tuple[str, str]]:
    return [(_("Bijdragen"), CONTRIBUTIONS), (_("Bank"), BANK)]
