"""What every form does that is recorded by who speaks for somebody, or put ready by their assistant (ADR 12)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.contrib import messages
from django.forms import BaseForm, BoundField, FileField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import (
    as_the_principal_would,
    prepare_form,
    prepared_in,
    typed_fields,
    use_prepared,
    waiting_here,
)
from noaber.core import clock
from noaber.core.components.conflict import conflict_page
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request


class Form(Protocol):
    """A form that can show the refusal of a service at the field it is about."""

    def is_valid(self) -> bool: ...

    def refuse(self, error: DomainError) -> None: ...

    def visible_fields(self) -> list[BoundField]: ...


@dataclass(frozen=True, slots=True)
class Recording:
    """`save` records what was typed and answers what was new, `done` says so.

    `title` names it where it is put ready for another.

    `fresh` makes the form anew with what is stored now: in a conflict both are shown, so that nothing typed is lost.
    """

    form: Form
    save: Callable[[], object]
    title: str
    done: str | Callable[[], str]
    back_url: str
    fresh: Callable[[], BaseForm] | None = None


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
        if recording.fresh:
            conflict = conflict.with_values(in_words(recording.form), in_words(recording.fresh()))
        shown = conflict_page(conflict, edit_url=request.path, back_url=recording.back_url)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        recording.form.refuse(error)
        return None
    return redirect(recording.back_url)


def in_words(form: Form | BaseForm) -> dict[str, str]:
    """What stands in a form, by the label of the field; a file does not."""
    return {
        str(bound.label): _word(bound)
        for bound in form.visible_fields()
        if not isinstance(bound.field, FileField)
    }


def _word(bound: BoundField) -> str:
    value = bound.value()
    choices = dict(getattr(bound.field, "choices", ()))
    return str(choices.get(value, "" if value is None else value))


def _save(request: Request, recording: Recording) -> None:
    """What was prepared for this page is settled by it, also when it was typed anew."""
    save = recording.save
    for prepared in waiting_here(request):
        save = partial(use_prepared, prepared.id, save, actor=request.actor)
    if save():
        done = recording.done
        messages.success(request, done if isinstance(done, str) else done())
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
    if prepared := prepared_in(request):
        text = _("Klaargezet door %(name)s. Kijk het na en leg het vast.")
        return Notice(text % {"name": prepared.assistant_name})
    waiting = next(iter(waiting_here(request)), None)
    if waiting is None:
        return None
    text = _("%(name)s heeft dit al voor u ingevuld.") % {"name": waiting.assistant_name}
    return Notice(text, action=Action(_("Bekijk wat klaarstaat"), waiting.url))


def submit_label(request: Request) -> str:
    return _("Zet klaar") if request.actor.prepares_only else _("Vastleggen")
