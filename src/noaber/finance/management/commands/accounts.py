import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.finance.papers.report import report_pdf, report_workbook, state_words
from noaber.finance.papers.report_tables import report_title, result_table
from noaber.finance.queries.agreements.choosing import may_see
from noaber.finance.queries.reports.report import ReportRow, report_of
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.report import ANNUAL_CODE
from noaber.finance.services.reports.report import draft_account

WRITERS: Final = (".pdf", ".xlsx", ".json")
SIDES: Final = (BudgetSide.INCOME, BudgetSide.EXPENDITURE)


class Command(commandline.Command):
    help = gettext_lazy(
        "Schrijft de jaarrekening van een jaar. Zolang zij niet is vastgesteld, is het een concept; dat staat erin."
    )
    group = commandline.MONEY
    output_keys = (
        "year",
        "is_final",
        "is_example",
        "seal",
        "part",
        "code",
        "name",
        "budgeted_cents",
        "committed_cents",
        "actual_cents",
        "deviation_cents",
        "explanation",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True, metavar="JAAR", help=_("het jaar"))
        parser.add_argument(
            "--to",
            type=Path,
            required=True,
            metavar="BESTAND",
            help=_("een nieuw bestand; het einde van de naam zegt wat: .pdf, .xlsx of .json"),
        )
        parser.add_argument(
            "--agreement", default="", metavar="CODE", help=_("de afspraak, als er meer zijn met dit jaar")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["to"]
        if target.suffix.lower() not in WRITERS:
            raise DomainError(_("Laat de naam eindigen op .pdf, .xlsx of .json."))
        row = _found(options["year"], options["agreement"])
        written = self._written(row, target.suffix.lower())
        with target.open("xb") as file:  # a file that is there stays as it is
            file.write(written)
        facts = {"title": report_title(row.content), "state": state_words(row), "seal": row.seal}
        self.stdout.write(_("%(title)s: %(state)s. Zegel: %(seal)s") % facts)

    def _written(self, row: ReportRow, suffix: str) -> bytes:
        if suffix == ".pdf":
            return report_pdf(row)
        if suffix == ".xlsx":
            return report_workbook(row)[1]
        records = [self._checked(record) for record in _records(row)]
        return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()


def _found(year: int, code: str) -> ReportRow:
    """The account as it was last written; without one, as the ledger would have it now."""
    agreements = [
        row
        for row in may_see(COMMAND, AsOf(clock.today()))
        if year in row.terms.years and code in ("", row.code)
    ]
    if not agreements:
        raise DomainError(_("Er is geen afspraak over bijdragen met het jaar %(year)s.") % {"year": year})
    if len(agreements) > 1:
        codes = ", ".join(row.code for row in agreements)
        raise DomainError(
            _("Er zijn meer afspraken met dit jaar. Kies er een: %(codes)s.") % {"codes": codes}
        )
    known = report_of(agreements[0].code, year, ANNUAL_CODE)
    return known or draft_account(agreements[0], year, now=clock.now(), today=clock.today())


def _records(row: ReportRow) -> Iterator[dict[str, object]]:
    """Each line, what was co-funded, each step to the reserve, each payer; `part` says which."""
    content = row.content
    head = {
        "year": row.year,
        "is_final": row.is_final,
        "is_example": clock.reached_on() is not None,
        "seal": row.seal,
    }
    none = dict.fromkeys(("budgeted_cents", "committed_cents", "actual_cents", "deviation_cents"))
    for side in SIDES:
        for each in content.of(side):
            yield {
                **head,
                "part": side.value,
                "code": each.line.code,
                "name": each.line.title,
                "budgeted_cents": each.line.budgeted_cents,
                "committed_cents": each.line.committed_cents,
                "actual_cents": each.line.actual_cents,
                "deviation_cents": each.deviation_cents,
                "explanation": each.text,
            }
    rest = [
        *(("co_funding", each.code, each.title, each.delivered_cents) for each in content.figures.co_funding),
        *(("reserve", "", step["title"], step["amount"]) for step in result_table(content).rows),
        *(("payer", each.code, each.name, each.asked_cents) for each in content.figures.payers),
    ]
    for part, key, name, cents in rest:
        yield {
            **head,
            **none,
            "part": part,
            "code": key,
            "name": name,
            "actual_cents": cents,
            "explanation": "",
        }
