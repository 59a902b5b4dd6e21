"""Parts of the page of a proposal: its course, its texts, what goes with it, and what its writers can do."""

from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.table import Table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.closing_words import course_sentence, course_status
from noaber.decisions.markup import to_html
from noaber.decisions.queries.closing import closing_of
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.queries.papers import attachments_of, inserts_of
from noaber.decisions.queries.proposals import proposals
from noaber.decisions.rules.closing import Course

MOST_ROWS: Final = 12  # of a table that is read at once; a longer one is opened by who wants it


@dataclass(frozen=True, slots=True)
class ShownInsert:
    """Figures in the proposal; `table` None: there is nothing to say yet (only in a draft). A long table folds."""

    title: str
    table: Table | None
    source: str
    note: str
    is_long: bool


def shown_texts(found: Standing) -> list[tuple[str, SafeString]]:
    """The long texts, as parts of the page."""
    return [(label, to_html(text)) for label, text in found.texts]


def shown_inserts(found: Standing) -> list[ShownInsert]:
    """The figures: those of the day on which it was sent, or of today for a draft."""
    return [
        ShownInsert(
            row.title,
            row.table.for_screen(f"cijfers-{row.name}") if row.table else None,
            row.table.source if row.table else "",
            row.table.note if row.table else "",
            is_long=row.table is not None and len(row.table.rows) > MOST_ROWS,
        )
        for row in inserts_of(found)
    ]


def shown_attachments(found: Standing) -> DefinitionList | None:
    """The files that go with this text; None when there are none."""
    rows = attachments_of(found.version_id) if found.has_attachments else ()
    items = [
        Definition(_("Bijlage %(number)s") % {"number": place}, row.title, row.url, filesizeformat(row.size))
        for place, row in enumerate(rows, start=1)
    ]
    return DefinitionList(tuple(items)) if items else None


def course_notice(request: Request, found: Standing) -> Notice | None:
    """What became of it, where that is not simply that it is under way or a draft."""
    closing = closing_of(found, AsOf(request.today))
    if closing.course is Course.WITHDRAWN:
        return Notice(found.withdrawal_reason, "neutral", title=_("Dit voorstel is ingetrokken"))
    sentence = course_sentence(closing, _linked_title(request, closing.linked))
    if closing.course in (Course.DRAFT, Course.UNDER_WAY) and not sentence:
        return None
    status = course_status(closing)
    text = sentence or status.label.capitalize()
    if closing.is_adopted and closing.on and not sentence:
        text = _("Vastgesteld op %(day)s.") % {"day": long_date(closing.on)}
    return Notice(text, "warning" if closing.is_lost else status.tone)


def _linked_title(request: Request, linked: str) -> str:
    """What the plan is called that it waits for or went with, for who may read it."""
    if not linked:
        return ""
    return next((row.title for row in proposals(request.actor) if row.code == linked), "")
