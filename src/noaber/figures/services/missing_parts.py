"""What a release that is offered lacks altogether, by code and in sentences with the names that anybody has for it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from noaber.figures.formats.observations import Differences
from noaber.figures.queries.offences import offence_titles
from noaber.figures.rules.missing import NOTHING, LastTwo, Missing, gone_from, short_of, tell_missing
from noaber.figures.rules.tables import FigureTable
from noaber.network.api import last_names, successors


def find_missing(changed: Differences, last: Sequence[LastTwo], published_at: dt.datetime) -> Missing:
    """Beside the release before, and in its newest month or year beside the one before that."""
    merged = successors(timezone.localdate(published_at))
    found = gone_from(*changed.held, merged) if changed.held else NOTHING
    short = (short_of(each, successors(_first_day(each.newest))) for each in last)
    return replace(found, short=tuple(each for each in short if each is not None))


def say_missing(
    missing: Missing, table: FigureTable, areas: Mapping[str, str], kinds: Mapping[str, str]
) -> tuple[str, ...]:
    """`areas` and `kinds`: titles by code, as the source has them. What it does not name, the network may know."""
    if missing.is_nothing:
        return ()
    known = offence_titles() if table.names_offences else {}
    return tell_missing(missing, {**last_names(missing.codes), **_named(areas)}, {**known, **_named(kinds)})


def _named(titles: Mapping[str, str]) -> dict[str, str]:
    """Those that say more than the code."""
    stripped = ((code, " ".join(title.split())) for code, title in titles.items())
    return {code: title for code, title in stripped if title and title != code}


def _first_day(period: int) -> dt.date:
    return dt.date(period // 100, period % 100 or 1, 1)
