"""The items of a meeting as a reader may see them."""

import uuid
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.decisions.api import Classification, LinkedProposal, may_read_proposal
from noaber.meetings.models import AgendaItem
from noaber.meetings.rules.agenda import in_treated_order


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. `answered`: on how many points of its proposal this body has said something.

    `is_hidden`: the reader may not read its proposal; then only the number is told.
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


def agenda(actor: Actor, sitting: uuid.UUID) -> list[ItemRow]:
    """The items in the order of their numbers."""
    return [
        row.hidden() if row.is_restricted and not may_read_proposal(actor, row.proposal_code) else row
        for row in _items(sitting)
    ]


def whole_agenda(sitting: uuid.UUID, *, is_public: bool) -> list[ItemRow]:
    """The items for a paper that goes beyond who is asked: nothing restricted, in a public one only what is public."""
    return [
        row.hidden() if row.is_restricted or (is_public and not row.is_public) else row
        for row in _items(sitting)
    ]


def treated(items: list[ItemRow]) -> list[ItemRow]:
    """The same items in the order in which they were treated."""
    by_number = {row.number: row for row in items}
    return [by_number[each] for each in in_treated_order({row.number: row.treated_as for row in items})]


@read_once
def _items(sitting: uuid.UUID) -> tuple[ItemRow, ...]:
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
    )
    rows = AgendaItem.objects.filter(sitting=sitting).order_by("number").values_list(*columns)
    return tuple(ItemRow(*row) for row in rows)
