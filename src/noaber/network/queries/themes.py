"""Themes with their holders, and the Kernbeleid taxonomy."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.network.models import PortfolioVersion, SafetyField, ThemeVersion


@dataclass(frozen=True, slots=True)
class PortfolioHolder:
    portfolio_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    job_title: str
    revision: int

    @property
    def shown(self) -> str:
        return self.name or self.job_title


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of the day with the mayors who hold it."""

    id: uuid.UUID
    code: str
    name: str
    description: str
    safety_field: str
    revision: int
    holders: tuple[PortfolioHolder, ...]


def themes(actor: Actor, asof: AsOf) -> list[ThemeRow]:
    """The themes of the day; who carries them by name only for the network."""
    found = _all(asof)
    return list(found) if actor.is_in_network else [_without_names(row) for row in found]


@read_once
def theme_states(asof: AsOf) -> tuple[tuple[str, bool], ...]:
    """Every theme of the day by name, and whether somebody holds it: what `themes` gives, in one query."""
    held = Exists(PortfolioVersion.objects.as_of(asof).filter(portfolio__theme=OuterRef("theme")))
    versions = ThemeVersion.objects.as_of(asof).order_by("position", "name")
    return tuple(versions.values_list("name", held))


def _without_names(row: ThemeRow) -> ThemeRow:
    return replace(row, holders=tuple(replace(holder, name="") for holder in row.holders))


@read_once
def _all(asof: AsOf) -> tuple[ThemeRow, ...]:
    holders = _portfolio_holders(asof)
    versions = ThemeVersion.objects.as_of(asof).order_by("position", "name")
    columns = (
        "theme_id",
        "theme__code",
        "name",
        "description",
        "safety_field",
        "safety_field__name",
        "theme__revision",
    )
    return tuple(
        ThemeRow(
            key,
            code,
            name,
            description,
            f"{field} {field_name}" if field else "",
            revision,
            tuple(holders[key]),
        )
        for key, code, name, description, field, field_name, revision in versions.values_list(*columns)
    )


def _portfolio_holders(asof: AsOf) -> dict[uuid.UUID, list[PortfolioHolder]]:
    """Who holds each theme; somebody of whom the register says nothing on the day has no name."""
    terms = PortfolioVersion.objects.as_of(asof).annotate(said=said_of("portfolio__person__versions", asof))
    columns = (
        "portfolio__theme_id",
        "portfolio_id",
        "portfolio__person_id",
        text_of("said__name"),
        text_of("said__job_title"),
        "portfolio__revision",
    )
    found: dict[uuid.UUID, list[PortfolioHolder]] = defaultdict(list)
    for theme, *holder in terms.values_list(*columns):
        found[theme].append(PortfolioHolder(*holder))
    return found


def safety_fields() -> list[tuple[str, str, str]]:
    """Code, name and parent code of the taxonomy, in order of code."""
    return [(field.code, field.name, field.parent_id or "") for field in SafetyField.objects.all()]
