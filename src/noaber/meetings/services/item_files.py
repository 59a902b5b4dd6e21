"""The papers of an item: adding one, and taking it away."""

import datetime as dt
import uuid
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, remove_file, store_file
from noaber.core.models import StoredFile
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import ItemFile
from noaber.meetings.queries.item_files import ITEM_FILE, why_it_stays
from noaber.meetings.services.agendas import find_item, hold_agenda, touch_agenda

MOST: Final = 30
LONGEST_TITLE: Final = 200


def add_item_file(
    item: int,
    upload: Upload,
    *,
    title: str = "",
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
) -> ItemFile:
    """Put a paper with an item; without a title it is called by its file name."""
    found = find_item(item)
    require(may_keep_sittings(actor, found.sitting.body.code))
    with verb("meetings.add_item_file", actor=actor) as trail:
        held = hold_agenda(found.sitting_id, expected_revision)
        if found.files.count() >= MOST:
            raise DomainError(_("Bij een punt passen %(most)s stukken.") % {"most": MOST}, field="file")
        key = uuid.uuid4()
        stored = _stored(key, upload, actor, now)
        called = title.strip() or stored.name.rpartition(".")[0] or stored.name
        kept = ItemFile.objects.create(id=key, item=found, title=called[:LONGEST_TITLE], file=stored)
        touch_agenda(held)
        trail.note(found, {"sitting": str(held.pk), "number": found.number, "file": str(stored.pk)})
    return kept


def remove_item_file(
    key: uuid.UUID, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> None:
    """Take a paper away, for everyone. Refused once the agenda went out with it, and after the meeting."""
    found = ItemFile.objects.select_related("item__sitting__body", "file").filter(pk=key).first()
    if found is None:
        raise DomainError(_("Dit stuk is er niet meer."))
    require(may_keep_sittings(actor, found.item.sitting.body.code))
    with verb("meetings.remove_item_file", actor=actor) as trail:
        held = hold_agenda(found.item.sitting_id, expected_revision)
        if why := why_it_stays(held.pk, held.state, found.file.uploaded_at):
            raise DomainError(why)
        ItemFile.objects.filter(pk=key).delete()
        remove_file(found.file, actor=actor, now=now)
        touch_agenda(held)
        number, file = found.item.number, str(found.file_id)
        trail.note(found.item, {"sitting": str(held.pk), "number": number, "file": file})


def _stored(key: uuid.UUID, upload: Upload, actor: Actor, now: dt.datetime) -> StoredFile:
    try:
        return store_file(upload, actor=actor, owner_kind=ITEM_FILE, owner_key=str(key), now=now)
    except FileRefused as error:
        raise DomainError(error.message, field="file") from error
