"""axe finds nothing on any page, wide or on a phone; nothing runs off the side of a phone.

``make test`` opens them as who sees most, ``make soak`` as everybody.
"""

from collections.abc import Callable

import pytest

from tests.browsing import Visit, judges_everything
from tests.consistency.query_counts import COUNTS
from tests.people import PEOPLE
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey

PUBLIC_PAGES = (
    "/",
    "/account/login/",
    "/account/rollen/",
    "/bestaat-niet/",
    "/gemeenten/?geldig-op=2019-01-28",
)
PAGES = (*COUNTS, "/account/tweede-factor/", "/account/assistenten/", "/beheer/uitnodigingen/nieuw/")
RICHEST = ("coordinator",)
EVERYBODY = tuple(PEOPLE)


def check(visit: Visit, paths: tuple[str, ...]) -> None:
    wrong = []
    for path in paths:
        page = visit.open(path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{path} is wider than the window")
        try:
            visit.check_accessibility()
        except AssertionError as found:
            wrong.append(str(found))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("is_phone", [False, True], ids=["wide", "phone"])
def test_pages_for_everyone(visit: Callable[..., Visit], server: Server, is_phone: bool) -> None:
    check(visit(server, is_phone=is_phone), PUBLIC_PAGES)


@pytest.mark.parametrize("is_phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("person", EVERYBODY if judges_everything() else RICHEST)
def test_pages_of(person: str, visit: Callable[..., Visit], server: Server, is_phone: bool) -> None:
    window = visit(server, is_phone=is_phone)
    window.sign_in_as(PEOPLE[person])
    check(window, PAGES)
