"""What every write page of the register does: show a form, save it, and say why not when that cannot be.

A refusal of the service stands at its field; somebody else's change gives the page with both values; what was
saved already (a button pressed twice) is not saved again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
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
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice, Tabs
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.forms.stating import ChangeForm, RegisterForm

Crumbs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EditPage:
    """The page around a form. `back_url` is where Cancel leads; `saved` is said when it went well."""

    title: str
    crumbs: Crumbs
    back_url: str
    saved: str
    submit_label: str = ""
    submit_tone: Any = "primary"
    kicker: str = ""
    intro: str = ""
    notice: Notice | None = None
    fieldsets: Sequence[tuple[str, Sequence[str]]] = ()
    tabs: Tabs | None = None


def edit(request: Request, form: RegisterForm, page: EditPage, save: Callable[[], str]) -> HttpResponse:
    """Show `form`, or save it with `save`, which answers the address to go on to.

    What an assistant who prepares sends is put ready for the principal, to whom the page then shows it filled in.
    """
    if request.method == "POST" and form.is_valid():
        try:
            if request.actor.prepares_only:
                return _put_ready(request, page, save)
            address = _save(request, save)
        except Conflict as conflict:
            return _conflict(request, form, page, conflict)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, page.saved)
            return redirect(address)
    shown = _as_prepared(request, page)
    around = frame(page.title, page.crumbs, kicker=page.kicker, intro=page.intro)
    return render(request, "network/edit.html", {**around, "panel": _panel(form, shown), "page": shown})


def _save(request: Request, save: Callable[[], str]) -> str:
    """What was prepared for this page is settled by it, also when it was typed anew."""
    for prepared in waiting_here(request):
        save = partial(use_prepared, prepared.id, save, actor=request.actor)
    return save()


def _put_ready(request: Request, page: EditPage, save: Callable[[], str]) -> HttpResponse:
    """Keep what was typed, after trying whether it could be saved: what is wrong, the assistant hears now."""
    with as_the_principal_would(request):
        rehearse(save)
    typed = typed_fields(request)
    title = f"{page.title}: {page.kicker}" if page.kicker else page.title
    prepare_form(actor=request.actor, path=request.path, title=title, fields=typed, now=clock.now())
    messages.success(request, _("Klaargezet. Het telt pas als de persoon voor wie u werkt het vastlegt."))
    return redirect(page.back_url)


def _as_prepared(request: Request, page: EditPage) -> EditPage:
    """Who prepares is told so, and who opens what was prepared."""
    if request.actor.prepares_only:
        notice = Notice(_("U zet dit klaar. De persoon voor wie u werkt, kijkt het na en legt het vast."))
        return replace(page, notice=notice, submit_label=_("Zet klaar"), submit_tone="primary")
    prepared = prepared_in(request)
    if prepared is None:
        return page
    day = long_date(timezone.localtime(prepared.prepared_at).date())
    facts = {"name": prepared.assistant_name, "day": day}
    text = _("Klaargezet door %(name)s op %(day)s. Kijk het na en leg het vast.") % facts
    return replace(page, notice=Notice(text, action=Action(_("Of gooi het weg"), "/account/klaargezet/")))


def _panel(form: RegisterForm, page: EditPage) -> FormPanel:
    return form_panel(
        form,
        submit_label=page.submit_label,
        submit_tone=page.submit_tone,
        cancel_url=page.back_url,
        fieldsets=page.fieldsets,
    )


CONFIRMED = "bevestigd"


def edit_after_preview(
    request: Request,
    form: RegisterForm,
    page: EditPage,
    preview: Callable[[], HttpResponse],
    save: Callable[[], str],
) -> HttpResponse:
    """As `edit`, but the first time a form is sent `preview` shows what confirming will do."""
    if request.method == "POST" and CONFIRMED not in request.POST and form.is_valid():
        try:
            return preview()
        except Conflict as conflict:
            return _conflict(request, form, page, conflict)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return edit(request, form, page, save)


def carried(request: Request) -> tuple[tuple[str, str], ...]:
    """What the confirming button sends again, with the word that it was confirmed."""
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", CONFIRMED)]
    pairs = [(name, value) for name in names for value in request.POST.getlist(name)]
    return (*pairs, (CONFIRMED, "ja"))


def _conflict(request: Request, form: RegisterForm, page: EditPage, conflict: Conflict) -> HttpResponse:
    """Both values, where there is a difference; otherwise what was typed is what there is."""
    if isinstance(form, ChangeForm) and form.known.revision < conflict.revision:
        return _ask_again(request)  # the form was filled just before the other saved: its words are old
    typed, stored = form.comparison()
    if typed or isinstance(form, ChangeForm):
        conflict = conflict.with_values(form.words(typed), form.words(stored))
        if not conflict.clashes:
            messages.info(request, _("Dit stond al zo in het register; er is niets dubbel opgeslagen."))
            return redirect(page.back_url)
    address = request.get_full_path()
    shown = conflict_page(conflict, edit_url=address, back_url=page.back_url)
    if isinstance(form, ChangeForm):
        conflict.subject = page.kicker or conflict.subject  # its name, where the service has a code
        carried_on = _carried_on(request, form)
        shown = conflict_page(
            conflict, edit_url=address, back_url=page.back_url, disputed=form.disputed(), carried=carried_on
        )
    return render(request, "core/conflict.html", {"conflict": shown, **crumbs_of(page.crumbs)}, status=409)


def _ask_again(request: Request) -> HttpResponse:
    """The same request once more, which reads what the other saved and meets the same conflict."""
    match = request.resolver_match
    if match is None:
        raise RuntimeError("a page without an address")
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _carried_on(request: Request, form: ChangeForm) -> dict[str, str]:
    """What was sent besides the disputed fields, at the revision whose words the reader now sees."""
    left_out = {"csrfmiddlewaretoken", CONFIRMED, *form.changes}
    sent = {name: str(value) for name, value in request.POST.items() if name not in left_out}
    return {**sent, "revision": str(form.known.revision)}


def frame(title: str, crumbs: Crumbs, *, kicker: str = "", intro: str = "") -> dict[str, Any]:
    """Heading and breadcrumbs for the context of a page."""
    return {"heading": PageHeading(title, kicker=kicker, intro=intro), **crumbs_of(crumbs, title)}


def crumbs_of(crumbs: Crumbs, last: str = "") -> dict[str, Any]:
    items = [NavItem(label, url) for label, url in crumbs]
    return {"breadcrumbs": [*items, *([NavItem(last, "", is_current=True)] if last else [])]}


def ask(request: Request, confirmation: Confirmation, crumbs: Crumbs) -> HttpResponse:
    """The page that asks once more."""
    context = {"confirmation": confirmation, **crumbs_of(crumbs, confirmation.title)}
    return render(request, "core/confirm.html", context)
