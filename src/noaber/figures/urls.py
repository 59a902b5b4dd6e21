"""The addresses of figures: counts are public (see `access`), signals and reports are for who is signed in."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from noaber.core.requests import public

app_name = "figures"
Page = Callable[..., HttpResponse]


def page(place: str) -> Page:
    """A view by its module and name. Read when somebody first opens one: numpy and scipy are half of a start."""
    module, _dot, name = place.rpartition(".")

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        found = getattr(import_module(f"noaber.figures.views.{module}"), name)
        answer: HttpResponse = found(request, **parts)
        return answer

    view.__name__ = view.__qualname__ = name
    return view


def public_page(place: str) -> Page:
    return public(page(place))


def by_mail_program(place: str) -> Page:
    """What a mail program posts for its reader (RFC 8058), without cookies: the signed address is the proof."""
    view = public_page(place)
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


COUNTS = [
    path("cijfers/", public_page("overview.overview_page"), name="overview"),
    path("cijfers/soort/<str:code>/", public_page("kind.kind_page"), name="kind"),
    path("cijfers/landelijk/", public_page("country.country_page"), name="country"),
    path("cijfers/uitleg/", public_page("explained.explained_page"), name="explained"),
    path("cijfers/publicaties/", public_page("releases.releases_page"), name="releases"),
    path("cijfers/gemeente/<slug:code>/", public_page("municipality.municipality_page"), name="municipality"),
    path("cijfers/gemeente/<slug:code>/vergelijken/", public_page("municipality.peers_page"), name="peers"),
    path(
        "cijfers/gemeente/<slug:code>/wijken/",
        public_page("neighbourhoods.neighbourhoods_page"),
        name="neighbourhoods",
    ),
    path("cijfers/district/<slug:code>/", public_page("overview.district_page"), name="district"),
]
NOTES = "signals.annotations"
SIGNALS = [
    path("cijfers/signalen/", page("signals.overview.signal_list"), name="signals"),
    path("cijfers/signalen/lezen/", page("signals.changes.read_page"), name="read"),
    path("cijfers/signalen/<uuid:key>/", page("signals.card.signal_page"), name="signal"),
    path("cijfers/signalen/<uuid:key>/<slug:step>/", page("signals.changes.step_page"), name="step"),
    path("cijfers/aantekeningen/", page(f"{NOTES}.annotation_list"), name="annotations"),
    path("cijfers/aantekeningen/nieuw/", page(f"{NOTES}.new_annotation_page"), name="new_annotation"),
    path(
        "cijfers/aantekeningen/<int:key>/intrekken/",
        page(f"{NOTES}.withdraw_page"),
        name="withdraw_annotation",
    ),
]
MONTH = "cijfers/maandberichten/<slug:month>/"
REPORTS = [
    path("cijfers/maandbericht/", page("reports.own.own_page"), name="own"),
    path("cijfers/maandbericht/kiezen/", page("reports.own.choose_page"), name="choose"),
    path("cijfers/maandberichten/", page("reports.month.months_page"), name="months"),
    path("cijfers/maandberichten/lezers/", page("reports.readers.readers_page"), name="readers"),
    path("cijfers/maandberichten/lezers/uitnodigen/", page("reports.readers.invite_page"), name="invite"),
    path(MONTH, page("reports.month.month_page"), name="month"),
    path(f"{MONTH}versturen/", page("reports.month.send_page"), name="send"),
    path(f"{MONTH}voortgang/", page("reports.month.progress_page"), name="progress"),
    path(f"{MONTH}verzonden/", page("reports.log.log_page"), name="log"),
    path(f"{MONTH}opnieuw/", page("reports.log.again_page"), name="again"),
    path(f"{MONTH}<slug:area>/", page("reports.preview.preview_page"), name="preview"),
    path(f"{MONTH}<slug:area>/<str:name>", page("reports.preview.preview_file"), name="preview_file"),
    path(
        "maandbericht/<str:token>/", public_page("reports.links.choose_by_link_page"), name="choose_by_link"
    ),
    path("maandbericht/<str:token>/stop/", by_mail_program("reports.links.stop_page"), name="stop"),
]
EFFECTS = [
    path("cijfers/effect/", page("effect.page.effect_page"), name="effect"),
    path("cijfers/effect/bewaren/", page("effect.saved.save_page"), name="save_effect"),
    path(
        "cijfers/effect/bewaard/<int:key>/weghalen/", page("effect.saved.remove_page"), name="remove_effect"
    ),
]
urlpatterns = [*COUNTS, *SIGNALS, *REPORTS, *EFFECTS]
