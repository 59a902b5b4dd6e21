from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import commandline
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number, in_a_row
from noaber.finance.formats.ubl_writing import to_ubl
from noaber.finance.papers.invoice import invoice_pdf
from noaber.finance.queries.invoices.invoice import InvoiceWhole, issued_in
from noaber.finance.rules.invoices.invoice import Profile
from noaber.finance.rules.invoices.preflight import what_lacks


class Command(commandline.Command):
    help = gettext_lazy("Schrijft elke factuur en creditnota van een jaar als e-factuur (UBL) en als PDF.")
    group = commandline.MONEY

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--year", type=int, required=True, metavar="JAAR", help=_("het jaar van het nummer")
        )
        parser.add_argument(
            "--profile",
            choices=[each.value for each in Profile],
            help=_(
                "schrijft alle e-facturen volgens deze regels, in plaats van zoals zij zijn verstuurd; wat er niet aan "
                "voldoet wordt genoemd en niet geschreven, en de opdracht eindigt dan met 1"
            ),
        )
        parser.add_argument("--to", type=Path, required=True, metavar="MAP", help=_("een map, nieuw of leeg"))

    def handle(self, *args: Any, **options: Any) -> None:
        """What was issued stands: with another profile the same content is written by other rules, and not kept.

        What those rules refuse is named and not written; the rest is, and the command ends with an error.
        """
        found = issued_in(options["year"])
        if not found:
            raise DomainError(_("In %(year)s zijn geen facturen gemaakt.") % {"year": options["year"]})
        folder = _empty(options["to"])
        profile = Profile(options["profile"]) if options["profile"] else None
        shown = found if profile is None else [_by(profile, each) for each in found]
        refused = (
            {} if profile is None else {each.row.number: lacks for each in shown if (lacks := _lacks(each))}
        )
        written = [each for each in shown if each.row.number not in refused]
        _write(written, folder)
        words = ngettext(
            "%(count)s stuk staat in de map.", "%(count)s stukken staan in de map.", len(written)
        )
        self.stdout.write(words % {"count": format_number(len(written))})
        if refused:
            raise DomainError(_refusal(refused))


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise DomainError(_("De map is niet leeg. Kies een nieuwe map."))
    return folder


def _by(profile: Profile, found: InvoiceWhole) -> InvoiceWhole:
    content = replace(found.content, profile=profile)
    return replace(found, content=content, ubl=to_ubl(content).decode())


def _lacks(found: InvoiceWhole) -> tuple[str, ...]:
    """What the rules of its profile refuse."""
    return tuple(dict.fromkeys(map(str, what_lacks(found.content))))


def _refusal(refused: Mapping[str, Sequence[str]]) -> str:
    head = ngettext(
        "%(count)s stuk is niet geschreven, omdat het niet voldoet aan deze regels:",
        "%(count)s stukken zijn niet geschreven, omdat zij niet voldoen aan deze regels:",
        len(refused),
    ) % {"count": format_number(len(refused))}
    return f"{head} {'; '.join(f'{number} ({in_a_row(lacks)})' for number, lacks in refused.items())}."


def _write(found: Iterable[InvoiceWhole], folder: Path) -> None:
    for each in found:
        (folder / f"{each.row.number}.xml").write_text(each.ubl, encoding="utf-8")
        (folder / f"{each.row.number}.pdf").write_bytes(invoice_pdf(each))
