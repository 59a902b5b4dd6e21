"""How long someone must wait after too many wrong passwords; the counting itself is allauth's."""

import time
from http import HTTPStatus

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


def too_many_attempts(request: HttpRequest, seconds: float) -> HttpResponse:
    """The page that says how long to wait."""
    response = render(
        request, "429.html", {"wait": waiting_time(seconds)}, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(int(seconds) + 1)
    return response
