"""How long someone must wait after too many wrong passwords; the counting itself is allauth's."""

import time
from http import HTTPStatus
from typing import Final

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from noaber.accounts.rules.waiting import waiting_time


def seconds_to_wait(request: HttpRequest, *, key: str) -> float:
    """Seconds until the next attempt to sign in for `key` from this address is allowed; 0 when it is now."""
    waits = [0.0]
    for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
        counter = ratelimit.get_cache_key(
            request, app="allauth.account", action="login_failed", rate=rate, key=key
        )
        attempts: list[float] = cache.get(counter, [])  # the latest first
        if len(attempts) >= rate.amount:
            waits.append(attempts[rate.amount - 1] + rate.duration - time.time())
    return max(waits)


STRANGE_KEYS: Final = {"strange_key": "30/10m/ip"}


def tried_too_often(request: HttpRequest) -> bool:
    """Whether from this address too many links were tried that open nothing; a link that works is never counted."""
    return not _strange_keys(request, dry_run=True)


def count_strange_key(request: HttpRequest) -> None:
    """Somebody tried a link that opens nothing."""
    _strange_keys(request, dry_run=False)


def _strange_keys(request: HttpRequest, *, dry_run: bool) -> bool:
    usage = ratelimit.consume(
        request, app="noaber", action="strange_key", config=STRANGE_KEYS, dry_run=dry_run, limit_get=True
    )
    return usage is not None


def asked_too_often(request: HttpRequest, action: str, rate: str) -> bool:
    """Count one more of an action from this address; True when that is over the rate (``120/m/ip``)."""
    usage = ratelimit.consume(request, app="noaber", action=action, config={action: rate}, limit_get=True)
    return usage is None


def too_many_attempts(request: HttpRequest, seconds: float) -> HttpResponse:
    """The page that says how long to wait."""
    response = render(
        request, "429.html", {"wait": waiting_time(seconds)}, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(int(seconds) + 1)
    return response
