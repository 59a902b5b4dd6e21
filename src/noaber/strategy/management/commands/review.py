from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.asof import AsOf
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.strategy.papers.review import review_paper
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.queries.reviews.review import ReviewRow, named_in, review
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.words.reviews import review_status, review_title, years_of


class Command(commandline.Command):
    help = gettext_lazy("Schrijft de review van een beleidsperiode als toegankelijke PDF.")
    group = commandline.REGISTER

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", metavar="PERIODE", help=_("zoals 2019-2022"))
        parser.add_argument(
            "--to", type=Path, required=True, metavar="BESTAND", help=_("het nieuwe bestand, een .pdf")
        )
        parser.add_argument(
            "--midterm", action="store_true", help=_("de midterm review in plaats van de endterm review")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The last version that others may read: what is being written is not told."""
        kind = ReviewKind.MIDTERM if options["midterm"] else ReviewKind.ENDTERM
        asof = AsOf(clock.today())
        period = _period(options["period"], asof)
        row = review(period.code, kind, asof)
        shared = row.shared[-1] if row and row.shared else None
        title = review_title(kind, years_of(named_in(period, shared)))
        if row is None or not row.shared:
            raise DomainError(_("De %(title)s is nog niet gedeeld.") % {"title": title})
        _write(options["to"], _pdf(period, row, asof))
        facts = {
            "title": title,
            "number": row.shared[-1].number,
            "state": review_status(row.shared[-1].state).label,
        }
        self.stdout.write(_("%(title)s, versie %(number)s (%(state)s), staat in het bestand.") % facts)


def _pdf(period: TitleRow, row: ReviewRow, asof: AsOf) -> bytes:
    version = row.shared[-1]
    named = named_in(period, version)
    return to_pdf(review_paper(named, row, version, version.composition, titles_under(period.code, asof)))


def _period(code: str, asof: AsOf) -> TitleRow:
    known = titles(asof)
    found = next((row for row in known if row.code == code), None)
    if found is None:
        shown = ", ".join(row.code for row in known) or _("geen")
        facts = {"typed": code, "known": shown}
        raise DomainError(_("Er is geen beleidsperiode “%(typed)s”. Wel: %(known)s.") % facts)
    return found


def _write(path: Path, contents: bytes) -> None:
    """A file that is there already is not overwritten."""
    if path.suffix.lower() != ".pdf":
        raise DomainError(_("Geef het bestand een naam die eindigt op .pdf."))
    try:
        with path.open("xb") as file:
            file.write(contents)
    except FileExistsError as error:
        raise DomainError(_("Het bestand %(path)s bestaat al.") % {"path": path}) from error
    except OSError as error:
        raise DomainError(_("Het bestand %(path)s kan niet worden geschreven.") % {"path": path}) from error
