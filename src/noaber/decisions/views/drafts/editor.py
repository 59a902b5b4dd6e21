"""The frame of every page on which a draft is written, and what becomes of what is typed there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.access import require
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import FormPanel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Tab, Tabs
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.refusing import RefusingForm
from noaber.decisions.queries.drafts.draft import Draft, code_is_taken, draft_of
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.views.places import proposal_address, send_address, writing_address

LIST = "/voorstellen/"
FORM_ID = "schrijven"  # of the form that the tabs save
ONWARD = "verder"
SENDING = "versturen"
PARTS = {
    "tekst": "",
    "punten": "punten",
    "bijlagen": "bijlagen",
    "cijfers": "cijfers",
    "route": "route",
    SENDING: SENDING,
}


def opened(request: Request, code: str) -> Draft:
    """The draft of a proposal, for who writes proposals; a text that was sent is refused with its reason."""
    require(may_write_proposals(request.actor))
    found = draft_of(code)
    if found is None:
        if not code_is_taken(code):
            raise Http404
        raise DomainError(
            _(
                "Deze tekst is verstuurd en verandert niet meer. Schrijf een nieuwe versie als er iets anders moet."
            )
        )
    return found


def frame(found: Draft, tab: str, *, title: str = "", saves: bool = False) -> dict[str, Any]:
    """Heading, breadcrumbs and tabs; `title`: of a page below a tab.

    `saves`: the tabs save the form with `FORM_ID` before they go on, and its view asks `next_place` where to.
    """
    kicker = _("Concept") if found.is_first else _("Concept van versie %(number)s") % {"number": found.number}
    crumbs = [NavItem(_("Voorstellen"), LIST), NavItem(found.title, proposal_address(found.code))]
    crumbs += [NavItem(_("Schrijven"), writing_address(found.code)), NavItem(title, "", is_current=True)]
    return {
        "heading": PageHeading(title or found.title, kicker=f"{kicker}: {found.title}" if title else kicker),
        "breadcrumbs": crumbs if title else [*crumbs[:2], NavItem(_("Schrijven"), "", is_current=True)],
        "tabs": _tabs(found.code, tab, FORM_ID if saves else ""),
    }


def _tabs(code: str, current: str, form: str) -> Tabs:
    labels = (_("Tekst"), _("Punten"), _("Bijlagen"), _("Cijfers"), _("Route"), _("Nakijken en versturen"))
    items = [
        Tab(label, _part_address(code, part), is_current=part == current, key=key)
        for (key, part), label in zip(PARTS.items(), labels, strict=True)
    ]
    return Tabs(_("Onderdelen van het voorstel"), tuple(items), form)


def _part_address(code: str, part: str) -> str:
    return send_address(code) if part == SENDING else writing_address(code, part)


def next_place(request: Request, code: str, usual: str) -> str:
    """Where it goes on after saving: to the tab that was pressed, and otherwise to `usual`."""
    part = PARTS.get(request.POST.get(ONWARD, ""))
    return usual if part is None else _part_address(code, part)


def passed_by(request: Request, code: str, form: RefusingForm) -> HttpResponse | None:
    """A tab was pressed and nothing had been typed: on to it, without saving or asking anything."""
    if request.POST.get(ONWARD, "") not in PARTS or any(map(form.is_typed_in, form.fields)):
        return None
    return redirect(next_place(request, code, ""))


def leave(code: str) -> Action:
    return Action(_("Gooi dit concept weg"), f"{proposal_address(code)}weggooien/")


def save_form(
    request: Request, form: RefusingForm, save: Callable[[], object], *, done: str, to: str
) -> HttpResponse | None:
    """Saved: on to `to`. Overtaken: the conflict page. Refused: None, and the form says why at its field."""
    try:
        save()
    except Conflict as conflict:
        return overtaken(request, conflict, to)
    except AccessRefused:
        raise
    except DomainError as error:
        form.refuse(error)
        return None
    messages.success(request, done)
    return redirect(to)


def act(request: Request, save: Callable[[], object], *, done: str, to: str, back: str = "") -> HttpResponse:
    """As `save_form` for a button: what is refused is said on the page that it goes back to."""
    try:
        save()
    except Conflict as conflict:
        return overtaken(request, conflict, back or to)
    except AccessRefused:
        raise
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back or to)
    if done:
        messages.success(request, done)
    return redirect(to)


def overtaken(request: Request, conflict: Conflict, back: str) -> HttpResponse:
    """Somebody else saved meanwhile: both texts, and the way back to what is stored."""
    edit_url = back if request.path.endswith(("/omhoog/", "/omlaag/")) else request.path
    shown = conflict_page(conflict, edit_url=edit_url, back_url=back)
    return render(request, "core/conflict.html", {"conflict": shown}, status=409)


def ask(request: Request, confirmation: Confirmation, *crumbs: NavItem) -> HttpResponse:
    """The page that asks once more."""
    items = [NavItem(_("Voorstellen"), LIST), *crumbs, NavItem(confirmation.title, "", is_current=True)]
    return render(request, "core/confirm.html", {"confirmation": confirmation, "breadcrumbs": items})


def form_page(
    request: Request, found: Standing, title: str, panel: FormPanel, *, kicker: str = "", intro: str = ""
) -> HttpResponse:
    """A page with one form about a proposal."""
    crumbs = [NavItem(_("Voorstellen"), LIST), NavItem(found.title, proposal_address(found.code))]
    context = {
        "heading": PageHeading(title, kicker=kicker or found.title, intro=intro),
        "breadcrumbs": [*crumbs, NavItem(title, "", is_current=True)],
        "panel": panel,
    }
    return render(request, "decisions/new.html", context)
