"""Taking in the boundaries of municipalities: all of a file or nothing, and the same file twice changes nothing.

The file is read, checked and simplified first; then one transaction looks once more at what is known, and adds.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.network.access import may_maintain_register
from noaber.network.imports.boundaries.features import BoundariesRefused
from noaber.network.imports.boundaries.reading import BoundaryPlan, read_boundaries
from noaber.network.models import Boundary, BoundarySet, Network, Organisation, OrganisationKind
from noaber.network.queries.boundaries import known_outlines
from noaber.network.queries.organisations import municipalities, predecessors_by_successor
from noaber.network.rules.boundaries import drawn_from, listed


@dataclass(frozen=True, slots=True)
class BoundaryOutcome:
    """What a file came to. `number` is that of the set; None where nothing was kept: it was known, or a preview."""

    plan: BoundaryPlan
    source: str
    notes: tuple[str, ...]
    is_known: bool
    number: int | None = None


def preview_boundaries(
    path: Path, *, year: int | None, source: str, layer: str = "", actor: Actor, today: dt.date
) -> BoundaryOutcome:
    """What taking it in would come to; nothing is kept. A DomainError names what is wrong."""
    require(may_maintain_register(actor))
    return _outcome(path, year, source, layer, actor, today)


def import_boundaries(
    path: Path,
    *,
    year: int | None,
    source: str,
    layer: str = "",
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
) -> BoundaryOutcome:
    """Keep the boundaries of the municipalities of the network. A DomainError names what is wrong."""
    require(may_maintain_register(actor))
    found = _outcome(path, year, source, layer, actor, today)
    if found.is_known:
        return found
    with verb("network.import_boundaries", actor=actor) as trail:
        Network.objects.select_for_update().first()  # two at once: the second sees what the first brought
        if _is_known(found.plan, found.source):
            return BoundaryOutcome(found.plan, found.source, found.notes, is_known=True)
        row = BoundarySet.objects.create(
            year=found.plan.year,
            source=found.source,
            file_name=found.plan.name[:200],
            checksum=found.plan.checksum,
            **recorded_by(actor, now),
        )
        _keep(row, found.plan)
        facts: dict[str, str | int] = {
            "year": row.year,
            "checksum": row.checksum,
            "areas": len(found.plan.outlines),
        }
        trail.note(row, facts, records=[row])
    return BoundaryOutcome(found.plan, found.source, found.notes, is_known=False, number=row.pk)


def _keep(row: BoundarySet, plan: BoundaryPlan) -> None:
    keys = dict(_ours().filter(code__in=plan.outlines).values_list("code", "pk"))
    Boundary.objects.bulk_create(
        Boundary(
            boundary_set=row,
            organisation_id=keys[code],
            path=each.path,
            left=each.left,
            top=each.top,
            right=each.right,
            bottom=each.bottom,
            x=each.x,
            y=each.y,
            room=each.room,
        )
        for code, each in sorted(plan.outlines.items())
    )


def _ours() -> QuerySet[Organisation]:
    """Every municipality that the register ever had: maps look back as well."""
    return Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY)


def _outcome(
    path: Path, year: int | None, source: str, layer: str, actor: Actor, today: dt.date
) -> BoundaryOutcome:
    wanted = frozenset(_ours().values_list("code", flat=True))
    if not wanted:
        raise DomainError(_("Er staan nog geen gemeenten in het register. Laad eerst het netwerk."))
    try:
        plan = read_boundaries(path, year, wanted, layer)
    except BoundariesRefused as error:
        said = "\n".join([*error.problems, _("Er is niets gewijzigd.")])
        raise DomainError(said, field="file") from error
    source = " ".join(source.split())[:200] or plan.name[:200]
    notes = (*plan.notes, *_missing(plan, actor, today))
    return BoundaryOutcome(plan, source, notes, is_known=_is_known(plan, source))


def _is_known(plan: BoundaryPlan, source: str) -> bool:
    last = BoundarySet.objects.filter(year=plan.year).order_by("-pk").first()
    return last is not None and last.source == source and known_outlines(last) == plan.outlines


def _missing(plan: BoundaryPlan, actor: Actor, today: dt.date) -> list[str]:
    """Municipalities of today that the file does not have; from their predecessors where it has all of those."""
    merged = predecessors_by_successor(today)
    absent, joined = [], []
    for row in municipalities(actor, AsOf(today)):
        parts = drawn_from(row.code, plan.outlines.keys(), merged)
        if not parts:
            absent.append(f"{row.name} ({row.code})")
        elif parts != (row.code,):
            joined.append(f"{row.name} ({', '.join(parts)})")
    said = []
    if absent:
        said.append(_("Niet in het bestand, en dus niet op de kaart: %(names)s.") % {"names": listed(absent)})
    if joined:
        said.append(_("Getekend uit voorgangers: %(names)s.") % {"names": listed(joined)})
    return said
