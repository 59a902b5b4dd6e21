from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal, proposals
from noaber.decisions.words import arithmetic, outcome_status, roll_up


class Command(commandline.Command):
    help = _("Toont van een voorstel wie op welk punt wat vindt, en de uitkomst.")
    group = commandline.REGISTER
    output_keys = (
        "proposal",
        "stage",
        "point",
        "party",
        "name",
        "answer",
        "text",
        "decided_on",
        "outcome",
        "successor",
        "successor_name",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "proposal",
            nargs="?",
            default="",
            metavar="VOORSTEL",
            help=gettext("code; standaard het nieuwste"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help=gettext("als CSV"))
        form.add_argument("--json", action="store_true", help=gettext("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        found = _find(options["proposal"])
        if options["csv"]:
            self.print_csv(list(records(found)))
        elif options["json"]:
            self.print_json(list(records(found)))
        else:
            self.stdout.write("\n".join(lines(found)))


def _find(code: str) -> Standing:
    rows = proposals(COMMAND)
    chosen = code or next((row.code for row in rows if row.is_sent and not row.is_withdrawn), "")
    found = proposal(COMMAND, chosen, AsOf(clock.today())) if chosen else None
    if found is None:
        known = ", ".join(row.code for row in rows) or "geen"
        raise DomainError(
            f"Er is geen voorstel “{code}”. Wel: {known}." if code else "Er is nog geen voorstel."
        )
    return found


def records(found: Standing) -> list[dict[str, object]]:
    """A record per stage, party and point that it is asked; without an answer yet, `answer` is empty."""
    return [
        _record(found, stage, party, label)
        for stage in found.stages
        for party in stage.parties
        for label in party.labels
    ]


def _record(found: Standing, stage: StageStanding, party: Party, label: str) -> dict[str, object]:
    cell = stage.cells.get((party.key, label))
    return {
        "proposal": found.code,
        "stage": stage.number,
        "point": label,
        "party": party.body_code or party.organisation_code,
        "name": party.name,
        "answer": cell.answer.value if cell else None,
        "text": cell.text if cell else None,
        "decided_on": cell.decided_on if cell else None,
        "outcome": stage.outcomes[label].verdict.value,
        "successor": party.successors[-1] if party.successors else "",
        "successor_name": party.successor_name,
    }


def lines(found: Standing) -> list[str]:
    """Per stage and point the outcome in words, with how it was counted."""
    kinds = {point.label: point.kind for point in found.points}
    shown = [found.title]
    for stage in found.stages:
        shown.append(f"Stap {stage.number}: {stage.title}")
        for label, each in stage.outcomes.items():
            counts, outcome = roll_up(each, stage.role), outcome_status(each, kinds[label]).label
            shown.append(f"  {label}: {counts}; {outcome} ({arithmetic(each, kinds[label])})")
    return shown
