"""What the themes are called in which priorities are counted: the taxonomy, and the network's own names for it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.api import safety_fields
from noaber.strategy.models import ThemeNaming
from noaber.strategy.rules.themes.names import ThemeNames


@dataclass(frozen=True, slots=True)
class NamingRow:
    """The names of one theme of the taxonomy as they were last recorded."""

    field: str
    revision: int
    names: ThemeNames


def theme_names(asof: AsOf) -> Mapping[str, str]:
    """By the code of the taxonomy how lists call it: the new name with the old ones, else that of the taxonomy."""
    own = {row.field: row.names.shown for row in namings(asof)}
    return {row.code: own.get(row.code, row.name) for row in safety_fields()}


@read_once
def namings(asof: AsOf) -> tuple[NamingRow, ...]:
    """Every theme with a name of the network's own; one query."""
    found = newest_namings(asof.known_at).select_related("theme").order_by("theme__field")
    return tuple(NamingRow(row.theme.field_id, row.theme.revision, names_of(row)) for row in found)


def newest_namings(known_at: dt.datetime | None) -> QuerySet[ThemeNaming]:
    """The last naming of each theme as known at a moment (None: now)."""
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    later = ThemeNaming.objects.filter(known, theme=OuterRef("theme"), number__gt=OuterRef("number"))
    return ThemeNaming.objects.filter(known, ~Exists(later))


def names_of(row: ThemeNaming) -> ThemeNames:
    """The stored names as the rules know them."""
    return ThemeNames(row.name, tuple(row.earlier.splitlines()))
