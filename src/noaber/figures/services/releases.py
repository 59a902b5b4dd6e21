"""Taking in a release of a table: all of it or nothing, and twice changes nothing.

The table is read, checked and written to a folder of its own first. Then one transaction locks the table, keeps the
files and the row; readers go on with the release before until it ends.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, path_of, store_file
from noaber.core.history import count_change, recorded_by
from noaber.core.models import StoredFile
from noaber.core.odata import DimensionItem, ODataError, TableSource
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_record_figures
from noaber.figures.files import read_kind_titles
from noaber.figures.formats.observations import (
    Differences,
    Written,
    differences,
    last_two,
    read_names,
    write_cells,
    write_names,
)
from noaber.figures.formats.police_table import Cells, FiguresRefused, find_columns
from noaber.figures.models import Offence, Release, SourceTable
from noaber.figures.queries.releases import files_of, last_taken_in
from noaber.figures.rules.areas import small_area_names
from noaber.figures.rules.missing import NOTHING, Missing
from noaber.figures.rules.periods import period_of
from noaber.figures.rules.tables import FigureTable
from noaber.figures.services.missing_parts import find_missing, say_missing
from noaber.figures.services.release_checks import (
    refusal,
    refuse_ahead,
    refuse_future,
    refuse_older,
    refuse_other,
)

OWNER_KIND: Final = "figures.release"
PARQUET: Final = FileKind("application/vnd.apache.parquet", ("parquet",), "Parquet", signature=b"PAR1")
LARGEST: Final = 4_000_000_000
PROVISIONAL: Final = "voorlopig"
LIKELY_YEARS: Final = range(1990, 2201)
"""When figures can have been published; at the ends of the calendar days cannot be counted."""
MOST_GONE: Final = 10
"""At most one in so many cells of the release before may be gone, unless somebody says that it is right."""
AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table was read, and whether it was made for a demonstration."""

    text: str
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """What a table came to. `number` is that of its row; None where nothing was kept: it was known, or a preview.

    `lacks` says in sentences what is `missing`.
    """

    table: str
    published_at: dt.datetime
    written: Written
    differences: Differences
    left_out: int
    number: int | None = None
    is_known: bool = False
    count_before: int = 0
    missing: Missing = NOTHING
    lacks: tuple[str, ...] = ()

    @property
    def drops_much(self) -> bool:
        """More than a tenth of the release before is not in it: a part may be missing."""
        return self.differences.gone * MOST_GONE > self.count_before

    @property
    def is_incomplete(self) -> bool:
        return self.drops_much or not self.missing.is_nothing


@dataclass(slots=True)
class _Prepared:
    outcome: ReleaseOutcome
    before: Release | None
    titles: dict[str, str]
    provisional: list[int]
    names: Path | None


def import_release(
    source: TableSource,
    table: FigureTable,
    origin: Origin,
    *,
    actor: Actor,
    now: dt.datetime,
    accept_gone: bool = False,
) -> ReleaseOutcome:
    """Keep a release. A DomainError names what is wrong, and then nothing was kept.

    `accept_gone`: also where more than a tenth of the release before is gone, or a whole area, kind or period.
    """
    require(may_record_figures(actor))
    with _prepared(source, table, now) as found:
        if found.outcome.is_known:
            return found.outcome
        if found.outcome.is_incomplete and not accept_gone:
            raise DomainError(refusal(table, _incomplete(found.outcome)), field="table")
        with verb("figures.import_release", actor=actor) as trail:
            row, _is_new = SourceTable.objects.get_or_create(code=table.id)
            row = SourceTable.objects.select_for_update().get(pk=row.pk)
            last = last_taken_in(table.id)
            if (last and last.pk) != (found.before and found.before.pk):
                raise DomainError(_("Intussen is een andere versie van deze tabel ingelezen. Begin opnieuw."))
            count_change(row)
            try:
                release = _kept(found, row, origin, actor, now)
            except OSError as error:
                full = FiguresRefused("Er is niet genoeg ruimte op de schijf om de cijfers te bewaren.")
                raise DomainError(refusal(table, full), field="table") from error
            _name_offences(table, found.titles)
            noted: dict[str, str | int] = {
                "table": table.id,
                "number": release.number,
                "cells": release.cell_count,
            }
            trail.note(release, noted, records=[release])
    return replace(found.outcome, number=release.number)


def preview_release(
    source: TableSource, table: FigureTable, *, actor: Actor, now: dt.datetime
) -> ReleaseOutcome:
    """What taking it in would come to; nothing is kept."""
    require(may_record_figures(actor))
    with _prepared(source, table, now) as found:
        return found.outcome


