"""Organisations and districts, as of two dates."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.network.models import District, OrganisationKind, OrganisationVersion, Succession, TilePosition


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation. Contact fields are empty for who is not in the network."""

    id: uuid.UUID
    code: str
    kind: str
    name: str
    district_code: str
    district_name: str
    province: str
    street: str
    postcode: str
    city: str
    oin: str
    kvk: str
    e_invoice_scheme: str
    e_invoice_id: str
    email: str
    phone: str
    website: str
    revision: int

    @property
    def kind_label(self) -> str:
        return str(OrganisationKind(self.kind).label)

    @property
    def is_municipality(self) -> bool:
        return self.kind == OrganisationKind.MUNICIPALITY

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part)


# The columns of an OrganisationRow, in its order; a list page reads tuples, which is three times as fast as records.
_COLUMNS = (
    "organisation_id",
    "organisation__code",
    "organisation__kind",
    "name",
    text_of("district_id"),
    text_of("district__name"),
    "province",
    "street",
    "postcode",
    "city",
    "oin",
    "kvk",
    "e_invoice_scheme",
    "e_invoice_id",
    "email",
    "phone",
    "website",
    "organisation__revision",
)
_CONTACT = (_COLUMNS.index("oin"), _COLUMNS.index("website"))  # from and up to


def organisations(actor: Actor, asof: AsOf, *, kinds: Iterable[str] = ()) -> list[OrganisationRow]:
    """All organisations that exist on the day, by name."""
    wanted = frozenset(kinds)
    found = _in_network(asof) if actor.is_in_network else _public(asof)
    return [row for row in found if not wanted or row.kind in wanted]


@read_once
def _in_network(asof: AsOf) -> tuple[OrganisationRow, ...]:
    return tuple(OrganisationRow(*values) for values in _all(asof))


@read_once
def _public(asof: AsOf) -> tuple[OrganisationRow, ...]:
    """Contact data is for the network; the public sees who takes part."""
    first, after = _CONTACT
    hidden = ("",) * (after - first)
    return tuple(OrganisationRow(*values[:first], *hidden, *values[after:]) for values in _all(asof))


@read_once
def _all(asof: AsOf) -> tuple[tuple[Any, ...], ...]:
    return tuple(OrganisationVersion.objects.as_of(asof).order_by("name").values_list(*_COLUMNS))


def municipalities(actor: Actor, asof: AsOf) -> list[OrganisationRow]:
    return organisations(actor, asof, kinds=[OrganisationKind.MUNICIPALITY])


def organisation(actor: Actor, code: str, asof: AsOf) -> OrganisationRow | None:
    """One organisation by its code, or None when it does not exist on the day (as known then)."""
    return next((row for row in organisations(actor, asof) if row.code == code), None)


@dataclass(frozen=True, slots=True)
class DistrictRow:
    code: str
    name: str


@read_once
def districts() -> tuple[DistrictRow, ...]:
    """In their own order."""
    return tuple(DistrictRow(*values) for values in District.objects.values_list("code", "name"))


@read_once
def tiles() -> Mapping[str, tuple[int, int]]:
    """Row and column on the tile map, by organisation code."""
    positions = TilePosition.objects.values_list("organisation__code", "row", "column")
    return {code: (row, column) for code, row, column in positions}


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One predecessor that went up into a successor."""

    predecessor: str
    successor: str
    effective_on: dt.date
    recorded_at: dt.datetime
    cancelled_at: dt.datetime | None

    def is_known(self, at: dt.datetime | None) -> bool:
        """Whether it was recorded by then and not taken back."""
        if at is None:
            return self.cancelled_at is None
        return self.recorded_at < at and (self.cancelled_at is None or self.cancelled_at >= at)


def successions(code: str = "", *, known_at: dt.datetime | None = None) -> list[SuccessionRow]:
    """All successions by day, or those in which the organisation with this code takes part, as known then."""
    known = [row for row in successions_ever() if row.is_known(known_at)]
    return [row for row in known if not code or code in (row.predecessor, row.successor)]


def predecessors_by_successor(on: dt.date, *, known_at: dt.datetime | None = None) -> dict[str, list[str]]:
    """Who had gone up into whom by the day, as known then."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in successions(known_at=known_at):
        if row.effective_on <= on:
            found[row.successor].append(row.predecessor)
    return dict(found)


@read_once
def successions_ever() -> tuple[SuccessionRow, ...]:
    """Also those that were taken back."""
    columns = ("predecessor__code", "successor__code", "effective_on", "recorded_at", "cancelled_at")
    return tuple(SuccessionRow(*row) for row in Succession.objects.values_list(*columns))


def last_names(codes: Iterable[str]) -> dict[str, str]:
    """What organisations are called last, also those that are no more or turned out never to be."""
    said = OrganisationVersion.objects.filter(organisation__code__in=set(codes)).best_last()
    return dict(said.values_list("organisation__code", "name"))


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A municipality that went up into another, with its last name and last day."""

    code: str
    name: str
    last_day: dt.date


def predecessors(code: str, asof: AsOf) -> list[Predecessor]:
    """Those that had gone up into this municipality by the day, as known then."""
    merged = [
        row
        for row in successions(code, known_at=asof.known_at)
        if row.successor == code and row.effective_on <= asof.valid_on
    ]
    names = last_names(row.predecessor for row in merged) if merged else {}
    return [
        Predecessor(
            row.predecessor,
            names.get(row.predecessor, row.predecessor),
            row.effective_on - dt.timedelta(days=1),
        )
        for row in merged
    ]
