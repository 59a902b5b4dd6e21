"""Bounds on zip packages (XLSX, DOCX, ODT, zip) before anything else opens them.

A zip file says itself how large its parts are, and a hostile one lies about it. Every part is therefore
inflated here, in small pieces and up to a bound, and only then believed. Format: PKWARE APPNOTE 6.3.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_CHUNK: Final = 256 * 1024
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1


class PackageError(ValueError):
    """The package is broken or too large; the message is a Dutch sentence."""


@dataclass(frozen=True)
class PackageLimits:
    """How much one package may hold. Office files reach 20:1, sheets of equal rows 100:1, bombs 1000:1."""

    max_parts: int = 2_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: int = 200
    ratio_counts_from_bytes: int = 5_000_000


DEFAULT_LIMITS: Final = PackageLimits()
BROKEN: Final = "Het bestand is beschadigd of niet volledig. Sla het opnieuw op en probeer het nog eens."
BOMB: Final = "Het bestand is uitgepakt veel te groot en is daarom niet geopend."
LOCKED: Final = (
    "Het bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw."
)

MACROS: Final = "Het bestand bevat macro’s. Sla het op zonder macro’s en probeer het opnieuw."
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "/activex/", "basic/", "scripts/")


@dataclass(frozen=True)
class Package:
    """A checked package: nothing in it is larger than it says, encrypted or double."""

    file: BinaryIO
    parts: dict[str, zipfile.ZipInfo]

    @property
    def has_macros(self) -> bool:
        return any(mark in f"/{name.lower()}" for name in self.parts for mark in _MACRO_PARTS)

    def read(self, name: str) -> bytes:
        """The inflated bytes of one part."""
        return b"".join(_inflate(self.file, self.parts[name], self.parts[name].file_size))


def open_package(file: BinaryIO, limits: PackageLimits = DEFAULT_LIMITS) -> Package:
    """Check the whole package and return its parts, or raise ``PackageError``."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise PackageError(BROKEN) from None
    if len(parts) > limits.max_parts:
        raise PackageError(BOMB)
    if len({part.filename for part in parts}) != len(parts):
        raise PackageError(BROKEN)
    left = limits.max_unpacked_bytes
    for part in parts:
        left -= _checked_size(file, part, left, limits)
    return Package(file, {part.filename: part for part in parts})


def _checked_size(file: BinaryIO, part: zipfile.ZipInfo, left: int, limits: PackageLimits) -> int:
    """Inflate one part without keeping it; return its true size."""
    if part.flag_bits & _ENCRYPTED:
        raise PackageError(LOCKED)
    size = checksum = 0
    for piece in _inflate(file, part, left):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > limits.ratio_counts_from_bytes and size > part.compress_size * limits.max_ratio:
            raise PackageError(BOMB)
    if size != part.file_size or checksum != part.CRC:
        raise PackageError(BROKEN)
    return size


def _inflate(file: BinaryIO, part: zipfile.ZipInfo, bound: int) -> Iterator[bytes]:
    """The contents of one part in pieces; ``PackageError`` as soon as they pass ``bound`` bytes."""
    _seek_contents(file, part)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageError(BROKEN)
    inflater = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    for packed in _packed(file, part.compress_size):
        rest = packed
        while rest:
            try:
                piece = inflater.decompress(rest, _CHUNK) if inflater else rest
            except zlib.error:
                raise PackageError(BROKEN) from None
            rest = inflater.unconsumed_tail if inflater else b""
            bound -= len(piece)
            if bound < 0:
                raise PackageError(BOMB)
            yield piece
    if inflater and not inflater.eof:
        raise PackageError(BROKEN)


def _seek_contents(file: BinaryIO, part: zipfile.ZipInfo) -> None:
    """Move to the first byte after the local header of the part."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise PackageError(BROKEN)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)


def _packed(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        packed = file.read(min(size, _CHUNK))
        if not packed:
            raise PackageError(BROKEN)
        size -= len(packed)
        yield packed
