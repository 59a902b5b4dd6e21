"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

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
def proposals_of(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that the last choices of a period name."""
    last = _last_choices(asof)
    rows = ThemeChoice.objects.filter(round__period__code=period, proposal__isnull=False, pk=Subquery(last))
    return tuple(
        rows.filter(decided_on__lte=asof.valid_on).order_by("pk").values_list("proposal__code", flat=True)
    )


def _last_choices(asof: AsOf) -> QuerySet[ThemeChoice, int]:
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    return (
        ThemeChoice.objects.filter(round=OuterRef("round"), **known)
        .order_by("-pk")
        .values_list("pk", flat=True)[:1]
    )


@read_once
def chosen_for(proposal: str, asof: AsOf) -> tuple[ChosenRow, ...]:
    """The rounds of which the last choice names this proposal."""
    last = _last_choices(asof)
    rows = ThemeChoice.objects.filter(proposal__code=proposal, pk=Subquery(last)).order_by("pk")
    return tuple(
        ChosenRow(*row) for row in rows.values_list("round__period__code", "round__number", "round__title")
    )
