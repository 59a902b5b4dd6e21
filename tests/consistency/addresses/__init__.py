"""Every address of Noaber, filled in so that it can be asked for on the demonstration network; a file per room."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.consistency.addresses import decisions, figures, finance, meetings, network, strategy
from tests.consistency.addresses.shared import NOWHERE, Samples

# An address with a gap and no line in one of these makes the test fail.
SAMPLES: Final[Samples] = {
    **network.SAMPLES,
    **figures.SAMPLES,
    **decisions.SAMPLES,
    **meetings.SAMPLES,
    **strategy.SAMPLES,
    **finance.SAMPLES,
    **figures.SAMPLES,
    "bestanden/<uuid:file_id>/": lambda: NOWHERE,
    "account/klaargezet/<int:pk>/weggooien/": lambda: "1",
    "hulp/<slug:name>/": lambda: "netwerk",
    "account/uitnodiging/<str:token>/": lambda: "geen-uitnodiging",
    "account/confirm-email/<str:key>/": lambda: "geen-sleutel",
}
# Addresses below these name a row of an office: the first user serves, or nothing is there (404).
OFFICES: Final = ("account/", "beheer/")


@dataclass(frozen=True, slots=True)
class Address:
    """A route, as the code writes it, and a path that fits it."""

    route: str
    name: str
    path: str


def addresses() -> list[Address]:
    """Every address, each route once (the first wins, as for Django)."""
    found: dict[str, Address] = {}
    for route, name in routes():
        found.setdefault(route, Address(route, name, "/" + fill(route)))
    return list(found.values())


def routes(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue  # allauth's few regular expressions are its own affair
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern), f"{space}{entry.name or ''}"
        else:
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, before + str(entry.pattern), inner)


def fill(route: str) -> str:
    """A path for a route.

    >>> fill("mijn/")
    'mijn/'
    """
    if "<" not in route:
        return route
    if route in SAMPLES:
        sample = SAMPLES[route]()
        return sample if "/" in sample else re.sub(r"<[^>]+>", sample, route)
    if route.startswith(OFFICES):
        return re.sub(r"<uuid:[^>]+>", NOWHERE, re.sub(r"<int:[^>]+>", _coordinator(), route))
    raise LookupError(f"write in tests/consistency/addresses/ what to fill in for {route}")


def _coordinator() -> str:
    from noaber.accounts.models import User

    return str(User.objects.order_by("pk").values_list("pk", flat=True)[0])
