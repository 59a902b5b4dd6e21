"""The papers of all municipalities in one ZIP, for who sends them out."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.frame import PageHeading
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.views.bundles import BundlePlace, show_bundle, show_progress
from noaber.strategy.access import may_write_texts
from noaber.strategy.nota.bundling import ask_bundle, latest_bundle
from noaber.strategy.nota.worker import bundle_papers
from noaber.strategy.queries.local import towns
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.views.places import bundle_address, local_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
def bundle_page(request: Request, code: str) -> HttpResponse:
    """Ask for the ZIP, see how far it is, fetch it."""
    require(may_write_texts(request.actor))
    asof = AsOf(request.today)
    period = titled(code, asof)
    if period is None:
        raise Http404
    if request.method == "POST":
        bundle_papers.enqueue(str(ask_bundle(code, actor=request.actor, now=clock.now()).pk))
        return redirect(bundle_address(code))
    title = _("Alle gemeenten in één ZIP")
    intro = _("Van elke gemeente de bladzijde als PDF, zoals die vandaag is, met wat voor het netwerk is.")
    count = {"count": format_number(len(towns(period, asof)))}
    context = {
        **crumbs_of(local_crumbs(code, period.title), title),
        "heading": PageHeading(title, kicker=period.title, intro=intro),
        "ask_label": _("Maak de bladzijden van %(count)s gemeenten") % count,
    }
    return show_bundle(request, _place(code), context)


@require_safe
def bundle_progress(request: Request, code: str) -> HttpResponse:
    """How far it is, anew."""
    require(may_write_texts(request.actor))
    return show_progress(request, _place(code))


def _place(code: str) -> BundlePlace:
    return BundlePlace(bundle_address(code), _("De bladzijden van alle gemeenten"), latest_bundle(code))
