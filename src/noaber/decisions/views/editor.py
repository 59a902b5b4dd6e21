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
from noaber.decisions.queries.drafts import Draft, code_is_taken, draft_of
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.views.places import proposal_address, send_address, writing_address

LIST = "/voorstellen/"


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


def frame(found: Draft, tab: str, *, title: str = "") -> dict[str, Any]:
    """Heading, breadcrumbs and tabs; `title`: of a page below a tab."""
    kicker = _("Concept") if found.is_first else _("Concept van versie %(number)s") % {"number": found.number}
    crumbs = [NavItem(_("Voorstellen"), LIST), NavItem(found.title, proposal_address(found.code))]
    crumbs += [NavItem(_("Schrijven"), writing_address(found.code)), NavItem(title, "", is_current=True)]
    return {
        "heading": PageHeading(title or found.title, kicker=f"{kicker}: {found.title}" if title else kicker),
        "breadcrumbs": crumbs if title else [*crumbs[:2], NavItem(_("Schrijven"), "", is_current=True)],
        "tabs": _tabs(found.code, tab),
    }


def _tabs(code: str, current: str) -> Tabs:
    parts = [
        ("", _("Tekst")),
        ("punten", _("Punten")),
        ("bijlagen", _("Bijlagen")),
        ("cijfers", _("Cijfers")),
        ("route", _("Route")),
    ]
    items = [Tab(label, writing_address(code, part), is_current=part == current) for part, label in parts]
    return Tabs(
        _("Onderdelen van het voorstel"),
        (*items, Tab(_("Nakijken en versturen"), send_address(code), is_current=current == "versturen")),
    )


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
