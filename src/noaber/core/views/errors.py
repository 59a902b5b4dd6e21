"""The error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"reason": _("Het adres of formulier klopt niet.")}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": _("U mag deze pagina niet bekijken.")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _(
        "Uw formulier was te lang open of kwam niet van deze site. Ga terug, ververs de pagina en probeer opnieuw."
    )
    return render(request, "403.html", {"reason": text}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
