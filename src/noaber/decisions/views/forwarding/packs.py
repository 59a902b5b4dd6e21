"""The files of a decision pack, made when they are asked for."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.decisions.packs.contents import LocalPack, local_pack, pack_source
from noaber.decisions.packs.files import PackFile, mayor_file, proposal_file, zip_file, zip_name
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.views.forwarding.overview import read_follow_ups


@require_safe
def pack_document(request: Request, code: str, organisation: str, file: str) -> HttpResponseBase:
    """One file of the pack of an organisation, or all papers in one."""
    found, _rows = read_follow_ups(request, code)
    return pack_answer(request.actor, request.today, found, organisation, file)


def pack_answer(
    reader: Actor, today: dt.date, found: Standing, organisation: str, file: str
) -> HttpResponseBase:
    """The same for who came another way."""
    pack = local_pack(pack_source(found, AsOf(today), reader), organisation)
    if pack is None:
        raise Http404
    return FILES[file](pack)


def _file(file: PackFile) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Cache-Control"] = "private, no-store"  # no browser keeps it for the next one
    return response


def _zip(pack: LocalPack) -> FileResponse:
    response = FileResponse(zip_file(pack), as_attachment=True, filename=zip_name(pack))
    response["Cache-Control"] = "private, no-store"
    return response


FILES: Final[Mapping[str, Callable[[LocalPack], HttpResponseBase]]] = {
    "stukken.zip": _zip,
    "voorstel.odt": lambda pack: _file(proposal_file(pack)),
    "burgemeester.pdf": lambda pack: _file(mayor_file(pack)),
}
