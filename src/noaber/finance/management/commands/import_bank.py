from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.formats.bank_files import read_bank_file
from noaber.finance.queries.bank.entries import ProposedRow, booked_on_invoices, entries_with, proposals
from noaber.finance.rules.bank.known_again import Answer
from noaber.finance.rules.bank.statements import BankEntry, BankFileError
from noaber.finance.services.bank.importing import BankOutcome, Undecided, import_bank_file, preview_bank_file

MOST_SHOWN = 50
REFUSED = "refused"


class Command(commandline.Command):
    help = gettext_lazy(
        "Leest een bestand van de bank: toont elke boeking met het voorstel erbij, of leest het in."
    )
    group = commandline.MONEY
    output_keys = (
        "account",
        "statement",
        "booked_on",
        "value_on",
        "direction",
        "amount_cents",
        "is_reversal",
        "counterparty_name",
        "counterparty_iban",
        "on_behalf_of",
        "reference",
        "text",
        "documents",
        "end_to_end_id",
        "bank_reference",
        "foreign_currency",
        "foreign_amount",
        "batch_id",
        "return_reason",
        "is_new",
        "outcome",
        "confidence",
        "reason",
        "invoices",
        "left_cents",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="BESTAND",
            help=_("camt.053, MT940, of een zip met een of meer daarvan"),
        )
        parser.add_argument(
            "--apply",
            action="store_true",
            help=_("leest het bestand in; zonder dit ziet u alleen wat erin staat"),
        )
        parser.add_argument(
            "--doubtful",
            choices=[each.value for each in Answer],
            help=_(
                "wat geldt voor boekingen waarvan niet te zien is of zij nieuw zijn: al bekend (known) of nieuw (new)"
            ),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=_("als JSON; wat niet kan worden ingelezen, staat er dan ook in, met de reden"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Without ``--apply`` nothing is written at all; proposals are made as if it were."""
        path: Path = options["file"]
        try:
            source = path.open("rb")
        except OSError as error:
            raise DomainError(_("Dit bestand is niet te openen: %(file)s.") % {"file": path}) from error
        marks: list[str] = []
        answer = Answer(options["doubtful"]) if options["doubtful"] else None
        how: dict[str, Any] = {"actor": COMMAND, "now": clock.now(), "marks": marks, "answer": answer}
        try:
            with source:
                if options["apply"]:
                    self._show(import_bank_file(source, path.name, **how), marks, options)
                else:
                    preview_bank_file(
                        source, path.name, lambda found: self._show(found, marks, options), **how
                    )
        except Undecided as error:
            more = _("Geef --doubtful known of --doubtful new mee.")
            raise DomainError(f"{error.message} {more}") from error
        except DomainError as error:
            if options["json"] and not options["apply"]:
                self._show_refused(path, error.message)
            raise

    def _show(self, found: BankOutcome, marks: Sequence[str], options: dict[str, Any]) -> None:
        """Every entry of the file, those that were known too, with what is proposed for it now."""
        rows = proposals(entries_with(marks))
        if options["json"]:
            self._show_json(found, rows)
            return
        for text in found.warnings:
            self.stderr.write(text)
        for row in rows[:MOST_SHOWN]:
            said = row.entry.said
            amount = format_euro(said.signed_cents)
            self.stdout.write(f"{said.booked_on}  {amount}  {said.counterparty_name}: {row.proposal.reason}")
        if len(rows) > MOST_SHOWN:
            self.stdout.write(_("… en nog %(count)s.") % {"count": format_number(len(rows) - MOST_SHOWN)})
        new = ngettext("%(count)s nieuwe boeking", "%(count)s nieuwe boekingen", found.new)
        facts = {"new": new % {"count": format_number(found.new)}, "known": format_number(found.known)}
        self.stdout.write(_("%(new)s; %(known)s waren al bekend.") % facts)
        if not options["apply"]:
            self.stdout.write(_("Er is niets gewijzigd. Met --apply leest u het bestand in."))

    def _show_refused(self, path: Path, why: str) -> None:
        """What can be read of a file that cannot be imported, such as that of another account, for who looks why."""
        try:
            statements = read_bank_file(path.read_bytes(), path.name)
        except BankFileError:
            return
        self.print_json(
            {
                "account": statement.account,
                "statement": statement.label,
                **_as_said(said),
                "is_new": False,
                "outcome": REFUSED,
                "confidence": "",
                "reason": why,
                "invoices": [],
                "left_cents": said.signed_cents,
            }
            for statement in statements
            for said in statement.entries
        )

    def _show_json(self, found: BankOutcome, rows: Sequence[ProposedRow]) -> None:
        new = {each.id for each in found.statements}
        booked = booked_on_invoices([row.entry.id for row in rows])
        self.print_json(
            _as_record(row, row.entry.statement_id in new, booked.get(row.entry.id, [])) for row in rows
        )


def _as_record(row: ProposedRow, is_new: bool, booked: Sequence[tuple[str, int]]) -> dict[str, object]:
    proposal = row.proposal
    shares = [(share.number, share.amount_cents) for share in proposal.shares] or booked
    return {
        "account": row.entry.account,
        "statement": row.entry.statement,
        **_as_said(row.entry.said),
        "is_new": is_new,
        "outcome": proposal.outcome.value if row.entry.left_cents else "booked",
        "confidence": proposal.confidence.value if proposal.confidence else "",
        "reason": proposal.reason,
        "invoices": [{"number": number, "amount_cents": cents} for number, cents in shares],
        "left_cents": row.entry.left_cents,
    }


def _as_said(said: BankEntry) -> dict[str, object]:
    """An entry as the bank gave it."""
    return {
        "booked_on": said.booked_on,
        "value_on": said.value_on,
        "direction": said.direction.value,
        "amount_cents": said.amount_cents,
        "is_reversal": said.is_reversal,
        "counterparty_name": said.counterparty_name,
        "counterparty_iban": said.counterparty_iban,
        "on_behalf_of": said.on_behalf_of,
        "reference": said.reference.value if said.reference else "",
        "text": said.text,
        "documents": list(said.documents),
        "end_to_end_id": said.end_to_end_id,
        "bank_reference": said.bank_reference,
        "foreign_currency": said.foreign.currency if said.foreign else "",
        "foreign_amount": str(said.foreign.amount) if said.foreign else "",
        "batch_id": said.batch_id,
        "return_reason": said.return_reason,
    }
