"""What the links of a mail open: choosing, and stopping in one click; signed in or not."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.core import clock
from noaber.core.access import ANONYMOUS
from noaber.core.components.form import form_panel
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.figures.forms.reports import ReportChoiceForm
from noaber.figures.queries.areas import area_names
from noaber.figures.queries.reports.kind_groups import kind_groups
from noaber.figures.queries.reports.readers import choice_of
from noaber.figures.services.reports.choosing import choose_by_link, stop_by_link
from noaber.figures.services.reports.links import reader_of

PAGE = "figures/reports/by_link.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_by_link_page(request: Request, token: str) -> HttpResponse:
    """How often, and which kinds; of the area and the person of the link."""
    try:
        person, area = reader_of(token)
    except DomainError:
        return render(request, PAGE, {"state": "wrong"}, status=HTTPStatus.GONE)
    last = choice_of(person, area)
    filled, chosen = {"frequency": last.frequency if last else ""}, last.chosen if last else ()
    data = request.POST if request.method == "POST" else None
    form = ReportChoiceForm(data, areas=(), groups=kind_groups(), filled=filled, chosen=chosen)
    context = {"area": _name(request, area), "state": "asked"}
    if request.method == "POST" and form.is_valid():
        try:
            choose_by_link(token, form.said, actor=request.actor, now=clock.now(), today=request.today)
            is_wanted = form.said.frequency != "none"
            return render(request, PAGE, {**context, "state": "chosen" if is_wanted else "stopped"})
        except DomainError as error:
            form.refuse(error)
    return render(
        request,
        PAGE,
        {**context, "panel": form_panel(form, submit_label=_("Leg vast"), fieldsets=form.fieldsets)},
    )


def _name(request: Request, area: str) -> str:
    return area_names(ANONYMOUS, request.today).get(area, _("dit gebied"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_page(request: Request, token: str) -> HttpResponse:
    """Ask once more in a browser; one click in a mail program."""
    try:
        _person, area = reader_of(token)
    except DomainError:
        return render(request, PAGE, {"state": "wrong"}, status=HTTPStatus.GONE)
    context = {"area": _name(request, area), "state": "stopping"}
    if request.method == "POST":
        stop_by_link(token, actor=request.actor, now=clock.now(), today=request.today)
        context["state"] = "stopped"
    return render(request, PAGE, context)
