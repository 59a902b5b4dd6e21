"""The papers of an item: one more, and one less."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.components.confirmation import Confirmation
from noaber.core.files import warnings_of
from noaber.core.requests import Request
from noaber.meetings.addresses import sitting_address
from noaber.meetings.forms.sittings import ItemFileForm
from noaber.meetings.queries.agendas import ItemRow
from noaber.meetings.queries.item_files import files_of
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.services.item_files import add_item_file, remove_item_file
from noaber.meetings.views.agendas import find_item_row
from noaber.meetings.views.changes import confirmed, kept_row, way_to
from noaber.meetings.words import when


def item_files_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """One more paper with an item."""
    row = kept_row(request, key)
    known = find_item_row(request, row, item)
    files = request.FILES if request.method == "POST" else None
    form = ItemFileForm(request.POST or None, files, initial={"revision": row.revision})
    page = _page(request, row, known)

    def save() -> str:
        typed = form.cleaned_data
        kept = add_item_file(
            item,
            typed["file"],
            title=typed["title"],
            actor=request.actor,
            now=clock.now(),
            expected_revision=form.seen,
        )
        for text in warnings_of(kept.file):
            messages.warning(request, text)
        return page.back_url

    return edit(request, form, page, save)


def _page(request: Request, row: SittingRow, known: ItemRow) -> EditPage:
    return EditPage(
        _("Voeg een stuk toe bij punt %(number)s") % {"number": known.number},
        way_to(request, row),
        sitting_address(row.id),
        _("Het stuk is toegevoegd. Lezers zien het zodra de agenda (opnieuw) is vrijgegeven."),
        _("Voeg toe"),
        kicker=when(row),
        intro=known.title,
    )


def remove_item_file_page(request: Request, key: uuid.UUID, item: int, file: uuid.UUID) -> HttpResponse:
    """Ask once more, then take it away."""
    row = kept_row(request, key)
    known = find_item_row(request, row, item)
    one = next((each for each in files_of(request.actor, key).get(item, ()) if each.id == file), None)
    if one is None:
        raise Http404
    facts = {"title": one.title, "number": known.number}
    asked = Confirmation(
        title=_("Stuk weghalen"),
        question=_("Haalt u “%(title)s” weg bij punt %(number)s?") % facts,
        confirm_label=_("Haal weg"),
        cancel_url=sitting_address(key),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(
        request, row, asked, partial(remove_item_file, file, now=clock.now()), _("Het stuk is weg.")
    )
