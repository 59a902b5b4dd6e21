"""Which files make a network, and which columns each has (described in network/data/README.md)."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from noaber.network.models import BodyKind, OrganisationKind, PostRole


class Cell(Enum):
    """What a cell holds."""

    TEXT = "text"
    DATE = "date"
    YES_NO = "yes_no"
    NUMBER = "number"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `refers_to`: the file in whose first column the code must stand."""

    name: str
    cell: Cell = Cell.TEXT
    is_required: bool = False
    refers_to: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A file. `key`: the columns by which a record is known; several rows of one key are its periods."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    is_required: bool = False
    is_one_each: bool = False


DISTRICTS, ORGANISATIONS, FIELDS = "districts.csv", "organisations", "safety_fields.csv"
THEMES, BODIES, POSTS, PEOPLE = "themes.csv", "bodies.csv", "posts.csv", "people.csv"
NETWORK, MUNICIPALITIES, PARTNERS, MERGERS = (
    "network.csv",
    "municipalities.csv",
    "partners.csv",
    "mergers.csv",
)
IDENTIFIERS, MEMBERSHIPS, PORTFOLIOS = "identifiers.csv", "memberships.csv", "portfolios.csv"
POPULATIONS = "populations.csv"
FINAL, PROVISIONAL = "final", "provisional"

FOR_EACH = Column("for_each")
PERIOD = (Column("valid_from", Cell.DATE), Column("valid_until", Cell.DATE))


def _required(
    name: str, cell: Cell = Cell.TEXT, *, refers_to: str = "", choices: tuple[str, ...] = ()
) -> Column:
    return Column(name, cell, True, refers_to, choices)


SHAPES: Final[dict[str, Shape]] = {
    NETWORK: Shape(
        (
            _required("code"),
            _required("name"),
            _required("region"),
            _required("starts_on", Cell.DATE),
            Column("source"),
        ),
        key=("code",),
        is_required=True,
        is_one_each=True,
    ),
    DISTRICTS: Shape(
        (
            _required("code"),
            _required("name"),
            Column("position", Cell.NUMBER),
            Column("chair", refers_to=MUNICIPALITIES),
        ),
        key=("code",),
        is_required=True,
        is_one_each=True,
    ),
    MUNICIPALITIES: Shape(
        (
            _required("code"),
            _required("name"),
            Column("province"),
            _required("district", refers_to=DISTRICTS),
            _required("latitude", Cell.DECIMAL),
            _required("longitude", Cell.DECIMAL),
            *PERIOD,
        ),
        key=("code",),
        is_required=True,
        is_one_each=True,
    ),
    MERGERS: Shape(
        (
            _required("code"),
            _required("name"),
            Column("province"),
            _required("district", refers_to=DISTRICTS),
            _required("successor", refers_to=MUNICIPALITIES),
            _required("effective_on", Cell.DATE),
        ),
        key=("code",),
        is_one_each=True,
    ),
    PARTNERS: Shape(
        (
            _required("code"),
            _required("kind", choices=tuple(OrganisationKind.values)),
            _required("name"),
            Column("district", refers_to=DISTRICTS),
            *PERIOD,
        ),
        key=("code",),
    ),
    IDENTIFIERS: Shape(
        (
            _required("code", refers_to=ORGANISATIONS),
            *(
                Column(name)
                for name in ("street", "postcode", "city", "oin", "kvk", "e_invoice_scheme", "e_invoice_id")
            ),
            *(Column(name) for name in ("email", "phone", "website")),
        ),
        key=("code",),
        is_one_each=True,
    ),
    FIELDS: Shape(
        (_required("code"), _required("name"), Column("parent", refers_to=FIELDS), Column("edition")),
        key=("code",),
        is_one_each=True,
    ),
    THEMES: Shape(
        (
            _required("code"),
            _required("name"),
            Column("position", Cell.NUMBER),
            Column("safety_field", refers_to=FIELDS),
            Column("description"),
            *PERIOD,
        ),
        key=("code",),
    ),
    BODIES: Shape(
        (
            _required("code"),
            _required("kind", choices=tuple(BodyKind.values)),
            _required("name"),
            Column("short_name"),
            Column("district", refers_to=DISTRICTS),
            Column("parent", refers_to=BODIES),
            Column("theme", refers_to=THEMES),
            Column("is_formal", Cell.YES_NO),
            Column("purpose"),
            FOR_EACH,
            *PERIOD,
        ),
        key=("code",),
    ),
    POSTS: Shape(
        (
            _required("code"),
            Column("body", refers_to=BODIES),
            Column("organisation", refers_to=ORGANISATIONS),
            _required("title"),
            _required("role", choices=tuple(PostRole.values)),
            Column("follows", refers_to=POSTS),
            Column("required_kind", choices=tuple(OrganisationKind.values)),
            Column("required_organisation", refers_to=ORGANISATIONS),
            Column("required_district", refers_to=DISTRICTS),
            Column("appointed_by"),
            Column("term_months", Cell.NUMBER),
            Column("is_voting", Cell.YES_NO),
            FOR_EACH,
            *PERIOD,
        ),
        key=("code",),
    ),
    PEOPLE: Shape(
        (
            _required("code"),
            _required("name"),
            Column("job_title"),
            Column("employer", refers_to=ORGANISATIONS),
            Column("email"),
            Column("phone"),
            FOR_EACH,
            *PERIOD,
        ),
        key=("code",),
    ),
    MEMBERSHIPS: Shape(
        (
            _required("person", refers_to=PEOPLE),
            _required("post", refers_to=POSTS),
            Column("on_behalf_of", refers_to=ORGANISATIONS),
            Column("is_substitute", Cell.YES_NO),
            FOR_EACH,
            *PERIOD,
        ),
        key=("person", "post"),
    ),
    PORTFOLIOS: Shape(
        (_required("theme", refers_to=THEMES), _required("person", refers_to=PEOPLE), *PERIOD),
        key=("theme", "person"),
    ),
    POPULATIONS: Shape(
        (
            _required("code", refers_to=ORGANISATIONS),
            _required("reference_date", Cell.DATE),
            _required("population", Cell.NUMBER),
            _required("status", choices=(FINAL, PROVISIONAL)),
            _required("source"),
        ),
        key=("code", "reference_date"),
        is_one_each=True,
    ),
}
