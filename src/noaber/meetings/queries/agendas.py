"""The items of a meeting as a reader may see them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.decisions.api import Classification, LinkedProposal, may_read_proposal
from noaber.meetings.models import AgendaItem
from noaber.meetings.queries.released import Moments, Stale, stale_papers, told_of
from noaber.meetings.queries.sittings import sees_work, sitting
from noaber.meetings.rules.agenda import in_treated_order

WORDS: Final = ("number", "treated_as", "kind", "title", "text", "decision", "minutes")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. `answered`: on how many points of its proposal this body has said something.

    `answered_at`: when it did so last; `filed_at`: when its newest paper came. `is_hidden`: the reader may not read its
    proposal, so only the number is told.
    """

    id: int
    number: int
    treated_as: int | None
    kind: str
    title: str
    text: str
    minutes: str
    decision: str
    consultation_id: uuid.UUID | None
    proposal_code: str
    classification: str
    answered: int
    answered_at: dt.datetime | None
    filed_at: dt.datetime | None
    is_hidden: bool = False

    @property
    def kind_label(self) -> str:
        return str(AgendaItem.Kind(self.kind).label)

    @property
    def is_restricted(self) -> bool:
        return self.classification == Classification.RESTRICTED

    @property
    def is_public(self) -> bool:
        """Whether everyone may read of it: it has no proposal, or a public one."""
        return self.classification in ("", Classification.PUBLIC)

    @property
    def is_consent_item(self) -> bool:
        return self.kind == AgendaItem.Kind.CONSENT_ITEM

    def hidden(self) -> "ItemRow":
        """All that may be told of it to who may not read its proposal."""
        empty = {"text": "", "minutes": "", "decision": "", "proposal_code": ""}
        title = _("Besloten agendapunt") if self.is_restricted else _("Niet openbaar agendapunt")
        return replace(self, title=title, consultation_id=None, is_hidden=True, **empty)  # type: ignore[arg-type]


def agenda(actor: Actor, key: uuid.UUID) -> list[ItemRow]:
    """The items in the order of their numbers: for who prepares the meeting as they stand, else as was released."""
    held = sitting(actor, key)
    if held is None:
        return []
    rows = _items(key) if sees_work(actor, held.body_code) else _as_released(key)
    return [
        row.hidden() if row.is_restricted and not may_read_proposal(actor, row.proposal_code) else row
        for row in rows
    ]


def stale(key: uuid.UUID) -> list[Stale]:
    """The released papers that say something else than the working state does now."""
    items = _items(key)
    now = {row.id: {name: getattr(row, name) for name in WORDS} for row in items}
    moments = {row.id: Moments(row.answered_at, row.filed_at) for row in items}
    return stale_papers(key, now, moments)


def _as_released(key: uuid.UUID) -> list[ItemRow]:
    """Each item with the words of the papers that tell of it, and no others; what no paper tells, is not there."""
    told = told_of(key)
    nothing: dict[str, Any] = {"treated_as": None, "text": "", "decision": "", "minutes": ""}
    found = [replace(row, **(nothing | told[row.id])) for row in _items(key) if row.id in told]
    return sorted(found, key=lambda row: row.number)


def whole_agenda(key: uuid.UUID, *, is_public: bool) -> list[ItemRow]:
    """The items for a paper that goes beyond who is asked: nothing restricted, in a public one only what is public."""
    return [
        row.hidden() if row.is_restricted or (is_public and not row.is_public) else row for row in _items(key)
    ]


def treated(items: Iterable[ItemRow]) -> list[ItemRow]:
    """The same items in the order in which they were treated."""
    by_number = {row.number: row for row in items}
    turns = {number: row.treated_as for number, row in by_number.items()}
    return [by_number[each] for each in in_treated_order(turns)]


@read_once
def _items(key: uuid.UUID) -> tuple[ItemRow, ...]:
    linked = LinkedProposal("consultation")
    columns = (
        "pk",
        "number",
        "treated_as",
        "kind",
        "title",
        "text",
        "minutes",
        "decision",
        "consultation_id",
        linked.code,
        linked.classification,
        linked.answered,
        linked.answered_at,
        Max("files__file__uploaded_at"),
    )
    rows = AgendaItem.objects.filter(sitting=key).order_by("number").values_list(*columns)
    return tuple(ItemRow(*row) for row in rows)
