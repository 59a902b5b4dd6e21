"""The address of what followed on a measure; for who is signed in."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "effects"


def effect_page(request: HttpRequest) -> HttpResponse:
    """Read when somebody first opens it: numpy and scipy are half of a start."""
    answer: HttpResponse = import_module("noaber.figures.views.effect.page").effect_page(request)
    return answer


urlpatterns = [path("cijfers/effect/", effect_page, name="effect")]
