"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

import datetime as dt
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
def proposals_of(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that the last choices of a period name."""
    rows = _last(asof).filter(
        round__period__code=period, proposal__isnull=False, decided_on__lte=asof.valid_on
    )
    return tuple(rows.order_by("pk").values_list("proposal__code", flat=True))


@read_once
def chosen_for(proposal: str, asof: AsOf) -> tuple[ChosenRow, ...]:
    """The rounds of which the last choice names this proposal."""
    rows = _last(asof).filter(proposal__code=proposal).order_by("pk")
    return tuple(ChosenRow(*row) for row in rows.values_list(*_COLUMNS))


@read_once
def chosen_last(period: str, asof: AsOf) -> tuple[ChosenRow, str] | None:
    """The last round of a period from which was chosen by the day, with the proposal that its choice names, if any."""
    columns = (*_COLUMNS, text_of("proposal__code"))
    row = _of_period(period, asof).values_list(*columns).first()
    return (ChosenRow(*row[:-1]), row[-1]) if row else None


@dataclass(frozen=True, slots=True)
class ChosenThemes:
    """The last choice of a period: when it was made, and which themes by name."""

    decided_on: dt.date
    themes: tuple[str, ...]


@read_once
def themes_chosen(period: str, asof: AsOf) -> ChosenThemes | None:
    """Of the last round from which was chosen by the day; two queries. None: nothing is chosen yet."""
    last = _of_period(period, asof).first()
    if last is None:
        return None
    lines = last.lines.filter(is_chosen=True).order_by("pk")
    return ChosenThemes(last.decided_on, tuple(lines.values_list("option__name", flat=True)))


_COLUMNS = ("round__period__code", "round__number", "round__title")


def _of_period(period: str, asof: AsOf) -> QuerySet[ThemeChoice]:
    """The choices of a period that were made by the day, that of the last round first."""
    found = _last(asof).filter(round__period__code=period, round__withdrawal=None)
    return found.filter(decided_on__lte=asof.valid_on).order_by("-round__number")


def _last(asof: AsOf) -> QuerySet[ThemeChoice]:
    """Of each round its last choice."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    last = ThemeChoice.objects.filter(round=OuterRef("round"), **known).order_by("-pk").values("pk")[:1]
    return ThemeChoice.objects.filter(pk=Subquery(last))
