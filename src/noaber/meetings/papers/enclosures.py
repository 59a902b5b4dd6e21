"""The papers that go into a folder: of its items, and the attachments of what they treat; as far as the reader may.

A PDF is appended behind a page that names it. An office file cannot be drawn, so it travels inside the PDF. What cannot
come along is told with the reason and its address.
"""

import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.documents.pdf import Attachment
from noaber.core.files import file_address, may_read_file, read_file
from noaber.core.models import StoredFile
from noaber.decisions.api import attachments_of
from noaber.meetings.papers.contents import Contents
from noaber.meetings.queries.agendas import ItemRow

MOST_BYTES: Final = 60_000_000  # of all papers together
MOST_PAGES: Final = 3_000
PDF: Final = "application/pdf"


class Fate(StrEnum):
    """What became of a paper in the folder."""

    APPENDED = "appended"
    INSIDE = "inside"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One paper of a folder, by its number there; `pages` of a PDF that is appended."""

    number: int
    item: int
    title: str
    name: str
    media_type: str
    url: str
    fate: Fate
    pages: int = 0
    data: bytes = b""

    @property
    def called(self) -> str:
        return _("Bijlage %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    @property
    def remark(self) -> str:
        """How it comes along, or why not, and where it is then."""
        if self.fate is Fate.APPENDED:
            text = ngettext(
                "%(count)s bladzijde, zoals aangeleverd",
                "%(count)s bladzijden, zoals aangeleverd",
                self.pages,
            )
            return text % {"count": self.pages}
        facts = {"name": self.name, "url": self.url}
        texts = {
            Fate.INSIDE: _(
                "zit als bestand “%(name)s” in deze PDF: open het bij de bijlagen van uw PDF-lezer"
            ),
            Fate.TOO_LARGE: _("past niet in deze map, zie %(url)s"),
            Fate.UNREADABLE: _("kan niet worden ingevoegd, zie %(url)s"),
        }
        return texts[self.fate] % facts


@dataclass(frozen=True, slots=True)
class _Asked:
    """A paper as it is found: with which item, and what it is called there."""

    item: int
    title: str
    file_id: uuid.UUID


def enclosures(found: Contents, actor: Actor) -> Sequence[Enclosure]:
    """The papers of every item that this reader may read, in the order of the agenda."""
    asked = list(_asked(found))
    stored = StoredFile.objects.in_bulk([each.file_id for each in asked])
    readable = [each for each in asked if may_read_file(actor, stored[each.file_id])]
    room, pages, made = MOST_BYTES, MOST_PAGES, []
    for number, each in enumerate(readable, start=1):
        one = _enclosed(number, each, stored[each.file_id], room, pages)
        room, pages = room - len(one.data), pages - one.pages
        made.append(one)
    return made


def _asked(found: Contents) -> Iterator[_Asked]:
    for item in found.items:
        if item.is_hidden:
            continue
        yield from (_Asked(item.id, each.title, each.file_id) for each in found.files.get(item.id, ()))
        yield from _attached(found, item)


def _attached(found: Contents, item: ItemRow) -> Iterator[_Asked]:
    place = found.treated.get(item.id)
    rows = attachments_of(place.proposal.version_id) if place and place.proposal.has_attachments else ()
    return (_Asked(item.id, row.title, row.file_id) for row in rows)


def _enclosed(number: int, asked: _Asked, file: StoredFile, room: int, pages: int) -> Enclosure:
    def made(fate: Fate, count: int = 0, data: bytes = b"") -> Enclosure:
        url = f"{settings.SITE_URL}{file_address(file)}"
        name = f"bijlage-{number}-{file.name}"
        return Enclosure(number, asked.item, asked.title, name, file.media_type, url, fate, count, data)

    if file.size > room:
        return made(Fate.TOO_LARGE)
    try:
        data = read_file(file)
    except FileNotFoundError:
        return made(Fate.UNREADABLE)
    if file.media_type != PDF:
        return made(Fate.INSIDE, data=data)
    count = _pages_of(data)
    if not count:
        return made(Fate.UNREADABLE)
    return made(Fate.TOO_LARGE) if count > pages else made(Fate.APPENDED, count, data)


def _pages_of(data: bytes) -> int:
    """How many pages can be taken over: none of what is locked or broken."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return 0 if document.is_encrypted else len(document.pages)
    except (pikepdf.PdfError, ValueError):
        return 0


def inside(found: Sequence[Enclosure]) -> list[Attachment]:
    """What travels as a file inside the PDF."""
    return [
        Attachment(each.name, each.media_type, each.called, each.data)
        for each in found
        if each.fate is Fate.INSIDE
    ]


def by_item(found: Sequence[Enclosure]) -> Mapping[int, list[Enclosure]]:
    rows: dict[int, list[Enclosure]] = {}
    for each in found:
        rows.setdefault(each.item, []).append(each)
    return rows
