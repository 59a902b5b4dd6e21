"""What the network knows of the figures that a page shows: for its own people alone, never for who reads in public."""

from dataclasses import dataclass
from typing import Final

from noaber.core.requests import Request
from noaber.figures.queries.annotations import annotations
from noaber.figures.queries.areas import Area
from noaber.figures.rules.periods import back, span
from noaber.figures.signal_words import months_text
from noaber.figures.views.opening import Opened
from noaber.figures.views.signals.places import annotations_address

MONTHS: Final = 36
"""As many months up to the last one as a page speaks of: its two windows, and the one before to see them beside."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """Each remark with its municipality where there are more, and its months; `url`: the list that holds them."""

    lines: tuple[tuple[str, str], ...]
    url: str


def remarks_panel(request: Request, page: Opened, area: Area) -> Remarks | None:
    """Of the kind that was chosen, in these municipalities; None where there is nothing, or nothing to read."""
    months = span(back(page.choice.last, MONTHS - 1), page.choice.last)
    found = annotations(request.actor, areas=area.members, offences=[page.choice.kind], periods=months)
    if not found:
        return None
    names = {each.code: each.name for each in page.areas} if len(area.members) > 1 else {}
    lines = (
        (
            f"{names[each.area]}: {each.text}" if names else each.text,
            months_text(each.first_period, each.last_period),
        )
        for each in found
    )
    return Remarks(tuple(lines), annotations_address("" if names else area.code, page.choice.kind))
