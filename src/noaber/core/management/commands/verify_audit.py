from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from noaber.core import commandline
from noaber.core.audit import ChainFault
from noaber.core.keeping.seals import Verdict, verify_audit
from noaber.core.rules.dutch import format_number, long_date


class Command(commandline.Command):
    help = _(
        "Controleert of het logboek nog heel is: de keten, de zegels daarbuiten, de bewaking in de database, "
        "wat er is vastgelegd en de bestanden."
    )
    group = commandline.KEEPING
    output_keys = (
        "is_whole",
        "row_count",
        "seal_count",
        "record_count",
        "file_count",
        "sealed_sequence",
        "sealed_at",
        "fault_sequence",
        "message",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=translate("geeft de uitkomst als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_audit()
        if options["json"]:
            self.print_json([_record(verdict)])
        elif verdict.fault is None:
            self.stdout.write(_all_is_well(verdict))
        if verdict.fault is not None:
            raise CommandError(_not_whole(verdict.fault))


def _record(verdict: Verdict) -> dict[str, object]:
    fault, newest = verdict.fault, verdict.newest
    return {
        "is_whole": fault is None,
        "row_count": verdict.row_count,
        "seal_count": verdict.seal_count,
        "record_count": verdict.record_count,
        "file_count": verdict.file_count,
        "sealed_sequence": newest.sequence if newest else None,
        "sealed_at": newest.sealed_at if newest else None,
        "fault_sequence": fault.sequence if fault else None,
        "message": fault.message if fault else _all_is_well(verdict),
    }


def _not_whole(fault: ChainFault) -> str:
    return translate("Het logboek is niet heel. %(message)s") % {"message": fault.message}


def _all_is_well(verdict: Verdict) -> str:
    """How far the proof reaches: what came after the newest seal has only the chain itself."""
    rows = ngettext("%(count)s regel gelezen", "%(count)s regels gelezen", verdict.row_count)
    seals = ngettext("%(count)s zegel vergeleken", "%(count)s zegels vergeleken", verdict.seal_count)
    records = ngettext("%(count)s vastlegging", "%(count)s vastleggingen", verdict.record_count)
    files = ngettext("%(count)s bestand", "%(count)s bestanden", verdict.file_count)
    said = translate(
        "Het logboek is heel: %(rows)s, %(seals)s. Ook vergeleken: %(records)s en %(files)s."
    ) % {
        "rows": rows % {"count": format_number(verdict.row_count)},
        "seals": seals % {"count": format_number(verdict.seal_count)},
        "records": records % {"count": format_number(verdict.record_count)},
        "files": files % {"count": format_number(verdict.file_count)},
    }
    return f"{said} {_reach(verdict)}" if verdict.row_count else said


def _reach(verdict: Verdict) -> str:
    newest = verdict.newest
    if newest is None:
        return translate("Er is nog geen zegel; de worker zet er elk uur een.")
    text = translate("Het nieuwste zegel is van %(moment)s en reikt tot en met regel %(number)s.")
    moment = timezone.localtime(newest.sealed_at)
    return text % {
        "moment": f"{long_date(moment.date())} {moment:%H:%M}",
        "number": format_number(newest.sequence),
    }
