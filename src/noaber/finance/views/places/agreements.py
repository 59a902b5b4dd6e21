"""The addresses of an agreement."""

from typing import Final
from urllib.parse import urlencode

from noaber.core.asof import AsOf

AGREEMENT: Final = "/bijdragen/afspraak/"
NEW: Final = "/bijdragen/afspraak/nieuw/"
CRUMB: Final = "/bijdragen/"
ASKED: Final = "afspraak"  # in the address of a page: which agreement, when it is not the first


def change_address(code: str) -> str:
    return f"{AGREEMENT}{code}/wijzigen/"


def withdrawal_address(code: str) -> str:
    return f"{AGREEMENT}{code}/intrekken/"


def of_agreement(page: str, code: str, asof: AsOf | None = None) -> str:
    """A page about this agreement and no other."""
    query = "&".join(filter(None, (urlencode({ASKED: code}), asof.query if asof else "")))
    return f"{page}?{query}"
