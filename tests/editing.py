"""Somebody who changes one record through its page, as a browser would; for tests of two who do so at once."""

import re
import sqlite3
from http.cookiejar import CookieJar
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from tests.databases import Installation
from tests.servers.noaber import Server

CHANGE: Final = "/organisaties/GM0193/wijzigen/"
SAVED, CONFLICT = 302, 409


class StayHere(HTTPRedirectHandler):
    """A redirect is an answer of its own: 302 says that it was saved."""

    def redirect_request(self, *arguments: object, **options: object) -> None:
        return None


class Editor:
    """A browser of the coordinator, on the form of Zwolle; what it changes is the telephone number."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), StayHere())

    def sign_in(self) -> None:
        page = self.ask("/account/rollen/")[1]
        button = re.search(r'action="(/account/rol/\d+/)"(?:(?!</form>).)*?Coördinator', page, re.S)
        assert button
        self.ask(button[1], self.fields(page))

    def open_form(self) -> dict[str, str]:
        """What the form would send as it stands."""
        return self.fields(self.ask(CHANGE)[1])

    def save(self, fields: dict[str, str], phone: str) -> tuple[int, str]:
        """Type a number and save: status and page."""
        return self.ask(CHANGE, {**fields, "phone": phone})

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
        found = {}
        for tag in re.findall(r"<(?:input|textarea)[^>]*>", page):
            parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            is_chosen = parts.get("type") not in ("radio", "checkbox") or " checked" in tag
            if "name" in parts and is_chosen:
                found[parts["name"]] = parts.get("value", "")
        return {**found, "kind": "change", "district": "ijsselland", "e_invoice_scheme": "0190"}


def stated_numbers(installation: Installation) -> set[str]:
    """Every telephone number that was ever stated, the corrected ones too, straight from the database."""
    question = "SELECT phone FROM network_organisationversion WHERE phone <> ''"
    if installation.database:
        import psycopg

        with psycopg.connect(installation.database) as connection:
            return {str(phone) for (phone,) in connection.execute(question)}
    with sqlite3.connect(installation.database_name) as connection:
        return {str(phone) for (phone,) in connection.execute(question)}
