"""The addresses of figures; all are public (see `access`)."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from noaber.core.requests import public

app_name = "figures"


def page(place: str) -> Callable[..., HttpResponse]:
    """A view by its module and name. Read when somebody first opens one: numpy and scipy are half of a start."""
    module, _dot, name = place.partition(".")

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        found = getattr(import_module(f"noaber.figures.views.{module}"), name)
        answer: HttpResponse = found(request, **parts)
        return answer

    view.__name__ = view.__qualname__ = name
    return public(view)


urlpatterns = [
    path("cijfers/", page("overview.overview_page"), name="overview"),
    path("cijfers/soort/<str:code>/", page("kind.kind_page"), name="kind"),
    path("cijfers/landelijk/", page("country.country_page"), name="country"),
    path("cijfers/uitleg/", page("explained.explained_page"), name="explained"),
    path("cijfers/publicaties/", page("releases.releases_page"), name="releases"),
    path("cijfers/gemeente/<slug:code>/", page("municipality.municipality_page"), name="municipality"),
    path("cijfers/gemeente/<slug:code>/vergelijken/", page("municipality.peers_page"), name="peers"),
    path(
        "cijfers/gemeente/<slug:code>/wijken/",
        page("neighbourhoods.neighbourhoods_page"),
        name="neighbourhoods",
    ),
    path("cijfers/district/<slug:code>/", page("overview.district_page"), name="district"),
]
