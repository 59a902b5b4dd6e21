"""What the import commands share: show what a file changes, and with ``--apply`` bring it in."""

import datetime as dt
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.documents.sheets import SheetError
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.network.imports.applying import finish_applying, start_applying
from noaber.network.imports.lists import plan_list
from noaber.network.imports.preview import Fate, Line, Preview, Problem, kept_preview
from noaber.network.imports.runs import begin_import, check_import
from noaber.network.models import ImportKind, ImportRun, ImportState

MOST_SHOWN = 50


class ImportCommand(commandline.Command):
    """A command that reads a list; subclasses say of which kind.

    Without ``--apply`` nothing is written at all. A list with mistakes ends with 1 and a line for each.
    """

    help: str | Promise = ""
    kind: ClassVar[ImportKind]
    group = commandline.REGISTER

    def add_apply(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--apply",
            action="store_true",
            help=_("voert de lijst door; zonder dit ziet u alleen wat er verandert"),
        )

    def bring_in(self, path: Path, valid_from: dt.date, *, is_applied: bool) -> None:
        """Show what the file changes, and apply it when asked."""
        data = path.read_bytes()
        if not is_applied:
            self.show(read(self.kind, data, path.name, valid_from))
            self.stdout.write(_("Er is niets gewijzigd. Met --apply voert u de lijst door."))
            return
        run = begin_import(self.kind, data, path.name, actor=COMMAND, now=clock.now(), valid_from=valid_from)
        self.apply(check_import(run.pk, now=clock.now()))

    def apply(self, run: ImportRun) -> None:
        """Apply a run that was checked, unless nothing changes."""
        if run.state == ImportState.FAILED:
            raise DomainError(run.message)
        preview = kept_preview(run.plan)
        self.show(preview, run.counts.get(Fate.UNCHANGED, 0))
        if not preview.has_changes:
            self.stdout.write(_("Er is niets gewijzigd: alles stond al zo in het register."))
            return
        start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=clock.now())
        run = finish_applying(run.pk, actor=COMMAND)
        if run.state != ImportState.APPLIED:
            raise DomainError(run.message)
        self.stdout.write(_("De lijst is doorgevoerd."))

    def show(self, preview: Preview, unchanged: int | None = None) -> None:
        """What changes, or with exit code 1 what is wrong."""
        for note in preview.notes:
            self.stdout.write(note)
        if preview.problems:
            self._refuse(preview.problems)
        changing = [line for line in preview.lines if line.fate is not Fate.UNCHANGED]
        for line in changing[:MOST_SHOWN]:
            self.stdout.write(in_words(line))
        if len(changing) > MOST_SHOWN:
            self.stdout.write(_("… en nog %(count)s.") % {"count": format_number(len(changing) - MOST_SHOWN)})
        counts = {name: format_number(count) for name, count in preview.counts.items()}
        kept = counts["unchanged"] if unchanged is None else format_number(unchanged)
        words = _("%(new)s nieuw, %(changed)s gewijzigd, %(kept)s ongewijzigd.")
        self.stdout.write(words % {**counts, "kept": kept})

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.stderr.write(str(problem))
        text = ngettext("%(count)s fout", "%(count)s fouten", len(problems)) % {"count": len(problems)}
        raise CommandError(
            _("%(errors)s; er is niets gewijzigd.") % {"errors": text}, returncode=commandline.REFUSED
        )


class ListCommand(ImportCommand):
    """A command for a list that holds from a day: people and organisations."""

    help: str | Promise = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND", help=_("een lijst als .xlsx of .csv"))
        parser.add_argument(
            "--valid-from",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("de dag vanaf wanneer de lijst geldt (standaard vandaag)"),
        )
        self.add_apply(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.bring_in(options["file"], options["valid_from"] or clock.today(), is_applied=options["apply"])


def read(kind: str, data: bytes, filename: str, valid_from: dt.date) -> Preview:
    """The preview of a file that is not kept."""
    try:
        return plan_list(kind, data, filename, valid_from).preview
    except SheetError as error:
        raise DomainError(str(error)) from error


def in_words(line: Line) -> str:
    """A line of the preview for a terminal."""
    fate = _("nieuw") if line.fate is Fate.NEW else _("gewijzigd")
    changes = [
        f"{each.label}: {each.old or '–'} → {each.new or '–'}" if each.old else f"{each.label}: {each.new}"
        for each in line.differences
    ]
    return f"{fate}  {line.name}  {'; '.join(changes)}"
