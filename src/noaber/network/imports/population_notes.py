"""What a person should look at before figures count: nothing is refused here, everything is said."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import format_number, in_a_row, short_date
from noaber.network.models import OrganisationKind, OrganisationVersion, PopulationFigure
from noaber.network.rules.population_doubts import Leap, gaps, leaps, odd_days
from noaber.network.rules.population_rows import PopulationRow

NAMED: Final = 8


def figure_notes(rows: Sequence[PopulationRow]) -> tuple[str, ...]:
    """Sentences about rows without a figure, leaps, days that are not 1 January, and days that stay incomplete."""
    standing = {day: _standing(day) for day in sorted({row.reference_on for row in rows})}
    known = _known({row.code for row in rows}.union(*standing.values()))
    notes = (
        _about_empty([row for row in rows if row.population is None]),
        _about_leaps(leaps(rows, known)),
        _about_days(odd_days(rows)),
        *_about_gaps(gaps(rows, known, standing), standing),
    )
    return tuple(note for note in notes if note)


def _known(codes: Iterable[str]) -> dict[str, dict[dt.date, int]]:
    figures = PopulationFigure.objects.known(None).filter(organisation__code__in=list(codes))
    found: dict[str, dict[dt.date, int]] = defaultdict(dict)
    for code, day, count in figures.values_list("organisation__code", "reference_on", "population"):
        found[code][day] = count
    return found


def _about_empty(rows: Sequence[PopulationRow]) -> str:
    if not rows:
        return ""
    named = [f"{row.code} {row.reference_on.isoformat()}" for row in rows[:NAMED]]
    facts = {"count": len(rows), "codes": in_a_row(named)}
    return _("Zonder cijfer, en daarom overgeslagen: %(count)s (%(codes)s).") % facts


def _about_leaps(found: Sequence[Leap]) -> str:
    if not found:
        return ""
    named = [
        _("%(code)s op %(day)s: %(new)s (op %(then)s: %(old)s)")
        % {
            "code": leap.row.code,
            "day": short_date(leap.row.reference_on),
            "new": format_number(leap.row.population or 0),
            "then": short_date(leap.nearest_on),
            "old": format_number(leap.nearest),
        }
        for leap in found[:NAMED]
    ]
    text = _(
        "Kijk deze na: %(count)s keer wijkt een cijfer meer dan 20%% af van het dichtstbijzijnde: %(rows)s."
    )
    return text % {"count": len(found), "rows": "; ".join(named)}


def _about_days(days: Sequence[dt.date]) -> str:
    if not days:
        return ""
    text = _("Niet op 1 januari: %(days)s. Het CBS telt op 1 januari, en de bijdragen rekenen daarmee.")
    return text % {"days": in_a_row(short_date(day) for day in days[:NAMED])}


def _about_gaps(
    missing: Mapping[dt.date, Sequence[str]], standing: Mapping[dt.date, Sequence[str]]
) -> Iterable[str]:
    for day, codes in missing.items():
        facts = {"day": short_date(day), "count": len(codes), "total": len(standing[day])}
        yield _("Op %(day)s hebben %(count)s van de %(total)s gemeenten dan nog geen cijfer.") % facts


def _standing(day: dt.date) -> list[str]:
    there = OrganisationVersion.objects.known(None).valid_on(day)
    there = there.filter(organisation__kind=OrganisationKind.MUNICIPALITY)
    return list(there.values_list("organisation__code", flat=True).order_by("organisation__code"))
