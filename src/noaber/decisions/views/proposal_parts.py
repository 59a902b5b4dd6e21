"""Parts of the page of a proposal: its course, its texts, what goes with it, and what its writers can do."""

from dataclasses import dataclass

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
from noaber.decisions.queries.closing import closing_of
from noaber.decisions.queries.matrix import StageStanding, Standing
from noaber.decisions.queries.papers import attachments_of, inserts_of
from noaber.decisions.queries.proposals import proposals
from noaber.decisions.rules.closing import Course
from noaber.decisions.views.places import deadline_address, proposal_address, send_address, writing_address


@dataclass(frozen=True, slots=True)
class ShownInsert:
    """Figures in the proposal; `table` None: there is nothing to say yet (only in a draft)."""

    title: str
    table: Table | None
    source: str
    note: str


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
    sentence = course_sentence(closing, _linked_title(request, found))
    if closing.course in (Course.DRAFT, Course.UNDER_WAY) and not sentence:
        return None
    status = course_status(closing)
    text = sentence or status.label.capitalize()
    if closing.is_adopted and closing.on and not sentence:
        text = _("Vastgesteld op %(day)s.") % {"day": long_date(closing.on)}
    return Notice(text, "warning" if closing.is_lost else status.tone)


def _linked_title(request: Request, found: Standing) -> str:
    """What the linked plan is called, for who may read it."""
    if not found.linked_to:
        return ""
    return next((row.title for row in proposals(request.actor) if row.code == found.linked_to), "")


def list_links(request: Request) -> tuple[Action, ...]:
    """What the writers of proposals can do from the list."""
    if not may_write_proposals(request.actor):
        return ()
    return (
        Action(_("Nieuw voorstel"), "/voorstellen/nieuw/", "primary"),
        Action(_("Route-sjablonen"), "/voorstellen/sjablonen/"),
        Action(_("Recessen"), "/voorstellen/recessen/"),
    )


def writer_links(request: Request, found: Standing) -> tuple[Action, ...]:
    """What its writers can do from here."""
    if not may_write_proposals(request.actor):
        return ()
    if not found.is_sent:
        return (
            Action(_("Schrijf verder"), writing_address(found.code), "primary"),
            Action(_("Nakijken en versturen"), send_address(found.code)),
        )
    course = closing_of(found, AsOf(request.today)).course
    if course not in (Course.UNDER_WAY, Course.REJECTED):
        return ()
    withdraw = Action(_("Trek in"), f"{proposal_address(found.code)}intrekken/")
    if found.draft_number:
        text = _("Schrijf verder aan versie %(number)s") % {"number": found.draft_number}
        return Action(text, writing_address(found.code), "primary"), withdraw
    return Action(_("Nieuwe versie schrijven"), f"{proposal_address(found.code)}nieuwe-versie/"), withdraw


def deadline(request: Request, found: Standing, stage: StageStanding) -> Definition | None:
    """When a stage must be done; who writes proposals can move that."""
    may = found.is_sent and not found.withdrawn_at and bool(may_write_proposals(request.actor))
    url = deadline_address(found.code, stage.number) if may else ""
    if stage.due_on:
        return Definition(_("Uiterlijk"), long_date(stage.due_on), url)
    return Definition(_("Uiterlijk"), _("spreek een termijn af"), url) if may else None
