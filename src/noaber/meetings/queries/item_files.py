"""The papers that go with the items of a meeting: for who prepares it at once, for the network with the agenda."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused
from noaber.core.reading import read_once
from noaber.meetings.models import ItemFile, Sitting
from noaber.meetings.queries.released import released_of
from noaber.meetings.queries.restricted import may_know, restricted_key
from noaber.meetings.queries.sittings import agenda_released_at, sees_work

ITEM_FILE: Final = "meetings.item"  # whose file a paper of an item is
_HIDDEN = Refused("Dit bestand bestaat niet.", is_secret=True)


@dataclass(frozen=True, slots=True)
class ItemFileRow:
    """One paper; `restricted_key`: of its item where that is restricted, None for any other."""

    id: uuid.UUID
    item_id: int
    title: str
    file_id: uuid.UUID
    name: str
    size: int
    uploaded_at: dt.datetime
    sitting_id: uuid.UUID
    body_code: str
    restricted_key: str | None

    @property
    def url(self) -> str:
        return f"/bestanden/{self.file_id}/"


def files_of(actor: Actor, sitting: uuid.UUID) -> Mapping[int, list[ItemFileRow]]:
    """By item the papers that the actor may read."""
    found: dict[int, list[ItemFileRow]] = defaultdict(list)
    for row in _of_sitting(sitting):
        if _may_read(actor, row):
            found[row.item_id].append(row)
    return found


def may_read_item_file(actor: Actor, key: str) -> Decision:
    """A paper is classified as its item is: never for the public, of a restricted proposal for who is asked."""
    rows = _rows(pk=uuid.UUID(key))
    return ALLOWED if rows and _may_read(actor, rows[0]) else _HIDDEN


def _may_read(actor: Actor, row: ItemFileRow) -> bool:
    """What came after the agenda was released, is read once it is released anew."""
    if not actor.is_in_network or not may_know(actor, row.restricted_key):
        return False
    released_at = agenda_released_at(row.sitting_id)
    return sees_work(actor, row.body_code) or (released_at is not None and row.uploaded_at <= released_at)


def why_it_stays(sitting: uuid.UUID, state: str, uploaded_at: dt.datetime) -> str:
    """Why a paper is not taken away any more, in Dutch; empty as long as it can be."""
    if state == Sitting.State.HELD:
        return _("De vergadering is gehouden: de stukken blijven erbij. Een nieuw stuk toevoegen kan wel.")
    if any(uploaded_at <= each.released_at for each in released_of(sitting)):
        return _("De agenda is vrijgegeven met dit stuk: het blijft erbij. Een nieuw stuk toevoegen kan wel.")
    return ""


@read_once
def _of_sitting(sitting: uuid.UUID) -> tuple[ItemFileRow, ...]:
    return _rows(item__sitting=sitting)


def _rows(**where: object) -> tuple[ItemFileRow, ...]:
    columns = (
        "pk",
        "item_id",
        "title",
        "file_id",
        "file__name",
        "file__size",
        "file__uploaded_at",
        "item__sitting_id",
        "item__sitting__body__code",
        restricted_key("item__"),
    )
    found = ItemFile.objects.filter(**where).order_by("item__number", "file__uploaded_at", "pk")
    return tuple(ItemFileRow(*row) for row in found.values_list(*columns))
