"""What goes with a version: its attachments, and the figures that other rooms bring in."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.files import file_address
from noaber.core.reading import read_once
from noaber.decisions.models import ProposalAttachment, ProposalInsert
from noaber.decisions.queries.proposals.inserts import InsertTable, from_json, insert_called
from noaber.decisions.queries.proposals.matrix import Standing


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file that goes with a version; `url` serves it to who may read the proposal. `added_at`: when it was kept."""

    id: int
    title: str
    file_id: uuid.UUID
    name: str
    size: int
    url: str
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Figures in a version: frozen when it was sent, live in a draft; `table` None: there is nothing to say yet."""

    name: str
    title: str
    table: InsertTable | None


@read_once
def attachments_of(version_id: int) -> tuple[AttachmentRow, ...]:
    """The attachments of a version, in their order."""
    rows = ProposalAttachment.objects.filter(version=version_id).select_related("file")
    return tuple(
        AttachmentRow(
            row.pk,
            row.title,
            row.file_id,
            row.file.name,
            row.file.size,
            file_address(row.file),
            row.file.uploaded_at,
        )
        for row in rows
    )


@read_once
def insert_names(version_id: int) -> tuple[str, ...]:
    """Which figures a version brings in, in their order."""
    return tuple(ProposalInsert.objects.filter(version=version_id).values_list("name", flat=True))


@read_once
def _kept(version_id: int) -> tuple[tuple[str, dict[str, object]], ...]:
    return tuple(ProposalInsert.objects.filter(version=version_id).values_list("name", "frozen"))


def frozen_inserts(version_id: int) -> list[InsertRow]:
    """The figures as they were when this version was sent; none of a draft."""
    return [
        InsertRow(name, insert_title(name), from_json(frozen)) for name, frozen in _kept(version_id) if frozen
    ]


def inserts_of(found: Standing) -> list[InsertRow]:
    """The figures of a version as everyone reads them: of the day it was sent, or of the draft's day."""
    return [
        InsertRow(
            name,
            insert_title(name),
            from_json(frozen) if frozen else live_table(name, found),
        )
        for name, frozen in (_kept(found.version_id) if found.has_inserts else ())
    ]


def changed_since_sent(found: Standing) -> list[str]:
    """What is no longer as the frozen figures say, in Dutch; each thing once, however many figures rest on it."""
    kept = _kept(found.version_id) if found.has_inserts and found.is_sent else ()
    offered = [insert_called(name) for name, _frozen in kept]
    asked = dict.fromkeys(each.changed for each in offered if each)
    return [text for changed in asked if changed for text in changed(found)]


def insert_title(name: str) -> str:
    """What the room that offers it calls it; its name when no room offers it any more."""
    offered = insert_called(name)
    return str(offered.title) if offered else name


def live_table(name: str, found: Standing) -> InsertTable | None:
    """What it says in this proposal on the day of its text; None when it has nothing to say."""
    offered = insert_called(name)
    return offered.compose(found, AsOf(found.dated_on), "") if offered else None


def insert_fault(name: str, found: Standing) -> str:
    """Why these figures cannot go with this text, in Dutch; empty when they can."""
    offered = insert_called(name)
    if offered and live_table(name, found):
        return ""
    reason = offered.explain(found, AsOf(found.dated_on)) if offered and offered.explain else ""
    text = _("De invoeging “%(name)s” heeft nog geen cijfers. Haal haar weg, of vul eerst de cijfers in.")
    if reason:
        text = _("De invoeging “%(name)s” heeft nog geen cijfers. %(reason)s")
    return text % {"name": insert_title(name), "reason": reason}
