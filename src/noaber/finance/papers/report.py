"""An interim report or an annual account as a paper and as a workbook."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.components.downloads import workbook_file
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import Sheet
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.finance.models import REPORT_KINDS
from noaber.finance.papers.report_tables import (
    ORDER,
    basis_notes,
    co_funding_table,
    explanation_table,
    line_table,
    open_table,
    payer_table,
    report_title,
    result_table,
)
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.rules.reports.report import ReportKind
from noaber.network.api import network_name


def report_pdf(row: ReportRow) -> bytes:
    """The same version gives the same bytes."""
    return to_pdf(report_paper(row))


def report_paper(row: ReportRow) -> Paper:
    return Paper(
        title=report_title(row.content),
        network=network_name() or "Noaber",
        kind=str(REPORT_KINDS[row.kind]).capitalize(),
        made_at=row.adopted.at if row.adopted else row.made.at,
        facts=[(_("Stand"), state_words(row)), (_("Versie"), str(row.number)), (_("Zegel"), row.seal)],
        blocks=list(_blocks(row)),
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )


def state_words(row: ReportRow) -> str:
    if row.adopted is None:
        return _("concept, nog niet vastgesteld")
    day = long_date(timezone.localtime(row.adopted.at).date())
    return _("vastgesteld op %(day)s") % {"day": day}


def _blocks(row: ReportRow) -> Iterator[Block]:
    content = row.content
    if not row.is_final:
        yield Note(_("Concept"), _("Dit is nog niet vastgesteld. Er kan nog iets aan veranderen."))
    if content.summary:
        yield Paragraph(content.summary)
    yield Heading(_("Naast de begroting"))
    yield from (line_table(content, side) for side in ORDER)
    explained = explanation_table(content)
    if explained.rows:
        yield explained
    if row.kind is ReportKind.ANNUAL:
        yield Heading(_("Wat er met het geld gebeurt"))
        yield result_table(content)
    yield Heading(_("Naast het geld, en wat nog loopt"))
    yield co_funding_table(content)
    yield open_table(content)
    if content.figures.payers:
        yield Heading(_("Wie betaalt"))
        yield payer_table(content)
    yield Heading(_("Waar dit op rust"))
    yield Bullets(basis_notes(content))


def report_workbook(row: ReportRow) -> tuple[str, bytes]:
    """The name of the file and its bytes: a sheet for every table of the paper."""
    content = row.content
    tables = [*(line_table(content, side) for side in ORDER), explanation_table(content)]
    tables += [result_table(content)] if row.kind is ReportKind.ANNUAL else []
    tables += [co_funding_table(content), open_table(content), payer_table(content)]
    title = report_title(content)
    notes = [
        f"{title}: {state_words(row)}.",
        *basis_notes(content),
        _("Zegel: %(seal)s") % {"seal": row.seal},
    ]
    return workbook_file(file_name(row), title, [_sheet(table) for table in tables], notes=notes)


def file_name(row: ReportRow) -> str:
    state = "" if row.is_final else f"-concept-{row.number}"
    return f"{REPORT_KINDS[row.kind]}-{row.year}-{row.until_on:%m}{state}"


def _sheet(table: DataTable) -> Sheet:
    """A table with its totals as a last row."""
    empty = {column.key: None for column in table.columns}
    totals = [{**empty, **table.totals}] if table.totals else []
    return Sheet(table.caption, table.columns, [*table.rows, *totals])
