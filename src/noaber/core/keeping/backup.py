"""A backup: all tables at one moment, all files and the seals, in one checked file.

The format knows nothing of the database it came from (`tables`), so that it can go back into either. The secret key
stays out: keep it apart, then a stolen backup does not sign anybody in.
"""

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.administration import may_administer
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.keeping.erasures import erasure_file
from noaber.core.keeping.lines import sync_folder
from noaber.core.keeping.manifest import (
    MANIFEST_NAME,
    FilePart,
    Manifest,
    TablePart,
    code_version,
    database_migrations,
    file_hash,
)
from noaber.core.keeping.seals import seal_file
from noaber.core.keeping.snapshot import snapshot
from noaber.core.keeping.tables import LEFT_OUT, Model, columns_of, kept_models, read_rows

FILES: Final = "files"
LISTS: Final = "lists"


@dataclass(frozen=True, slots=True)
class _Part:
    """A file on disk that goes into the backup under a path."""

    path: str
    source: Path


def make_backup(target: Path, *, actor: Actor, now: dt.datetime) -> Manifest:
    """Write a backup to `target`, which must not exist; until it is whole it has another name."""
    require(may_administer(actor, _("de reservekopieën")))
    target = target.absolute()
    if target.exists():
        raise DomainError(_("%(file)s bestaat al. Kies een andere naam.") % {"file": target})
    if not target.parent.is_dir():
        raise DomainError(_("De map %(folder)s bestaat niet.") % {"folder": target.parent})
    with verb("keeping.backup", actor=actor) as trail:
        trail.note("backup", key=now.strftime("%Y%m%dT%H%M%SZ"))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".noaber-backup-") as folder:
        # Seals first: what they name was in the database before the moment that the tables show.
        lists = _copied_lists(Path(folder))
        tables = _write_tables(Path(folder))
        unfinished = Path(folder) / "archive"
        manifest = _write_archive(unfinished, Path(folder), tables, [*lists, *_stored_files()], now)
        os.replace(unfinished, target)
    sync_folder(target.parent)
    return manifest


def _copied_lists(folder: Path) -> list[_Part]:
    parts = []
    for source in (seal_file(), erasure_file()):
        if source.exists():
            copy = folder / source.name
            copy.write_bytes(source.read_bytes())
            parts.append(_Part(f"{LISTS}/{source.name}", copy))
    return parts


def _write_tables(folder: Path) -> list[TablePart]:
    (folder / "tables").mkdir()
    with snapshot():
        return [_write_table(folder, model) for model in kept_models()]


def _write_table(folder: Path, model: Model) -> TablePart:
    """One line of JSON per row, a list in the order of the columns."""
    name, count, digest = model._meta.label_lower, 0, hashlib.sha256()
    with (folder / "tables" / f"{name}.jsonl").open("wb") as file:
        for row in read_rows(model):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    return TablePart(name, [column.name for column in columns_of(model)], count, digest.hexdigest())


def _stored_files() -> list[_Part]:
    """The files as they are after the tables were read: whatever a row speaks of, is there."""
    root = Path(settings.FILES_ROOT)
    found = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [_Part(f"{FILES}/{path.relative_to(root).as_posix()}", path) for path in found]


def _write_archive(
    target: Path, folder: Path, tables: list[TablePart], parts: list[_Part], now: dt.datetime
) -> Manifest:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            for table in tables:
                archive.add(folder / table.path, table.path, filter=_anonymous)
            files = [_add(archive, part) for part in parts]
            manifest = Manifest(
                now.isoformat(),
                code_version(),
                connection.vendor,
                database_migrations(),
                list(LEFT_OUT),
                tables,
                files,
            )
            _add_manifest(archive, manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _add(archive: tarfile.TarFile, part: _Part) -> FilePart:
    archive.add(part.source, part.path, filter=_anonymous)
    return FilePart(part.path, part.source.stat().st_size, file_hash(part.source))


def _add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    content = manifest.to_json()
    entry = tarfile.TarInfo(MANIFEST_NAME)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned the file on this machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
