"""From a file to a plan: which outlines, of which year, and what there is to say of them. Nothing is written."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.tiles import Outline
from noaber.core.rules.dutch import format_number
from noaber.network.imports.boundaries import geojson, geopackage
from noaber.network.imports.boundaries.coverage import coverage
from noaber.network.imports.boundaries.features import BoundariesRefused, Found, Problems
from noaber.network.rules.boundaries import year_in

SQLITE: Final = b"SQLite format 3\x00"
GEOPACKAGE: Final = (b"GPKG", b"GP10", b"GP11")
APPLICATION: Final = slice(68, 72)  # of a SQLite file: whose it is
ZIP: Final = b"PK\x03\x04"
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class BoundaryPlan:
    """What a file holds for the network. `checksum`: SHA-256 of the file."""

    year: int
    name: str
    checksum: str
    outlines: Mapping[str, Outline]
    notes: tuple[str, ...]


def read_boundaries(path: Path, year: int | None, wanted: Collection[str], layer: str = "") -> BoundaryPlan:
    """The boundaries of the wanted municipalities; BoundariesRefused names all that is wrong, OSError no such file."""
    found, checksum = _found(path, wanted, layer)
    problems = Problems()
    chosen_year, said = _year(path.name, year, found, problems)
    if not found.chosen.rows:
        problems.say(_("Geen enkele gemeente van het netwerk staat in het bestand."))
    drawn = coverage(found.features, found.crs, problems)
    problems.refuse()
    notes = (
        ngettext("%(form)s: %(rows)s rij. %(columns)s", "%(form)s: %(rows)s rijen. %(columns)s", found.count)
        % {"form": found.form, "rows": format_number(found.count), "columns": found.columns.in_words()},
        said,
        *drawn.notes,
        *_left_out(found),
    )
    return BoundaryPlan(chosen_year, path.name, checksum, drawn.outlines, notes)


def _found(path: Path, wanted: Collection[str], layer: str) -> tuple[Found, str]:
    with path.open("rb") as file:
        head = file.read(100)
    size = path.stat().st_size
    if head.startswith(SQLITE) and head[APPLICATION] in GEOPACKAGE:
        _refuse_large(size, geopackage.LARGEST)
        with path.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
        return geopackage.read_geopackage(path, wanted, layer), checksum
    if head.startswith(ZIP):
        raise BoundariesRefused(_("Dit is een ZIP-bestand. Pak het eerst uit."))
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        raise BoundariesRefused(_("Het bestand is geen GeoJSON en geen GeoPackage."))
    if layer:
        raise BoundariesRefused(_("Lagen heeft alleen een GeoPackage. Laat --layer weg."))
    _refuse_large(size, geojson.LARGEST)
    data = path.read_bytes()
    return geojson.read_geojson(data, wanted), hashlib.sha256(data).hexdigest()


def _refuse_large(size: int, largest: int) -> None:
    if size > largest:
        said = {"size": format_number(size // 1_000_000), "most": format_number(largest // 1_000_000)}
        raise BoundariesRefused(_("Het bestand is %(size)s MB; hoogstens %(most)s MB kan.") % said)


def _year(name: str, asked: int | None, found: Found, problems: Problems) -> tuple[int, str]:
    """The year that was asked, or that the rows say, or the name of the file."""
    told = found.chosen.year
    if asked is not None and told is not None and asked != told:
        said = {"asked": asked, "told": told, "column": found.columns.year}
        problems.say(_("U zegt %(asked)s, maar kolom %(column)s zegt %(told)s.") % said)
    year = asked or told or year_in(name)
    if year is None:
        problems.say(_("Van welk jaar de grenzen zijn, staat niet in het bestand. Zeg het met --year."))
        return 0, ""
    if not EARLIEST <= year <= LATEST:
        problems.say(_("Het jaar %(year)s kan niet.") % {"year": year})
    if asked is None and told is None:
        return year, _("Jaar %(year)s, uit de naam van het bestand.") % {"year": year}
    return year, _("Jaar %(year)s.") % {"year": year}


def _left_out(found: Found) -> list[str]:
    """Which rows were not kept, by kind."""
    strangers, water, others = len(found.chosen.strangers), found.chosen.water, found.chosen.others
    said = [
        ngettext(
            "%(count)s gemeente hoort niet bij het netwerk en blijft buiten beschouwing.",
            "%(count)s gemeenten horen niet bij het netwerk en blijven buiten beschouwing.",
            strangers,
        )
        % {"count": format_number(strangers)},
        ngettext(
            "%(count)s rij is water en telt niet mee.",
            "%(count)s rijen zijn water en tellen niet mee.",
            water,
        )
        % {"count": format_number(water)},
        ngettext("%(count)s rij is geen gemeente.", "%(count)s rijen zijn geen gemeente.", others)
        % {"count": format_number(others)},
    ]
    return [text for text, count in zip(said, (strangers, water, others), strict=True) if count]
