"""Storing, reading and removing a file.

The bytes are written and flushed to disk first, under a name of their own; the row follows in the
transaction. A crash in between leaves bytes without a row, which ``remove_orphans`` takes away, and never a
row without bytes.
"""

import hashlib
import logging
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import verb
from noaber.core.documents.packages import Package
from noaber.core.errors import DomainError
from noaber.core.files.access import is_registered
from noaber.core.files.kinds import DOCUMENTS, FileKind, KindError, check_contents, extension_of
from noaber.core.files.names import clean_name, random_path
from noaber.core.files.texts import sensitive_kinds_in
from noaber.core.models import StoredFile

logger = logging.getLogger(__name__)

MAX_BYTES: Final = 25_000_000
INCOMING: Final = "incoming"


class FileRefused(DomainError):
    """The file cannot be stored; the message says in Dutch why and what to do."""


class FileChanged(DomainError):
    """The bytes on disk are not those that came in; nobody gets to see them."""


class Upload(Protocol):
    """What Django's forms hand over: a name and the bytes in pieces."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class _Checked:
    """A file that has come in whole and is what it says it is."""

    path: Path
    kind: FileKind
    size: int
    sha256: str
    sensitive_kinds: Sequence[str]


def store_file(
    upload: Upload,
    *,
    actor: Actor,
    owner_kind: str,
    owner_key: str,
    now: datetime,
    allowed: Collection[FileKind] = DOCUMENTS,
    max_bytes: int = MAX_BYTES,
) -> StoredFile:
    """Check and store an upload for a thing of a room. Raises ``FileRefused``.

    Whether the actor may add a file to that thing is for the calling service to check.
    """
    if not is_registered(owner_kind):
        raise ValueError(f"nobody has registered who may read files of {owner_kind!r}")
    name = clean_name(upload.name or "")
    kind = _kind_of(name, allowed)
    with _received(upload, kind, max_bytes) as checked, verb("file.store", actor=actor) as trail:
        stored = StoredFile.objects.create(
            owner_kind=owner_kind,
            owner_key=owner_key,
            name=name,
            media_type=kind.media_type,
            size=checked.size,
            sha256=checked.sha256,
            stored_name=_move_in(checked.path),
            sensitive_kinds=list(checked.sensitive_kinds),
            uploaded_by_id=actor.user_id,
            uploaded_at=now,
        )
        trail.note(stored, {"owner_kind": owner_kind, "owner_key": owner_key, "sha256": stored.sha256})
    return stored


def remove_file(stored: StoredFile, *, actor: Actor, now: datetime) -> None:
    """Take a file away: the row stays and says when, the bytes go when the transaction has ended well."""
    with verb("file.remove", actor=actor) as trail:
        changed = StoredFile.objects.filter(pk=stored.pk, is_removed=False).update(
            is_removed=True, removed_at=now
        )
        if not changed:
            return
        stored.is_removed, stored.removed_at = True, now
        trail.note(stored, {"owner_kind": stored.owner_kind, "owner_key": stored.owner_key})
        transaction.on_commit(lambda: path_of(stored).unlink(missing_ok=True), robust=True)


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, for who may read them; ask ``may_read_file`` first. Raises ``FileNotFoundError``, ``FileChanged``.

    They are read once before anybody gets them: 25 MB, the most that a file may have, takes some 20 ms.
    """
    file = path_of(stored).open("rb")
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() != stored.sha256:
            logger.error("the bytes of file %s are not those that came in", stored.pk)
            raise FileChanged(
                _(
                    "Dit bestand is op de server beschadigd of gewijzigd en wordt daarom niet getoond. "
                    "Meld het aan de beheerder; een reservekopie heeft het nog zoals het was."
                )
            )
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def read_file(stored: StoredFile) -> bytes:
    """All bytes at once; at most the 25 MB that a file may have."""
    with open_file(stored) as file:
        return file.read()


def warnings_of(stored: StoredFile) -> list[str]:
    """What to ask the person who hands it in. PDF files and pictures are not looked into."""
    texts = {
        "bsn": _("In dit bestand lijkt een burgerservicenummer te staan. Die horen niet in dit systeem."),
        "licence_plate": _(
            "In dit bestand lijkt een kenteken te staan. Kentekens horen niet in dit systeem."
        ),
    }
    return [texts[kind] for kind in stored.sensitive_kinds if kind in texts]


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return files_root() / stored.stored_name


def files_root() -> Path:
    """The folder of all files, under ``NOABER_DATA``."""
    return Path(settings.FILES_ROOT)


def _kind_of(name: str, allowed: Collection[FileKind]) -> FileKind:
    extension = extension_of(name)
    for kind in allowed:
        if extension in kind.extensions:
            return kind
    labels = ", ".join(sorted(kind.label for kind in allowed))
    raise FileRefused(
        _("Een bestand van het soort ‘%(extension)s’ kan hier niet. Kies uit: %(labels)s.")
        % {"extension": extension or _("onbekend"), "labels": labels}
    )


@contextmanager
def _received(upload: Upload, kind: FileKind, max_bytes: int) -> Iterator[_Checked]:
    """The upload as a checked file among the incoming ones; what is left of it afterwards is removed."""
    folder = files_root() / INCOMING
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / random_path().name
    try:
        size, sha256 = _write(upload, path, max_bytes)
        with path.open("rb") as file:
            package = _checked_contents(file, kind)
            sensitive = sensitive_kinds_in(file, kind, package)
        yield _Checked(path, kind, size, sha256, sensitive)
    finally:
        path.unlink(missing_ok=True)


def _write(upload: Upload, path: Path, max_bytes: int) -> tuple[int, str]:
    """Write the bytes to disk for good; what the sender said about the size is not believed."""
    size, digest = 0, hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for piece in upload.chunks():
            size += len(piece)
            if size > max_bytes:
                limit = max_bytes // 1_000_000
                raise FileRefused(_("Het bestand is te groot: hoogstens %(limit)s MB.") % {"limit": limit})
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise FileRefused(_("Het bestand is leeg."))
    return size, digest.hexdigest()


def _checked_contents(file: BinaryIO, kind: FileKind) -> Package | None:
    try:
        return check_contents(file, kind)
    except KindError as error:
        raise FileRefused(str(error)) from None


def _move_in(path: Path) -> str:
    """Give the file its final name and make that name last; returns the name."""
    name = random_path()
    target = files_root() / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.rename(target)
    for folder in (target.parent, target.parent.parent, files_root()):
        _sync_folder(folder)
    return str(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
