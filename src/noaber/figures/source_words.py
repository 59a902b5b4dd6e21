"""Where figures come from, in words: under every table and picture, and in every file."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.rules.dutch import long_date, short_date
from noaber.figures.models import Release
from noaber.figures.queries.counted import Counted

INVENTED = "Voorbeeldgegevens: de maanden zijn verzonnen"


def mark_of(release: Release) -> str:
    """What stands on a picture of invented figures; nothing on one of real ones."""
    return INVENTED if release.is_invented else ""


def source_notes(release: Release) -> tuple[str, ...]:
    """The table, its day and its number; where the months were invented, how."""
    published = published_text(release.published_at)
    text = _("Bron: politie en CBS, tabel %(table)s, gepubliceerd op %(day)s (versie %(number)s). CC BY 4.0.")
    said = text % {"table": release.table.code, "day": published, "number": release.number}
    return (said, f"{release.source}.") if release.is_invented else (said,)


def population_note(counted: Counted) -> str:
    """Which inhabitants a rate is of."""
    if not counted.reference_year:
        return _("Er zijn geen inwonertallen, dus geen cijfers per 1.000 inwoners.")
    text = _(
        "Inwoners op 1 januari van het jaar waarin de twaalf maanden eindigen, de laatste keer %(year)s (CBS)."
    )
    year = f"{counted.reference_year}, {_('voorlopig')}" if counted.is_provisional else counted.reference_year
    return text % {"year": year}


def published_text(moment: dt.datetime) -> str:
    """The day of a publication in words, as sentences name it."""
    return long_date(timezone.localtime(moment).date())


def day_of(release: Release) -> str:
    return short_date(timezone.localtime(release.published_at).date())
