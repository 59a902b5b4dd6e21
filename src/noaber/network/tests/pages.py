"""Pages as a browser has them: the form with what stands in it, and the texts that people read."""

from typing import Any

from django.test import Client
from lxml import etree

SILENT = {"script", "style", "svg"}


class Page:
    """What stands in the main part of a page: its text, its links, and what its last form would send.

    The parser of lxml tells it of each tag and text; that of Python's library takes three times as long.
    """

    def __init__(self, response: Any) -> None:
        self.texts: list[str] = []
        self.links: list[str] = []
        self.problems: list[str] = []
        self.values: dict[str, Any] = {}
        self._open: list[str] = []
        self._select = self._area = ""
        self._errors_at = 0
        parser = etree.HTMLParser(target=self, encoding="utf-8")  # type: ignore[arg-type]  # it gives str only
        etree.HTML(response.content, parser)

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("main", *SILENT) or "main" in self._open:
            self._open += [tag] if tag not in ("input", "br", "img", "use", "link", "hr") else []
        if "main" not in self._open:
            return
        if "noaber-errors" in given.get("class", "").split():
            self._errors_at = len(self._open)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self._keep(tag, given)

    def _keep(self, tag: str, given: dict[str, str]) -> None:
        """Remember what a field would send."""
        if tag == "form":
            self.values = {}
        elif tag == "input":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.values[given.get("name", "")] = given.get("value", "")
        elif tag == "select":
            self._select = given.get("name", "")
            self.values[self._select] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = given.get("name", "")
            self.values[self._area] = ""

    def end(self, tag: str) -> None:
        while tag in self._open:
            if len(self._open) == self._errors_at:
                self._errors_at = 0
            if self._open.pop() == tag:
                break
        if tag == "textarea":
            self._area = ""

    def data(self, data: str) -> None:
        if "main" not in self._open or SILENT & set(self._open):
            return
        if self._area:
            self.values[self._area] += data
        self.texts.append(data)
        if self._errors_at:
            self.problems.append(data)

    def close(self) -> None:
        """Nothing is left to tell."""


def typed_in(response: Any) -> dict[str, Any]:
    """What a browser would send when nothing is typed: the values of the page's last form."""
    return Page(response).values


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open a page, type, and send its form."""
    opened = client.get(address)
    assert opened.status_code == 200, opened.status_code
    return client.post(address, {**typed_in(opened), **typed})


def words(response: Any) -> str:
    """The text of the page's content, white space folded."""
    return " ".join("".join(Page(response).texts).split())


def links(response: Any) -> list[str]:
    """Where the page's content leads."""
    return Page(response).links


def errors(response: Any) -> str:
    """The summary of what is not right yet; empty when there is none."""
    return " ".join("".join(Page(response).problems).split())
