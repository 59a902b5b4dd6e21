"""The months of a demonstration, taken in as a release of the police's table and marked as invented."""

import datetime as dt
from pathlib import Path
from typing import Final

from noaber.core.access import Actor
from noaber.figures.files import read_offences
from noaber.figures.formats.example_table import ExampleMonths
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.releases import AMSTERDAM, Origin, ReleaseOutcome, import_release

FOLDER: Final = Path(__file__).parent.parent / "data" / "oost_nederland"
SAID: Final = "Verzonnen maanden; elk jaar telt op tot het echte jaarcijfer van de politie (47018NED)"


def record_example_months(last_period: int, *, actor: Actor, now: dt.datetime) -> ReleaseOutcome:
    """All months up to this one, as published at `now`; what was published at that moment before changes nothing."""
    published_at = now.astimezone(AMSTERDAM).isoformat()
    source = ExampleMonths(read_offences(FOLDER, source=SAID), last_period, published_at)
    return import_release(source, TABLES[MONTHLY], Origin(SAID, is_invented=True), actor=actor, now=now)
