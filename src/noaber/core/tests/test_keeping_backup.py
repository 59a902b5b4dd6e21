"""What a backup brings back: every row and file, on either database, or nothing at all."""

import gzip
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from noaber.core.keeping.lines import append_line
from tests.databases import DEMONSTRATION, EMPTY, Installation, Installations, run_noaber, start_script

Make = Callable[[str], Installation]

# Kept apart: who is signed in now is left out, and these change by the restore itself or by the machine.
NOT_COMPARED = {
    "core_cache",
    "core_auditentry",
    "core_audithead",
    "core_outboxmail",
    "django_migrations",
    "django_session",
    "sqlite_sequence",
    "usersessions_usersession",
}

WAITING_MAIL = """
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.keeping.seals import seal_head
from noaber.core.mail import Attachment, queue_mail
values = dict(title="Stuk “één”", url="https://noaber.invalid/1")
queue_mail(key="proef", to="lid@noaber.invalid", subject="Stuk", template="core/mail/restricted.txt", context=values,
           attachments=[Attachment("a.bin", bytes(range(256)), "application/octet-stream")], now=clock.now())
with verb("proef.doe", actor=COMMAND) as trail:
    trail.note("proef", key=1)
seal_head(clock.now())
"""

ERASE = """
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.personal_data import erase_person
from noaber.network.models import Person
person = Person.objects.filter(user__isnull=False, memberships__isnull=False).order_by("pk").first()
erase_person(str(person.pk), actor=COMMAND, now=clock.now())
"""

WRITE_ON = """
import time
from noaber.core.access import COMMAND
from noaber.core.audit import verb
print("begonnen", flush=True)
for number in range(100_000):
    with verb("proef.doe", actor=COMMAND) as trail:
        trail.note("proef", key=number)
    time.sleep(0.002)
"""

DIE_BEFORE_THE_COMMIT = """
import os, sys
from pathlib import Path
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.keeping import restore
place = restore._place_files
def place_and_die(folder):
    place(folder)
    os._exit(9)
restore._place_files = place_and_die
restore.restore_backup(Path(sys.argv[1]), actor=COMMAND, now=clock.now())
"""

RESTORE_EACH = """
import sys
from pathlib import Path
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.keeping.restore import restore_backup
for name in sys.argv[1:]:
    try:
        restore_backup(Path(name), actor=COMMAND, now=clock.now())
    except DomainError as refusal:
        print(refusal.message)
"""


def run_script(installation: Installation, code: str, *arguments: str) -> int:
    with start_script(installation, code, *arguments) as process:
        process.communicate(timeout=60)
    return process.returncode


def printed_by(installation: Installation, code: str, *arguments: str) -> list[str]:
    with start_script(installation, code, *arguments) as process:
        lines = process.communicate(timeout=60)[0].splitlines()
    assert process.returncode == 0
    return lines


def done(installation: Installation, *arguments: str) -> str:
    result = run_noaber(installation, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def refused(installation: Installation, *arguments: str) -> str:
    result = run_noaber(installation, *arguments)
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stderr


def table_rows(installation: Installation) -> dict[str, list[str]]:
    """Every row of every table."""
    return {name: _sorted(rows) for name, rows in installation.rows_by_table().items()}


def _sorted(rows: Any) -> list[str]:
    return sorted(
        repr([bytes(value) if isinstance(value, memoryview) else value for value in row]) for row in rows
    )


def compared(installation: Installation) -> dict[str, list[str]]:
    return {name: rows for name, rows in table_rows(installation).items() if name not in NOT_COMPARED}


def files_in(installation: Installation) -> dict[str, bytes]:
    root = installation.folder / "files"
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def add_file(installation: Installation) -> None:
    path = installation.folder / "files" / "ab" / "cd" / "abcd"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"stuk" * 1000)


