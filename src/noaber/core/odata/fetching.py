"""Fetching one document over HTTP: whole or not at all, with bounded patience.

A service of this kind stops halfway, answers 500 and sends half pages. Each of these is tried again a
few times with growing pauses; a document that stays incomplete becomes an ``ODataError``.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from noaber.core.odata.address import same_origin, with_json_format
from noaber.core.odata.documents import BrokenDocumentError, Document, StrangeDocumentError, parse_document
from noaber.core.odata.errors import ErrorKind, ODataError, sentence
from noaber.core.odata.http import httpx

logger = logging.getLogger(__name__)

HEADERS = {"Accept": "application/json", "User-Agent": "Noaber (OData)"}
TIMEOUT = 60.0  # seconds
CONNECT_TIMEOUT = 10.0
MEBIBYTE = 1024 * 1024
MOST_REDIRECTS = 3
ERROR_TEXT_BYTES = 4096
LASTING_STATUSES: dict[int, ErrorKind] = {
    HTTPStatus.UNAUTHORIZED: ErrorKind.REFUSED,
    HTTPStatus.FORBIDDEN: ErrorKind.REFUSED,
    HTTPStatus.NOT_FOUND: ErrorKind.NOT_FOUND,
    HTTPStatus.GONE: ErrorKind.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one reading may take; sizes in bytes after decompression, time in seconds."""

    max_pages: int = 5_000
    max_page_bytes: int = 128 * MEBIBYTE
    max_total_bytes: int = 8 * 1024 * MEBIBYTE
    page_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a document is asked for again; delays in seconds."""

    attempts: int = 5
    first_delay: float = 1.0
    factor: float = 2.0
    longest_delay: float = 30.0
    jitter: float = 0.5

    def delay(self, attempt: int, chance: float) -> float:
        """The pause after failed ``attempt`` (from 1); ``chance`` in [0, 1) takes off up to ``jitter``.

        Jitter keeps many clients from returning at the same moment.

        >>> [RetryPolicy().delay(attempt, 0.0) for attempt in (1, 2, 3, 9)]
        [1.0, 2.0, 4.0, 30.0]
        >>> RetryPolicy().delay(2, 0.5)
        1.5
        """
        full = min(self.first_delay * self.factor ** (attempt - 1), self.longest_delay)
        return full * (1 - self.jitter * chance)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reaches outside: replaced in tests so that nobody waits."""

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic


