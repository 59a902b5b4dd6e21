"""Recording registered offences: a better figure is known from now on, the earlier one stays on record."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.figures.access import may_record_figures
from noaber.figures.models import Offence, OffenceFigure
from noaber.figures.rules.series import AreaFigure, OffenceCounts
from noaber.network.api import lock_municipalities

Keys = Mapping[str, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many figures were new, took the place of another, or were known already."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0


def record_offences(counts: Iterable[OffenceCounts], *, actor: Actor, now: dt.datetime) -> Recorded:
    """Record counts of offences, all or none; what is known already changes nothing.

    A negative count, an unknown municipality, a year that is not over, or two counts for the same offence,
    municipality and year are refused.
    """
    require(may_record_figures(actor))
    wanted = list(counts)
    with verb("figures.record_offences", actor=actor) as trail:
        keys = lock_municipalities(figure.area for each in wanted for figure in each.figures)
        for each in wanted:
            _refuse_wrong(each.figures, keys, now)
        done = [_record(each, keys, now, trail) for each in wanted]
    return Recorded(
        sum(each.added for each in done),
        sum(each.replaced for each in done),
        sum(each.unchanged for each in done),
    )


def _refuse_wrong(figures: Iterable[AreaFigure], keys: Keys, now: dt.datetime) -> None:
    seen: set[tuple[str, int]] = set()
    for each in figures:
        place = {"code": each.area, "year": each.year, "number": each.count}
        if each.area not in keys:
            raise DomainError(_("%(code)s is geen gemeente in het register.") % place, field="code")
        if each.count < 0:
            raise DomainError(
                _("%(code)s, %(year)s: %(number)s kan niet; dat is negatief.") % place, field="count"
            )
        if each.year >= now.year:
            raise DomainError(_("%(code)s: het jaar %(year)s is nog niet voorbij.") % place, field="year")
        if (each.area, each.year) in seen:
            raise DomainError(_("%(code)s staat er voor %(year)s twee keer in.") % place, field="year")
        seen.add((each.area, each.year))


def _record(counts: OffenceCounts, keys: Keys, now: dt.datetime, trail: Trail) -> Recorded:
    called = Offence.objects.filter(code=counts.offence).values_list("title", flat=True).first()
    kind, _is_new = Offence.objects.update_or_create(code=counts.offence, defaults={"title": counts.title})
    known = _known(counts)
    new = [each for each in counts.figures if known.get((each.area, each.year), (0, None))[1] != each]
    outdated = [known[each.area, each.year][0] for each in new if (each.area, each.year) in known]
    OffenceFigure.objects.filter(pk__in=outdated).update(known_until=now)
    OffenceFigure.objects.bulk_create([_row(each, kind, keys, now) for each in new], batch_size=500)
    if new or called != counts.title:
        noted = {"figures": len(new), "replaced": len(outdated)}
        trail.note(Offence._meta.label_lower, noted, key=counts.offence)
    return Recorded(len(new) - len(outdated), len(outdated), len(counts.figures) - len(new))


def _known(counts: OffenceCounts) -> dict[tuple[str, int], tuple[int, AreaFigure]]:
    years = {each.year for each in counts.figures}
    rows = OffenceFigure.objects.known(None).filter(offence=counts.offence, year__in=years)
    columns = ("pk", "organisation__code", "year", "count", "is_provisional", "source")
    return {(row[1], row[2]): (row[0], AreaFigure(*row[1:])) for row in rows.values_list(*columns)}


def _row(figure: AreaFigure, kind: Offence, keys: Keys, now: dt.datetime) -> OffenceFigure:
    return OffenceFigure(
        organisation_id=keys[figure.area],
        offence=kind,
        year=figure.year,
        count=figure.count,
        is_provisional=figure.is_provisional,
        source=figure.source,
        known_from=now,
    )
