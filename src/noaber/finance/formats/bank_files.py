"""Reads a file of a bank: camt.053, MT940, or a zip with several of them.

What it is shows from its content; the name only says where something is wrong. One of these refuses the whole file,
with its place: another currency than the euro, an account that is not ours, damage, a size that no bank file has.
Whether balances add up is not judged here (`rules/bank/statement_checks.py`).

`read_bank_file` gives whole statements. `bank_file_parts` gives them as a stream in flat memory, for a caller that
keeps nothing until the end.
"""

import io
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from noaber.core.rules.dutch import in_a_row
from noaber.finance.formats.camt import ASK_FOR, camt_parts
from noaber.finance.formats.mt940 import mt940_parts
from noaber.finance.rules.bank.statements import (
    BankFileError,
    BankStatement,
    StatementPart,
    StatementStart,
    assemble,
)

__all__ = ["BankFileError", "bank_file_parts", "read_bank_file"]

MOST_BYTES: Final = 512 * 1024 * 1024
"""Uncompressed, all files of a zip together; 100,000 entries of a wordy bank are some 200 MB."""
MOST_FILES: Final = 1_000
"""In one zip: a year of statements per working day is 260."""
IN_MEMORY: Final = 8 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_XML_HEAD: Final = b"<?xml "
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,  # a password is asked for
    ValueError,
)
"""What Python raises where a zip is damaged differs by the way in which it was packed."""
_HEAD: Final = 4096
_XML_STARTS: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")


def read_bank_file(
    data: bytes, name: str = "", *, accounts: Collection[str] | None = None
) -> tuple[BankStatement, ...]:
    """All statements of a file. `accounts`: the IBANs that may be in it; without, any.

    Raises BankFileError with the place; then nothing of the file counts.
    """
    return tuple(assemble(bank_file_parts(io.BytesIO(data), name, accounts=accounts)))


def bank_file_parts(
    source: BinaryIO, name: str = "", *, accounts: Collection[str] | None = None
) -> Iterator[StatementPart]:
    """The same as a stream; `source` must be able to go back to its start."""
    ours = None if accounts is None else {account.replace(" ", "").upper() for account in accounts}
    for part in _parts(source, name):
        yield _of_ours(part, ours) if ours is not None and isinstance(part, StatementStart) else part


def _of_ours(start: StatementStart, ours: set[str]) -> StatementStart:
    """The statement under the IBAN that we know; an MT940 may have the older account number alone."""
    known = next((iban for iban in sorted(ours) if _is_same(start.account, iban)), "")
    if known:
        return replace(start, account=known)
    listed = in_a_row(sorted(ours)) or "geen enkele rekening"
    raise BankFileError(
        f"dit is een afschrift van een andere rekening; verwacht: {listed}",
        file=start.file,
        statement=start.sequence or start.statement_id,
        field="rekening",
        value=start.account,
    )


def _is_same(account: str, iban: str) -> bool:
    """
    >>> _is_same("123456789", "NL91ABNA0123456789"), _is_same("23456789", "NL91ABNA0123456789")
    (True, False)
    """
    if account == iban:
        return True
    return account.isdecimal() and iban.startswith("NL") and iban[8:] == account.zfill(10)


def _parts(source: BinaryIO, name: str) -> Iterator[StatementPart]:
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(0)
    if size > MOST_BYTES:
        raise BankFileError(
            f"het bestand is te groot: {_megabytes(size)}, meer dan {_megabytes(MOST_BYTES)}", file=name
        )
    if not head.strip():
        raise BankFileError("het bestand is leeg", file=name)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        yield from _zip_parts(source, name)
    else:
        yield from _plain_parts(source, head, name)


def _plain_parts(source: BinaryIO, head: bytes, name: str) -> Iterator[StatementPart]:
    if head.lstrip().startswith(_XML_STARTS):
        for document in _documents(source):
            yield from camt_parts(document, name)
    elif b":20:" in head and (b":25:" in head or b":28" in head):
        yield from mt940_parts(_lines(source, name), name)
    else:
        kind = "een PDF" if head.startswith(b"%PDF") else "geen camt.053 en geen MT940"
        raise BankFileError(f"dit is {kind}; {ASK_FOR}", file=name)


def _documents(source: BinaryIO) -> Iterator[BinaryIO]:
    """The documents of a file: some programs put statements one behind the other, each with its own head."""
    starts = _starts(source)
    if len(starts) < 2:
        yield source
        return
    starts[0] = 0
    for start, end in zip(starts, [*starts[1:], source.seek(0, io.SEEK_END)], strict=True):
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as document:
            source.seek(start)
            while start < end and (some := source.read(min(_CHUNK, end - start))):
                start += len(some)
                document.write(some)
            yield cast(BinaryIO, document)


def _starts(source: BinaryIO) -> list[int]:
    """Where in a file an XML head stands; one that lies across two chunks is found in the overlap."""
    starts: dict[int, None] = {}
    source.seek(0)
    at, rest = 0, b""
    while some := source.read(_CHUNK):
        text = rest + some
        found = text.find(_XML_HEAD)
        while found >= 0:
            starts[at - len(rest) + found] = None
            found = text.find(_XML_HEAD, found + 1)
        at, rest = at + len(some), text[-len(_XML_HEAD) :]
    return list(starts)


def _lines(source: BinaryIO, name: str) -> Iterator[str]:
    """SWIFT knows plain letters only, but banks write accents: in UTF-8, or else in the set of Windows."""
    if b"\x00" in source.read(_HEAD):
        raise BankFileError("dit is geen tekst; MT940 staat in gewone letters", file=name)
    source.seek(0)
    for raw in source:
        for line in raw.split(b"\r"):
            if line.strip(b"\n"):
                yield _decoded(line)


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _zip_parts(source: BinaryIO, name: str) -> Iterator[StatementPart]:
    for shown, unpacked in _unpacked(source, name):
        head = unpacked.read(_HEAD)
        yield from _plain_parts(unpacked, head, shown)


def _unpacked(source: BinaryIO, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """Each file of a zip by its name, one at a time; it is gone when the next is asked for."""
    try:
        with zipfile.ZipFile(source) as packed:
            for member in _members(packed, name):
                with packed.open(member) as opened, tempfile.SpooledTemporaryFile(IN_MEMORY) as unpacked:
                    shutil.copyfileobj(opened, unpacked)  # no further than the size that was looked at
                    unpacked.seek(0)
                    yield f"{name}/{member.filename}" if name else member.filename, cast(BinaryIO, unpacked)
    except BankFileError:
        raise
    except _ZIP_ERRORS as error:
        raise BankFileError(f"de zip is beschadigd of versleuteld ({error})", file=name) from None


def _members(packed: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files to be read, in order of name; folders and what a Mac adds are none."""
    found = [
        member
        for member in sorted(packed.infolist(), key=lambda each: each.filename)
        if not member.is_dir() and not _is_beside(member.filename)
    ]
    if not found:
        raise BankFileError("er zit geen bestand in de zip", file=name)
    if len(found) > MOST_FILES:
        raise BankFileError(f"er zitten {len(found)} bestanden in de zip, meer dan {MOST_FILES}", file=name)
    size = sum(member.file_size for member in found)
    if size > MOST_BYTES:
        raise BankFileError(
            f"de zip is uitgepakt te groot: {_megabytes(size)}, meer dan {_megabytes(MOST_BYTES)}", file=name
        )
    return found


def _is_beside(filename: str) -> bool:
    path = PurePosixPath(filename)
    return "__MACOSX" in path.parts or path.name.startswith(".")


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
