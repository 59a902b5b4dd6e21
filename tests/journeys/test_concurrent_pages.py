"""A hundred edits of one record through the pages, at once: each lands or gets the page of the conflict."""

import re
import sqlite3
import threading
from collections.abc import Callable
from http.cookiejar import CookieJar
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

import pytest

from tests.servers.noaber import Server

EDITORS: Final = 5
TIMES: Final = 20
CHANGE: Final = "/organisaties/GM0193/wijzigen/"


class StayHere(HTTPRedirectHandler):
    """A redirect is an answer of its own: 302 says that it was saved."""

    def redirect_request(self, *arguments: object, **options: object) -> None:
        return None


class Editor(threading.Thread):
    """A browser that opens the form, types a number and saves, again and again."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(name=name)
        self.server = server
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), StayHere())
        self.answers: dict[str, int] = {}

    def run(self) -> None:
        self.sign_in()
        for number in range(TIMES):
            value = f"{self.name}-{number}"
            fields = self.fields(self.ask(CHANGE)[1])
            # What is saved already (a number typed twice) is answered with 302 too: every value is typed once.
            self.answers[value] = self.ask(CHANGE, {**fields, "phone": value})[0]

    def sign_in(self) -> None:
        page = self.ask("/account/rollen/")[1]
        button = re.search(r'action="(/account/rol/\d+/)"(?:(?!</form>).)*?Coördinator', page, re.S)
        assert button
        self.ask(button[1], self.fields(page))

    def ask(self, path: str, typed: dict[str, str] | None = None) -> tuple[int, str]:
        data = urlencode(typed).encode() if typed is not None else None
        request = Request(self.server.url(path), data, {"Origin": self.server.address})
        try:
            with self.browser.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as answer:
            return answer.code, answer.read().decode()

    @staticmethod
    def fields(page: str) -> dict[str, str]:
        """The inputs of the page; the choices of the form as they stand."""
        found = dict(re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', page))
        return {**found, "kind": "change", "district": "ijsselland", "e_invoice_scheme": "0190"}


@pytest.mark.db
def test_a_hundred_edits_lose_none_silently(own_server: Callable[..., Server]) -> None:
    server = own_server(processes=2)
    editors = [Editor(server, f"e{number}") for number in range(EDITORS)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join(240)

    answers = {value: status for editor in editors for value, status in editor.answers.items()}
    landed = {value for value, status in answers.items() if status == 302}
    assert len(answers) == EDITORS * TIMES
    assert set(answers.values()) == {302, 409}
    assert stored(server) == landed


def stored(server: Server) -> set[str]:
    """Every number that was ever stated, the corrected ones too."""
    question = "SELECT phone FROM network_organisationversion WHERE phone <> ''"
    if server.installation.database:
        import psycopg

        with psycopg.connect(server.installation.database) as connection:
            return {str(phone) for (phone,) in connection.execute(question)}
    with sqlite3.connect(server.installation.database_name) as connection:
        return {str(phone) for (phone,) in connection.execute(question)}
