"""axe finds nothing on any page, wide or on a phone; nothing runs off the side.

``make test`` opens them as who sees most, ``make soak`` as everybody.
"""

from collections.abc import Callable

import pytest

from tests.browsing import Visit
from tests.consistency.query_counts import COUNTS
from tests.depth import IS_ALL
from tests.people import ANONYMOUS, PEOPLE
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey

PUBLIC_PAGES = (
    "/",
    "/account/login/",
    "/account/rollen/",
    "/bestaat-niet/",
    "/gemeenten/?geldig-op=2019-01-28",
)
GALLERY = "/stijl/"  # test_gallery_page.py judges it
PAGES = (
    *(path for path in COUNTS if path != GALLERY and not path.endswith("json")),  # no page, but data
    "/account/tweede-factor/",
    "/account/assistenten/",
    "/beheer/uitnodigingen/nieuw/",
)
PARTS = 4  # so that two processes share the work
RICHEST = ("coordinator",)
EVERYBODY = (ANONYMOUS, *PEOPLE)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("person", EVERYBODY if IS_ALL else RICHEST)
def test_nothing_is_wrong_with_the_pages_of(
    person: str, part: int, visit: Callable[..., Visit], server: Server
) -> None:
    window = visit(server)
    if person != ANONYMOUS:
        window.sign_in_as(PEOPLE[person])
    check(window, PAGES[part::PARTS])


def test_nothing_is_wrong_with_the_pages_for_everyone(visit: Callable[..., Visit], server: Server) -> None:
    check(visit(server), PUBLIC_PAGES)


def check(window: Visit, paths: tuple[str, ...]) -> None:
    wrong = []
    for path in paths:
        window.open(path)
        wrong += [f"{path} {fault}" for fault in window.faults_of_page()]
    assert not wrong, "\n".join(wrong)
