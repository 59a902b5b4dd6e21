from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError

if TYPE_CHECKING:
    from noaber.figures.rules.effect.record import MeasureEffect


class Command(commandline.Command):
    help = gettext_lazy(
        "Toont wat er rond de start van een maatregel werd geteld, naast gemeenten die niet startten; met de "
        "onzekerheid, en zonder te zeggen waardoor het komt."
    )
    group = commandline.FIGURES
    output_keys = (
        "offence",
        "offence_title",
        "before_months",
        "after_months",
        "treated",
        "compared",
        "left_out",
        "no_part",
        "counted_before",
        "counted_after",
        "standing",
        "ratio",
        "lower",
        "upper",
        "verdict",
        "basis",
        "pre_trend_p",
        "lead",
        "rest",
        "release",
        "published_on",
        "is_invented",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        rows = _("CSV-bestand met gemeente en startdatum")
        parser.add_argument("--rows", required=True, metavar="BESTAND", help=rows)
        parser.add_argument("--offence", required=True, metavar="CODE", help=_("soort misdrijf, zoals 1.1.1"))
        parser.add_argument("--before", type=int, default=24, metavar="MAANDEN", help=_("standaard 24"))
        parser.add_argument("--after", type=int, default=12, metavar="MAANDEN", help=_("standaard 12"))
        compared = _("vergelijk met alle andere, met gemeenten van die omvang, of met die van --with")
        parser.add_argument("--compare", choices=("alle", "omvang", "gekozen"), help=compared)
        parser.add_argument(
            "--with",
            dest="chosen",
            nargs="+",
            default=[],
            metavar="CODE",
            help=_("vergelijk hiermee; dan is --compare gekozen"),
        )
        parser.add_argument(
            "--without",
            dest="excluded",
            nargs="+",
            default=[],
            metavar="CODE",
            help=_("vergelijk hier niet mee"),
        )
        parser.add_argument(
            "--published-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("zoals de cijfers op deze dag waren gepubliceerd"),
        )
        parser.add_argument("--json", action="store_true", help=_("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        from noaber.figures.queries import measured  # scipy, and every list of commands reads this file
        from noaber.figures.rules.effect.question import Comparison
        from noaber.figures.rules.effect.telling import later_text, left_out_text

        usual = "gekozen" if options["chosen"] else "alle"
        asked = {"actor": COMMAND, "today": clock.today(), "published_on": options["published_on"]}
        found = measured.effect(
            measured.read_effect_rows(_text(options["rows"]), **asked),
            options["offence"],
            before=options["before"],
            after=options["after"],
            comparison=Comparison(options["compare"] or usual),
            chosen=options["chosen"],
            excluded=options["excluded"],
            **asked,
        )
        if options["json"]:
            self.print_json([_record(found)])
        else:
            no_part = _(
                "Gestart, maar niet in de uitkomst (een maand zonder cijfer, te weinig maanden, of niets om mee te "
                "vergelijken): %(codes)s."
            ) % {"codes": ", ".join(found.no_part)}
            said = (
                found.lead,
                found.rest,
                no_part if found.no_part else "",
                later_text(found.compared, (*found.treated, *found.no_part)),
                left_out_text(found.left_out, found.compared),
            )
            self.stdout.write("\n".join(filter(None, said)))


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DomainError(_("Het bestand %(name)s bestaat niet.") % {"name": name}, field="rows") from error
    except (OSError, UnicodeDecodeError) as error:
        said = _("Het bestand %(name)s is niet te lezen als CSV in UTF-8.") % {"name": name}
        raise DomainError(said, field="rows") from error


def _record(found: MeasureEffect) -> dict[str, object]:
    from noaber.figures.services.releases import AMSTERDAM

    return {
        "offence": found.offence,
        "offence_title": found.offence_title,
        "before_months": found.before_months,
        "after_months": found.after_months,
        "treated": list(found.treated),
        "compared": list(found.compared),
        "left_out": list(found.left_out),
        "no_part": list(found.no_part),
        "counted_before": found.counted_before,
        "counted_after": found.counted_after,
        "standing": found.standing,
        "ratio": found.ratio,
        "lower": found.lower,
        "upper": found.upper,
        "verdict": found.verdict,
        "basis": found.basis,
        "pre_trend_p": found.pre_trend_p,
        "lead": found.lead,
        "rest": found.rest,
        "release": found.release,
        "published_on": found.published_at.astimezone(AMSTERDAM).date(),
        "is_invented": found.is_invented,
    }
