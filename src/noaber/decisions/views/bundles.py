"""All packs of a proposal in one ZIP, for who keeps the proposals."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Progress
from noaber.core.files import file_address
from noaber.core.requests import Request
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import PackBundle
from noaber.decisions.packs.bundling import ask_bundle, is_stalled, latest_bundle
from noaber.decisions.packs.worker import bundle_packs
from noaber.decisions.views.forwarding import read_follow_ups, trail
from noaber.decisions.views.places import bundle_address


@require_http_methods(["GET", "HEAD", "POST"])
def bundle_page(request: Request, code: str) -> HttpResponse:
    """Ask for the ZIP, see how far it is, fetch it."""
    found, rows = read_follow_ups(request, code)
    require(may_write_proposals(request.actor))
    if request.method == "POST":
        bundle_packs.enqueue(str(ask_bundle(code, actor=request.actor, now=clock.now()).pk))
        return redirect(bundle_address(code))
    bundle = latest_bundle(code)
    intro = _(
        "Van elke organisatie het voorstel (ODT) en de bladzijde (PDF), zoals het vandaag staat. De bijlagen één keer."
    )
    context = {
        "heading": PageHeading(_("Alle pakketten in één ZIP"), kicker=found.title, intro=intro),
        "breadcrumbs": trail(found, _("Alle pakketten")),
        "progress": _progress(code, bundle) if bundle else None,
        "may_ask": bundle is None or bundle.state in _ENDED or is_stalled(bundle, clock.now()),
        "count": len(rows),
    }
    return render(request, "decisions/bundle.html", context)


@require_safe
def bundle_progress(request: Request, code: str) -> HttpResponse:
    """The progress bar anew; when the work has ended, the whole page."""
    read_follow_ups(request, code)
    require(may_write_proposals(request.actor))
    bundle = latest_bundle(code)
    if bundle is None:
        raise Http404
    response = render(request, "core/components/progress.html", {"progress": _progress(code, bundle)})
    if bundle.state in _ENDED:
        response["HX-Refresh"] = "true"
    return response


_ENDED = (PackBundle.State.FINISHED, PackBundle.State.FAILED)


def _progress(code: str, bundle: PackBundle) -> Progress:
    result = None
    if bundle.file and not bundle.file.is_removed:
        result = Action(_("Haal de ZIP op"), file_address(bundle.file))
    return Progress(
        label=_("De pakketten van alle organisaties"),
        done=bundle.done,
        total=bundle.total,
        state=bundle.state,  # type: ignore[arg-type]  # the same words
        url=f"{bundle_address(code)}voortgang/",
        result=result,
    )