class _AttemptError(Exception):
    """One failed attempt."""

    def __init__(
        self, kind: ErrorKind, details: str, *, is_temporary: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(details)
        self.kind = kind
        self.details = details
        self.is_temporary = is_temporary
        self.wait = wait


class DocumentFetcher:
    """Gets documents from one origin only."""

    def __init__(
        self,
        http: httpx.Client,
        *,
        origin: httpx.URL,
        server: str,
        retry: RetryPolicy,
        limits: Limits,
        surroundings: Surroundings,
        names_format: bool = True,
    ) -> None:
        self._http = http
        self._origin = origin
        self._server = server
        self._retry = retry
        self._limits = limits
        self._surroundings = surroundings
        self._names_format = names_format

    def fetch(self, url: httpx.URL, place: str) -> Document:
        """Get and read the document at ``url``; ``place`` names it in messages ("pagina 3").

        Raises ``ODataError`` after the last attempt, or at once when trying again cannot help.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._read_document(url)
            except _AttemptError as trouble:
                if not trouble.is_temporary or attempt >= self._retry.attempts:
                    logger.debug("odata: gave up on %s after %d: %s", url, attempt, trouble.details)
                    raise self.error(trouble.kind, place, f"{url}: {trouble.details}") from trouble
                pause = self._pause(trouble, attempt)
                logger.debug("odata: attempt %d on %s: %s; again in %.1f s", attempt, url, trouble, pause)
            self._surroundings.sleep(pause)

    def checked_link(self, link: str, current: httpx.URL, place: str) -> httpx.URL:
        """The absolute address of a link that the server gave; another origin is refused."""
        try:
            target = current.join(link)
        except httpx.InvalidURL as problem:
            raise self.error(ErrorKind.FOREIGN_LINK, place, f"{link!r}: {problem}") from problem
        if not same_origin(target, self._origin) or target.userinfo:
            raise self.error(ErrorKind.FOREIGN_LINK, place, f"{current} links to {link}")
        return with_json_format(target) if self._names_format else target

    def error(self, kind: ErrorKind, place: str, details: str) -> ODataError:
        """The error for people about this server."""
        return ODataError(kind, sentence(kind, server=self._server, place=place), details=details)

    def _pause(self, trouble: _AttemptError, attempt: int) -> float:
        if trouble.wait is not None:
            return min(trouble.wait, self._retry.longest_delay)
        return self._retry.delay(attempt, self._surroundings.chance())

    def _read_document(self, url: httpx.URL) -> Document:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._request(url)
            if isinstance(answer, bytes):
                return _parsed(answer)
            url = answer
        raise _AttemptError(ErrorKind.ENDLESS_REDIRECT, f"more than {MOST_REDIRECTS} redirects")

    def _request(self, url: httpx.URL) -> bytes | httpx.URL:
        """Ask once: the body, or where the server sends us on its own origin."""
        try:
            with self._http.stream("GET", url, headers=HEADERS, follow_redirects=False) as response:
                if response.is_redirect:
                    return self._redirected(response)
                _check_status(response)
                _check_type(response)
                return self._body(response)
        except httpx.TimeoutException as problem:
            raise _AttemptError(ErrorKind.TIMED_OUT, repr(problem), is_temporary=True) from problem
        except httpx.ConnectError as problem:
            raise _AttemptError(ErrorKind.UNREACHABLE, repr(problem), is_temporary=True) from problem
        except httpx.TransportError as problem:
            raise _AttemptError(ErrorKind.DROPPED, repr(problem), is_temporary=True) from problem

    def _redirected(self, response: httpx.Response) -> httpx.URL:
        location = response.headers.get("location", "")
        try:
            target = response.url.join(location)
        except httpx.InvalidURL as problem:
            raise _AttemptError(ErrorKind.FOREIGN_REDIRECT, f"{location!r}: {problem}") from problem
        if not same_origin(target, self._origin) or target.userinfo:
            raise _AttemptError(ErrorKind.FOREIGN_REDIRECT, f"redirect to {location}")
        return target

    def _body(self, response: httpx.Response) -> bytes:
        """Read the whole body within the limits of size and time."""
        latest = self._surroundings.clock() + self._limits.page_seconds
        body = bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > self._limits.max_page_bytes:
                    raise _AttemptError(ErrorKind.TOO_LARGE, f"over {self._limits.max_page_bytes} bytes")
                if self._surroundings.clock() > latest:
                    raise _AttemptError(ErrorKind.TIMED_OUT, f"{len(body)} bytes in time", is_temporary=True)
        except httpx.TimeoutException:
            raise
        except (httpx.TransportError, httpx.DecodingError) as problem:
            details = f"{len(body)} bytes, then {problem!r}"
            raise _AttemptError(ErrorKind.CUT_OFF, details, is_temporary=True) from problem
        return bytes(body)


def _parsed(body: bytes) -> Document:
    try:
        return parse_document(body)
    except BrokenDocumentError as problem:
        kind = ErrorKind.CUT_OFF if problem.is_cut_off else ErrorKind.UNREADABLE
        raise _AttemptError(kind, str(problem), is_temporary=True) from problem
    except StrangeDocumentError as problem:
        raise _AttemptError(ErrorKind.UNEXPECTED_SHAPE, str(problem)) from problem


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    text = _error_text(response)
    details = f"status {status}: {text}"
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        raise _AttemptError(ErrorKind.BUSY, details, is_temporary=True, wait=_retry_after(response))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # CBS answers 500 for a question that is too large; asking again would not help.
        if "more than 10000 records" in text:
            raise _AttemptError(ErrorKind.TOO_MANY_ROWS, details)
        raise _AttemptError(ErrorKind.SERVER_ERROR, details, is_temporary=True)
    if status == HTTPStatus.REQUEST_TIMEOUT:
        raise _AttemptError(ErrorKind.TIMED_OUT, details, is_temporary=True)
    raise _AttemptError(LASTING_STATUSES.get(status, ErrorKind.BAD_QUERY), details)


def _check_type(response: httpx.Response) -> None:
    content_type = response.headers.get("content-type", "application/json")
    if "json" not in content_type.lower():
        raise _AttemptError(ErrorKind.WRONG_TYPE, f"content type {content_type}")


def _error_text(response: httpx.Response) -> str:
    """The start of an error's text, for the log; an error that breaks off as well has none."""
    text = bytearray()
    try:
        for chunk in response.iter_bytes():
            text += chunk
            if len(text) >= ERROR_TEXT_BYTES:
                break
    except httpx.HTTPError:
        pass
    return text[:ERROR_TEXT_BYTES].decode("utf-8", "replace")


def _retry_after(response: httpx.Response) -> float | None:
    """``Retry-After`` in seconds (RFC 9110); a date there is left aside, our own pauses do as well."""
    text = response.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else None
