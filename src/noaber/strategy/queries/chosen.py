"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.history import text_of
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
    rows = _last(asof).filter(proposal__code=proposal).order_by("pk")
    return tuple(ChosenRow(*row) for row in rows.values_list(*_COLUMNS))


@read_once
def chosen_last(period: str, asof: AsOf) -> tuple[ChosenRow, str] | None:
    """The last round of a period from which was chosen by the day, with the proposal that its choice names, if any."""
    found = _last(asof).filter(
        round__period__code=period, round__withdrawal=None, decided_on__lte=asof.valid_on
    )
    columns = (*_COLUMNS, text_of("proposal__code"))
    row = found.order_by("-round__number").values_list(*columns).first()
    return (ChosenRow(*row[:-1]), row[-1]) if row else None


_COLUMNS = ("round__period__code", "round__number", "round__title")


def _last(asof: AsOf) -> QuerySet[ThemeChoice]:
    """Of each round its last choice."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    last = ThemeChoice.objects.filter(round=OuterRef("round"), **known).order_by("-pk").values("pk")[:1]
    return ThemeChoice.objects.filter(pk=Subquery(last))
