"""What the search box reads of rounds and of sources that are no organisation; a query each, however many there are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.api import last_names
from noaber.strategy.models import LocalPriority, ReviewStatement, ThemeChoice, ThemeOption
from noaber.strategy.queries.inventory.plans import newest_statements, shown_name
from noaber.strategy.queries.themes import newest_namings
from noaber.strategy.rules.reviews.review import ReviewKind, ReviewState


@dataclass(frozen=True, slots=True)
class FoundSource:
    """An agenda or a review with the themes that it puts first, and its own words for them."""

    period: str
    code: str
    kind: str
    title: str
    themes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundRound:
    """A selection round with the names of its themes; `is_chosen`: whether a choice is known."""

    period: str
    number: int
    title: str
    opened_at: dt.datetime | None
    is_chosen: bool
    themes: tuple[str, ...]


@read_once
def names_of_gone(codes: frozenset[str]) -> Mapping[str, str]:
    """What those that are no more were called last."""
    return last_names(codes)


@read_once
def searched_sources(asof: AsOf) -> tuple[FoundSource, ...]:
    """The national agendas and reviews of all periods with the themes that they name; one query."""
    newest = newest_statements(asof.known_at).filter(plan__organisation__isnull=True)
    said = newest_namings(asof.known_at).filter(theme__field=OuterRef("field"))
    plan = ("statement__plan__period__code", "statement__plan__source", "statement__plan__kind")
    names = ("field__name", Subquery(said.values("name")), Subquery(said.values("earlier")))
    found = LocalPriority.objects.filter(statement__in=newest).order_by(*plan[:2], "rank")
    rows = found.values_list(*plan, "statement__title", *names, "wording", "ambition")
    return tuple(_source(list(parts)) for _plan, parts in groupby(rows, key=lambda row: row[:4]))


def _source(rows: Sequence[tuple[Any, ...]]) -> FoundSource:
    period, code, kind, title = rows[0][:4]
    themes = tuple(dict.fromkeys(shown_name(*row[4:7]) for row in rows))
    said = tuple(text for row in rows for text in row[7:])
    return FoundSource(period, code, kind, title, themes, said)


@read_once
def searched_rounds(asof: AsOf) -> tuple[FoundRound, ...]:
    """As `queries.selection.round.rounds`: of before today only what was opened then is known."""
    opened = Q() if asof.known_at is None else Q(round__opened_at__lt=asof.known_at)
    known = Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)
    chosen = Exists(ThemeChoice.objects.filter(known, round=OuterRef("round"), decided_on__lte=asof.valid_on))
    found = ThemeOption.objects.filter(opened).order_by("round__period__code", "round__number", "position")
    columns = ("round__period__code", "round__number", "round__title", "round__opened_at")
    rows = found.values_list(*columns, chosen, "name")
    return tuple(
        FoundRound(period, number, title, opened_at, is_chosen, tuple(row[5] for row in parts))
        for (period, number, title, opened_at, is_chosen), parts in groupby(rows, key=lambda row: row[:5])
    )


@read_once
def searched_reviews(asof: AsOf) -> Mapping[tuple[str, ReviewKind], tuple[str, ...]]:
    """By period and kind the conclusion of the last version that others read, then its findings; one query."""
    held = ReviewStatement.objects.filter(said_on__lte=asof.valid_on).exclude(state=ReviewState.WRITING.value)
    if asof.known_at:
        held = held.filter(recorded_at__lt=asof.known_at)
    columns = ("review__period__code", "review__kind", "number", "conclusion", "findings__text")
    found: dict[tuple[str, ReviewKind], tuple[str, ...]] = {}
    numbers: dict[tuple[str, ReviewKind], int] = {}
    for code, kind, number, conclusion, finding in held.order_by("number", "findings__position").values_list(
        *columns
    ):
        key = (code, ReviewKind(kind))
        if numbers.get(key) != number:
            numbers[key], found[key] = number, (conclusion,)
        found[key] = (*found[key], *([finding] if finding else []))
    return found
