"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import ThemeChoice


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """A round whose choice names a proposal; a choice is for everyone."""

    period: str
    number: int
    title: str


@read_once
def chosen_for(proposal: str, asof: AsOf) -> tuple[ChosenRow, ...]:
    """The rounds of which the last choice names this proposal."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    last = ThemeChoice.objects.filter(round=OuterRef("round"), **known).order_by("-pk").values("pk")[:1]
    rows = ThemeChoice.objects.filter(proposal__code=proposal, pk=Subquery(last)).order_by("pk")
    return tuple(
        ChosenRow(*row) for row in rows.values_list("round__period__code", "round__number", "round__title")
    )
