"""Which kinds of file there are, and which of them a file really is, whatever its name says."""

import codecs
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO, Final

import puremagic

from noaber.core.documents.packages import MACROS, Package, PackageError, open_package

_HEAD: Final = 4096
WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its media type, the extensions it may have and what people call it.

    ``part`` is the part that an office package of this kind must have; ``is_text`` means readable as it is,
    ``is_wide`` that it may also be UTF-16, which its first two bytes then say. ``signature``: what its bytes begin
    with, for kinds that no list of signatures has.
    """

    media_type: str
    extensions: tuple[str, ...]
    label: str
    part: str = ""
    is_text: bool = False
    is_wide: bool = False
    signature: bytes = b""


PDF: Final = FileKind("application/pdf", ("pdf",), "PDF")
DOCX: Final = FileKind(f"{_OFFICE}.wordprocessingml.document", ("docx",), "Word", "word/document.xml")
XLSX: Final = FileKind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), "Excel", "xl/workbook.xml")
PPTX: Final = FileKind(
    f"{_OFFICE}.presentationml.presentation", ("pptx",), "PowerPoint", "ppt/presentation.xml"
)
ODT: Final = FileKind(f"{_OPEN}.text", ("odt",), "OpenDocument-tekst", "content.xml")
ODS: Final = FileKind(f"{_OPEN}.spreadsheet", ("ods",), "OpenDocument-rekenblad", "content.xml")
ODP: Final = FileKind(f"{_OPEN}.presentation", ("odp",), "OpenDocument-presentatie", "content.xml")
CSV: Final = FileKind("text/csv", ("csv",), "CSV", is_text=True)
TEXT: Final = FileKind("text/plain", ("txt",), "tekst", is_text=True)
PNG: Final = FileKind("image/png", ("png",), "PNG")
JPEG: Final = FileKind("image/jpeg", ("jpg", "jpeg"), "JPEG")

DOCUMENTS: Final = frozenset({PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, TEXT})
PAPERS: Final = frozenset({PDF, DOCX, ODT})  # what a decision is written in
PICTURES: Final = frozenset({PNG, JPEG})


class KindError(ValueError):
    """The contents do not fit the name; the message is a Dutch sentence."""


def kind_words(kinds: Collection[FileKind]) -> str:
    """What people call them, for a form and for the refusal of another kind alike.

    >>> kind_words({PDF, ODT})
    'OpenDocument-tekst, PDF'
    """
    return ", ".join(sorted(kind.label for kind in kinds))


def extension_of(name: str) -> str:
    """The part after the last full stop, in lower case.

    >>> extension_of("Memo.definitief.PDF"), extension_of("zonder")
    ('pdf', '')
    """
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def check_contents(file: BinaryIO, kind: FileKind) -> Package | None:
    """Raise ``KindError`` unless the contents are of this kind; return the package of an office file."""
    file.seek(0)
    head = file.read(_HEAD)
    if kind.part:
        return _checked_package(file, head, kind)
    if kind.is_text:
        _check_text(file, kind)
    elif kind.signature:
        if not head.startswith(kind.signature):
            raise KindError(_not(kind))
    elif kind.media_type not in _sniffed(head) or (kind is PDF and not head.startswith(b"%PDF-")):
        raise KindError(_not(kind))
    elif kind is PDF:
        _check_opens(file)
    return None


def _check_opens(file: BinaryIO) -> None:
    """Whether a reader can open it: a head alone makes no PDF, and behind a password nobody reads it."""
    import pikepdf  # only here, so that who stores no PDF does not wait for it

    file.seek(0)
    try:
        with pikepdf.open(file) as document:
            is_readable = len(document.pages) > 0
    except pikepdf.PasswordError:
        raise KindError("De PDF is met een wachtwoord beveiligd. Sla hem op zonder wachtwoord.") from None
    except (pikepdf.PdfError, ValueError):
        is_readable = False
    if not is_readable:
        raise KindError(
            "De PDF is beschadigd of onvolledig en gaat niet open. Maak hem opnieuw en kijk of hij opent."
        )


def _sniffed(head: bytes) -> frozenset[str]:
    try:
        return frozenset(match.mime_type for match in puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return frozenset()


def _not(kind: FileKind) -> str:
    return f"De naam eindigt op .{kind.extensions[0]}, maar de inhoud is geen {kind.label}."


def encoding_of(file: BinaryIO, kind: FileKind) -> str:
    """How the text of a file is written: UTF-8, unless its kind may be UTF-16 and it says so."""
    file.seek(0)
    return WIDE.get(file.read(2), "utf-8") if kind.is_wide else "utf-8"


def _check_text(file: BinaryIO, kind: FileKind) -> None:
    """Text has no zero signs and no known signature of another kind."""
    if (encoding := encoding_of(file, kind)) != "utf-8":
        _check_wide(file, kind, encoding)
        return
    file.seek(0)
    is_first = True
    while piece := file.read(1 << 20):
        if b"\0" in piece or (is_first and piece.startswith((b"%PDF-", b"PK\x03\x04", b"MZ", b"\x7fELF"))):
            raise KindError(_not(kind))
        is_first = False


def _check_wide(file: BinaryIO, kind: FileKind, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(1 << 20):
            if "\0" in decoder.decode(piece):
                raise KindError(_not(kind))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise KindError(_not(kind)) from None


def _checked_package(file: BinaryIO, head: bytes, kind: FileKind) -> Package:
    if not head.startswith(b"PK\x03\x04"):
        raise KindError(_not(kind))
    try:
        package = open_package(file)
    except PackageError as error:
        raise KindError(str(error)) from None
    if kind.part not in package.parts or not _says_so_itself(package, kind):
        raise KindError(_not(kind))
    if package.has_macros:
        raise KindError(MACROS)
    return package


def _says_so_itself(package: Package, kind: FileKind) -> bool:
    """Whether the package names its own type as it should (OPC 10.1.2; OpenDocument part 2, 3.3)."""
    if kind.media_type.startswith(_OPEN):
        return "mimetype" in package.parts and package.read("mimetype").strip() == kind.media_type.encode()
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package.parts else b""
    return f"{kind.media_type}.main+xml".encode() in types
