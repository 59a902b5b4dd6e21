"""All that was ever said of the themes: which names they had, and from when that was known."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.models import ThemeReason, ThemeVersion


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What was said of a theme (its code) from a day on, also what is no longer held to be true.

    `field`: the code of its line of the taxonomy, if any; `known_until`: None while it is held to be true.
    """

    code: str
    name: str
    field: str
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None
    description: str


@dataclass(frozen=True, slots=True)
class ThemeWhy:
    """Why something else is said of a theme (its code) from a day on, or why it ended on that day (`is_end`).

    `recorded_at`: the moment at which what it is about became known (`ThemeWords.known_from`).
    """

    code: str
    holds_from: dt.date
    is_end: bool
    reason: str
    recorded_at: dt.datetime


@read_once
def theme_words(asof: AsOf) -> tuple[ThemeWords, ...]:
    """By when it was first known, then in order of days: what was said of the days up to this one; one query."""
    ever = Q(known_until__isnull=True) | Q(known_until__gt=F("known_from"))
    said = ThemeVersion.objects.filter(ever, valid_from__lte=asof.valid_on)
    if asof.known_at is not None:
        said = said.filter(known_from__lt=asof.known_at)
    columns = ("theme__code", "name", "safety_field_id", "valid_from", "valid_until")
    rows = said.order_by("known_from", "valid_from", "theme__code")
    return tuple(
        ThemeWords(code, name, field or "", *days_and_words)
        for code, name, field, *days_and_words in rows.values_list(
            *columns, "known_from", "known_until", "description"
        )
    )


@read_once
def theme_reasons(asof: AsOf) -> tuple[ThemeWhy, ...]:
    """Every reason that was given, in the order of the telling; one query."""
    found = ThemeReason.objects.order_by("recorded_at", "pk")
    if asof.known_at is not None:
        found = found.filter(recorded_at__lt=asof.known_at)
    columns = ("theme__code", "holds_from", "is_end", "reason", "recorded_at")
    return tuple(ThemeWhy(*row) for row in found.values_list(*columns))


def said_before_its_end(asof: AsOf) -> Subquery:
    """The version with which people knew a theme that ended: the last that the end took away, for ``annotate``.

    None where what was said last before the end is what people know, or was said since.
    """
    reaches = Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until"))
    taken = ThemeVersion.objects.filter(
        reaches,
        theme=OuterRef("theme"),
        valid_from__lte=asof.valid_on,
        known_until__gt=OuterRef("known_from"),
    )
    if asof.known_at is not None:
        taken = taken.filter(known_until__lt=asof.known_at)
    return Subquery(taken.order_by("-known_until", "-valid_from").values("pk")[:1])


def versions_by_id(keys: set[int]) -> Mapping[int, ThemeVersion]:
    found: QuerySet[ThemeVersion] = ThemeVersion.objects.filter(pk__in=keys).select_related("safety_field")
    return {row.pk: row for row in found}
