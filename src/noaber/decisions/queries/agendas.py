"""The items of a meeting as a reader may see them, and what waits for a body to be put on its agenda."""

import uuid
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, OuterRef, Subquery, Value, When
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.decisions.models import (
    AgendaItem,
    Classification,
    Consultation,
    ProposalVersion,
)
from noaber.decisions.queries.lapsed import lapsed_among, may_have_lapsed
from noaber.decisions.queries.proposals import may_read_proposal
from noaber.decisions.queries.waiting import unanswered, undecided
from noaber.decisions.rules.agenda import in_treated_order


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
        Count("consultation__positions__point__label", distinct=True),
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
    return [
        offer
        for offer, is_restricted in _offers(body_code)
        if not is_restricted or may_read_proposal(actor, offer.proposal_code)
    ]


@read_once
def _offers(body_code: str) -> tuple[tuple[Offer, bool], ...]:
    """Each with whether its proposal is restricted."""
    last_sent = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal"), sent_at__isnull=False)
    rows = Consultation.objects.filter(pk__in=unanswered().values("pk"), body__code=body_code).annotate(
        title=Subquery(last_sent.order_by("-number").values("title")[:1]),
        is_deferred=Exists(undecided()),
        may_lapse=Case(When(may_have_lapsed(), then=Value(True)), default=Value(False)),
    )
    columns = ("pk", "stage__proposal__code", "title", "is_deferred", "stage__proposal__classification")
    ordered = rows.filter(title__isnull=False).order_by("title", "pk")
    found = list(ordered.values_list(*columns, "may_lapse", "stage__proposal"))
    lapsed = lapsed_among({row[-1] for row in found if row[-2]})
    return tuple(
        (Offer(*row[:4]), row[4] == Classification.RESTRICTED) for row in found if row[0] not in lapsed
    )
