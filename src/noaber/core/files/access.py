"""Who may read a file: the room that owns it says so."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from noaber.core.access import Actor, Decision, Refused
from noaber.core.models import StoredFile

FileAccess = Callable[[Actor, str], Decision]

_registered: dict[str, FileAccess] = {}
_UNKNOWN: Final = Refused("Dit bestand bestaat niet.", is_secret=True)


def register_file_access(owner_kind: str, may_read: FileAccess) -> None:
    """Say who may read the files of a kind of thing (called from a room's ``AppConfig.ready``)."""
    _registered[owner_kind] = may_read


def is_registered(owner_kind: str) -> bool:
    return owner_kind in _registered


def may_read_file(actor: Actor, stored: StoredFile) -> Decision:
    """The answer of the owning room; a removed file, or one of an unknown kind, nobody may read."""
    may_read = _registered.get(stored.owner_kind)
    return _UNKNOWN if may_read is None or stored.is_removed else may_read(actor, stored.owner_key)


def file_address(stored: StoredFile) -> str:
    """The address at which who may read it can fetch it."""
    return reverse("core:file", args=[stored.pk])
