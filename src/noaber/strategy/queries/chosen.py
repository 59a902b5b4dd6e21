"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.strategy.models import ChoiceLine, ThemeChoice


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """A round whose choice names a proposal; a choice is for everyone."""

    period: str
    number: int
    title: str


def proposals_of(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that the last choices of a period name."""
    return tuple(row.proposal for row in _choices(period, asof) if row.proposal)


@read_once
def proposals_ever(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that any choice of a period named, also those that others replaced; the first first."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    rows = ThemeChoice.objects.filter(round__period__code=period, proposal__isnull=False, **known)
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("proposal__code", flat=True)))


@read_once
def chosen_for(proposal: str, asof: AsOf) -> tuple[ChosenRow, ...]:
    """The rounds of which the last choice names this proposal."""
    rows = _last(asof).filter(proposal__code=proposal).order_by("pk")
    return tuple(
        ChosenRow(*row) for row in rows.values_list("round__period__code", "round__number", "round__title")
    )


@dataclass(frozen=True, slots=True)
class WeighedTheme:
    """A theme of a round with its field of the taxonomy, and whether it was chosen."""

    code: str
    name: str
    field: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChosenThemes:
    """The last choice of a period: in which round and when it was made, which themes by name, and in which proposal
    they were put to the councils. `rejected`: the codes of those that were weighed and not chosen; `weighed`: all of
    them in the order of the round."""

    number: int
    decided_on: dt.date
    themes: tuple[str, ...]
    rejected: frozenset[str]
    proposal: str
    weighed: tuple[WeighedTheme, ...] = ()
    reason: str = ""


@read_once
def themes_chosen(period: str, asof: AsOf) -> ChosenThemes | None:
    """Of the last round with a choice; two queries. None: nothing is chosen yet."""
    made = _choices(period, asof)
    if not made:
        return None
    return _read(max(made, key=lambda row: row.number))


@read_once
def themes_put(period: str, asof: AsOf) -> ChosenThemes | None:
    """The last choice of a period that went to the councils, also when another one came since."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    made = ThemeChoice.objects.filter(round__period__code=period, decided_on__lte=asof.valid_on, **known)
    last = made.filter(proposal__isnull=False).order_by("pk").values_list(*_COLUMNS).last()
    return _read(_Choice(*last)) if last else None


def _read(last: "_Choice") -> ChosenThemes:
    lines = ChoiceLine.objects.filter(choice=last.key).order_by("pk")
    columns = ("option__code", "option__name", "option__field_id", "is_chosen")
    weighed = tuple(WeighedTheme(*line) for line in lines.values_list(*columns))
    return ChosenThemes(
        last.number,
        last.decided_on,
        tuple(each.name for each in weighed if each.is_chosen),
        frozenset(each.code for each in weighed if not each.is_chosen),
        last.proposal,
        weighed,
        last.why,
    )


class _Choice(NamedTuple):
    key: int
    number: int
    decided_on: dt.date
    proposal: str
    why: str


_COLUMNS: Final = (
    "pk",
    "round__number",
    "decided_on",
    text_of("proposal__code"),
    text_of("change__reason"),
)


@read_once
def _choices(period: str, asof: AsOf) -> tuple[_Choice, ...]:
    """The last choice of each round of a period, in the order in which they were recorded."""
    made = _last(asof).filter(round__period__code=period).order_by("pk")
    return tuple(_Choice(*row) for row in made.values_list(*_COLUMNS))


def _last(asof: AsOf) -> QuerySet[ThemeChoice]:
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    held = ThemeChoice.objects.filter(round=OuterRef("round"), decided_on__lte=asof.valid_on, **known)
    last = held.order_by("-pk").values("pk")[:1]
    return ThemeChoice.objects.filter(pk=Subquery(last))
