"""What goes with a draft: its attachments, and the figures that other rooms bring in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem
from noaber.core.components.table import Table
from noaber.core.components.texts import EmptyState
from noaber.core.files import warnings_of
from noaber.core.requests import Request, sent_revision
from noaber.decisions.forms.attachments import AttachmentForm, AttachmentTitleForm, InsertsForm
from noaber.decisions.queries.drafts.draft import Draft
from noaber.decisions.queries.proposals.inserts import offered_inserts
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.papers import (
    AttachmentRow,
    attachments_of,
    insert_fault,
    insert_names,
    insert_title,
    live_table,
)
from noaber.decisions.queries.proposals.standing import draft_standing
from noaber.decisions.services.drafts.attachments import (
    add_attachment,
    choose_inserts,
    move_attachment,
    remove_attachment,
    rename_attachment,
)
from noaber.decisions.views.drafts.editor import (
    FORM_ID,
    act,
    ask,
    frame,
    next_place,
    opened,
    passed_by,
    save_form,
)
from noaber.decisions.views.drafts.items import Item, moves, removal
from noaber.decisions.views.places import writing_address


def attachments_page(request: Request, code: str) -> HttpResponse:
    """The files in order, and one more."""
    found = opened(request, code)
    form = AttachmentForm(request.POST or None, request.FILES or None, initial={"revision": found.revision})
    if away := passed_by(request, code, form):
        return away
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            typed = form.cleaned_data
            kept = add_attachment(
                code,
                typed["file"],
                title=typed["title"],
                actor=request.actor,
                now=clock.now(),
                expected_revision=typed["revision"],
            )
            for text in warnings_of(kept.file):
                messages.warning(request, text)

        to = next_place(request, code, writing_address(code, "bijlagen"))
        if answer := save_form(request, form, save, done=_("De bijlage is toegevoegd."), to=to):
            return answer
    return render(request, "decisions/writing_attachments.html", _attachments(found, form))


def _attachments(found: Draft, form: AttachmentForm) -> dict[str, object]:
    rows = attachments_of(found.version_id)
    return frame(found, "bijlagen", saves=True) | {
        "items": [_item(found.code, row, place, len(rows)) for place, row in enumerate(rows)],
        "revision": found.revision,
        "empty": EmptyState(
            _("Nog geen bijlagen"), _("Wat u toevoegt, staat vast zodra u het voorstel verstuurt.")
        ),
        "panel": form_panel(form, submit_label=_("Voeg toe"), form_id=FORM_ID),
    }


def _item(code: str, row: AttachmentRow, place: int, count: int) -> Item:
    here = writing_address(code, f"bijlagen/{row.id}")
    return Item(
        title=row.title,
        url=here,
        facts=(f"{row.name}, {filesizeformat(row.size)}",),
        buttons=moves(row.title, here, place, count),
        links=(removal(row.title, here),),
    )


def _attachment(found: Draft, key: int) -> AttachmentRow:
    row = next((row for row in attachments_of(found.version_id) if row.id == key), None)
    if row is None:
        raise Http404
    return row


def attachment_page(request: Request, code: str, key: int) -> HttpResponse:
    """What one attachment is called."""
    found = opened(request, code)
    row = _attachment(found, key)
    initial = {"title": row.title, "revision": found.revision}
    form = AttachmentTitleForm(request.POST or None, initial=initial)
    back = writing_address(code, "bijlagen")
    if away := passed_by(request, code, form):
        return away
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            title, expected = form.cleaned_data["title"], form.cleaned_data["revision"]
            rename_attachment(code, key, title, actor=request.actor, expected_revision=expected)

        to = next_place(request, code, back)
        if answer := save_form(request, form, save, done=_("De naam is bewaard."), to=to):
            return answer
    panel = form_panel(form, submit_label=_("Bewaar de naam"), cancel_url=back, form_id=FORM_ID)
    context = frame(found, "bijlagen", title=row.title, saves=True) | {"panel": panel}
    return render(request, "decisions/writing.html", context)


@require_POST
def move_attachment_page(request: Request, code: str, key: int, way: str) -> HttpResponse:
    """One place up or down."""

    def save() -> None:
        expected = sent_revision(request)
        is_up = way == "omhoog"
        move_attachment(code, key, is_up=is_up, actor=request.actor, expected_revision=expected)

    return act(request, save, done="", to=writing_address(code, "bijlagen"))


def remove_attachment_page(request: Request, code: str, key: int) -> HttpResponse:
    """Asks once more, then takes the file out of the draft."""
    found = opened(request, code)
    back = writing_address(code, "bijlagen")
    if request.method == "POST":

        def save() -> None:
            expected, now = sent_revision(request), clock.now()
            remove_attachment(code, key, actor=request.actor, now=now, expected_revision=expected)

        return act(request, save, done=_("De bijlage is weg."), to=back)
    confirmation = Confirmation(
        title=_("Bijlage weghalen"),
        question=_("Wilt u “%(title)s” uit het concept halen?") % {"title": _attachment(found, key).title},
        confirm_label=_("Haal de bijlage weg"),
        cancel_url=back,
        consequences=(_("Bij een tekst die al is verstuurd, blijft de bijlage staan."),),
        tone="danger",
        hidden=(("revision", str(found.revision)),),
    )
    return ask(
        request, confirmation, NavItem(found.title, writing_address(code)), NavItem(_("Bijlagen"), back)
    )


def inserts_page(request: Request, code: str) -> HttpResponse:
    """Which figures come in, and what they say today."""
    found = opened(request, code)
    chosen = insert_names(found.version_id)
    offered = {each.name: str(each.title) for each in offered_inserts()}
    offered |= {name: insert_title(name) for name in chosen}
    form = InsertsForm(
        request.POST or None, offered=list(offered.items()), chosen=chosen, revision=found.revision
    )
    if away := passed_by(request, code, form):
        return away
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            names, expected = form.cleaned_data["inserts"], form.cleaned_data["revision"]
            choose_inserts(code, names, actor=request.actor, expected_revision=expected)

        to = next_place(request, code, writing_address(code, "cijfers"))
        if answer := save_form(request, form, save, done=_("De keuze is bewaard."), to=to):
            return answer
    context = frame(found, "cijfers", saves=bool(offered)) | _inserts(found, form, has_offer=bool(offered))
    return render(request, "decisions/writing_inserts.html", context)


def _inserts(found: Draft, form: InsertsForm, *, has_offer: bool) -> dict[str, object]:
    standing = draft_standing(found.code, AsOf(found.dated_on))
    empty = EmptyState(_("Nog geen cijfers"), _("Er is nog geen onderdeel dat cijfers aanbiedt."))
    return {
        "panel": form_panel(form, submit_label=_("Bewaar de keuze"), form_id=FORM_ID) if has_offer else None,
        "empty": empty,
        "previews": [_preview(standing, name) for name in insert_names(found.version_id)] if standing else [],
    }


def _preview(found: Standing, name: str) -> tuple[str, Table | None, str]:
    """Title, table and source of figures, as they are on the day of the draft; without a table why not."""
    live = live_table(name, found)
    return (
        (insert_title(name), live.for_screen(f"cijfers-{name}"), live.source)
        if live
        else (insert_title(name), None, insert_fault(name, found))
    )
