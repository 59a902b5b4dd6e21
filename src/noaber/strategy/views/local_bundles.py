"""The papers of all municipalities in one ZIP, for who sends them out."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Progress
from noaber.core.files import file_address
from noaber.core.requests import Request
from noaber.strategy.access import may_write_texts
from noaber.strategy.models import LocalBundle
from noaber.strategy.nota.bundling import ask_bundle, is_stalled, latest_bundle
from noaber.strategy.nota.worker import bundle_papers
from noaber.strategy.queries.finding import towns
from noaber.strategy.queries.periods import titled
from noaber.strategy.views.places import bundle_address, local_crumbs

ENDED = (LocalBundle.State.FINISHED, LocalBundle.State.FAILED)


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
    bundle = latest_bundle(code)
    title = _("Alle gemeenten in één ZIP")
    intro = _("Van elke gemeente de bladzijde als PDF, zoals die vandaag is, met wat voor het netwerk is.")
    context = {
        **crumbs_of(local_crumbs(code, period.title), title),
        "heading": PageHeading(title, kicker=period.title, intro=intro),
        "progress": _progress(code, bundle) if bundle else None,
        "may_ask": bundle is None or bundle.state in ENDED or is_stalled(bundle, clock.now()),
        "count": len(towns(period, asof)),
    }
    return render(request, "strategy/bundle.html", context)


@require_safe
def bundle_progress(request: Request, code: str) -> HttpResponse:
    """The progress bar anew; when the work has ended, the whole page."""
    require(may_write_texts(request.actor))
    bundle = latest_bundle(code)
    if bundle is None:
        raise Http404
    response = render(request, "core/components/progress.html", {"progress": _progress(code, bundle)})
    if bundle.state in ENDED:
        response["HX-Refresh"] = "true"
    return response


def _progress(code: str, bundle: LocalBundle) -> Progress:
    result = None
    if bundle.file and not bundle.file.is_removed:
        result = Action(_("Haal de ZIP op"), file_address(bundle.file))
    return Progress(
        label=_("De bladzijden van alle gemeenten"),
        done=bundle.done,
        total=bundle.total,
        state=bundle.state,  # type: ignore[arg-type]  # the same words
        url=f"{bundle_address(code)}voortgang/",
        result=result,
    )
