"""Putting a backup back into an empty installation: all of it or nothing.

Every part is checked against the manifest before anything is written. Then one transaction loads the tables,
erases again whoever was erased since, and holds waiting mail; the files are put in place just before the commit.
A process that dies halfway leaves an empty database and files with a mark that the next attempt may take away.
"""

import datetime as dt
import gzip
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.administration import may_administer
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.guards import is_loaded_last, missing_triggers
from noaber.core.keeping.backup import FILES, LISTS
from noaber.core.keeping.erasures import erased_persons, erasure_file, remember_erasure
from noaber.core.keeping.manifest import (
    MANIFEST_NAME,
    Manifest,
    database_migrations,
    file_hash,
    read_manifest,
)
from noaber.core.keeping.seals import objection_to_chain, seal_file
from noaber.core.keeping.tables import Model, kept_models, reset_sequences, write_rows
from noaber.core.models import MailState, OutboxMail
from noaber.core.personal_data import erase_again
from noaber.core.rules.dutch import format_number

# What a fresh installation fills by itself, and what a served one may have added before the restore.
NOT_OURS: Final = (
    "auth.permission",
    "contenttypes.contenttype",
    "core.scheduledrun",
    "django_tasks_database.dbtaskresult",
)
MARK: Final = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `put_aside`: the seals that were here before, when they were others.

    `objection`: what these seals say against the chain that came back, in Dutch; empty when they agree.
    """

    manifest: Manifest
    row_count: int
    erased_count: int
    held_mail_count: int
    put_aside: Path | None
    objection: str


def restore_backup(source: Path, *, actor: Actor, now: dt.datetime) -> Restored:
    """Put the backup in `source` back. The tables must be at the version of the backup, and empty."""
    require(may_administer(actor, _("de reservekopieën")))
    _require_empty()
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".noaber-restore-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _require_same_tables(manifest)
        try:
            with transaction.atomic():
                return _load(folder, manifest, actor, now)
        except IntegrityError as error:
            raise DomainError(_("De reservekopie klopt niet met zichzelf.")) from error


def _require_empty() -> None:
    ours = (model for model in kept_models() if model._meta.label_lower not in NOT_OURS)
    count = sum(model._base_manager.count() for model in ours)
    root = Path(settings.FILES_ROOT)
    if count:
        message = _(
            "Terugzetten kan alleen in een lege Noaber. Hier staan al %(count)s regels. "
            "Kies met NOABER_DATA (of NOABER_DATABASE) een andere plaats."
        )
        raise DomainError(message % {"count": format_number(count)})
    if root.is_dir() and any(root.iterdir()) and not (root / MARK).exists():
        raise DomainError(_("De map met bestanden (%(folder)s) is niet leeg.") % {"folder": root})


def _unpack(source: Path, folder: Path) -> Manifest:
    """Unpack and check every part; nothing more, nothing less, nothing changed."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter=_plain)  # noqa: S202 - _plain refuses links and paths outside
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DomainError(
            _("%(file)s is geen hele reservekopie. Kies een andere, of kopieer haar opnieuw.")
            % {"file": source}
        ) from error
    if not (folder / MANIFEST_NAME).is_file():
        raise DomainError(_("%(file)s is geen reservekopie van Noaber.") % {"file": source})
    manifest = read_manifest((folder / MANIFEST_NAME).read_bytes())
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    expected = manifest.hashes
    if stray := sorted(found ^ {*expected, MANIFEST_NAME}):
        raise DomainError(
            _("In de reservekopie ontbreekt iets of staat iets te veel: %(path)s.") % {"path": stray[0]}
        )
    for path, sha256 in expected.items():
        if file_hash(folder / path) != sha256:
            raise DomainError(_("%(path)s in de reservekopie is beschadigd of gewijzigd.") % {"path": path})
    return manifest


def _plain(entry: tarfile.TarInfo, folder: str) -> tarfile.TarInfo:
    """Files and folders alone: a link would point to something else once the files are in place."""
    if not (entry.isreg() or entry.isdir()):
        raise DomainError(_("%(path)s in de reservekopie is geen gewoon bestand.") % {"path": entry.name})
    return tarfile.data_filter(entry, folder)


def _require_same_tables(manifest: Manifest) -> None:
    ours = database_migrations()
    if manifest.migrations == ours:
        return
    apps = sorted(
        app for app in {*ours, *manifest.migrations} if ours.get(app) != manifest.migrations.get(app)
    )
    message = _(
        "De reservekopie is gemaakt met een andere versie van Noaber (%(version)s; verschil in %(apps)s). "
        "Zet haar terug met die versie en werk daarna bij."
    )
    raise DomainError(message % {"version": manifest.noaber, "apps": ", ".join(apps)})


def _load(folder: Path, manifest: Manifest, actor: Actor, now: dt.datetime) -> Restored:
    models = {model._meta.label_lower: model for model in kept_models()}
    _clear([models[name] for name in NOT_OURS])
    row_count = 0
    for part in sorted(manifest.tables, key=lambda part: is_loaded_last(part.name)):
        row_count += write_rows(models[part.name], part.columns, _rows(folder / part.path))
    reset_sequences(list(models.values()))
    connection.check_constraints()
    if missing := missing_triggers():
        raise DomainError(
            _("De bewaking in de database ontbreekt: %(names)s.") % {"names": ", ".join(missing)}
        )
    objection = objection_to_chain()  # before we append to the chain ourselves
    erased = _erase_again(folder, actor, now)
    held = OutboxMail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING])
    held_count = held.update(state=MailState.HELD, claimed_at=None)
    put_aside = _place_lists(folder, erased, now)
    _place_files(folder)
    with verb("keeping.restore", actor=actor) as trail:
        trail.note(
            "backup", {"made_at": manifest.made_at, "rows": row_count, "erased": len(erased)}, key="restored"
        )
    transaction.on_commit(lambda: (Path(settings.FILES_ROOT) / MARK).unlink(missing_ok=True))
    return Restored(manifest, row_count, len(erased), held_count, put_aside, objection)


def _clear(tables: Sequence[Model]) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _rows(path: Path) -> Iterator[list[Any]]:
    with path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _erase_again(folder: Path, actor: Actor, now: dt.datetime) -> list[str]:
    """Whoever is on either list: the one in the backup, and the one that was kept here since."""
    in_backup = erased_persons(folder / LISTS / erasure_file().name)
    keys = list(dict.fromkeys([*in_backup, *erased_persons()]))
    erase_again(keys, actor=actor, now=now)
    return keys


def _place_lists(folder: Path, erased: Sequence[str], now: dt.datetime) -> Path | None:
    """The seals of the backup become ours; other seals that were here are put aside, because they know better.

    They say how far the chain had come, so what was lost since the backup.
    """
    known = set(erased_persons())
    for key in erased:
        if key not in known:
            remember_erasure(key, now=now)
    kept, ours, aside = folder / LISTS / seal_file().name, seal_file(), None
    content = kept.read_bytes() if kept.exists() else b""
    if ours.exists() and ours.read_bytes() != content:
        aside = ours.with_name(f"audit-heads-before-{now:%Y%m%dT%H%M%SZ}.jsonl")
        os.replace(ours, aside)
    ours.write_bytes(content)
    return aside


def _place_files(folder: Path) -> None:
    root, unpacked = Path(settings.FILES_ROOT), folder / FILES
    if root.is_dir():
        shutil.rmtree(root)  # empty, or marked as left by an attempt that stopped halfway
    unpacked.mkdir(exist_ok=True)
    (unpacked / MARK).touch()
    os.replace(unpacked, root)
