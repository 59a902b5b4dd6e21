"""Themes with their holders, and the Kernbeleid taxonomy."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, replace

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.remembering import remembered
from noaber.network.models import PersonVersion, PortfolioVersion, SafetyField, ThemeVersion


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
    found = remembered("themes", asof, lambda: _all(asof))
    return list(found) if actor.is_signed_in else [_without_names(row) for row in found]


def _without_names(row: ThemeRow) -> ThemeRow:
    return replace(row, holders=tuple(replace(holder, name="") for holder in row.holders))


def _all(asof: AsOf) -> tuple[ThemeRow, ...]:
    holders = _portfolio_holders(asof)
    versions = (
        ThemeVersion.objects.as_of(asof).select_related("theme", "safety_field").order_by("position", "name")
    )
    return tuple(
        ThemeRow(
            version.theme_id,
            version.theme.code,
            version.name,
            version.description,
            str(version.safety_field or ""),
            version.theme.revision,
            tuple(holders.get(version.theme_id, ())),
        )
        for version in versions
    )


def _portfolio_holders(asof: AsOf) -> dict[uuid.UUID, list[PortfolioHolder]]:
    terms = PortfolioVersion.objects.as_of(asof).select_related("portfolio")
    people = {
        version.person_id: version
        for version in PersonVersion.objects.as_of(asof).filter(
            person_id__in=terms.values("portfolio__person_id")
        )
    }
    found: dict[uuid.UUID, list[PortfolioHolder]] = defaultdict(list)
    for term in terms:
        person = people.get(term.portfolio.person_id)
        found[term.portfolio.theme_id].append(
            PortfolioHolder(
                term.portfolio_id,
                term.portfolio.person_id,
                person.name if person else "",
                person.job_title if person else "",
                term.portfolio.revision,
            )
        )
    return found


def safety_fields() -> list[tuple[str, str, str]]:
    """Code, name and parent code of the taxonomy, in order of code."""
    return [(field.code, field.name, field.parent_id or "") for field in SafetyField.objects.all()]
