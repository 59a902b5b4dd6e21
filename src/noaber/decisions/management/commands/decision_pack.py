import csv
import io
from collections.abc import Iterable, Iterator
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
from noaber.decisions.packs.files import PackFile, enclosed_files, mayor_file, proposal_file, write_whole
from noaber.decisions.packs.yearly import due_in, fte_of, sent_for, years_asked
from noaber.decisions.queries.proposals.proposal import proposal, proposals

MANIFEST: Final = "overzicht.csv"


class Command(commandline.Command):
    help = _(
        "Maakt per organisatie het voorstel voor het eigen bestuur (ODT) en één bladzijde voor de burgemeester (PDF), "
        "en één keer de map bijlagen. "
        f"Wat er is gemaakt, staat in {MANIFEST}, met de bijdrage per jaar zoals die in deze stukken staat, "
        "de peildatum daarvan, en de bijdrage zoals die met het voorstel is verstuurd. "
        "Opnieuw maken mag: alleen wat anders is, wordt vervangen."
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
    yearly_keys = (
        "contribution_{year}_cents",
        "contribution_{year}_reference_on",
        "sent_contribution_{year}_cents",
        "fte_{year}",
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
        years, made = years_asked(source.found), {}
        changed = _write(folder, enclosed_files(source))
        for number, code in enumerate(codes, start=1):
            pack = local_pack(source, code)
            if pack is None:
                continue
            record, new = self._make(pack, folder)
            made[code] = [*self._checked(record).values(), *_yearly(pack, years)]
            changed += new
            self.stdout.write(f"{number} van {len(codes)}: {pack.own.name}")
        keys = (*self.output_keys, *(key.format(year=year) for year in years for key in self.yearly_keys))
        known = _known(folder / MANIFEST, keys) if options["only"] else {}
        write_whole(folder / MANIFEST, _manifest(keys, known, made))
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
        new = _write(folder, (paper, page))
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


def _write(folder: Path, files: Iterable[PackFile]) -> int:
    """Into the folder or one below it; how many were new."""
    new = 0
    for file in files:
        (folder / file.name).parent.mkdir(exist_ok=True)
        new += write_whole(folder / file.name, file.data)
    return new


def _yearly(pack: LocalPack, years: list[int]) -> Iterator[object]:
    """In the order of `yearly_keys`, per year; amounts as the files beside it say them."""
    for year in years:
        due, sent = due_in(year, pack.tables), sent_for(pack.own, year, pack.source.sent)
        yield due.cents if due else None
        yield due.reference_on if due else None
        yield sent.cents if sent else None
        yield fte_of(pack.own, year)


def _manifest(keys: tuple[str, ...], known: dict[str, list[str]], made: dict[str, list[object]]) -> bytes:
    """What is in the folder; a run for one organisation replaces only its own line of what was known."""
    lines = known | {
        code: [str(commandline.csv_cell(value)) for value in values] for code, values in made.items()
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows(lines[code] for code in sorted(lines))
    return text.getvalue().encode()


def _source(code: str) -> PackSource:
    today = AsOf(clock.today())
    found = proposal(COMMAND, code, today)
    if found is None:
        known = ", ".join(row.code for row in proposals(COMMAND)) or "geen"
        raise DomainError(f"Er is geen voorstel “{code}”. Wel: {known}.")
    source = pack_source(found, today, COMMAND)
    if not source.rows:
        raise DomainError(f"Op voorstel “{code}” hoeft geen organisatie zelf te besluiten.")
    return source


def _codes(source: PackSource, only: str) -> list[str]:
    asked = {row.code: (row.code, *row.party.successors) for row in source.rows}
    codes = sorted(code for code, voices in asked.items() if not only or only in voices)
    if not codes:
        raise DomainError(
            f"Organisatie “{only}” besluit niet over dit voorstel. Kies bijvoorbeeld {min(asked)}."
        )
    return codes


def _known(path: Path, keys: tuple[str, ...]) -> dict[str, list[str]]:
    """The lines of an earlier manifest by organisation; one with other columns is not ours to keep."""
    if not path.is_file():
        return {}
    head, *lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")))) or [[]]
    return {line[0]: line for line in lines if line} if tuple(head) == keys else {}
