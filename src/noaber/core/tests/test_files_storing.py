"""What handing in a file promises: it is what it says, it is kept whole, and nothing half stays behind."""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from noaber.core.access import ALLOWED, Actor
from noaber.core.documents.odt import to_odt
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn, to_csv, to_xlsx
from noaber.core.files import (
    DOCUMENTS,
    PICTURES,
    FileKind,
    FileRefused,
    read_file,
    register_file_access,
    remove_file,
    remove_orphans,
    store_file,
    warnings_of,
)
from noaber.core.files import access as file_access
from noaber.core.models import AuditEntry, StoredFile
from noaber.core.schedule import jobs
from noaber.core.tests.papers import MEMO

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2019, 1, 28, 12, 0, tzinfo=UTC)
ACTOR: Final = Actor(user_id=7)
PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
NAMES: Final = [TableColumn("name", "Naam")]


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A files folder of this test alone, and a room that lets everybody read."""
    settings.FILES_ROOT = tmp_path / "files"
    register_file_access("test.paper", lambda actor, key: ALLOWED)
    yield settings.FILES_ROOT
    file_access._registered.pop("test.paper")


def store(
    name: str, data: bytes, allowed: frozenset[FileKind] = DOCUMENTS, max_bytes: int = 25_000_000
) -> StoredFile:
    return store_file(
        SimpleUploadedFile(name, data),
        actor=ACTOR,
        owner_kind="test.paper",
        owner_key="12",
        now=NOW,
        allowed=allowed,
        max_bytes=max_bytes,
    )


def refusal(name: str, data: bytes, allowed: frozenset[FileKind] = DOCUMENTS) -> str:
    with pytest.raises(FileRefused) as caught:
        store(name, data, allowed)
    return caught.value.message


def on_disk(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, contents in parts.items():
            package.writestr(name, contents)
    return stream.getvalue()


def docx(extra: Mapping[str, bytes] | None = None) -> bytes:
    """The smallest package that calls itself a Word document."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types><Override ContentType="{main}"/></Types>'.encode(),
        "word/document.xml": b"<w:document><w:p><w:t>Tekst</w:t></w:p></w:document>",
    }
    return zipped(parts | dict(extra or {}))


# Kept whole


def test_a_stored_file_is_what_was_handed_in(root: Path) -> None:
    data = to_pdf(MEMO)
    stored = store("Memo 28 januari.pdf", data)
    assert read_file(stored) == data
    assert (stored.name, stored.media_type, stored.size) == (
        "Memo 28 januari.pdf",
        "application/pdf",
        len(data),
    )
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert (stored.uploaded_by_id, stored.uploaded_at) == (7, NOW)
    assert len(on_disk(root)) == 1


def test_its_place_on_disk_says_nothing_and_is_closed_to_others(root: Path) -> None:
    stored = store("Memo.pdf", to_pdf(MEMO))
    (path,) = on_disk(root)
    assert path.relative_to(root).as_posix() == stored.stored_name
    assert "emo" not in stored.stored_name
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "data", "allowed"),
    [
        ("a.xlsx", to_xlsx("t", NAMES, [{"name": "x"}]), DOCUMENTS),
        ("a.csv", to_csv("t", NAMES, [{"name": "é"}]), DOCUMENTS),
        ("a.odt", to_odt(MEMO), DOCUMENTS),
        ("a.docx", docx(), DOCUMENTS),
        ("A.PDF", to_pdf(MEMO), DOCUMENTS),
        ("a.txt", b"hallo", DOCUMENTS),
        ("a.png", PNG, PICTURES),
        ("a.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", PICTURES),
    ],
)
def test_the_usual_kinds_are_welcome(name: str, data: bytes, allowed: frozenset[FileKind]) -> None:
    assert read_file(store(name, data, allowed)) == data


def test_who_stored_what_is_in_the_audit_without_the_name() -> None:
    stored = store("Geheim plan.txt", b"hallo")
    entry = AuditEntry.objects.get(verb="file.store")
    assert (entry.object_id, entry.actor_id, entry.facts["sha256"]) == (str(stored.pk), 7, stored.sha256)
    assert "Geheim" not in str(entry.facts)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/memo.txt", "memo.txt"),
        ("C:\\map\\memo.txt", "memo.txt"),
        ("memo\u202efdp.txt", "memofdp.txt"),
        ('a"b\r\nX: y.txt', "a-bX- y.txt"),
        ("x" * 300 + ".txt", "x" * 146 + ".txt"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, kept: str) -> None:
    upload = SimpleUploadedFile("x.txt", b"hallo")
    upload._name = given_name  # type: ignore[attr-defined]  # as a client that skips Django's own cleaning sends it
    stored = store_file(upload, actor=ACTOR, owner_kind="test.paper", owner_key="1", now=NOW)
    assert stored.name == kept


# Refused


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("factuur.pdf", b"MZ\x90\x00\x03\x00\x00\x00" + b"x" * 200),
        ("factuur.pdf", b"<html><script>alert(1)</script>"),
        ("factuur.pdf", b"\x7fELF" + b"%PDF-1.7"),
        ("lijst.xlsx", to_pdf(MEMO)),
        ("lijst.xlsx", zipped({"a.txt": b"hallo"})),
        ("lijst.xlsx", docx()),
        ("brief.docx", to_xlsx("t", NAMES, [])),
        ("brief.odt", zipped({"mimetype": b"application/zip", "content.xml": b"<x/>"})),
        ("lijst.csv", b"MZ\x00\x00"),
        ("lijst.csv", to_xlsx("t", NAMES, [])),
    ],
)
def test_contents_that_do_not_fit_the_name_are_refused(name: str, data: bytes, root: Path) -> None:
    assert "maar de inhoud is geen" in refusal(name, data)
    assert on_disk(root) == []
    assert not StoredFile.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.exe", "a.svg", "a.html", "a", ".pdf", "a.zip", "a.docm"])
