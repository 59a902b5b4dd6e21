"""Adopted decisions as open data: JSON for anyone, from anywhere, without signing in."""

import hashlib
import json
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.requests import Request, public
from noaber.decisions.queries.adopted import adopted, adopted_decision, documents
from noaber.decisions.views.adopted.oparl import SCHEMA, paper, paper_list

PAGE_SIZE: Final = 50
FRESH_SECONDS: Final = 300
LONGEST_NUMBER: Final = 6


@public
@require_safe
def decisions_json(request: Request) -> HttpResponse:
    """Every adopted decision of a public proposal, the newest first, in pages."""
    typed = request.GET.get("pagina", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0
    rows = adopted(AsOf(request.today))
    content = paper_list(
        rows, page=page, page_size=PAGE_SIZE, site=settings.SITE_URL, is_example=_is_example()
    )
    return _answer(request, content, _("Deze pagina bestaat niet."))


@public
@require_safe
def decision_json(request: Request, code: str) -> HttpResponse:
    """One adopted decision."""
    found = adopted_decision(code, AsOf(request.today))
    content = (
        paper(found, documents(found), site=settings.SITE_URL, is_example=_is_example()) if found else None
    )
    return _answer(request, content, _("Dit besluit bestaat niet, of het is niet openbaar."))


def _is_example() -> bool:
    return clock.reached_on() is not None


def _answer(request: HttpRequest, content: dict[str, Any] | None, missing: str) -> HttpResponse:
    """The content; unchanged since the reader last asked (304), or an OParl error that says what is missing (404)."""
    found = content if content is not None else {"type": f"{SCHEMA}Error", "message": missing}
    body = json.dumps(found, ensure_ascii=False).encode()
    status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
    response = HttpResponse(body, content_type="application/json; charset=utf-8", status=status)
    if content is not None:
        changed, mark = _last_changed(), f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        response["ETag"], response["Last-Modified"] = mark, http_date(changed)
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        response = get_conditional_response(request, mark, changed, response) or response
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _last_changed() -> int:
    """When anything was last written, or the day began: names and answers also count from a day on."""
    midnight = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    written = AuditEntry.objects.order_by("-sequence").values_list("at", flat=True).first()
    return int(max(filter(None, (written, midnight))).timestamp())
