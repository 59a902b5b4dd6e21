"""The text inside a file, as far as it can be read without opening it in its own program."""

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO, Final

from noaber.core.documents.packages import Package
from noaber.core.files.kinds import FileKind, encoding_of
from noaber.core.rules.sensitive import find_sensitive

_PIECE: Final = 1 << 20
_OVERLAP: Final = 64  # longer than anything that is looked for
_TEXT_PART: Final = re.compile(
    r"(word/(document|footnotes|endnotes|comments|header\d*|footer\d*)|xl/(sharedStrings|worksheets/[^/]+)"
    r"|ppt/(slides|notesSlides)/[^/]+|content)\.xml"
)
# The ends of paragraphs, cells and strings keep words apart; other tags fall inside words (a change of type).
_BREAK: Final = re.compile(
    rb"</(?:w:p|a:p|si|c|v|is|text:p|text:h|table:table-cell|w:tc)>|<(?:w:tab|w:br|text:tab)\b[^<>]*+>"
)
_TAG: Final = re.compile(rb"<[^<>]*+>")  # without "<", so that a file full of them is read once


def sensitive_kinds_in(file: BinaryIO, kind: FileKind, package: Package | None) -> list[str]:
    """The kinds of sensitive data that the text seems to hold, without repeats."""
    if package is not None:
        pieces = _office_text(package)
    elif kind.is_text:
        pieces = _plain_text(file, encoding_of(file, kind))
    else:
        return []
    found: set[str] = set()
    for piece in pieces:
        found.update(finding.kind for finding in find_sensitive(piece))
    return sorted(found)


def _plain_text(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    before = b""
    while piece := file.read(_PIECE):
        yield (before + piece).decode(encoding, errors="replace")
        before = piece[-_OVERLAP:]


def _office_text(package: Package) -> Iterator[str]:
    for name in package.parts:
        if _TEXT_PART.fullmatch(name):
            broken = _BREAK.sub(b"\n", package.read(name))
            yield unescape(_TAG.sub(b"", broken).decode("utf-8", errors="replace"))
