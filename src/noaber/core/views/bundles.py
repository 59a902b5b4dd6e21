"""The page of one ZIP with many papers: ask for it, see how far it is, fetch it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.bundles import UNDER_WAY, Bundle, may_ask_again
from noaber.core.components.frame import Action
from noaber.core.components.texts import Progress
from noaber.core.files import file_address
from noaber.core.requests import Request


@dataclass(frozen=True, slots=True)
class BundlePlace:
    """Where the page is, what is made there, and the newest that was asked."""

    url: str
    label: str
    bundle: Bundle | None

    @property
    def progress(self) -> Progress | None:
        if (bundle := self.bundle) is None:
            return None
        result = None
        if bundle.file and not bundle.file.is_removed:
            result = Action(_("Haal de ZIP op"), file_address(bundle.file))
        return Progress(
            label=self.label,
            done=bundle.done,
            total=bundle.total,
            state=bundle.state,  # type: ignore[arg-type]  # the same words
            url=f"{self.url}voortgang/",
            result=result,
        )


def show_bundle(request: Request, place: BundlePlace, context: dict[str, Any]) -> HttpResponse:
    """The whole page; the room gives its heading and what the button says (`ask_label`)."""
    may_ask = may_ask_again(place.bundle, clock.now())
    return render(request, "core/bundle.html", {**context, "progress": place.progress, "may_ask": may_ask})


def show_progress(request: Request, place: BundlePlace) -> HttpResponse:
    """The progress bar anew; when the work has ended, the whole page."""
    if place.bundle is None:
        raise Http404
    response = render(request, "core/components/progress.html", {"progress": place.progress})
    if place.bundle.state not in UNDER_WAY:
        response["HX-Refresh"] = "true"
    return response
