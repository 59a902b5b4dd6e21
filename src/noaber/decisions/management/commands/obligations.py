from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.obligation_words import capacity_words, continuation_status, count_words, kind_words
from noaber.decisions.queries.obligations.continuation import continuation
from noaber.decisions.queries.obligations.obligation import ObligationRow, in_years, obligations
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal, proposals
from noaber.decisions.rules.obligations import counts_of


class Command(commandline.Command):
    help = _("Toont wat organisaties volgens een voorstel jaarlijks bijdragen, en hoe ver het is.")
    group = commandline.REGISTER
    output_keys = (
        "proposal",
        "point",
        "party",
        "name",
        "kind",
        "year",
        "rate",
        "fte",
        "promised_fte",
        "state",
        "organ",
        "decided_on",
        "in_budget_on",
        "evaluated_on",
        "evidence",
        "evaluation_evidence",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "proposal",
            nargs="?",
            default="",
            metavar="VOORSTEL",
            help=gettext("code; standaard het nieuwste dat iets vraagt"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help=gettext("als CSV"))
        form.add_argument("--json", action="store_true", help=gettext("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        asof = AsOf(clock.today())
        found = _find(options["proposal"], asof)
        rows = obligations(COMMAND, found.code, asof)
        if options["csv"]:
            self.print_csv([record(row) for row in rows])
        elif options["json"]:
            self.print_json([record(row) for row in rows])
        else:
            self.stdout.write("\n".join(lines(found, rows, asof)))


def _find(code: str, asof: AsOf) -> Standing:
    """The proposal that is asked for; else the newest that asks something, each year."""
    sent = [row for row in proposals(COMMAND) if row.is_sent]
    running = [row.code for row in sent if not row.is_withdrawn]
    for chosen in [code] if code else running:
        found = proposal(COMMAND, chosen, asof)
        if found and (code or any(point.terms for point in found.points)):
            return found
    known = ", ".join(row.code for row in sent) or "geen"
    raise DomainError(
        f"Er is geen voorstel “{code}”. Wel: {known}."
        if code
        else "Er is nog geen voorstel dat jaarlijks iets vraagt."
    )


def record(row: ObligationRow) -> dict[str, object]:
    """A record per organisation, point and year; `party` is empty where the network as a whole is bound."""
    return {
        "proposal": row.proposal,
        "point": row.point,
        "party": row.party,
        "name": row.name,
        "kind": row.kind.value,
        "year": row.year,
        "rate": _plain(row.rate),
        "fte": _plain(row.fte),
        "promised_fte": _plain(row.promised_fte),
        "state": row.state.value,
        "organ": row.organ or None,
        "decided_on": row.decided_on,
        "in_budget_on": row.in_budget_on,
        "evaluated_on": row.evaluated_on,
        "evidence": row.evidence or None,
        "evaluation_evidence": (row.evaluation.evidence or None)
        if row.evaluation and row.evaluated_on
        else None,
    }


def _plain(value: Decimal | None) -> str | None:
    """Without the zeros of the table: 0.07, not 0.0700."""
    return None if value is None else format(value.normalize(), "f")


def lines(found: Standing, rows: list[ObligationRow], asof: AsOf) -> list[str]:
    """Does the network go on, and per point and year how many are how far."""
    shown = [found.title]
    goes_on = continuation(COMMAND, found.code, asof)
    if goes_on:
        shown.append(
            f"{len(goes_on.agreed)} van {goes_on.asked} besloten zelf; {continuation_status(goes_on).label}"
        )
    for label in dict.fromkeys(row.point for row in rows):
        theirs = [row for row in rows if row.point == label]
        shown.append(f"Punt {label}: {kind_words(theirs[0].kind)}")
        shown += [
            f"  {year}: {count_words(counts_of(row.state for row in of_year))}{_more(of_year)}"
            for year, of_year in in_years(theirs).items()
        ]
    return shown


def _more(rows: list[ObligationRow]) -> str:
    """The capacity that was promised, and of how many no evidence is known."""
    count = sum(row.lacks_evidence for row in rows)
    parts = (capacity_words(rows), f"bewijs ontbreekt bij {count}" if count else "")
    return "".join(f"; {part}" for part in parts if part)