def test_other_kinds_are_refused_with_the_kinds_that_can(name: str) -> None:
    assert "Kies uit: CSV, Excel" in refusal(name, b"%PDF-1.7")


def test_what_is_allowed_is_for_the_caller_to_say() -> None:
    assert "Kies uit: JPEG, PNG" in refusal("a.pdf", to_pdf(MEMO), PICTURES)


@pytest.mark.parametrize("piece", [b"<", b"<w:tab ", b"<w:tab <"])
def test_a_text_made_to_keep_us_busy_is_read_once(root: Path, piece: bytes) -> None:
    busy = docx({"word/comments.xml": piece * (2_000_000 // len(piece))})
    assert store("druk.docx", busy).size == len(busy)


def test_a_zip_bomb_is_refused(root: Path) -> None:
    assert "veel te groot" in refusal("a.docx", docx({"word/media/image1": b"\0" * 50_000_000}))
    assert on_disk(root) == []


def test_macros_are_refused() -> None:
    assert "macro" in refusal("a.docx", docx({"word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_half_an_office_file_is_refused(share: float) -> None:
    data = to_xlsx("t", NAMES, [{"name": str(n)} for n in range(200)])
    assert "beschadigd" in refusal("a.xlsx", data[: int(len(data) * share)])


def test_an_empty_file_is_refused() -> None:
    assert refusal("a.txt", b"") == "Het bestand is leeg."


def test_too_much_is_refused_while_it_comes_in_whatever_the_sender_says(root: Path) -> None:
    with pytest.raises(FileRefused, match="hoogstens 1 MB"):
        store("a.txt", b"x" * 1_000_001, max_bytes=1_000_000)
    assert on_disk(root) == []


def test_a_kind_of_thing_that_nobody_guards_takes_no_files() -> None:
    with pytest.raises(ValueError, match="registered"):
        store_file(
            SimpleUploadedFile("a.txt", b"x"), actor=ACTOR, owner_kind="test.none", owner_key="1", now=NOW
        )


# Sensitive contents


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Betrokkene 111222333 in 12-ABC-3"),
        ("a.csv", b"naam,nummer,auto\nA,111222333,12-ABC-3\n"),
        ("a.xlsx", to_xlsx("t", NAMES, [{"name": "111222333"}, {"name": "12-ABC-3"}])),
        (
            "a.docx",
            docx(
                {"word/footnotes.xml": b"<w:p><w:t>1112</w:t><w:t>22333 12-ABC-3</w:t></w:p>"},
            ),
        ),
    ],
)
def test_a_file_that_seems_to_hold_citizen_numbers_or_plates_gives_a_warning(name: str, data: bytes) -> None:
    warnings = warnings_of(store(name, data))
    assert len(warnings) == 2
    assert "burgerservicenummer" in warnings[0]
    assert "kenteken" in warnings[1]


def test_a_number_across_two_pieces_of_a_long_text_is_found() -> None:
    assert store("a.txt", b" " * ((1 << 20) - 4) + b"111222333").sensitive_kinds == ["bsn"]


def test_ordinary_papers_give_no_warning() -> None:
    assert warnings_of(store("a.odt", to_odt(MEMO))) == []


# Nothing half stays


def test_an_undone_transaction_leaves_bytes_that_are_cleaned_up_later(root: Path) -> None:
    kept = store("blijft.txt", b"hallo")
    with transaction.atomic():
        store("verdwijnt.txt", b"hallo")
        transaction.set_rollback(True)
    assert len(on_disk(root)) == 2
    for path in on_disk(root):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert remove_orphans(now=NOW + timedelta(hours=23)) == 0
    assert remove_orphans(now=NOW + timedelta(hours=25)) == 1
    assert remove_orphans(now=NOW + timedelta(hours=25)) == 0
    assert read_file(kept) == b"hallo"


def test_a_failure_while_storing_leaves_no_row_and_no_incoming_file(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        store("a.txt", b"hallo")
    assert not StoredFile.objects.exists()
    assert on_disk(root) == []


def test_removing_takes_the_bytes_and_keeps_the_row(
    root: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stored = store("a.txt", b"hallo")
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(stored, actor=ACTOR, now=NOW)
        remove_file(stored, actor=ACTOR, now=NOW)
    assert on_disk(root) == []
    assert StoredFile.objects.get().removed_at == NOW
    assert AuditEntry.objects.filter(verb="file.remove").count() == 1


def test_what_a_killed_process_leaves_halfway_is_cleaned_up_after_a_day(root: Path) -> None:
    store("blijft.txt", b"hallo")
    left = root / "incoming" / "half"
    left.write_bytes(b"%PDF-1.7 en dan niets meer")
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))
    job = next(job for job in jobs() if job.name == "orphaned-files")
    job.work(NOW + timedelta(hours=23))
    assert left.exists()
    job.work(NOW + timedelta(hours=25))
    assert not left.exists()
