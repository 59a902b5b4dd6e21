"""Pages as a browser has them: the form with what stands in it, and the texts that people read."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html


def typed_in(response: Any) -> dict[str, Any]:
    """What a browser would send when nothing is typed: the values of the page's own form."""
    form = html.fromstring(response.content.decode()).xpath("//main//form[@method='post']")[-1]
    empty = {field.name: "" for field in form.xpath(".//input[not(@value) and @type!='checkbox']")}
    return {**empty, **dict(form.form_values())}


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open a page, type, and send its form."""
    opened = client.get(address)
    assert opened.status_code == 200, opened.status_code
    return client.post(address, {**typed_in(opened), **typed})


def words(response: HttpResponse) -> str:
    """The text of the page's content, white space folded."""
    main = html.fromstring(response.content.decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


def links(response: HttpResponse) -> list[str]:
    """Where the page's content leads."""
    return [str(href) for href in html.fromstring(response.content.decode()).xpath("//main//a/@href")]


def errors(response: HttpResponse) -> str:
    """The summary of what is not right yet; empty when there is none."""
    found = html.fromstring(response.content.decode()).xpath("//*[contains(@class, 'noaber-errors')]")
    return " ".join(found[0].text_content().split()) if found else ""
