"""The addresses of the monthly report. Those with a link of a mail are for whoever has it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from noaber.core.requests import public

app_name = "reports"
Page = Callable[..., HttpResponse]


def page(place: str) -> Page:
    """A view by its module and name, read when somebody first opens one (as in `urls`)."""
    module, _dot, name = place.partition(".")

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        found = getattr(import_module(f"noaber.figures.views.reports.{module}"), name)
        answer: HttpResponse = found(request, **parts)
        return answer

    view.__name__ = view.__qualname__ = name
    return view


def by_mail_program(place: str) -> Page:
    """What a mail program posts for its reader (RFC 8058), without cookies: the signed address is the proof."""
    view = public(page(place))
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("cijfers/maandbericht/", page("own.own_page"), name="own"),
    path("cijfers/maandbericht/kiezen/", page("own.choose_page"), name="choose"),
    path("cijfers/maandberichten/", page("month.months_page"), name="months"),
    path("cijfers/maandberichten/lezers/", page("readers.readers_page"), name="readers"),
    path("cijfers/maandberichten/lezers/uitnodigen/", page("readers.invite_page"), name="invite"),
    path("cijfers/maandberichten/<slug:month>/", page("month.month_page"), name="month"),
    path("cijfers/maandberichten/<slug:month>/versturen/", page("month.send_page"), name="send"),
    path("cijfers/maandberichten/<slug:month>/voortgang/", page("month.progress_page"), name="progress"),
    path("cijfers/maandberichten/<slug:month>/verzonden/", page("log.log_page"), name="log"),
    path("cijfers/maandberichten/<slug:month>/opnieuw/", page("log.again_page"), name="again"),
    path("cijfers/maandberichten/<slug:month>/<slug:area>/", page("preview.preview_page"), name="preview"),
    path(
        "cijfers/maandberichten/<slug:month>/<slug:area>/<str:name>",
        page("preview.preview_file"),
        name="preview_file",
    ),
    path("maandbericht/<str:token>/", public(page("links.choose_by_link_page")), name="choose_by_link"),
    path("maandbericht/<str:token>/stop/", by_mail_program("links.stop_page"), name="stop"),
]
