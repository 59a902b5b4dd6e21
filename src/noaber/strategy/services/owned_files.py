"""Files that belong to a result or a grant file: keeping them, and taking them away for good."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, remove_file, store_file
from noaber.core.models import StoredFile


def keep_file(
    owner: models.Model, kind: str, upload: Upload, *, field: str, actor: Actor, now: dt.datetime
) -> str:
    """Store a file of this owner; its key. `field`: where a refusal stands."""
    try:
        stored = store_file(upload, actor=actor, owner_kind=kind, owner_key=str(owner.pk), now=now)
    except FileRefused as error:
        raise DomainError(error.message, field=field) from error
    return str(stored.pk)


def take_away(owner: models.Model, kind: str, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take one file of this owner away; what was said beside it stands."""
    found = StoredFile.objects.filter(
        pk=key, owner_kind=kind, owner_key=str(owner.pk), is_removed=False
    ).first()
    if found is None:
        raise DomainError(_("Dit bestand is er niet meer."))
    remove_file(found, actor=actor, now=now)


def own_files(owner: models.Model, kind: str) -> set[str]:
    """The keys of the files that this owner has."""
    found = StoredFile.objects.filter(owner_kind=kind, owner_key=str(owner.pk), is_removed=False)
    return {str(key) for key in found.values_list("pk", flat=True)}
