"""``/bestanden/<id>/``: a file for who may read it."""

import logging
import uuid
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from noaber.core.files import may_read_file, open_file
from noaber.core.models import StoredFile
from noaber.core.requests import Request, public

logger = logging.getLogger(__name__)


@public
@require_safe
def stored_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Send the file as a download. A file that may not be read looks like one that does not exist.

    Public because some files are: the owning room decides for a visitor too, who is sent to sign in
    otherwise.
    """
    actor = cast(Request, request).actor
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None or not may_read_file(actor, stored):
        if not actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        raise Http404
    try:
        content = open_file(stored)
    except FileNotFoundError:
        logger.error("the bytes of file %s are gone", stored.pk)
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
