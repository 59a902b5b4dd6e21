"""In a demonstration everything that goes out says that it is an example: pages, lists, papers, calendars and data."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

import pytest
from django.core.cache import cache
from django.test import Client

from tests.consistency.walk import LEAVES, Walk
from tests.people import sign_in

MARK: Final = "voorbeeldgegevens"
PERIODS: Final = ("2015-2018", "2019-2022")
OF_THE_FIRST: Final = (
    "bronnen/terugblik/",
    "doelen/een-aanpak/",
    "werkplan/2016/jeugdgroepen/",
    "werkplan/2016/jeugdgroepen.pdf",
    "keuze/1/themas/jeugdgroepen/",
)
# What these answer is Noaber's own, whatever the network: its texts, its parts, and whether it is there at all.
OWN: Final = {"core:health", "figures:progress"}  # the latter is a part of a page that says it
SAMPLES: Final = "/stijl/"  # its places are invented, so nobody gave them a code
DOWNLOADS: Final = re.compile(r'href="([^"]*formaat=(?:xlsx|csv)[^"]*)"')


@dataclass(frozen=True, slots=True)
class Found:
    """What goes out at a path."""

    path: str
    kind: str
    name: str  # of the file, where it is one
    content: bytes


@pytest.mark.parametrize("person", ["nobody", "coordinator"])
def test_whatever_goes_out_says_that_it_is_an_example(walk: Walk, client: Client, person: str) -> None:
    sign_in(client, person)
    unmarked, uncoded, seen = [], [], set[str]()
    for found in _everything(walk, client, person):
        seen.add(found.kind)
        if not _is_marked(found):
            unmarked.append(found.path)
        for link in _downloads(found):
            file = _get(client, link)
            assert file, link
            if MARK not in file.name or not (MARK in _words(file.content) or _has_no_rows(file)):
                unmarked.append(link)
            if found.path != SAMPLES and _lacks_codes(file):
                uncoded.append(link)
    assert unmarked == []
    assert uncoded == []
    assert {"text/html", "application/pdf", "application/json"} <= seen


def _everything(walk: Walk, client: Client, person: str) -> Iterator[Found]:
    """What is found at every address, and at those of the strategy for both periods."""
    others = [f"/strategie/{PERIODS[0]}/{page}" for page in OF_THE_FIRST]
    for answer in walk.of(person):
        address = answer.address
        if address.name in OWN or address.route in LEAVES:
            continue
        if answer.status == 200:
            yield Found(address.path, answer.kind, "", answer.content)
        if address.name.startswith("strategy:") and PERIODS[1] in address.path:
            others.append(address.path.replace(PERIODS[1], PERIODS[0]))
    yield from filter(None, (_get(client, path) for path in others))


def _get(client: Client, path: str) -> Found | None:
    answer = client.get(path)
    cache.clear()
    if answer.status_code != 200:
        return None
    kind = answer["Content-Type"].partition(";")[0]
    return Found(path, kind, answer.get("Content-Disposition", ""), answer.getvalue())


def _downloads(found: Found) -> list[str]:
    """The lists of a page as XLSX and CSV."""
    if found.kind != "text/html":
        return []
    links = dict.fromkeys(unescape(link) for link in DOWNLOADS.findall(found.content.decode()))
    return [found.path.partition("?")[0] + link if link.startswith("?") else link for link in links]


def _lacks_codes(file: Found) -> bool:
    """Whether a CSV of organisations has no codes: who works on with it joins by those, not by names."""
    header = file.content.decode(errors="ignore").lstrip("\ufeff").partition("\r\n")[0].split(",")
    names_organisations = file.kind == "text/csv" and {"name", "district"} <= {*header}
    return names_organisations and "code" not in header


def _has_no_rows(file: Found) -> bool:
    """A CSV of what only a sample of the walk had made: each row would bear the mark, and none is left."""
    return file.kind == "text/csv" and len(file.content.splitlines()) == 1


def _is_marked(found: Found) -> bool:
    """A page says it above everything else, and once more on paper."""
    words = _words(found.content)
    return (f"<strong>{MARK}</strong>" if found.kind == "text/html" else MARK) in words


def _words(content: bytes) -> str:
    """What somebody reads in an answer, in small letters."""
    if content.startswith(b"%PDF"):
        read = subprocess.run(
            ["pdftotext", "-l", "1", "-", "-"], input=content, capture_output=True, check=True
        )
        content = read.stdout
    elif content.startswith(b"PK"):
        content = _unpacked(content)
    return content.decode(errors="ignore").lower()


def _unpacked(content: bytes) -> bytes:
    """The texts of a workbook, a document or a folder of files."""
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return b"\n".join(
            [name.encode() for name in folder.namelist()]
            + [folder.read(name) for name in folder.namelist() if name.endswith((".xml", ".txt", ".html"))]
        )
