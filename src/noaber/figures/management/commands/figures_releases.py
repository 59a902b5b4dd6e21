from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import commandline
from noaber.core.rules.dutch import format_number, long_date
from noaber.figures.models import Release
from noaber.figures.queries.releases import releases
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.tables import TABLES
from noaber.figures.services.releases import AMSTERDAM


class Command(commandline.Command):
    help = gettext_lazy("Toont welke publicaties van cijfers zijn ingelezen, en wat elke keer anders was.")
    group = commandline.FIGURES
    output_keys = (
        "table",
        "release",
        "published_on",
        "first_period",
        "last_period",
        "cells",
        "new",
        "changed",
        "gone",
        "is_invented",
        "source",
        "sha256",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--table", choices=sorted(TABLES), help=_("alleen deze tabel"))
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("als JSON"))
        form.add_argument("--csv", action="store_true", help=_("als CSV"))

    def handle(self, *args: Any, **options: Any) -> None:
        found = releases(options["table"] or "")
        if options["json"]:
            self.print_json(map(_as_record, found))
        elif options["csv"]:
            self.print_csv(map(_as_record, found))
        elif not found:
            self.stdout.write(_("Er zijn nog geen cijfers ingelezen."))
        else:
            for row in found:
                self.stdout.write(_line(row))


def _line(row: Release) -> str:
    day = long_date(row.published_at.astimezone(AMSTERDAM).date())
    facts = {
        "table": row.table.code,
        "number": row.number,
        "day": day,
        "cells": format_number(row.cell_count),
        "first": period_text(row.first_period),
        "last": period_text(row.last_period),
        "new": format_number(row.new_count),
        "changed": format_number(row.changed_count),
        "gone": format_number(row.gone_count),
    }
    return (
        _(
            "%(table)s versie %(number)s, gepubliceerd op %(day)s: %(cells)s cijfers, %(first)s tot en met %(last)s; "
            "%(new)s nieuw, %(changed)s herzien, %(gone)s vervallen"
        )
        % facts
    )


def _as_record(row: Release) -> dict[str, object]:
    return {
        "table": row.table.code,
        "release": row.number,
        "published_on": row.published_at.astimezone(AMSTERDAM).date(),
        "first_period": period_text(row.first_period),
        "last_period": period_text(row.last_period),
        "cells": row.cell_count,
        "new": row.new_count,
        "changed": row.changed_count,
        "gone": row.gone_count,
        "is_invented": row.is_invented,
        "source": row.source,
        "sha256": row.areas.sha256,
    }
