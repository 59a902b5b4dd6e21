"""Every request is one reading; bodies have a bound; domain errors become pages.

Refused is 403 or 404, a conflict 409, what is not possible 400, what is too large 413.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.files.storing import MAX_BYTES
from noaber.core.reading import one_reading, own_reading

LARGEST_BODY: Final = MAX_BYTES + 1_000_000  # the file and the other fields of its form
LONGEST_LENGTH: Final = 9  # digits


class ReadingMiddleware:
    """What is asked twice is read once; whoever comes to change something recalls nothing of other pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reading = one_reading if request.method in ("GET", "HEAD") else own_reading
        with reading():
            return self.get_response(request)


class SizeMiddleware:
    """Refuses a body larger than any file we take, before somebody fills the disk with it, signed in or not.

    The body is read only when a view (or the check of the form's token) asks for it, so after this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if _is_too_large(length):
            reason = _("Wat u stuurt is te groot: hoogstens %(limit)s MB.") % {
                "limit": MAX_BYTES // 1_000_000
            }
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return render(request, "core/errors/refused.html", {"reason": reason}, status=status)
        return self.get_response(request)


def _is_too_large(length: str) -> bool:
    """Of a header that anyone can write: with so many digits Python would not even read the number."""
    is_number = length.isascii() and length.isdigit()
    return is_number and (len(length) > LONGEST_LENGTH or int(length) > LARGEST_BODY)


class DomainErrorMiddleware:
    """The last resort for what a view did not turn into a form error itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and request.method == "GET":
            # Whoever signs in anew is led back to where a button was pressed; an empty page would say nothing.
            page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
            page["Allow"] = answer["Allow"]
            return page
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Conflict):
            return render(
                request,
                "core/conflict.html",
                {"conflict": conflict_page(error, edit_url=request.path)},
                status=409,
            )
        if isinstance(error, AccessRefused):
            if error.is_secret:
                raise Http404
            return render(request, "403.html", {"reason": error.message}, status=403)
        if isinstance(error, DomainError):
            return render(request, "core/errors/refused.html", {"reason": error.message}, status=400)
        return None
