from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.asof import AsOf, knowledge_of
from noaber.core.rules.dutch import long_date
from noaber.network.health.report import HealthReport, network_health


class Command(commandline.Command):
    help = gettext_lazy(
        "Toont welke regels van het netwerk op een dag in orde zijn, wat er ontbreekt en wie dat kan herstellen."
    )
    group = commandline.REGISTER
    output_keys = ("rule", "holds", "severity", "subject_kind", "subject", "message", "mended_by", "missing")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("de dag waarover het gaat (standaard vandaag)"),
        )
        parser.add_argument(
            "--known-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("zoals het op deze dag bekend was (standaard nu)"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("uitvoer als JSON, voor programma's"))
        form.add_argument("--csv", action="store_true", help=_("uitvoer als CSV, voor programma's"))

    def handle(self, *args: Any, **options: Any) -> None:
        known_on = options["known_on"]
        asof = AsOf(options["on"] or clock.today(), knowledge_of(known_on, today=clock.today()))
        report = network_health(asof)
        if options["json"]:
            self.print_json(_records(report))
        elif options["csv"]:
            self.print_csv({**record, "missing": " ".join(record["missing"])} for record in _records(report))
        else:
            self._print_text(report)

    def _print_text(self, report: HealthReport) -> None:
        if report.is_empty:
            day = {"date": long_date(report.asof.valid_on)}
            self.stdout.write(_("Op %(date)s staat er geen netwerk in het register.") % day)
            return
        facts = {
            "held": report.held_count,
            "count": len(report.rules),
            "date": long_date(report.asof.valid_on),
        }
        self.stdout.write(_("Op %(date)s zijn %(held)s van de %(count)s regels in orde.") % facts)
        for finding in report.findings:
            self.stdout.write(f"{finding.code}: {finding.message}")
            self.stdout.write(f"    {_('Herstel')}: {finding.mended_by}.")


def _records(report: HealthReport) -> Iterator[dict[str, Any]]:
    """One record per finding, and one per rule that holds (its message is what the rule asks)."""
    for rule in report.rules:
        if rule.holds:
            yield _record(rule.code, holds=True, message=rule.asks)
        for finding in rule.findings:
            yield _record(
                rule.code,
                holds=False,
                severity=finding.severity.value,
                subject_kind=finding.subject_kind.value,
                subject=finding.subject_key,
                message=finding.message,
                mended_by=finding.mended_by,
                missing=list(finding.missing),
            )


def _record(rule: str, **known: object) -> dict[str, Any]:
    empty = dict.fromkeys(("severity", "subject_kind", "subject", "message", "mended_by"), "")
    return {"rule": rule, **empty, "missing": [], **known}
