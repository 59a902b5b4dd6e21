"""What every field of every table holds about people, why, how long, and what erasure does to it.

Each room declares its fields in its own `privacy.py`, loaded when the app is ready:

    declare("core.OutboxMail", {DELIVERY_ADDRESS: "to", NO_PERSON: "key template state"})

`undeclared_fields` and `unknown_fields` keep the declarations and the models in step (a test asks them);
`register` is the verwerkingsregister (AVG article 30) that docs/privacy.md and the page show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.apps import apps
from django.db import models


class DataClass(StrEnum):
    """What a field holds about people."""

    NONE = "geen"
    BUSINESS_CONTACT = "zakelijk contact"
    PERSON = "persoon"
    SECURITY = "beveiliging"


@dataclass(frozen=True, slots=True)
class Care:
    """How a kind of data is treated; Dutch, for the register. `SECURITY` data never leaves in an export."""

    data_class: DataClass
    purpose: str
    retention: str
    erasure: str


NO_PERSON: Final = Care(
    DataClass.NONE,
    "de gegevens van het netwerk zelf",
    "zolang het netwerk bestaat",
    "niet nodig: zegt niets over personen",
)
RECORD_KEY: Final = Care(
    DataClass.NONE,
    "gegevens aan elkaar verbinden",
    "zolang de regel bestaat",
    "niet nodig: een nummer zonder naam",
)


@dataclass(frozen=True, slots=True)
class FieldCare:
    """One line of the register: table and field by their code names and Dutch names, with their care."""

    table: str
    table_name: str
    field: str
    field_name: str
    care: Care


_declared: dict[str, dict[str, Care]] = {}


def declare(table: str, fields: Mapping[Care, str]) -> None:
    """Declare the fields of a table ("room.Model"); per care the field names with spaces between.

    Loading twice is fine; a field under two cares is a mistake.
    """
    cares: dict[str, Care] = {}
    for care, names in fields.items():
        for name in names.split():
            if name in cares:
                raise ValueError(f"{table}.{name} is declared twice")
            cares[name] = care
    _declared.setdefault(table.lower(), {}).update(cares)


def care_of(field: "models.Field[Any, Any]") -> Care | None:
    """The declared care of a field; None when nobody declared it."""
    return _declared.get(field.model._meta.label_lower, {}).get(field.name)


def all_fields() -> "Iterator[models.Field[Any, Any]]":
    """Every column of every table, in a fixed order."""
    tables = apps.get_models(include_auto_created=True)
    for model in sorted(tables, key=lambda one: one._meta.label_lower):
        if model._meta.managed and not model._meta.proxy:
            yield from model._meta.local_concrete_fields


def undeclared_fields() -> list[str]:
    """The fields that nobody declared, as "room.model.field"."""
    return [
        f"{field.model._meta.label_lower}.{field.name}" for field in all_fields() if care_of(field) is None
    ]


def unknown_fields() -> list[str]:
    """Declarations of fields that do not exist (any more)."""
    known = {(field.model._meta.label_lower, field.name) for field in all_fields()}
    declared = {(table, name) for table, fields in _declared.items() for name in fields}
    return [".".join(pair) for pair in sorted(declared - known)]


def register() -> list[FieldCare]:
    """The verwerkingsregister: every declared field, by table."""
    lines = []
    for field in all_fields():
        care = care_of(field)
        if care is not None:
            meta = field.model._meta
            names = (str(meta.verbose_name), str(field.verbose_name))
            lines.append(FieldCare(meta.label_lower, names[0], field.name, names[1], care))
    return lines
