"""Where the pages of signals and annotations are."""

import uuid
from collections.abc import Collection
from typing import Final
from urllib.parse import urlencode

from noaber.figures.rules.signals.course import CardState

FIGURES: Final = "/cijfers/"
LIST: Final = "/cijfers/signalen/"
READ: Final = f"{LIST}lezen/"
ALL: Final = "alle"
"""In the place of a month: every card, whatever the month."""
ANNOTATIONS: Final = "/cijfers/aantekeningen/"
TO_FIGURES: Final = [("Cijfers", FIGURES)]
TO_LIST: Final = [*TO_FIGURES, ("Signalen", LIST)]


def card_address(key: uuid.UUID, then: str = "") -> str:
    return f"{LIST}{key}/{then}"


def month_address(period: str) -> str:
    return f"{LIST}?{urlencode({'maand': period})}"


def waiting_address(places: Collection[str]) -> str:
    """What nobody looks at yet, of all months; of one municipality where there is one."""
    asked = {
        "maand": ALL,
        "stand": CardState.WAITING.value,
        "zoek": " ".join(places) if len(places) == 1 else "",
    }
    return f"{LIST}?{urlencode({name: value for name, value in asked.items() if value})}"


def annotations_address(area: str = "", offence: str = "", then: str = "") -> str:
    """The remarks of a municipality and an offence, or the form to write one."""
    query = urlencode({name: value for name, value in (("gemeente", area), ("soort", offence)) if value})
    return f"{ANNOTATIONS}{then}{'?' if query else ''}{query}"
