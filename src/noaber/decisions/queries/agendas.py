"""The items of a meeting as a reader may see them, and what waits for a body to be put on its agenda."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.decisions.models import AgendaItem, Classification, Consultation, Position
from noaber.decisions.queries.proposals import may_read_proposal, proposals
from noaber.decisions.queries.waiting import waiting_for
from noaber.decisions.rules.agenda import in_treated_order
from noaber.decisions.rules.positions import FINAL


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. `is_hidden`: its proposal is restricted and the reader is not asked; then only the number is told."""

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
    is_hidden: bool = False

    @property
    def kind_label(self) -> str:
        return str(AgendaItem.Kind(self.kind).label)

    @property
    def is_restricted(self) -> bool:
        return self.classification == Classification.RESTRICTED

    @property
    def is_consent_item(self) -> bool:
        return self.kind == AgendaItem.Kind.CONSENT_ITEM

    def hidden(self) -> "ItemRow":
        """All that may be told of it to who may not read its proposal."""
        empty = {"text": "", "minutes": "", "decision": "", "proposal_code": ""}
        return replace(self, title=_("Besloten agendapunt"), consultation_id=None, is_hidden=True, **empty)  # type: ignore[arg-type]


def agenda(actor: Actor, sitting: uuid.UUID) -> list[ItemRow]:
    """The items in the order of their numbers."""
    return [
        row.hidden() if row.proposal_code and not may_read_proposal(actor, row.proposal_code) else row
        for row in _items(sitting)
    ]


def whole_agenda(sitting: uuid.UUID, *, with_restricted: bool) -> list[ItemRow]:
    """The items for a paper: what is restricted stays out of any paper that goes beyond who is asked."""
    return [row.hidden() if row.is_restricted and not with_restricted else row for row in _items(sitting)]


def treated(items: list[ItemRow]) -> list[ItemRow]:
    """The same items in the order in which they were treated."""
    by_number = {row.number: row for row in items}
    return [by_number[each] for each in in_treated_order({row.number: row.treated_as for row in items})]


@read_once
def _items(sitting: uuid.UUID) -> tuple[ItemRow, ...]:
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
        text_of("consultation__stage__proposal__code"),
        text_of("consultation__stage__proposal__classification"),
    )
    rows = AgendaItem.objects.filter(sitting=sitting).order_by("number").values_list(*columns)
    return tuple(ItemRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that waits for this body. `is_deferred`: the body put it off before."""

    consultation_id: uuid.UUID
    proposal_code: str
    title: str
    is_deferred: bool


def offers(actor: Actor, body_code: str) -> list[Offer]:
    """What waits for a body: unanswered at a stage that has begun, or deferred the last time."""
    titles = {row.code: row.title for row in proposals(actor) if not row.is_withdrawn}
    begun = waiting_for(frozenset({body_code}), frozenset())
    waiting = {row.consultation_id: Offer(row.consultation_id, row.proposal_code, "", False) for row in begun}
    for key, code in _deferred(body_code).items():
        waiting[key] = Offer(key, code, "", True)
    found = [
        replace(each, title=titles[each.proposal_code])
        for each in waiting.values()
        if each.proposal_code in titles
    ]
    return sorted(found, key=lambda each: each.title)


@read_once
def _deferred(body_code: str) -> Mapping[uuid.UUID, str]:
    """Where the last answer on some point says nothing yet."""
    later = Position.objects.filter(
        consultation=OuterRef("consultation"), point__label=OuterRef("point__label"), pk__gt=OuterRef("pk")
    )
    undecided = Position.objects.filter(
        ~Q(answer__in=sorted(FINAL)), ~Exists(later), consultation=OuterRef("pk")
    )
    rows = Consultation.objects.filter(Exists(undecided), body__code=body_code)
    return dict(rows.values_list("pk", "stage__proposal__code"))
