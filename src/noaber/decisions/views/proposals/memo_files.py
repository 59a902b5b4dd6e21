"""A proposal as a file: accessible PDF, or text to edit; for who may read it."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from noaber.core import clock
from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.paper import Paper
from noaber.core.documents.pdf import to_pdf
from noaber.core.requests import Request, asof_of, public
from noaber.decisions.packs.memo import memo_paper
from noaber.decisions.queries.proposals.proposal import proposal

FORMS: Final[dict[str, tuple[str, Callable[[Paper], bytes]]]] = {
    "pdf": ("application/pdf", to_pdf),
    "odt": (ODT_MEDIA_TYPE, to_odt),
}


@public
@require_safe
def memo_file(request: Request, code: str, form: str) -> HttpResponse:
    """The text that counts on the day that is asked for."""
    found = proposal(request.actor, code, asof_of(request))
    if found is None:
        raise Http404
    media_type, write = FORMS[form]
    response = HttpResponse(write(memo_paper(found, made_at=clock.now())), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{code}-versie-{found.number}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response
