"""The files of a meeting: releasing papers, a working version to edit, the folder of a member, and the calendar."""

import uuid
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.documents.calendar import ICS_MEDIA_TYPE, to_ics
from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.pdf import to_pdf
from noaber.core.requests import Request
from noaber.meetings.access import may_read_folder
from noaber.meetings.addresses import sitting_address
from noaber.meetings.forms.sittings import ReleaseForm
from noaber.meetings.models import Release
from noaber.meetings.papers import folder
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.actions import my_seats
from noaber.meetings.queries.agendas import agenda
from noaber.meetings.queries.calendar import sitting_event
from noaber.meetings.queries.sittings import SittingRow, paper_name, sees_work
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.views.changes import form_row, kept_row, way_to
from noaber.meetings.views.quorum_notices import missing_quorum
from noaber.meetings.views.sittings import called, find_row
from noaber.meetings.words import when
from noaber.network.api import SeatRow, seats

PDF_MEDIA_TYPE: Final = "application/pdf"
WHOLE: Final = (Release.Paper.AGENDA, Release.Paper.DECISION_LIST, Release.Paper.MINUTES)


def release_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Choose a paper and for whom; from then on it stays as it is."""
    row = kept_row(request, key)
    items = agenda(request.actor, key)
    form = ReleaseForm(request.POST or None, items=items, revision=row.revision, today=request.today, row=row)
    page = _release_page(request, row)

    def save() -> str:
        release_paper(
            key,
            form.cleaned_data["paper"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            is_public=form.cleaned_data["is_public"] == "ja",
            item=form.extract_of,
            expected_revision=form.seen,
        )
        return page.back_url

    return edit(request, form, page, save)


def _release_page(request: Request, row: SittingRow) -> EditPage:
    intro = _(
        "Het stuk wordt vastgezet zoals het nu is. Een volgende versie vervangt het; beide blijven bewaard."
    )
    return EditPage(
        _("Geef een stuk vrij"),
        way_to(request, row),
        sitting_address(row.id),
        _("Het stuk is vrijgegeven."),
        _("Geef vrij"),
        kicker=when(row),
        intro=intro,
        notice=_without_quorum(request, row),
    )


def _without_quorum(request: Request, row: SittingRow) -> Notice | None:
    """Before a meeting there is nothing to warn about: then only its agenda goes out."""
    if row.is_cancelled or row.held_on > request.today or row.aligns_only:
        return None
    return missing_quorum(row, _("Geef de besluitenlijst alleen vrij als het overleg toch mocht besluiten."))


@require_safe
def working_paper(request: Request, key: uuid.UUID, paper: str, form: str) -> HttpResponse:
    """A paper as it would be now: as PDF to look through, as ODT to edit. For who keeps the meetings."""
    row = form_row(request, key)
    if paper not in WHOLE or form not in ("pdf", "odt"):
        raise Http404
    made = paper_of(paper, contents(row, Audience.READER, actor=request.actor), made_at=clock.now())
    name = f"{paper_name(paper, row)}-concept-{row.body_code}-{row.held_on}.{form}"
    if form == "odt":
        return _file(to_odt(made), ODT_MEDIA_TYPE, name)
    return _file(to_pdf(made), PDF_MEDIA_TYPE, name)


@require_safe
def folder_pdf(request: Request, key: uuid.UUID) -> HttpResponse:
    """All papers in one, for one's own seat; who keeps the meetings may choose a seat."""
    row = find_row(request, key)
    require(may_read_folder(request.actor, row))
    found = contents(row, Audience.READER, actor=request.actor)
    data = folder.folder_pdf(
        found, _seat(request, row), actor=request.actor, today=request.today, made_at=clock.now()
    )
    return _file(data, PDF_MEDIA_TYPE, f"vergadermap-{row.body_code}-{row.held_on}.pdf")


def _seat(request: Request, row: SittingRow) -> SeatRow | None:
    """The seat that was asked for (by who keeps the meetings), or else one's own with the most to say."""
    asked = request.GET.get("zetel", "")
    if asked and sees_work(request.actor, row.body_code):
        return next(iter(seats(request.actor, AsOf(row.held_on), body_code=row.body_code, code=asked)), None)
    own = [seat for seat in my_seats(request.actor, AsOf(request.today)) if seat.body_code == row.body_code]
    return next(iter(sorted(own, key=lambda seat: not seat.organisation_code)), None)


@require_safe
def calendar(request: Request, key: uuid.UUID) -> HttpResponse:
    """The meeting for one's own calendar; nothing in it that is restricted."""
    row = find_row(request, key)
    name = called(request, row)
    is_example = clock.reached_on() is not None
    ics = to_ics([sitting_event(row, name)], name=name, stamped_at=clock.now(), is_example=is_example)
    return _file(ics, ICS_MEDIA_TYPE, f"{row.body_code}-{row.held_on}.ics")


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
