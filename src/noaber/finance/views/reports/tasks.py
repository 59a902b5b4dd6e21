"""What reports ask on the home page: words where a line is off, and somebody else who makes it final."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_adopt_report, may_keep_bank, may_read_draft_report, may_write_report
from noaber.finance.papers.report_tables import report_title
from noaber.finance.queries.reports.report import waiting_reports
from noaber.finance.queries.reports.returns import open_returns
from noaber.finance.views.places.reports import report_address, returns_address


def report_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Of every draft its next step, of whoever has to take it."""
    if not may_read_draft_report(actor):
        return
    for row in waiting_reports():
        title = {"title": report_title(row.content)}
        if row.content.lacking:
            if may_fill_in(may_write_report(actor)):
                names = in_a_row(each.line.title for each in row.content.lacking)
                text = _("Uitleg ontbreekt nog bij: %(names)s.") % {"names": names}
                yield Task(_("Licht toe: %(title)s") % title, text, report_address(row, "toelichten/"))
        elif may_fill_in(may_adopt_report(actor, row.authors)):
            text = _("De controller heeft het geschreven. Kijk de cijfers en de uitleg na.")
            yield Task(_("Stel vast: %(title)s") % title, text, report_address(row))


def return_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """What goes back of adopted results and was not paid yet, of who keeps the bank."""
    if not may_fill_in(may_keep_bank(actor)):
        return
    for each in open_returns():
        facts = {"open": format_euro(each.open_cents), "count": each.payers}
        text = ngettext(
            "Er gaat nog %(open)s terug naar %(count)s betaler.",
            "Er gaat nog %(open)s terug naar %(count)s betalers.",
            each.payers,
        )
        title = _("Betaal terug uit het resultaat van %(year)s") % {"year": each.year}
        yield Task(title, text % facts, returns_address(each.agreement_code, each.year))
