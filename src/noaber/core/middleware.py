"""Every GET is one reading; domain errors become pages: refused (403 or 404), conflict (409), not possible (400)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.reading import one_reading


class ReadingMiddleware:
    """What a page asks twice is read once; whoever comes to change something always reads anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)


class DomainErrorMiddleware:
    """The last resort for what a view did not turn into a form error itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

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
            return render(request, "400.html", {"reason": error.message}, status=400)
        return None
