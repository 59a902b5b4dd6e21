"""Planning a meeting, changing it, calling it off and putting it back; and who was there."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core.access import Refused, require, require_form
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.addresses import sitting_address
from noaber.meetings.forms.sittings import AttendanceForm, SittingForm
from noaber.meetings.queries.attendance import attendance, quorum_of
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.services.attendance import record_attendance
from noaber.meetings.services.sittings import cancel_sitting, change_sitting, plan_sitting, resume_sitting
from noaber.meetings.views.sittings import LIST, called, find_row, kept_bodies
from noaber.meetings.words import quorum_in_words, when

START = [("Vergaderingen", LIST)]


def kept_row(request: Request, key: uuid.UUID) -> SittingRow:
    """The meeting, for who keeps the meetings of its body."""
    row = find_row(request, key)
    require(may_keep_sittings(request.actor, row.body_code))
    return row


def form_row(request: Request, key: uuid.UUID) -> SittingRow:
    """The meeting, for who keeps the meetings of its body, or prepares that for them."""
    row = find_row(request, key)
    require_form(may_keep_sittings(request.actor, row.body_code))
    return row


def sent_for(request: Request, row: SittingRow) -> QueryDict | None:
    """What was typed, now or by the assistant who prepared it: that one is told what went on since."""
    typed = sent(request)
    if typed is None or request.method == "POST":
        return typed
    if typed.get("revision") != str(row.revision):
        text = _("Sinds dit is klaargezet, is er aan deze vergadering iets gewijzigd. Vergelijk het eerst.")
        messages.warning(request, text)
        typed["revision"] = str(row.revision)
    return typed


def way_to(request: Request, row: SittingRow) -> list[tuple[str, str]]:
    return [*START, (called(request, row), sitting_address(row.id))]


def plan_page(request: Request) -> HttpResponse:
    """Plan a meeting of a body of which one keeps the meetings."""
    kept = kept_bodies(request)
    if not kept:
        require(Refused(_("U plant geen vergaderingen met uw huidige rol.")))
    form = SittingForm(sent(request), bodies=list(kept.items()), chosen=request.GET.get("overleg", ""))
    page = EditPage(
        _("Plan een vergadering"), START, LIST, _("De vergadering is gepland."), _("Plan de vergadering")
    )

    def save() -> str:
        planned = plan_sitting(form.cleaned_data["body"], form.plan, actor=request.actor)
        return sitting_address(planned.pk)

    return edit(request, form, page, save)


def change_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Another day, time or place; calendars that took it over follow."""
    row = form_row(request, key)
    form = SittingForm(sent_for(request, row), known=row)
    page = EditPage(
        _("Wijzig de vergadering"),
        way_to(request, row),
        sitting_address(key),
        _("De vergadering is gewijzigd."),
        _("Opslaan"),
        kicker=when(row),
        intro=_("Wie de vergadering in de eigen agenda zette, haalt het agendabestand opnieuw op."),
    )

    def save() -> str:
        change_sitting(key, form.plan, actor=request.actor, expected_revision=form.seen)
        return page.back_url

    return edit(request, form, page, save)


def cancel_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then call it off."""
    row = kept_row(request, key)
    confirmation = Confirmation(
        title=_("Vergadering afzeggen"),
        question=_("%(body)s, %(when)s: gaat deze vergadering niet door?")
        % {"body": called(request, row), "when": when(row)},
        confirm_label=_("Zeg af"),
        cancel_url=sitting_address(key),
        consequences=(
            _("De vergadering blijft in de lijst staan, als afgezegd."),
            _("In een nieuw agendabestand staat zij als vervallen."),
            _("U kunt dit terugdraaien."),
        ),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(
        request, row, confirmation, partial(cancel_sitting, key), _("De vergadering is afgezegd.")
    )


def resume_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then let it take place after all."""
    row = kept_row(request, key)
    confirmation = Confirmation(
        title=_("Toch door laten gaan"),
        question=_("Gaat deze vergadering toch door op %(when)s?") % {"when": when(row)},
        confirm_label=_("Laat doorgaan"),
        cancel_url=sitting_address(key),
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(request, row, confirmation, partial(resume_sitting, key), _("De vergadering gaat door."))


def confirmed(
    request: Request, row: SittingRow, asked: Confirmation, act: Callable[..., object], said: str
) -> HttpResponse:
    """The page that asks once more; on sending it, the act, or why it cannot be."""
    address = sitting_address(row.id)
    if request.method == "POST":
        try:
            act(actor=request.actor, expected_revision=sent_revision(request))
        except Conflict as conflict:
            shown = conflict_page(conflict, edit_url=request.path, back_url=address)
            return render(request, "core/conflict.html", {"conflict": shown}, status=409)
        except AccessRefused:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, said)
        return redirect(address)
    context = {"confirmation": asked, **crumbs_of(way_to(request, row), asked.title)}
    return render(request, "core/confirm.html", context)


def attendance_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Who was there, seat by seat, and who gave a proxy; the quorum is told at once."""
    row = form_row(request, key)
    seats = attendance(request.actor, row)
    form = AttendanceForm(sent_for(request, row), seats=seats, revision=row.revision)
    page = EditPage(
        _("Wie was er?"),
        way_to(request, row),
        sitting_address(key),
        _("De presentielijst is vastgelegd."),
        _("Leg vast"),
        kicker=when(row),
        intro=_("Iedereen staat op aanwezig. Zet op afwezig wie er niet was, of kies de plaatsvervanger."),
        fieldsets=form.fieldsets,
    )

    def save() -> str:
        record_attendance(
            key, form.said, actor=request.actor, today=request.today, expected_revision=form.seen
        )
        _tell_quorum(request, key)
        return page.back_url

    return edit(request, form, page, save)


def _tell_quorum(request: Request, key: uuid.UUID) -> None:
    """Read again: only since the list was recorded the meeting counts as held."""
    held = find_row(request, key)
    counted = quorum_of(held, attendance(request.actor, held))
    tell = messages.info if counted.is_reached else messages.warning
    tell(request, quorum_in_words(counted, held.quorum))
