"""In a demonstration everything that goes out says that it is an example: pages, lists, papers, calendars and data."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Final

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from tests.consistency.addresses import addresses
from tests.consistency.test_access import LEAVES
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
OWN: Final = {"core:health"}
SAMPLES: Final = "/stijl/"  # its places are invented, so nobody gave them a code
DOWNLOADS: Final = re.compile(r'href="([^"]*formaat=(?:xlsx|csv)[^"]*)"')


@pytest.mark.parametrize("person", ["nobody", "coordinator"])
def test_whatever_goes_out_says_that_it_is_an_example(
    oost_nederland: None, client: Client, person: str
) -> None:
    sign_in(client, person)
    unmarked, uncoded, seen = [], [], set[str]()
    for path in _everything():
        answer = client.get(path)
        cache.clear()
        if answer.status_code != 200:
            continue
        seen.add(answer["Content-Type"].partition(";")[0])
        if not _is_marked(answer):
            unmarked.append(path)
        for link in _downloads(path, answer):
            found = client.get(link)
            assert found.status_code == 200, link
            if MARK not in _words(found) or MARK not in found["Content-Disposition"]:
                unmarked.append(link)
            if path != SAMPLES and _lacks_codes(found):
                uncoded.append(link)
    assert unmarked == []
    assert uncoded == []
    assert {"text/html", "application/pdf", "application/json"} <= seen


def _everything() -> Iterator[str]:
    """Every address, and those of the strategy for both periods."""
    for each in addresses():
        if each.name in OWN or each.route in LEAVES:
            continue
        yield each.path
        if each.name.startswith("strategy:") and PERIODS[1] in each.path:
            yield each.path.replace(PERIODS[1], PERIODS[0])
    yield from (f"/strategie/{PERIODS[0]}/{page}" for page in OF_THE_FIRST)


def _downloads(path: str, answer: HttpResponseBase) -> list[str]:
    """The lists of a page as XLSX and CSV."""
    if not answer["Content-Type"].startswith("text/html"):
        return []
    found = dict.fromkeys(unescape(link) for link in DOWNLOADS.findall(answer.getvalue().decode()))
    return [path.partition("?")[0] + link if link.startswith("?") else link for link in found]


def _lacks_codes(answer: HttpResponseBase) -> bool:
    """Whether a CSV of organisations has no codes: who works on with it joins by those, not by names."""
    header = answer.getvalue().decode(errors="ignore").lstrip("\ufeff").partition("\r\n")[0].split(",")
    names_organisations = answer["Content-Type"].startswith("text/csv") and {"name", "district"} <= {*header}
    return names_organisations and "code" not in header


def _is_marked(answer: HttpResponseBase) -> bool:
    """A page says it above everything else, and once more on paper."""
    words = _words(answer)
    if answer["Content-Type"].startswith("text/html"):
        return f"<strong>{MARK}</strong>" in words
    return MARK in words


def _words(answer: HttpResponseBase) -> str:
    """What somebody reads in an answer, in small letters."""
    content: bytes = answer.getvalue()
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
