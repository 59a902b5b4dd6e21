from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.commandline import usage_error
from noaber.core.errors import DomainError
from noaber.network.api import Fate, Preview, safety_fields
from noaber.strategy.imports.samples import example_note
from noaber.strategy.queries.inventory.coverage import may_give
from noaber.strategy.queries.inventory.plans import plans
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.services.inventory.importing import bring_in, read_list


class Command(commandline.Command):
    help = gettext_lazy("Leest de prioriteiten van organisaties in uit Excel of CSV, of geeft ze als CSV.")
    group = commandline.REGISTER
    output_keys = (
        "period",
        "organisation",
        "name",
        "district",
        "rank",
        "theme",
        "theme_name",
        "wording",
        "page",
        "ambition",
        "plan",
        "starts_on",
        "ends_on",
        "council_on",
        "link",
        "notes",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument(
            "--import", type=Path, dest="file", metavar="BESTAND", help=_("een lijst als .xlsx of .csv")
        )
        way.add_argument(
            "--csv",
            nargs="?",
            const="",
            metavar="PERIODE",
            help=_("als CSV, een regel per prioriteit; standaard van de nieuwste periode"),
        )
        parser.add_argument(
            "--period",
            metavar="PERIODE",
            help=_("waarvoor de lijst is; standaard de nieuwste, alleen met --import"),
        )
        parser.add_argument(
            "--apply",
            action="store_true",
            help=_("voert de lijst door; zonder dit ziet u alleen wat er verandert"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            self._bring_in(options["file"], _period(options["period"] or ""), is_applied=options["apply"])
            return
        if options["apply"] or options["period"]:
            usage_error(_("--apply en --period horen bij --import."))
        self.print_csv(_records(_period(options["csv"])))

    def _bring_in(self, path: Path, found: TitleRow, *, is_applied: bool) -> None:
        data, asof = path.read_bytes(), AsOf(clock.today())
        preview = read_list(found.code, data, path.name, actor=COMMAND, asof=asof).preview
        self._show(preview)
        if not preview.has_changes:
            self.stdout.write(_("Er is niets gewijzigd: alles stond er al zo."))
        elif not is_applied:
            self.stdout.write(_("Er is niets gewijzigd. Met --apply voert u de lijst door."))
        else:
            seen, now = preview.fingerprint(), clock.now()
            bring_in(found.code, data, path.name, actor=COMMAND, now=now, asof=asof, seen=seen)
            self.stdout.write(_("De lijst is doorgevoerd."))

    def _show(self, preview: Preview) -> None:
        """What changes; or, with exit code 1, what is wrong."""
        for problem in preview.problems:
            self.stderr.write(str(problem))
        if preview.problems:
            count = len(preview.problems)
            text = ngettext("%(count)s fout", "%(count)s fouten", count) % {"count": count}
            refusal = _("%(errors)s; er is niets gewijzigd.") % {"errors": text}
            raise CommandError(refusal, returncode=commandline.REFUSED)
        for line in preview.lines:
            if line.fate is not Fate.UNCHANGED:
                changes = "; ".join(
                    f"{each.label}: {each.old or '–'} → {each.new or '–'}" for each in line.differences
                )
                self.stdout.write(f"{line.name}  {changes}")
        words = _("%(new)s nieuw, %(changed)s gewijzigd, %(unchanged)s ongewijzigd.")
        self.stdout.write(words % preview.counts)


def _period(code: str) -> TitleRow:
    """The period of this code, or the newest."""
    known = titles(AsOf(clock.today()))
    found = next((row for row in known if code in ("", row.code)), None)
    if found is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    return found


def _records(found: TitleRow) -> Iterator[dict[str, object]]:
    asof = AsOf(clock.today())
    owners = may_give(found, asof)
    names = {row.code: row.name for row in safety_fields()}
    note = example_note()
    for row in plans(found.code, asof):
        owner, text = owners.get(row.organisation), row.text
        for each in text.priorities:
            yield {
                "period": found.code,
                "organisation": row.organisation,
                "name": owner.name if owner else "",
                "district": owner.district_name if owner else "",
                "rank": each.rank,
                "theme": each.field,
                "theme_name": names[each.field],
                "wording": each.wording,
                "page": each.page,
                "ambition": each.ambition,
                "plan": text.title,
                "starts_on": text.starts_on,
                "ends_on": text.ends_on,
                "council_on": text.council_on,
                "link": text.link,
                "notes": note,
            }
