"""The agenda of a meeting: putting something on it, moving it, what was decided, and following all consent items."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request, sent_revision
from noaber.decisions.api import Answer, Role, answer_words, offers
from noaber.meetings.addresses import sitting_address
from noaber.meetings.forms.sittings import ItemForm, TreatmentForm, WithoutQuorumForm
from noaber.meetings.models import Release
from noaber.meetings.queries.agendas import ItemRow, agenda
from noaber.meetings.queries.attendance import is_recorded, motives_of, recorded_quorum
from noaber.meetings.queries.sittings import SittingRow, paper_name
from noaber.meetings.services.agendas import (
    add_item,
    change_item,
    follow_consent_items,
    move_item,
    record_treatment,
    remove_item,
)
from noaber.meetings.views.changes import confirmed, form_row, kept_row, sent_for, way_to
from noaber.meetings.words import decision_label, quorum_in_words, when
from noaber.network.api import may_decide


def add_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put something on the agenda; what waits for the body is offered."""
    row = form_row(request, key)
    on_agenda = {item.consultation_id for item in agenda(request.actor, key)}
    waiting = [each for each in offers(request.actor, row.body_code) if each.consultation_id not in on_agenda]
    decides = not row.aligns_only
    form = ItemForm(sent_for(request, row), revision=row.revision, decides=decides, offers=waiting)
    page = _page(
        request, row, _("Zet een punt op de agenda"), _("Het punt staat op de agenda."), _("Zet op de agenda")
    )

    def save() -> str:
        add_item(key, form.written, actor=request.actor, expected_revision=form.seen)
        return page.back_url

    return edit(request, form, page, save)


def change_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Other words or another kind."""
    row = form_row(request, key)
    known = find_item_row(request, row, item)
    decides = not row.aligns_only
    form = ItemForm(sent_for(request, row), revision=row.revision, decides=decides, known=known)
    page = _page(
        request, row, _("Wijzig punt %(number)s") % {"number": known.number}, _("Het punt is gewijzigd.")
    )

    def save() -> str:
        change_item(item, form.written, actor=request.actor, expected_revision=form.seen)
        return page.back_url

    return edit(request, form, page, save)


def treatment_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """What was decided on an item and what was said."""
    row = form_row(request, key)
    known = find_item_row(request, row, item)
    names = ("decision", "minutes", "treated_as")
    initial: dict[str, Any] = {name: getattr(known, name) for name in names} | {"revision": row.revision}
    label, paper = decision_label(known, row), paper_name(Release.Paper.DECISION_LIST, row)
    form = TreatmentForm(sent_for(request, row), initial=initial, label=label, paper=paper)
    title = _("%(label)s en verslag bij punt %(number)s") % {"label": label, "number": known.number}
    page = _page(request, row, title, _("Vastgelegd bij punt %s.") % known.number, intro=known.title)

    def save() -> str:
        typed = {name: form.cleaned_data[name] for name in names}
        record_treatment(item, actor=request.actor, today=request.today, expected_revision=form.seen, **typed)
        return page.back_url

    return edit(request, form, page, save)


@require_POST
def move_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Give an item the number that the button carries."""
    row = kept_row(request, key)
    find_item_row(request, row, item)
    to = request.POST.get("naar", "")
    try:
        move_item(
            item,
            int(to) if to.isascii() and to.isdigit() and len(to) < 5 else 0,
            actor=request.actor,
            expected_revision=sent_revision(request),
        )
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(f"{sitting_address(key)}#agenda")


def remove_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Ask once more, then take it off."""
    row = kept_row(request, key)
    known = find_item_row(request, row, item)
    asked = Confirmation(
        title=_("Punt van de agenda halen"),
        question=_("Haalt u punt %(number)s, %(title)s, van de agenda?")
        % {"number": known.number, "title": known.title},
        confirm_label=_("Haal weg"),
        cancel_url=sitting_address(key),
        consequences=(_("De punten erna schuiven een nummer op."),),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(request, row, asked, partial(remove_item, item), _("Het punt is van de agenda gehaald."))


def follow_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then follow the proposal on all consent items; without a quorum only with the reason."""
    row = kept_row(request, key)
    require(may_decide(row.body_code, AsOf(row.held_on)))
    if not (is_recorded(row) and recorded_quorum(row).is_reached):
        return _follow_without_quorum(request, row)
    if request.method == "POST":
        try:
            _follow(request, key)
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(sitting_address(key))
    asked = _asked_to_follow(request, row)
    context = {"confirmation": asked, **crumbs_of(way_to(request, row), asked.title)}
    return render(request, "core/confirm.html", context)


