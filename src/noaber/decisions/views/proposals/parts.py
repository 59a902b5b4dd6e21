"""Parts of the page of a proposal: its course, its texts, what goes with it, and what its writers can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.table import Table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.closing_words import course_sentence, course_status
from noaber.decisions.markup import to_html
from noaber.decisions.queries.proposals.bare import adopting_standings
from noaber.decisions.queries.proposals.closing import closing_of, closings
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.papers import AttachmentRow, InsertRow, changed_since_sent
from noaber.decisions.queries.proposals.proposal import may_read_sent, proposals
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.route import Role
from noaber.decisions.views.places import proposal_address

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


def shown_inserts(rows: Iterable[InsertRow]) -> list[ShownInsert]:
    """The figures, ready for the page."""
    return [
        ShownInsert(
            row.title,
            row.table.for_screen(f"cijfers-{row.name}") if row.table else None,
            row.table.source if row.table else "",
            row.table.note if row.table else "",
            is_long=row.table is not None and len(row.table.rows) > MOST_ROWS,
        )
        for row in rows
    ]


def changed_notice(request: Request, found: Standing) -> Notice | None:
    """For who writes it: the figures that everyone reads are no longer those of today."""
    changed = changed_since_sent(found) if may_write_proposals(request.actor) else []
    if not changed:
        return None
    text = " ".join([*changed, _("De stukken blijven zoals ze verstuurd zijn.")])
    return Notice(text, "warning", title=_("Gewijzigd na verzending"))


def shown_attachments(rows: Iterable[AttachmentRow]) -> DefinitionList | None:
    """The files that go with a text; None when there are none."""
    items = [
        Definition(_("Bijlage %(number)s") % {"number": place}, row.title, row.url, filesizeformat(row.size))
        for place, row in enumerate(rows, start=1)
    ]
    return DefinitionList(tuple(items)) if items else None


def course_notice(request: Request, found: Standing, asof: AsOf) -> Notice | None:
    """What had become of it by then; of what is under way or a draft only with which plan it goes."""
    closing = closing_of(found, asof)
    if closing.course is Course.WITHDRAWN:
        return Notice(found.withdrawal_reason, "neutral", title=_("Dit voorstel is ingetrokken"))
    is_writer = bool(may_write_proposals(request.actor))
    sentence = course_sentence(closing, linked_title(request, closing.linked), is_writer=is_writer)
    if closing.course in (Course.DRAFT, Course.UNDER_WAY) and not sentence:
        return _goes_with(request, found, asof)
    status = course_status(closing)
    text = sentence or status.label.capitalize()
    if closing.is_adopted and closing.on and not sentence:
        text = _("Vastgesteld op %(day)s.") % {"day": long_date(closing.on)}
    return Notice(text, "warning" if closing.is_lost else status.tone)


def adopting_notice(request: Request, found: Standing, stage: StageStanding, asof: AsOf) -> Notice | None:
    """At the stage that adopts: with which plan it goes, and how that stands (R13)."""
    return course_notice(request, found, asof) if found.linked_to and stage.role is Role.ADOPT else None


def _goes_with(request: Request, found: Standing, asof: AsOf) -> Notice | None:
    """That it closes only together with another plan, which is named to who may read it.

    What was adopted already does not come back for it: recorded without it, it does not wait any more (R13).
    """
    if not found.linked_to:
        return None
    title = linked_title(request, found.linked_to)
    name = _("“%(title)s”") % {"title": title} if title else _("een ander plan")
    other = closings(asof).get(found.linked_to, Closing(Course.DRAFT))
    text = _("Hoort bij %(name)s: pas rond als beide op dezelfde dag zijn vastgesteld.")
    if other.is_apart:
        text = _(
            "%(name)s is op %(day)s vastgesteld zonder dit plan. Over dit voorstel wordt apart besloten, op een eigen "
            "dag."
        )
    elif other.is_adopted:
        text = _(
            "Hoort bij %(name)s, al vastgesteld op %(day)s: pas rond als dit op diezelfde dag is vastgesteld."
        )
    text %= {"name": name, "day": long_date(other.on) if other.on else ""}
    text = text[0].upper() + text[1:]
    to_plan = Action(_("Bekijk dat plan"), proposal_address(found.linked_to)) if title else None
    return Notice(text, action=to_plan)


def linked_title(request: Request, linked: str) -> str:
    """What the plan is called that it waits for or went with, for who may read it."""
    if not linked:
        return ""
    sent = next((row for row in adopting_standings(AsOf(request.today)) if row.code == linked), None)
    if sent:
        return sent.title if may_read_sent(request.actor, linked, sent.classification) else ""
    return next((row.title for row in proposals(request.actor) if row.code == linked), "")
