"""The addresses of an agreement."""

from typing import Final

AGREEMENT: Final = "/bijdragen/afspraak/"
NEW: Final = "/bijdragen/afspraak/nieuw/"
CRUMB: Final = "/bijdragen/"


def change_address(code: str) -> str:
    return f"{AGREEMENT}{code}/wijzigen/"