def _follow(request: Request, key: uuid.UUID, motive: str = "") -> None:
    recorded = follow_consent_items(
        key, actor=request.actor, now=clock.now(), today=request.today, motive=motive
    )
    text = ngettext("%(count)s standpunt vastgelegd.", "%(count)s standpunten vastgelegd.", len(recorded))
    messages.success(request, text % {"count": len(recorded)})


def _follow_without_quorum(request: Request, row: SittingRow) -> HttpResponse:
    """What is missing, and the question why the body could decide."""
    known = next(iter(reversed(motives_of(row.id))), "")
    form = WithoutQuorumForm(request.POST or None, initial={"revision": row.revision, "motive": known})
    counted = recorded_quorum(row)
    missing = (
        quorum_in_words(counted, row.quorum) if is_recorded(row) else _("Er is nog geen presentielijst.")
    )
    title = _("Er is geen quorum vastgesteld")
    page = EditPage(
        _("Volg het voorstel op alle hamerstukken"),
        way_to(request, row),
        sitting_address(row.id),
        _("De reden is vastgelegd."),
        _("Volg het voorstel, ook zonder quorum"),
        kicker=when(row),
        notice=Notice(missing, "warning", title=title, points=_consequences(request, row)),
        submit_tone="danger",
    )

    def save() -> str:
        _follow(request, row.id, form.cleaned_data["motive"])
        return page.back_url

    return edit(request, form, page, save)


def _asked_to_follow(request: Request, row: SittingRow) -> Confirmation:
    """What following does."""
    return Confirmation(
        title=_("Volg het voorstel op alle hamerstukken"),
        question=_("Het overleg volgt op %(when)s het voorstel op deze punten.") % {"when": when(row)},
        confirm_label=_("Volg het voorstel"),
        cancel_url=sitting_address(row.id),
        consequences=_consequences(request, row),
    )


def _consequences(request: Request, row: SittingRow) -> tuple[str, ...]:
    items = [item for item in agenda(request.actor, row.id) if item.is_consent_item and item.consultation_id]
    decided = _("Op elk punt daarvan wordt “akkoord” vastgelegd, of “kennisgenomen” waar dat wordt gevraagd.")
    heard = _("Waar het overleg wordt gehoord, wordt “%(word)s” vastgelegd.")
    heard %= {"word": answer_words(Answer.CONSENT, Role.HEAR)}
    return (
        *(f"{item.number}. {item.title}" for item in items),
        *([] if all(item.is_hearing for item in items) else [decided]),
        *([heard] if any(item.is_hearing for item in items) else []),
        *(_adopted(item) for item in items if item.role == Role.ADOPT),
        _("Wat al is vastgelegd, zoals een kanttekening, blijft staan."),
    )


def _adopted(item: ItemRow) -> str:
    """At the stage that adopts, as it is asked where one answer is recorded (ADR 17)."""
    text = _(
        "Punt %(number)s: hiermee is het voorstel vastgesteld. Besluit en datum veranderen daarna niet meer."
    )
    return text % {"number": item.number}


def find_item_row(request: Request, row: SittingRow, item: int) -> ItemRow:
    """The item of this meeting; 404 for another's, and for one that the reader may not see."""
    found = next((each for each in agenda(request.actor, row.id) if each.id == item), None)
    if found is None or found.is_hidden:
        raise Http404
    return found


def _page(
    request: Request, row: SittingRow, title: str, saved: str, submit: str = "", *, intro: str = ""
) -> EditPage:
    return EditPage(
        title,
        way_to(request, row),
        sitting_address(row.id),
        saved,
        submit or _("Vastleggen"),
        kicker=when(row),
        intro=intro,
    )
