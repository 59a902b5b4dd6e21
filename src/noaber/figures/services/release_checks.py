"""What a source may not offer as a release: another table, an older one, what cannot have been published yet."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.odata import TableSource
from noaber.core.rules.dutch import long_date
from noaber.figures.formats.police_table import FiguresRefused
from noaber.figures.models import Release
from noaber.figures.rules.periods import period_key
from noaber.figures.rules.tables import FigureTable

GRACE: Final = dt.timedelta(days=1)
"""How far `Modified` may lie ahead: the clocks of two sides and summer time."""
MOST_SHOWN: Final = 3


def refusal(table: FigureTable, error: FiguresRefused) -> str:
    more = _(" En nog %(count)s fouten.") % {"count": error.more} if error.more else ""
    return _("Tabel %(table)s kan niet worden ingelezen. %(problems)s%(more)s Er is niets gewijzigd.") % {
        "table": table.id,
        "problems": " ".join(error.problems),
        "more": more,
    }


def refuse_other(source: TableSource, table: FigureTable) -> None:
    own = source.info().table_id
    if own.casefold() != table.id.casefold():
        raise FiguresRefused(f"De bron zegt dat dit tabel {own} is.")


def refuse_older(published_at: dt.datetime, before: Release | None) -> None:
    if before is not None and published_at < before.published_at:
        older, known = (long_date(timezone.localdate(each)) for each in (published_at, before.published_at))
        raise FiguresRefused(f"Deze versie is van {older}; er is al een nieuwere, van {known}.")


def refuse_future(published_at: dt.datetime, now: dt.datetime) -> None:
    if published_at > now + GRACE:
        day = long_date(timezone.localdate(published_at))
        raise FiguresRefused(
            f"Volgens de bron zijn de cijfers gepubliceerd op {day}. Die dag moet nog komen."
        )


def refuse_ahead(periods: Collection[int], published_at: dt.datetime) -> None:
    """A month that had not ended when it was published, for it cannot be whole; a year that had not begun.

    The running year may be there: CBS publishes what is known of it as provisional.
    """
    day = timezone.localdate(published_at)
    month = day.year * 100 + day.month
    later = [period for period in periods if period > (month if period % 100 else day.year * 100)]
    ahead = later or [period for period in periods if period == month]
    if ahead:
        what = "later" if later else "een maand die toen nog niet voorbij was"
        keys = ", ".join(period_key(period) for period in ahead[:MOST_SHOWN])
        raise FiguresRefused(f"De cijfers zijn van {long_date(day)}, maar gaan ook over {what}: {keys}.")
