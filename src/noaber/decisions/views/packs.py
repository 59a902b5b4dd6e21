"""The files of a decision pack, made when they are asked for."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.decisions.packs.contents import LocalPack, local_pack, pack_source
from noaber.decisions.packs.files import PackFile, mayor_file, proposal_file
from noaber.decisions.views.forwarding import read_follow_ups


@require_safe
def proposal_document(request: Request, code: str, organisation: str) -> HttpResponse:
    """The editable proposal of one organisation."""
    return download(proposal_file(_pack(request, code, organisation)))


@require_safe
def mayor_document(request: Request, code: str, organisation: str) -> HttpResponse:
    """The one page of one organisation."""
    return download(mayor_file(_pack(request, code, organisation)))


def _pack(request: Request, code: str, organisation: str) -> LocalPack:
    found, _rows = read_follow_ups(request, code)
    pack = local_pack(pack_source(found, AsOf(request.today)), organisation)
    if pack is None:
        raise Http404
    return pack


def download(file: PackFile) -> HttpResponse:
    """A file to keep, which no browser keeps for the next one."""
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
