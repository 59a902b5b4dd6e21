"""The access point of Peppol that sends for us: what it must be able to do, and one that is spoken to over HTTP.

`docs/access-point.md` tells the protocol, so that any access point can be put behind it.
"""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.models import Demonstration
from noaber.core.odata.http import httpx
from noaber.finance.formats.peppol_envelope import Envelope

TIMEOUT: Final = 30.0  # seconds
LONGEST_ANSWER: Final = 64 * 1024
LONGEST_REASON: Final = 400
LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


class NotAccepted(Exception):
    """The access point did not take it; `is_lasting`: asking again as it is makes no difference."""

    def __init__(self, reason: str, *, is_lasting: bool) -> None:
        super().__init__(reason)
        self.reason = reason[:LONGEST_REASON]
        self.is_lasting = is_lasting


class AccessPoint(Protocol):
    """Takes one document and answers what it calls it. The same key again sends nothing and answers the same."""

    def send(self, document: Envelope) -> str:
        """What the access point calls it. `NotAccepted`."""


class HttpAccessPoint:
    """Posts the envelope to one address, with a key of its own in the header."""

    def __init__(self, url: str, token: str, *, timeout: float = TIMEOUT) -> None:
        self.url, self.token, self.timeout = url, token, timeout

    def send(self, document: Envelope) -> str:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/xml",
            "Accept": "application/json",
            "Idempotency-Key": document.key,
            "User-Agent": "Noaber",
        }
        try:
            with httpx.stream(
                "POST", self.url, content=document.content, headers=headers, timeout=self.timeout
            ) as answer:
                status, body = answer.status_code, _read(answer.iter_bytes())
        except httpx.HTTPError as error:
            reason = _("Het toegangspunt antwoordt niet (%(kind)s).") % {"kind": type(error).__name__}
            raise NotAccepted(reason, is_lasting=False) from error
        return _receipt(status, body)


def _read(parts: Iterable[bytes]) -> bytes:
    found = b""
    for part in parts:
        found += part
        if len(found) > LONGEST_ANSWER:
            return found[:LONGEST_ANSWER]
    return found


def _receipt(status: int, body: bytes) -> str:
    """409 with an identity: it had this key already."""
    identity = _identity(body)
    if (HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.CONFLICT) and identity:
        return identity
    facts = {"status": status, "words": _words(body)}
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotAccepted(_("Het toegangspunt gaf geen kenmerk (%(status)s).") % facts, is_lasting=False)
    reason = _("Het toegangspunt antwoordt %(status)s: %(words)s") % facts
    raise NotAccepted(reason, is_lasting=status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in LATER)


def _identity(body: bytes) -> str:
    found = _json(body).get("id")
    return found[:200] if isinstance(found, str) else ""


def _words(body: bytes) -> str:
    found = _json(body).get("message")
    return found if isinstance(found, str) and found else _("zonder uitleg")


def _json(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def access_point() -> AccessPoint | None:
    """The one that this installation has; none unless it was set, and never one in a demonstration."""
    if not settings.PEPPOL_URL or Demonstration.objects.exists():
        return None
    return HttpAccessPoint(settings.PEPPOL_URL, settings.PEPPOL_TOKEN)
