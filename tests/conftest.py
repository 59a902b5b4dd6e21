"""Servers and browsers for the tests in this folder.

- ``server``: the demonstration, served to all tests of this process; tests that only look, or whose changes
  hurt nobody.
- ``own_server``: makes a server on a copy of its own (``own_server("empty", with_worker=True)``).
- ``browser_page``: a `Visit` on ``server``, wide; ``phone_page``: the same on a phone.
  ``visit(server, ...)`` makes one on any server.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browsing import PHONE, QUIET, WIDE, BrowserMissing, Visit, chromium
from tests.databases import DEMONSTRATION, Installation, Installations
from tests.servers.noaber import Server, noaber_server


@pytest.fixture(scope="session")
def server(installations: Installations, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    copy = installations.copy(DEMONSTRATION, tmp_path_factory.mktemp("server") / "data")
    with noaber_server(copy) as running:
        yield running
    installations.remove(copy)


@pytest.fixture
def own_server(installation: Callable[[str], Installation]) -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:

        def make(kind: str = DEMONSTRATION, **options: Any) -> Server:
            return stack.enter_context(noaber_server(installation(kind), **options))

        yield make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        path = chromium()
    except BrowserMissing as missing:
        pytest.exit(str(missing), returncode=1)
    # Playwright keeps an event loop in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def begin(server: Server, *, is_phone: bool = False, **options: Any) -> Visit:
        size = PHONE if is_phone else WIDE
        context = browser.new_context(
            viewport=size, has_touch=is_phone, locale="nl-NL", timezone_id="Europe/Amsterdam", **options
        )
        context.set_default_timeout(10_000)
        visits.append(Visit.begin(context, server.address))
        return visits[-1]

    yield begin
    faults = [fault for each in visits for fault in each.faults]
    for each in visits:
        each.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def browser_page(visit: Callable[..., Visit], server: Server) -> Visit:
    return visit(server)


@pytest.fixture
def phone_page(visit: Callable[..., Visit], server: Server) -> Visit:
    return visit(server, is_phone=True)
