"""The help and the statements: for everyone, signed in or not."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.requests import Request, public
from noaber.site.prose import HELP, STATEMENTS, Prose, read_prose

# The pages of the help in the order of reading, each with the page of Noaber that it is about.
SUBJECTS: Final = {
    "inloggen": "/account/login/",
    "netwerk": "/gemeenten/",
    "op-orde": "/op-orde/",
    "besluiten": "/voorstellen/",
    "zelf-besluiten": "/behandelingen/",
    "voorstel-schrijven": "/voorstellen/nieuw/",
    "vergaderingen": "/vergaderingen/",
    "prioriteiten": "/strategie/",
    "themas-kiezen": "/strategie/",
    "strategie-lezen": "/strategie/",
    "doelen": "/strategie/",
    "resultaten": "/strategie/",
    "peilingen": "/strategie/",
    "review": "/strategie/",
    "cijfers": "/cijfers/",
    "signalen": "/cijfers/signalen/",
    "effect": "/cijfers/effect/",
    "maandbericht": "/cijfers/maandbericht/",
    "bijdragen": "/bijdragen/",
    "scenarios": "/bijdragen/scenarios/",
    "facturen": "/bijdragen/",
    "bank": "/bank/",
    "begroting": "/begroting/",
    "subsidies": "/subsidies/activiteiten/",
    "jaarrekening": "/begroting/",
    "inlezen": "/beheer/inlezen/",
    "assistenten": "/account/assistenten/",
}


def help_pages() -> list[Prose]:
    """Every page of the help."""
    return [read_prose(HELP / f"{name}.md") for name in SUBJECTS]


@public
@require_safe
def help_index(request: Request) -> HttpResponse:
    """What there is help about."""
    heading = PageHeading(_("Hulp"), intro=_("Kort uitgelegd, met beelden van het voorbeeldnetwerk."))
    return render(request, "site/help.html", {"heading": heading, "pages": help_pages()})


@public
@require_safe
def help_page(request: Request, name: str) -> HttpResponse:
    """One subject, with the way to the page that it is about and to the other subjects."""
    if name not in SUBJECTS:
        raise Http404
    prose = read_prose(HELP / f"{name}.md")
    actions = (Action(_("Naar de pagina"), SUBJECTS[name]),)
    context = {
        "heading": PageHeading(prose.title, kicker=_("Hulp"), intro=prose.intro, actions=actions),
        "breadcrumbs": [NavItem(_("Hulp"), reverse("site:help")), NavItem(prose.title, "", is_current=True)],
        "prose": prose,
        "others": [page for page in help_pages() if page.name != name],
    }
    return render(request, "site/prose.html", context)


@public
@require_safe
def statement_page(request: Request, name: str) -> HttpResponse:
    """What Noaber says of itself: accessibility, privacy."""
    prose = read_prose(STATEMENTS / f"{name}.md")
    context = {"heading": PageHeading(prose.title, intro=prose.intro), "prose": prose, "others": []}
    return render(request, "site/prose.html", context)
