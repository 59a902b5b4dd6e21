"""Every form that carries a version needs it: whoever sends none saw nothing, and changes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from noaber.core import middleware
from noaber.core.models import AuditEntry
from noaber.core.reading import one_reading
from tests.consistency.walk import Walk
from tests.people import sign_in

pytestmark = [pytest.mark.django_db]

FEWEST_FORMS: Final = 40  # in the demonstration; a walk that finds less has lost its way
FEWEST_AT_WORK: Final = 15  # of them, as they stand on the page, change something
FORM: Final = re.compile(r'<form\b[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
ACTION: Final = re.compile(r'<form\b[^>]*\baction="([^"]*)"')
FIELD: Final = re.compile(
    r"<(input)\b([^>]*)>()|<(textarea|select)\b([^>]*)>(.*?)</(?:textarea|select)>", re.DOTALL
)
ATTRIBUTE: Final = re.compile(r'\b(name|value|type)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser would send when the form is sent as it stands."""

    address: str
    fields: dict[str, list[str]]


def versioned_forms(page: str, address: str) -> Iterator[Sent]:
    for form in FORM.findall(page):
        if 'name="revision"' in form:
            action = ACTION.search(form)
            yield Sent(unescape(action[1]) if action and action[1] else address, fields_of(form))


def fields_of(form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for groups in FIELD.findall(form):
        kind, written, inner = groups[:3] if groups[0] else groups[3:]
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(written)}
        is_left = given.get("type") in ("checkbox", "radio") and "checked" not in written
        if "name" in given and given.get("type") != "file" and not is_left:
            value = given.get("value", "") if kind == "input" else chosen(kind, inner)
            found.setdefault(given["name"], []).append(value)
    return found


def chosen(kind: str, inner: str) -> str:
    if kind == "textarea":
        return unescape(inner).removeprefix("\n")
    option = re.search(r'<option[^>]*value="([^"]*)"[^>]*\bselected', inner)
    return unescape(option[1]) if option else ""


def changes_something(client: Client, address: str, fields: dict[str, list[str]]) -> bool:
    """Whether sending it adds to the log; it is taken back either way."""
    cache.clear()
    before = AuditEntry.objects.count()
    with transaction.atomic():
        answer = client.post(address, fields)
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
        after = AuditEntry.objects.count()
        transaction.set_rollback(True)
    return after > before


def test_a_form_that_carries_a_version_changes_nothing_without_it(
    client: Client, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # That whoever changes something reads anew, test_access holds every address to; here only the version counts.
    monkeypatch.setattr(middleware, "own_reading", one_reading)
    sign_in(client, "coordinator")
    loose, at_work, seen = [], 0, set()
    for answer in walk.of("coordinator"):
        if answer.status != 200 or answer.kind != "text/html":
            continue
        for form in versioned_forms(answer.content.decode(), answer.address.path):
            place = (answer.address.route, form.address, tuple(form.fields))
            if place in seen:
                continue
            seen.add(place)
            at_work += changes_something(client, form.address, form.fields)
            for sent in ([], [""], ["x"]):
                fields = {**form.fields, "revision": sent}
                if changes_something(client, form.address, fields):
                    loose.append(f"{form.address} with {sent}")

    assert not loose
    assert len(seen) >= FEWEST_FORMS
    assert at_work >= FEWEST_AT_WORK
