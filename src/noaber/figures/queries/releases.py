"""The releases that were taken in, and where their files lie."""

import datetime as dt
from pathlib import Path
from typing import Final

from django.db.models import Min
from django.db.models.functions import Mod
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.files import path_of
from noaber.core.reading import read_once
from noaber.core.rules.dutch import long_date
from noaber.figures.models import Release
from noaber.figures.rules.tables import TABLES

FILES: Final = ("areas", "neighbourhoods", "changes", "names")


def releases(table: str = "") -> list[Release]:
    """All of them, the newest first within a table."""
    found = Release.objects.select_related("table", *FILES)
    wanted = found.filter(table__code=table) if table else found
    return list(wanted.order_by("table__code", "-number"))


def latest(
    table: str, *, published_on: dt.date | None = None, known_at: dt.datetime | None = None
) -> Release | None:
    """The last release of a table; the last of those published on a day or before, or taken in by a moment.

    One of a monthly table that begins or ends with a year is passed over: nobody can read it.
    """
    return _latest(table, published_on, known_at)


@read_once
def _latest(table: str, published_on: dt.date | None, known_at: dt.datetime | None) -> Release | None:
    found = Release.objects.select_related("table", *FILES).filter(table__code=table)
    if published_on is not None:
        found = found.filter(published_at__date__lte=published_on)
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    if table in TABLES and TABLES[table].is_monthly:
        found = found.alias(first_month=Mod("first_period", 100), last_month=Mod("last_period", 100))
        found = found.filter(first_month__gt=0, last_month__gt=0)
    return found.order_by("-number").first()


def not_yet_published(table: str, day: dt.date | None) -> str:
    """Why nothing is known of a day before the first release, in words; empty where that is not the reason."""
    first = first_published(table) if day else None
    if day is None or first is None:
        return ""
    said = {"day": long_date(day), "table": table, "first": long_date(first)}
    return (
        _("Op %(day)s waren nog geen cijfers van tabel %(table)s gepubliceerd. De eerste zijn van %(first)s.")
        % said
    )


def still_to_come(day: dt.date | None, today: dt.date) -> str:
    """That nobody knows yet what will have been published on a day, in words; empty where it is not ahead."""
    if day is None or day <= today:
        return ""
    return _("%(day)s moet nog komen.") % {"day": long_date(day)}


def refuse_to_come(day: dt.date | None, today: dt.date) -> None:
    """DomainError where the day of publication that is asked for is still to come."""
    ahead = still_to_come(day, today)
    if ahead:
        text = _("%(ahead)s Kies een dag tot en met vandaag.") % {"ahead": ahead}
        raise DomainError(text, field="published_on")


def first_published(table: str) -> dt.date | None:
    """The day of the earliest release that is known."""
    found = Release.objects.filter(table__code=table).aggregate(first=Min("published_at"))["first"]
    return timezone.localdate(found) if found else None


def last_taken_in(table: str) -> Release | None:
    """The release beside which a new one is compared, whatever is in it."""
    found = Release.objects.select_related("table", *FILES).filter(table__code=table)
    return found.order_by("-number").first()


def files_of(release: Release) -> list[Path]:
    """The files with its counts."""
    return [path_of(each) for each in (release.areas, release.neighbourhoods) if each is not None]
