"""What every write page does: show a form, save it, and say why not when that cannot be.

    page = EditPage(_("Wijzig"), crumbs=[(_("Strategie"), "/strategie/")], back_url=address, saved=_("Opgeslagen."))
    return edit(request, form, page, lambda: save(...))

A refusal of the service stands at its field; somebody else's change gives the page of the conflict. What an assistant
who prepares sends is put ready for the principal, to whom the page then shows it filled in; that is why this is here
and not in core.
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
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.texts import Notice, Tabs
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date

Crumbs = Sequence[tuple[str, str]]


class AsItStood(str):
    """The address to go on to, from a `save` to which all that was sent stood there already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class EditPage:
    """The page around a form. `back_url` is where Cancel leads; `saved` is said when it went well.

    `adds`: the button for one more row; the view then gives `edit` a form with `is_retyped` and a row more.
    """

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
    adds: str = ""


def edit(
    request: Request,
    form: RefusingForm,
    page: EditPage,
    save: Callable[[], str],
    on_conflict: Callable[[Conflict], HttpResponse] | None = None,
) -> HttpResponse:
    """Show `form`, or save it with `save`, which answers the address to go on to (`AsItStood`: nothing was new).

    `on_conflict` makes the page for who was overtaken, where more can be said than that.
    """
    if request.method == "POST" and form.is_valid():
        try:
            if request.actor.prepares_only:
                return _put_ready(request, page, save)
            address = _save(request, save)
        except Conflict as conflict:
            return on_conflict(conflict) if on_conflict else _conflict(request, page, conflict)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            return _go_on(request, page, address)
    shown = _as_prepared(request, page)
    around = frame(page.title, page.crumbs, kicker=page.kicker, intro=page.intro)
    return render(request, "accounts/edit.html", {**around, "panel": _panel(form, shown), "page": shown})


def _go_on(request: Request, page: EditPage, address: str) -> HttpResponse:
    if isinstance(address, AsItStood):
        messages.info(request, _("Dit stond al zo; er is niets dubbel vastgelegd."))
    else:
        messages.success(request, page.saved)
    return redirect(address)


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


def _panel(form: RefusingForm, page: EditPage) -> FormPanel:
    return form_panel(
        form,
        submit_label=page.submit_label,
        submit_tone=page.submit_tone,
        cancel_url=page.back_url,
        fieldsets=page.fieldsets,
        adds=page.adds,
    )


def _conflict(request: Request, page: EditPage, conflict: Conflict) -> HttpResponse:
    shown = conflict_page(conflict, edit_url=request.get_full_path(), back_url=page.back_url)
    return render(request, "core/conflict.html", {"conflict": shown, **crumbs_of(page.crumbs)}, status=409)


def frame(title: str, crumbs: Crumbs, *, kicker: str = "", intro: str = "") -> dict[str, Any]:
    """Heading and breadcrumbs for the context of a page."""
    return {"heading": PageHeading(title, kicker=kicker, intro=intro), **crumbs_of(crumbs, title)}


def crumbs_of(crumbs: Crumbs, last: str = "") -> dict[str, Any]:
    items = [NavItem(label, url) for label, url in crumbs]
    return {"breadcrumbs": [*items, *([NavItem(last, "", is_current=True)] if last else [])]}
