"""Addresses of adopted decisions: the page for people, and open data."""

from typing import Final

DECISIONS: Final = "/besluiten/"
OPEN_DATA: Final = "/open-data/besluiten.json"


def decision_address(code: str) -> str:
    """The page of an adopted decision."""
    return f"{DECISIONS}{code}/"


def open_data_address(code: str) -> str:
    """The same decision as open data."""
    return f"{OPEN_DATA.removesuffix('.json')}/{code}.json"
