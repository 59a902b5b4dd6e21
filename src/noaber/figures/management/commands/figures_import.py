from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.odata import ODataError, ODataTable, Progress, SavedTable, TableSource
from noaber.core.rules.dutch import format_number, long_date
from noaber.figures.formats.csv_table import CsvTable
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.fetching import fetched
from noaber.figures.services.releases import (
    AMSTERDAM,
    Origin,
    ReleaseOutcome,
    import_release,
    preview_release,
)
from noaber.figures.services.signals.worker import read_new_months

Report = Callable[[Progress], None]


class Command(commandline.Command):
    help = gettext_lazy(
        "Leest een tabel van de politie of het CBS in: van de dienst (OData v3 of v4) of uit "
        "bewaarde bestanden. Alles of niets; een tweede keer hetzelfde verandert niets."
    )
    group = commandline.FIGURES
    output_keys: ClassVar[tuple[str, ...]] = (
        "table",
        "published_on",
        "first_period",
        "last_period",
        "cells",
        "new",
        "changed",
        "gone",
        "left_out",
        "missing_areas",
        "missing_neighbourhoods",
        "missing_offences",
        "missing_periods",
        "missing_in_newest",
        "warnings",
        "release",
        "is_known",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "--url",
            metavar="ADRES",
            help=_(
                "adres van de dienst, bijvoorbeeld https://dataderden.cbs.nl/ODataFeed/odata (politie) of "
                "https://datasets.cbs.nl/odata/v1/CBS (CBS, v4)"
            ),
        )
        source.add_argument(
            "--folder",
            type=Path,
            metavar="MAP",
            help=_("een map met bewaarde antwoorden van de dienst (JSON), of met een CSV-bestand"),
        )
        parser.add_argument("--table", required=True, choices=sorted(TABLES), help=_("welke tabel"))
        parser.add_argument(
            "--published-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("wanneer de cijfers zijn gepubliceerd; alleen nodig bij een CSV-bestand"),
        )
        add_choices(parser)
        parser.add_argument("--json", action="store_true", help=_("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        table = TABLES[options["table"]]
        try:
            with _source(options, self._report) as (source, origin):
                if options["preview"]:
                    outcome = preview_release(source, table, actor=COMMAND, now=clock.now())
                else:
                    outcome = import_release(
                        source,
                        table,
                        Origin(origin),
                        actor=COMMAND,
                        now=clock.now(),
                        accept_gone=options["accept_gone"],
                    )
        except ODataError as error:
            raise DomainError(error.message) from error
        if outcome.number is not None and table.id == MONTHLY:
            read_new_months.enqueue()
        if options["json"]:
            self.print_json([_record(outcome)])
        else:
            self._show(outcome)

    def _report(self, progress: Progress) -> None:
        """After each page, on stderr, so that a long fetch is seen to go on."""
        pages = ngettext("%(count)s bladzijde", "%(count)s bladzijden", progress.pages)
        rows = ngettext("%(count)s rij", "%(count)s rijen", progress.total or progress.rows)
        facts = {
            "pages": pages % {"count": format_number(progress.pages)},
            "rows": rows % {"count": format_number(progress.total or progress.rows)},
        }
        if not progress.total:
            self.stderr.write(_("%(pages)s, %(rows)s opgehaald …") % facts)
            return
        facts |= {
            "done": format_number(progress.rows),
            "share": str(min(100, 100 * progress.rows // progress.total)),
        }
        self.stderr.write(_("%(pages)s, %(done)s van %(rows)s opgehaald (%(share)s%%) …") % facts)

    def _show(self, outcome: ReleaseOutcome) -> None:
        """One line of what came of it, and what that is beside the release before."""
        written, changed = outcome.written, outcome.differences
        published = long_date(outcome.published_at.astimezone(AMSTERDAM).date())
        self.stdout.write(
            ngettext(
                "Tabel %(table)s van %(day)s: %(cells)s cijfer, %(first)s tot en met %(last)s.",
                "Tabel %(table)s van %(day)s: %(cells)s cijfers, %(first)s tot en met %(last)s.",
                written.cell_count,
            )
            % {
                "table": outcome.table,
                "day": published,
                "cells": format_number(written.cell_count),
                "first": period_text(written.first_period),
                "last": period_text(written.last_period),
            }
        )
        self.stdout.write(
            _("%(new)s nieuw, %(changed)s herzien, %(gone)s vervallen.")
            % {
                "new": format_number(changed.new),
                "changed": format_number(changed.changed),
                "gone": format_number(changed.gone),
            }
        )
        if outcome.left_out:
            text = ngettext(
                "%(count)s rij over een kwartaal is overgeslagen.",
                "%(count)s rijen over kwartalen zijn overgeslagen.",
                outcome.left_out,
            )
            self.stdout.write(text % {"count": format_number(outcome.left_out)})
        for warning in _warnings(outcome):
            self.stdout.write(_("Let op: %(warning)s") % {"warning": warning})
        if outcome.is_incomplete and outcome.number is None and not outcome.is_known:
            self.stdout.write(
                _("Misschien ontbreekt een deel. Klopt het wel, lees dan in met --accept-gone.")
            )
        self.stdout.write(_ending(outcome))


def add_choices(parser: CommandParser) -> None:
    """What every command that takes in a table offers."""
    parser.add_argument("--preview", action="store_true", help=_("toont wat er verandert, en leest niets in"))
    parser.add_argument(
        "--accept-gone",
        action="store_true",
        help=_(
            "leest ook in als een gebied, soort, maand of meer dan een tiende van de versie ervoor is vervallen, of "
            "als de laatste maand er van minder gemeenten is"
        ),
    )


def _warnings(outcome: ReleaseOutcome) -> list[str]:
    """What may be missing, in sentences."""
    much = _("Meer dan een tiende van de versie ervoor staat er niet meer in.")
    return [*outcome.lacks, *([much] if outcome.drops_much else [])]


def _record(outcome: ReleaseOutcome) -> dict[str, object]:
    written, changed, missing = outcome.written, outcome.differences, outcome.missing
    return {
        "table": outcome.table,
        "published_on": outcome.published_at.astimezone(AMSTERDAM).date(),
        "first_period": period_text(written.first_period),
        "last_period": period_text(written.last_period),
        "cells": written.cell_count,
        "new": changed.new,
        "changed": changed.changed,
        "gone": changed.gone,
        "left_out": outcome.left_out,
        "missing_areas": missing.areas,
        "missing_neighbourhoods": missing.small_areas,
        "missing_offences": missing.kinds,
        "missing_periods": [period_text(each) for each in missing.periods],
        "missing_in_newest": [code for each in missing.short for code in each.lacking],
        "warnings": _warnings(outcome),
        "release": outcome.number,
        "is_known": outcome.is_known,
    }


def _ending(outcome: ReleaseOutcome) -> str:
    if outcome.is_known:
        return _("Deze versie was al ingelezen; er is niets gewijzigd.")
    if outcome.number is None:
        return _("Er is niets gewijzigd. Zonder --preview leest u de tabel in.")
    return _("Ingelezen als versie %(number)s.") % {"number": outcome.number}


def _provider(url: str) -> str:
    """Who is at fault in a message: the police's tables have a host of their own at CBS."""
    return _("het CBS") if "//datasets." in url or "//opendata." in url else _("de politie")


@contextmanager
def _source(options: dict[str, Any], report: Report) -> Iterator[tuple[TableSource, str]]:
    """The table, and in words where it comes from."""
    table, url, folder = options["table"], options["url"], options["folder"]
    if url:
        with ODataTable(url, table, provider=_provider(url)) as live, fetched(live, url, report) as saved:
            yield saved, f"{url} {table}"
        return
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else [folder]
    if len(files) == 1 and files[0].suffix.lower() == ".csv":
        day = options["published_on"]
        yield CsvTable(files[0], table, day.isoformat() if day else ""), files[0].name
        return
    yield SavedTable([folder], table_id=table), folder.name
