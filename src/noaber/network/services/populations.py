"""Population figures are appended: a better figure is known from now on, the earlier one stays on record."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.network.access import may_record_populations
from noaber.network.models import Organisation, OrganisationKind, PopulationFigure


@dataclass(frozen=True, slots=True)
class Figure:
    """The inhabitants of one municipality on a reference date, according to a source."""

    code: str
    reference_on: dt.date
    population: int
    is_provisional: bool
    source: str


@dataclass(frozen=True, slots=True)
class RecordReport:
    """How many figures were new, took the place of another, or were known already."""

    added: int
    replaced: int
    unchanged: int


def record_population(figure: Figure, *, actor: Actor, now: dt.datetime) -> RecordReport:
    """Record one figure; see `record_populations`."""
    return record_populations([figure], actor=actor, now=now)


def record_populations(figures: Iterable[Figure], *, actor: Actor, now: dt.datetime) -> RecordReport:
    """Record figures, all or none. A negative figure, an unknown municipality, or two figures for the same
    municipality and date are refused; a figure that is known already changes nothing."""
    require(may_record_populations(actor))
    wanted = list(figures)
    with verb("network.record_populations", actor=actor) as trail:
        ids = _ids(wanted)
        _refuse_wrong(wanted, ids)
        known = _known(wanted)
        new = [figure for figure in wanted if not _is_known(figure, known)]
        outdated = [known[figure.code, figure.reference_on] for figure in new if _key(figure) in known]
        PopulationFigure.objects.filter(pk__in=[row.pk for row in outdated]).update(known_until=now)
        for row in outdated:
            row.known_until = now
        rows = [_row(figure, ids, now) for figure in new]
        note_figures(trail, PopulationFigure.objects.bulk_create(rows, batch_size=500), outdated)
    return RecordReport(len(new) - len(outdated), len(outdated), len(wanted) - len(new))


def note_figures(
    trail: Trail, new: Iterable[PopulationFigure], outdated: Iterable[PopulationFigure] = ()
) -> None:
    """One row of the log per reference date, with a digest of each figure."""
    by_day: dict[dt.date, list[PopulationFigure]] = defaultdict(list)
    for row in new:
        by_day[row.reference_on].append(row)
    for day, rows in sorted(by_day.items()):
        records = [*rows, *(row for row in outdated if row.reference_on == day)]
        trail.note(
            PopulationFigure._meta.label_lower, {"figures": len(rows)}, key=day.isoformat(), records=records
        )


Key = tuple[str, dt.date]


def _key(figure: Figure) -> Key:
    return figure.code, figure.reference_on


def _ids(figures: list[Figure]) -> dict[str, uuid.UUID]:
    """The municipalities concerned, locked in order of code so that two imports wait for each other."""
    codes = {figure.code for figure in figures}
    rows = Organisation.objects.select_for_update().filter(kind=OrganisationKind.MUNICIPALITY, code__in=codes)
    return {row.code: row.pk for row in rows.order_by("code")}


def _refuse_wrong(figures: list[Figure], ids: dict[str, uuid.UUID]) -> None:
    seen: set[Key] = set()
    for figure in figures:
        place = {"code": figure.code, "number": figure.population, "date": figure.reference_on.isoformat()}
        if figure.code not in ids:
            raise DomainError(_("%(code)s is geen gemeente in het register.") % place, field="code")
        if figure.population < 0:
            raise DomainError(
                _("%(code)s: %(number)s inwoners kan niet; dat is negatief.") % place, field="population"
            )
        if _key(figure) in seen:
            raise DomainError(_("%(code)s staat er voor %(date)s twee keer in.") % place, field="code")
        seen.add(_key(figure))


def _known(figures: list[Figure]) -> dict[Key, PopulationFigure]:
    days = {figure.reference_on for figure in figures}
    rows = PopulationFigure.objects.known(None).filter(reference_on__in=days).select_related("organisation")
    return {(row.organisation.code, row.reference_on): row for row in rows}


def _is_known(figure: Figure, known: dict[Key, PopulationFigure]) -> bool:
    row = known.get(_key(figure))
    return row is not None and (row.population, row.is_provisional, row.source) == (
        figure.population,
        figure.is_provisional,
        figure.source,
    )


def _row(figure: Figure, ids: dict[str, uuid.UUID], now: dt.datetime) -> PopulationFigure:
    return PopulationFigure(
        organisation_id=ids[figure.code],
        reference_on=figure.reference_on,
        population=figure.population,
        is_provisional=figure.is_provisional,
        source=figure.source,
        known_from=now,
    )
