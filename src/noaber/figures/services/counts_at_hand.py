"""Counts that are at hand, taken in as releases of the police's tables: real years, and invented months of them."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Final

from noaber.core.access import Actor
from noaber.figures.files import read_offences
from noaber.figures.formats.example_table import ExampleMonths
from noaber.figures.formats.year_table import YearTable
from noaber.figures.queries.releases import latest
from noaber.figures.rules.effect import example
from noaber.figures.rules.series import OffenceCounts
from noaber.figures.rules.tables import MONTHLY, TABLES, YEARLY
from noaber.figures.services.measures import MeasureText, save_measure
from noaber.figures.services.releases import AMSTERDAM, Origin, ReleaseOutcome, import_release

FOLDER: Final = Path(__file__).parent.parent / "data" / "oost_nederland"
SOURCE: Final = "Politie en CBS, geregistreerde misdrijven, tabel 47018NED (CC BY 4.0)"
INVENTED: Final = "Verzonnen maanden; elk jaar telt op tot het echte jaarcijfer van de politie (47018NED)"


def record_years(
    counts: Collection[OffenceCounts], *, source: str = SOURCE, actor: Actor, now: dt.datetime
) -> ReleaseOutcome:
    """All years that are known, as published at `now`. What was published before and is not in it any more is gone."""
    table = YearTable(counts, _published(now))
    return import_release(table, TABLES[YEARLY], Origin(source), actor=actor, now=now, accept_gone=True)


def record_example_months(last_period: int, *, actor: Actor, now: dt.datetime) -> ReleaseOutcome:
    """All months up to this one, as published at `now`; what was published at that moment before changes nothing."""
    table = ExampleMonths(read_offences(FOLDER), last_period, _published(now))
    origin = Origin(INVENTED, is_invented=True)
    return import_release(table, TABLES[MONTHLY], origin, actor=actor, now=now, accept_gone=True)


def record_example_measure(*, actor: Actor, now: dt.datetime) -> None:
    """A saved question about a measure that never was, in the newest months; nothing where there are none."""
    release = latest(MONTHLY)
    if release is not None:
        said = MeasureText(example.NAME, example.OFFENCE, example.QUESTION, release.pk)
        save_measure(said, actor=actor, now=now)


def _published(now: dt.datetime) -> str:
    return now.astimezone(AMSTERDAM).isoformat()
