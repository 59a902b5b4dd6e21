"""What every form does that is recorded by who speaks for somebody, or put ready by their assistant (ADR 12)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import as_the_principal_would, prepare_form, prepared_in, typed_fields, use_prepared
from noaber.core import clock
from noaber.core.components.conflict import conflict_page
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request


class Form(Protocol):
    """A form that can show the refusal of a service at the field it is about."""

    def is_valid(self) -> bool: ...

    def refuse(self, error: DomainError) -> None: ...


@dataclass(frozen=True, slots=True)
class Recording:
    """`save` records what was typed and answers what was new; `title` names it where it is put ready for another."""

    form: Form
    save: Callable[[], object]
    title: str
    done: str
    back_url: str


def record(request: Request, recording: Recording) -> HttpResponse | None:
    """The answer to a form that was sent; None when it must be shown, for the first time or with what was wrong."""
    if request.method != "POST" or not recording.form.is_valid():
        return None
    try:
        if request.actor.prepares_only:
            _put_ready(request, recording)
        else:
            _save(request, recording)
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=recording.back_url)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        recording.form.refuse(error)
        return None
    return redirect(recording.back_url)


def _save(request: Request, recording: Recording) -> None:
    prepared = prepared_in(request)
    save = recording.save
    if use_prepared(prepared.id, save, actor=request.actor) if prepared else save():
        messages.success(request, recording.done)
    else:
        messages.info(request, _("Dit stond al zo; er is niets gewijzigd."))


def _put_ready(request: Request, recording: Recording) -> None:
    """Kept for the principal, after trying whether it could be recorded."""
    with as_the_principal_would(request):
        rehearse(recording.save)
    fields = typed_fields(request)
    prepare_form(
        actor=request.actor, path=request.path, title=recording.title, fields=fields, now=clock.now()
    )
    messages.success(request, _("Klaargezet. Het telt pas als de persoon voor wie u werkt het vastlegt."))


def prepared_notice(request: Request) -> Notice | None:
    """Who prepares is told so, and who opens what was prepared."""
    if request.actor.prepares_only:
        return Notice(_("U zet dit klaar. De persoon voor wie u werkt, kijkt het na en legt het vast."))
    prepared = prepared_in(request)
    if prepared is None:
        return None
    text = _("Klaargezet door %(name)s. Kijk het na en leg het vast.")
    return Notice(text % {"name": prepared.assistant_name})


def submit_label(request: Request) -> str:
    return _("Zet klaar") if request.actor.prepares_only else _("Vastleggen")
