"""All packs of a proposal in one ZIP, for who keeps the proposals."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.frame import PageHeading
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.views.bundles import BundlePlace, show_bundle, show_progress
from noaber.decisions.access import may_write_proposals
from noaber.decisions.packs.bundling import ask_bundle, latest_bundle
from noaber.decisions.packs.worker import bundle_packs
from noaber.decisions.views.forwarding.overview import read_follow_ups, trail
from noaber.decisions.views.places import bundle_address


@require_http_methods(["GET", "HEAD", "POST"])
def bundle_page(request: Request, code: str) -> HttpResponse:
    """Ask for the ZIP, see how far it is, fetch it."""
    found, rows = read_follow_ups(request, code)
    require(may_write_proposals(request.actor))
    if request.method == "POST":
        bundle_packs.enqueue(str(ask_bundle(code, actor=request.actor, now=clock.now()).pk))
        return redirect(bundle_address(code))
    intro = _(
        "Van elke organisatie het voorstel (ODT) en de bladzijde (PDF), zoals het vandaag staat. De bijlagen één keer."
    )
    context = {
        "heading": PageHeading(_("Alle pakketten in één ZIP"), kicker=found.title, intro=intro),
        "breadcrumbs": trail(found, _("Alle pakketten")),
        "ask_label": _ask_label(len(rows)),
    }
    return show_bundle(request, _place(code), context)


@require_safe
def bundle_progress(request: Request, code: str) -> HttpResponse:
    """How far it is, anew."""
    read_follow_ups(request, code)
    require(may_write_proposals(request.actor))
    return show_progress(request, _place(code))


def _place(code: str) -> BundlePlace:
    return BundlePlace(bundle_address(code), _("De pakketten van alle organisaties"), latest_bundle(code))


def _ask_label(count: int) -> str:
    words = ngettext(
        "Maak de pakketten van %(count)s organisatie", "Maak de pakketten van %(count)s organisaties", count
    )
    return words % {"count": format_number(count)}
