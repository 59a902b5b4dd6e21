"""Bodies, as of two dates."""

import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.network.models import BodyKind, BodyVersion


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body; `parent_code` is the body it reports to."""

    id: uuid.UUID
    code: str
    kind: str
    name: str
    short_name: str
    district_code: str
    district_name: str
    parent_code: str
    parent_name: str
    theme_code: str
    theme_name: str
    is_formal: bool
    purpose: str
    revision: int

    @property
    def kind_label(self) -> str:
        return str(BodyKind(self.kind).label)

    @property
    def called(self) -> str:
        return self.short_name or self.name


def bodies(actor: Actor, asof: AsOf) -> list[BodyRow]:
    """Every body of the day, in the order of the kinds, then by name. Which bodies there are is public."""
    return list(_all(asof))


# The columns of a BodyRow, in its order; what is not said on the day is called by its code.
_COLUMNS = (
    "body_id",
    "body__code",
    "body__kind",
    "name",
    "short_name",
    text_of("district_id"),
    text_of("district__name"),
    text_of("parent__code"),
    text_of("of_parent__name", "parent__code"),
    text_of("theme__code"),
    text_of("of_theme__name", "theme__code"),
    "is_formal",
    "purpose",
    "body__revision",
)


@read_once
def _all(asof: AsOf) -> tuple[BodyRow, ...]:
    versions = BodyVersion.objects.as_of(asof).annotate(
        of_parent=said_of("parent__versions", asof), of_theme=said_of("theme__versions", asof)
    )
    kinds = [kind.value for kind in BodyKind]
    rows = (BodyRow(*values) for values in versions.values_list(*_COLUMNS))
    return tuple(sorted(rows, key=lambda row: (kinds.index(row.kind), row.name)))


def body(actor: Actor, code: str, asof: AsOf) -> BodyRow | None:
    return next((row for row in bodies(actor, asof) if row.code == code), None)
