"""Themes with their holders, and the Kernbeleid taxonomy."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, Min, OuterRef, QuerySet

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.network.models import BodyKind, MembershipVersion, PortfolioVersion, SafetyField, ThemeVersion
from noaber.network.queries.theme_words import said_before_its_end, versions_by_id


@dataclass(frozen=True, slots=True)
class PortfolioHolder:
    """Someone with a theme in portfolio, with their account if any. For the public it and `name` are empty."""

    portfolio_id: uuid.UUID
    person_id: uuid.UUID
    user_id: int | None
    name: str
    job_title: str
    revision: int
    is_in_steering_group: bool

    @property
    def shown(self) -> str:
        return self.name or self.job_title


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the mayors who hold it on the day; it is carried when one of them sits in the steering group.

    `last_day`: of a theme that has ended by the day, with the last that was said of it; nobody holds that.
    """

    id: uuid.UUID
    code: str
    name: str
    description: str
    safety_field: str
    revision: int
    holders: tuple[PortfolioHolder, ...]
    last_day: dt.date | None = None
    position: int = 0

    @property
    def is_carried(self) -> bool:
        return any(holder.is_in_steering_group for holder in self.holders)


def themes(actor: Actor, asof: AsOf) -> list[ThemeRow]:
    """The themes of the day; who carries them by name only for the network."""
    return [row for row in _seen_by(actor, asof) if row.last_day is None]


@read_once
def first_days_to_come(asof: AsOf) -> tuple[tuple[str, dt.date], ...]:
    """By code every theme that begins after the day, with its first day."""
    known = ThemeVersion.objects.known(asof.known_at)
    began = known.filter(theme=OuterRef("theme"), valid_from__lte=asof.valid_on)
    found = known.exclude(Exists(began)).values_list("theme__code").annotate(first=Min("valid_from"))
    return tuple(found.order_by("first", "theme__code"))


def themes_since(actor: Actor, first_day: dt.date, asof: AsOf) -> list[ThemeRow]:
    """As `themes`, and those that were there on or after an earlier day and have ended."""
    return [row for row in _seen_by(actor, asof) if row.last_day is None or row.last_day >= first_day]


def last_theme_names(asof: AsOf) -> dict[str, str]:
    """By code what every theme that there was by the day is called, or was called last."""
    return {row.code: row.name for row in _all(asof)}


def _seen_by(actor: Actor, asof: AsOf) -> list[ThemeRow]:
    found = _all(asof)
    return list(found) if actor.is_in_network else [_without_names(row) for row in found]


@read_once
def theme_states(asof: AsOf) -> tuple[tuple[str, bool], ...]:
    """Every theme of the day by name, and whether it is carried: what `themes` gives, in one query."""
    carried = _in_steering_group(asof, OuterRef("portfolio__person"))
    held = Exists(PortfolioVersion.objects.as_of(asof).filter(carried, portfolio__theme=OuterRef("theme")))
    versions = ThemeVersion.objects.as_of(asof).order_by("position", "name")
    return tuple(versions.values_list("name", held))


def _in_steering_group(asof: AsOf, person: OuterRef) -> Exists:
    """Whether somebody sits in the steering group: its mayors carry the themes (R37)."""
    terms = MembershipVersion.objects.as_of(asof).filter(
        membership__person=person,
        membership__post__body__kind=BodyKind.STEERING_GROUP,
        is_substitute=False,
    )
    return Exists(terms)


def _without_names(row: ThemeRow) -> ThemeRow:
    return replace(row, holders=tuple(replace(holder, name="", user_id=None) for holder in row.holders))


@read_once
def _all(asof: AsOf) -> tuple[ThemeRow, ...]:
    """One query: every theme that there was by the day beside every portfolio that it ever had, of which those of the
    day count. One more for what ended before its last words began.
    """
    versions = _last_said(asof).annotate(
        before_end=said_before_its_end(asof),
        term=said_of("theme__portfolios__versions", asof),
        said=said_of("theme__portfolios__person__versions", asof),
        carries=_in_steering_group(asof, OuterRef("theme__portfolios__person")),
    )
    themes: dict[uuid.UUID, ThemeRow] = {}
    holders: dict[uuid.UUID, list[PortfolioHolder]] = defaultdict(list)
    known_as: dict[uuid.UUID, int] = {}
    for row in versions.order_by("position", "name", "said__name").values_list(*_COLUMNS):
        until, before, place, key, code, name, description, field, field_name, revision, term, *holder = row
        safety_field = f"{field} {field_name}" if field else ""
        last_day = until - dt.timedelta(days=1) if until and until <= asof.valid_on else None
        themes[key] = ThemeRow(key, code, name, description, safety_field, revision, (), last_day, place)
        if before and last_day:
            known_as[key] = before
        if term and last_day is None:
            holders[key].append(PortfolioHolder(*holder))
    rows = (replace(row, holders=tuple(holders[row.id])) for row in themes.values())
    return _as_people_know_them(rows, known_as)


def _as_people_know_them(rows: Iterable[ThemeRow], known_as: Mapping[uuid.UUID, int]) -> tuple[ThemeRow, ...]:
    """A theme that ended on the day that its last words were to begin, under those words: they were in use."""
    said = versions_by_id(set(known_as.values())) if known_as else {}
    return tuple(_under(row, said[known_as[row.id]]) if row.id in known_as else row for row in rows)


def _under(row: ThemeRow, said: ThemeVersion) -> ThemeRow:
    field = str(said.safety_field or "")
    return replace(
        row, name=said.name, description=said.description, safety_field=field, position=said.position
    )


def _last_said(asof: AsOf) -> QuerySet[ThemeVersion]:
    """Of every theme what holds on the day, or held last before it."""
    said = ThemeVersion.objects.known(asof.known_at).filter(valid_from__lte=asof.valid_on)
    return said.exclude(Exists(said.filter(theme=OuterRef("theme"), valid_from__gt=OuterRef("valid_from"))))


# Somebody of whom the register says nothing on the day has no name.
_COLUMNS = (
    "valid_until",
    "before_end",
    "position",
    "theme_id",
    "theme__code",
    "name",
    "description",
    "safety_field",
    "safety_field__name",
    "theme__revision",
    "term__pk",
    "theme__portfolios__pk",
    "theme__portfolios__person_id",
    "theme__portfolios__person__user_id",
    text_of("said__name"),
    text_of("said__job_title"),
    "theme__portfolios__revision",
    "carries",
)


@dataclass(frozen=True, slots=True)
class SafetyFieldRow:
    """A field (1-5, X) or a theme (1.1 ...) of the taxonomy; `parent` is empty for a field."""

    code: str
    name: str
    parent: str


@read_once
def safety_fields() -> tuple[SafetyFieldRow, ...]:
    """The taxonomy Kernbeleid Veiligheid (VNG), in order of code."""
    found = SafetyField.objects.order_by("code").values_list("code", "name", "parent_id")
    return tuple(SafetyFieldRow(code, name, parent or "") for code, name, parent in found)
