"""The papers of an item: which there are, one more, and one less."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.table import Table, plain_table
from noaber.core.files import warnings_of
from noaber.core.requests import Request
from noaber.meetings.addresses import item_address
from noaber.meetings.forms.sittings import ItemFileForm
from noaber.meetings.queries.agendas import ItemRow
from noaber.meetings.queries.item_files import ItemFileRow, files_of
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.services.item_files import add_item_file, remove_item_file
from noaber.meetings.views.agendas import find_item_row
from noaber.meetings.views.changes import confirmed, kept_row, way_to
from noaber.meetings.views.editing import FormPage, show_or_save
from noaber.meetings.words import when


def item_files_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """The papers of an item, and one more."""
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
        return item_address(key, item, "stukken/")

    return show_or_save(request, form, page, save)


def _page(request: Request, row: SittingRow, known: ItemRow) -> FormPage:
    found = files_of(request.actor, row.id).get(known.id, [])
    return FormPage(
        _("Stukken bij punt %(number)s") % {"number": known.number},
        way_to(request, row),
        f"/vergaderingen/{row.id}/#agenda",
        _("Het stuk is toegevoegd. Lezers zien het zodra de agenda (opnieuw) is vrijgegeven."),
        _("Voeg toe"),
        kicker=when(row),
        intro=known.title,
        table=_table(row, known, found) if found else None,
    )


def _table(row: SittingRow, known: ItemRow, found: list[ItemFileRow]) -> Table:
    rows: list[Row] = [
        {
            "title": each.title,
            "url": each.url,
            "name": each.name,
            "size": filesizeformat(each.size),
            "remove": _("Haal weg"),
            "remove_url": item_address(row.id, known.id, f"stukken/{each.id}/weghalen/"),
        }
        for each in found
    ]
    columns = [
        Column("title", _("Stuk"), "link"),
        Column("name", _("Bestand")),
        Column("size", _("Grootte")),
        Column("remove", _("Weghalen"), "link", url_key="remove_url"),
    ]
    caption = _("Stukken bij dit punt")
    return plain_table(name="stukken", caption=caption, columns=columns, rows=rows, is_caption_shown=False)


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
        cancel_url=item_address(key, item, "stukken/"),
        consequences=(_("Wie de vergadermap al heeft opgehaald, houdt het daarin."),),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(
        request, row, asked, partial(remove_item_file, file, now=clock.now()), _("Het stuk is weg.")
    )