@pytest.fixture(scope="module")
def backup_bytes(installations: Installations, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A backup of a small installation: one mail that waits, one file, a sealed audit chain."""
    folder = tmp_path_factory.mktemp("backup")
    source = installations.copy(EMPTY, folder / "source")
    assert run_script(source, WAITING_MAIL) == 0
    add_file(source)
    done(source, "backup", "--to", str(folder / "kopie.tar.gz"))
    yield (folder / "kopie.tar.gz").read_bytes()
    installations.remove(source)


@pytest.fixture
def backup(backup_bytes: bytes, tmp_path: Path) -> Path:
    (tmp_path / "kopie.tar.gz").write_bytes(backup_bytes)
    return tmp_path / "kopie.tar.gz"


@pytest.fixture
def on_sqlite(tmp_path: Path, installations: Installations) -> Installation:
    """A demonstration on SQLite, whatever database this run is about."""
    if not installations.server:
        pytest.skip("only when the run is on PostgreSQL")
    return Installations("").copy(DEMONSTRATION, tmp_path / "sqlite")


@pytest.mark.db
def test_the_demonstration_comes_back_row_for_row(installation: Make, tmp_path: Path) -> None:
    source, target = installation(DEMONSTRATION), installation(EMPTY)
    add_file(source)
    done(source, "backup", "--to", str(tmp_path / "kopie.tar.gz"))

    report = done(target, "restore", str(tmp_path / "kopie.tar.gz"))

    assert "Het logboek is heel." in report
    assert compared(target) == compared(source)
    assert len(table_rows(source)["core_auditentry"]) + 1 == len(table_rows(target)["core_auditentry"])
    assert set(table_rows(source)["core_auditentry"]) < set(table_rows(target)["core_auditentry"])
    assert files_in(target) == files_in(source)
    assert len(compared(source)["network_organisation"]) > 70, "there was something to compare"


@pytest.mark.db
def test_work_goes_on_after_a_restore(backup: Path, installation: Make) -> None:
    """New rows get new numbers, the chain goes on, and the mail that waited is not sent."""
    target = installation(EMPTY)
    report = done(target, "restore", str(backup))

    assert run_script(target, WAITING_MAIL.replace('"proef"', '"later"').replace("lid@", "ander@")) == 0
    done(target, "worker", "--batch")

    mails = [file.read_text() for file in (target.folder / "mail").glob("*.eml")]
    assert "Vastgehouden: 1 bericht" in report
    assert len(mails) == 1
    assert "To: ander@noaber.invalid" in mails[0]
    assert "Het logboek is heel" in done(target, "verify-audit")


@pytest.mark.db
def test_what_was_made_on_sqlite_goes_into_postgresql(on_sqlite: Installation, installation: Make) -> None:
    target, file = installation(EMPTY), on_sqlite.folder / "kopie.tar.gz"
    done(on_sqlite, "backup", "--to", str(file))

    done(target, "restore", str(file))

    counts = {name: len(rows) for name, rows in compared(target).items()}
    expected = {name: len(rows) for name, rows in compared(on_sqlite).items()}
    assert counts == expected
    assert "Het logboek is heel" in done(target, "verify-audit")


def test_who_was_erased_since_the_backup_stays_erased(installation: Make, tmp_path: Path) -> None:
    source, target = installation(DEMONSTRATION), installation(EMPTY)
    done(source, "backup", "--to", str(tmp_path / "kopie.tar.gz"))
    assert run_script(source, ERASE) == 0
    (target.folder / "erased.jsonl").write_bytes((source.folder / "erased.jsonl").read_bytes())

    report = done(target, "restore", str(tmp_path / "kopie.tar.gz"))

    rows = table_rows(target)
    assert "Opnieuw gewist: 1 persoon." in report
    assert sum("(naam gewist)" in row for row in rows["network_personversion"]) >= 1
    assert sum("(naam gewist)" in row for row in rows["accounts_user"]) == 1
    assert len((target.folder / "erased.jsonl").read_text().splitlines()) == 1


@pytest.mark.db
def test_a_backup_made_while_others_write_is_whole(installation: Make, tmp_path: Path) -> None:
    source, target = installation(EMPTY), installation(EMPTY)
    with start_script(source, WRITE_ON) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begonnen\n"
        done(source, "backup", "--to", str(tmp_path / "kopie.tar.gz"))
        is_writing = writer.poll() is None
        writer.kill()

    done(target, "restore", str(tmp_path / "kopie.tar.gz"))

    assert is_writing
    assert 1 < len(table_rows(target)["core_auditentry"]) < len(table_rows(source)["core_auditentry"])


@pytest.mark.db
def test_a_restore_only_goes_into_an_empty_installation(backup: Path, installation: Make) -> None:
    target = installation(EMPTY)
    done(target, "restore", str(backup))
    before = table_rows(target)

    assert "Terugzetten kan alleen in een lege Noaber" in refused(target, "restore", str(backup))
    assert table_rows(target) == before


def test_a_backup_never_overwrites(backup: Path, installation: Make) -> None:
    before = backup.read_bytes()

    assert "bestaat al" in refused(installation(EMPTY), "backup", "--to", str(backup))
    assert backup.read_bytes() == before


LATER = {"sequence": 99, "hash": "f" * 64, "sealed_at": "later"}
OTHER = {"sequence": 1, "hash": "f" * 64, "sealed_at": "eerder"}


@pytest.mark.parametrize(
    ("seals", "warning"),
    [
        ([LATER], "LET OP: het logboek was hier al bij regel 99, de reservekopie gaat tot en met regel 2."),
        (
            [OTHER],
            "LET OP: regel 1 van het logboek is in de reservekopie een andere dan die hier is verzegeld.",
        ),
        ([OTHER, {**OTHER, "hash": "e" * 64}], "LET OP: de zegels op deze machine kloppen niet: Van regel 1"),
    ],
    ids=["later", "other", "unfit"],
)
def test_seals_that_know_better_are_put_aside_with_a_warning(
    backup: Path, installation: Make, seals: list[dict[str, Any]], warning: str
) -> None:
    target = installation(EMPTY)
    for seal in seals:
        append_line(target.folder / "audit-heads.jsonl", seal)

    result = run_noaber(target, "restore", str(backup))

    (aside,) = target.folder.glob("audit-heads-before-*.jsonl")
    assert result.returncode == 0
    assert f"De zegels die hier stonden, waren andere. Zij zijn bewaard in {aside.name}." in result.stdout
    assert result.stderr.startswith(warning)
    assert [json.loads(line) for line in aside.read_text().splitlines()] == seals


def test_seals_that_agree_give_no_warning(backup: Path, installation: Make) -> None:
    """The same machine, made empty: its seals are those that the backup was made with."""
    target = installation(EMPTY)
    with tarfile.open(backup) as archive:
        kept = archive.extractfile("lists/audit-heads.jsonl")
        assert kept is not None
        (target.folder / "audit-heads.jsonl").write_bytes(kept.read())

    result = run_noaber(target, "restore", str(backup))

    assert (result.returncode, result.stderr) == (0, "")
    assert "Het logboek is heel." in result.stdout
    assert not list(target.folder.glob("audit-heads-before-*"))


@pytest.mark.db
def test_a_process_that_dies_halfway_leaves_nothing_and_the_next_succeeds(
    backup: Path, installation: Make
) -> None:
    target = installation(EMPTY)
    before = table_rows(target)

    assert run_script(target, DIE_BEFORE_THE_COMMIT, str(backup)) == 9
    assert table_rows(target) == before

    done(target, "restore", str(backup))
    assert files_in(target) == {"ab/cd/abcd": b"stuk" * 1000}


def _cut_off(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def _without(name: str) -> Callable[[bytes], bytes]:
    return lambda content: _rewritten(content, lambda entry, data: None if entry == name else data)


def _changed(name: str) -> Callable[[bytes], bytes]:
    return lambda content: _rewritten(content, lambda entry, data: b"x" + data[1:] if entry == name else data)


def _other_version(content: bytes) -> bytes:
    def change(entry: str, data: bytes) -> bytes:
        if entry != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["migrations"]["core"] = ["0999_later"]
        return json.dumps(manifest).encode()

    return _rewritten(content, change)


def _with_a_link(content: bytes) -> bytes:
    """A file that, once in place, would be the secret key."""
    stream = io.BytesIO(gzip.decompress(content))
    with tarfile.open(fileobj=stream, mode="a") as archive:
        link = tarfile.TarInfo("files/ab/cd/link")
        link.type, link.linkname = tarfile.SYMTYPE, "../../../secret-key"
        archive.addfile(link)
    return gzip.compress(stream.getvalue())


def _rewritten(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=stream, mode="w:gz") as new:
        for entry in old:
            source = old.extractfile(entry)
            assert source is not None
            data = change(entry.name, source.read())
            if data is not None:
                entry.size = len(data)
                new.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def test_a_damaged_backup_is_refused_and_changes_nothing(
    backup_bytes: bytes, installation: Make, tmp_path: Path
) -> None:
    target = installation(EMPTY)
    before, whole = table_rows(target), backup_bytes
    damages: list[tuple[Callable[[bytes], bytes], str]] = [
        (_cut_off, "is geen hele reservekopie"),
        (lambda content: b"geen archief", "is geen hele reservekopie"),
        (_without("manifest.json"), "is geen reservekopie van Noaber"),
        (_without("tables/core.auditentry.jsonl"), "ontbreekt iets of staat iets te veel"),
        (_changed("tables/core.auditentry.jsonl"), "is beschadigd of gewijzigd"),
        (_changed("files/ab/cd/abcd"), "is beschadigd of gewijzigd"),
        (_other_version, "een andere versie van Noaber"),
        (_with_a_link, "is geen gewoon bestand"),
    ]
    files = [tmp_path / f"kopie-{number}.tar.gz" for number in range(len(damages))]
    for file, (damage, _) in zip(files, damages, strict=True):
        file.write_bytes(damage(whole))

    refusals = printed_by(target, RESTORE_EACH, *map(str, files))

    for refusal, (_, message) in zip(refusals, damages, strict=True):
        assert message in refusal
    assert table_rows(target) == before
    assert os.listdir(target.folder)
    assert not list(target.folder.glob(".noaber-*"))
