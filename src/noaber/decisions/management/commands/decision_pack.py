import csv
import io
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.packs.contents import LocalPack, PackSource, local_pack, pack_source
from noaber.decisions.packs.files import mayor_file, proposal_file, write_whole
from noaber.decisions.queries.proposals import proposal, proposals

MANIFEST: Final = "overzicht.csv"


class Command(commandline.Command):
    help = _(
        "Maakt per organisatie het voorstel voor het eigen bestuur (ODT) en één bladzijde voor de burgemeester (PDF). "
        f"Wat er is gemaakt, staat in {MANIFEST}. Opnieuw maken mag: alleen wat anders is, wordt vervangen."
    )
    group = commandline.REGISTER
    output_keys = (
        "organisation",
        "name",
        "district",
        "organ",
        "due_on",
        "state",
        "proposal_file",
        "proposal_sha256",
        "mayor_file",
        "mayor_sha256",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proposal", metavar="VOORSTEL", help=gettext("code van het voorstel"))
        parser.add_argument("--to", required=True, metavar="MAP", help=gettext("map voor de bestanden"))
        parser.add_argument("--only", default="", metavar="CODE", help=gettext("alleen deze organisatie"))

    def handle(self, *args: Any, **options: Any) -> None:
        source = _source(options["proposal"])
        codes = _codes(source, options["only"])
        folder = Path(options["to"])
        folder.mkdir(parents=True, exist_ok=True)
        made, changed = {}, 0
        for number, code in enumerate(codes, start=1):
            pack = local_pack(source, code)
            if pack is None:
                continue
            made[code], new = self._make(pack, folder)
            changed += new
            self.stdout.write(f"{number} van {len(codes)}: {pack.own.name}")
        write_whole(folder / MANIFEST, self._manifest(folder, made, is_whole=not options["only"]))
        facts = {"count": len(made), "changed": changed, "folder": folder}
        self.stdout.write(
            ngettext(
                "%(count)s pakket in %(folder)s; %(changed)s bestanden zijn nieuw of gewijzigd.",
                "%(count)s pakketten in %(folder)s; %(changed)s bestanden zijn nieuw of gewijzigd.",
                len(made),
            )
            % facts
        )

    def _make(self, pack: LocalPack, folder: Path) -> tuple[dict[str, object], int]:
        """Both files of one organisation, its line of the manifest, and how many were new."""
        paper, page, own = proposal_file(pack), mayor_file(pack), pack.own
        new = sum(write_whole(folder / file.name, file.data) for file in (paper, page))
        return {
            "organisation": own.code,
            "name": own.name,
            "district": own.district,
            "organ": own.party.organ,
            "due_on": own.party.due_on,
            "state": own.state.value,
            "proposal_file": paper.name,
            "proposal_sha256": paper.sha256,
            "mayor_file": page.name,
            "mayor_sha256": page.sha256,
        }, new

    def _manifest(self, folder: Path, made: dict[str, dict[str, object]], *, is_whole: bool) -> bytes:
        """What is in the folder; a run for one organisation replaces only its own line."""
        lines = {} if is_whole else _known(folder / MANIFEST, self.output_keys)
        for code, record in made.items():
            lines[code] = [str(commandline.csv_cell(value)) for value in self._checked(record).values()]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.output_keys)
        writer.writerows(lines[code] for code in sorted(lines))
        return text.getvalue().encode()


def _source(code: str) -> PackSource:
    today = AsOf(clock.today())
    found = proposal(COMMAND, code, today)
    if found is None:
        known = ", ".join(row.code for row in proposals(COMMAND)) or "geen"
        raise DomainError(f"Er is geen voorstel “{code}”. Wel: {known}.")
    source = pack_source(found, today)
    if not source.rows:
        raise DomainError(f"Op voorstel “{code}” hoeft geen organisatie zelf te besluiten.")
    return source


def _codes(source: PackSource, only: str) -> list[str]:
    codes = sorted({row.code for row in source.rows})
    if only and only not in codes:
        raise DomainError(
            f"Organisatie “{only}” besluit niet over dit voorstel. Kies bijvoorbeeld {codes[0]}."
        )
    return [only] if only else codes


def _known(path: Path, keys: tuple[str, ...]) -> dict[str, list[str]]:
    """The lines of an earlier manifest by organisation; one with other columns is not ours to keep."""
    if not path.is_file():
        return {}
    head, *lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")))) or [[]]
    return {line[0]: line for line in lines if line} if tuple(head) == keys else {}