@contextmanager
def _prepared(source: TableSource, table: FigureTable, now: dt.datetime) -> Iterator[_Prepared]:
    before = last_taken_in(table.id)
    with tempfile.TemporaryDirectory(prefix="figures-", dir=settings.DATA) as name:
        try:
            refuse_other(source, table)
            published_at = _published_at(source)
            refuse_older(published_at, before)
            refuse_future(published_at, now)
            cells = Cells(source, find_columns(source, table))
            written = write_cells(cells, Path(name), is_monthly=table.is_monthly)
            refuse_ahead(cells.periods, published_at)
            after = [path for path in (written.areas, written.neighbourhoods) if path]
            changed = _compared(before, after, Path(name)) if before else _all_new(written)
            missing = find_missing(changed, last_two(written.areas, Path(name)), published_at)
            titles = _titles(source, cells.columns.kind)
            provisional = _provisional(source.dimension(cells.columns.period))
            called, called_before = _titles(source, cells.columns.area), _names_before(before, Path(name))
            names = small_area_names(called, cells.areas)
            named = write_names(names, Path(name)) if names else None
        except FiguresRefused as error:
            raise DomainError(refusal(table, error), field="table") from error
        except ODataError as error:
            raise DomainError(error.message, field="table") from error
        is_known = before is not None and before.published_at == published_at and changed.is_nothing
        is_known = is_known and (not names or names == called_before)
        outcome = ReleaseOutcome(
            table.id,
            published_at,
            written,
            changed,
            cells.left_out,
            is_known=is_known,
            count_before=before.cell_count if before else 0,
            missing=missing,
            lacks=say_missing(missing, table, {**called_before, **called}, titles),
        )
        all_kinds = dict.fromkeys(cells.kinds, "") | titles
        yield _Prepared(outcome, before, all_kinds, provisional, named)


def _titles(source: TableSource, column: str) -> dict[str, str]:
    return {item.key: item.title for item in source.dimension(column)}


def _names_before(before: Release | None, folder: Path) -> dict[str, str]:
    if before is None or before.names is None or not path_of(before.names).exists():
        return {}
    return read_names(path_of(before.names), folder)


def _compared(before: Release, after: list[Path], folder: Path) -> Differences:
    known = files_of(before)
    if any(not path.exists() for path in known):
        raise FiguresRefused(
            f"Een bestand van versie {before.number} ontbreekt op de server, dus er is niet te zien wat er is herzien. "
            "Meld het aan de beheerder; een reservekopie heeft het nog."
        )
    return differences(known, after, folder)


def _published_at(source: TableSource) -> dt.datetime:
    """`Modified` of the source, which gives local time."""
    text = source.info().modified
    if not text:
        raise FiguresRefused(
            "De bron zegt niet wanneer de cijfers zijn gepubliceerd. Geef die dag met --published-on."
        )
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise FiguresRefused(
            f"Niet te zien is wanneer de cijfers zijn gepubliceerd (TableInfos, Modified: ‘{text}’)."
        ) from None
    if found.year not in LIKELY_YEARS:
        raise FiguresRefused(
            f"Volgens de bron zijn de cijfers gepubliceerd in het jaar {found.year}; dat kan niet."
        )
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def _provisional(periods: Iterable[DimensionItem]) -> list[int]:
    """The periods that the source itself calls provisional; not every table says so of its periods."""
    said = [each.key for each in periods if each.status.casefold().startswith(PROVISIONAL)]
    return sorted(period for key in said if (period := period_of(key)) is not None)


def _incomplete(outcome: ReleaseOutcome) -> FiguresRefused:
    gone, before = format_number(outcome.differences.gone), format_number(outcome.count_before)
    much = f"Van de {before} cijfers van de versie ervoor staan er {gone} niet meer in."
    return FiguresRefused(
        *outcome.lacks,
        *([much] if outcome.drops_much else []),
        "Misschien ontbreekt een deel. Klopt het wel? Lees de tabel dan in met --accept-gone.",
    )


def _all_new(written: Written) -> Differences:
    return Differences(written.cell_count, 0, 0, None)


def _kept(found: _Prepared, row: SourceTable, origin: Origin, actor: Actor, now: dt.datetime) -> Release:
    outcome, number = found.outcome, found.before.number + 1 if found.before else 1

    def keep(path: Path) -> StoredFile:
        with path.open("rb") as file:
            return store_file(
                File(file, name=f"{row.code}-{number}-{path.name}"),
                actor=actor,
                owner_kind=OWNER_KIND,
                owner_key=f"{row.code}-{number}",
                now=now,
                allowed=[PARQUET],
                max_bytes=LARGEST,
            )

    neighbourhoods, changes = outcome.written.neighbourhoods, outcome.differences.file
    return Release.objects.create(
        table=row,
        number=number,
        published_at=outcome.published_at,
        first_period=outcome.written.first_period,
        last_period=outcome.written.last_period,
        cell_count=outcome.written.cell_count,
        new_count=outcome.differences.new,
        changed_count=outcome.differences.changed,
        gone_count=outcome.differences.gone,
        provisional=found.provisional,
        source=origin.text[:500],
        is_invented=origin.is_invented,
        areas=keep(outcome.written.areas),
        neighbourhoods=keep(neighbourhoods) if neighbourhoods else None,
        changes=keep(changes) if changes else None,
        names=keep(found.names) if found.names else None,
        **recorded_by(actor, now),
    )


def _name_offences(table: FigureTable, titles: dict[str, str]) -> None:
    """What the source calls its kinds; the latest name holds. A code is no name: then it is called as it was."""
    if not table.names_offences:
        return
    known = dict(Offence.objects.values_list("code", "title"))
    usual = read_kind_titles()
    for code, title in titles.items():
        called = title if title not in ("", code) else known.get(code) or usual.get(code) or code
        if known.get(code) != called:
            Offence.objects.update_or_create(code=code, defaults={"title": called[:120]})
