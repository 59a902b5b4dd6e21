"""The addresses of what followed on a measure; for who is signed in."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "effects"


def page(place: str) -> Callable[..., HttpResponse]:
    """A view by its module and name, read when somebody first opens one (as in `urls`)."""
    module, _dot, name = place.partition(".")

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        found = getattr(import_module(f"noaber.figures.views.effect.{module}"), name)
        answer: HttpResponse = found(request, **parts)
        return answer

    view.__name__ = view.__qualname__ = name
    return view


urlpatterns = [
    path("cijfers/effect/", page("page.effect_page"), name="effect"),
    path("cijfers/effect/bewaren/", page("saved.save_page"), name="save"),
    path("cijfers/effect/bewaard/<int:key>/weghalen/", page("saved.remove_page"), name="remove"),
]
