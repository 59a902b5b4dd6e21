"""What a query of a room above may take along of a proposal, when its table points at a consultation.

linked = LinkedProposal("consultation")
AgendaItem.objects.values_list("number", linked.code, linked.answered)
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from noaber.core.history import text_of
from noaber.decisions.models import Classification
from noaber.decisions.queries.proposals.taken_back import counting


@dataclass(frozen=True, slots=True)
class LinkedProposal:
    """The proposal of a consultation; `way` leads from the row of the other room to that consultation."""

    way: str

    @property
    def code(self) -> Coalesce:
        """Empty where nothing is linked."""
        return text_of(f"{self.way}__stage__proposal__code")

    @property
    def classification(self) -> Coalesce:
        """Empty where nothing is linked."""
        return text_of(f"{self.way}__stage__proposal__classification")

    @property
    def role(self) -> Coalesce:
        """What is done at its stage (`Role`); empty where nothing is linked."""
        return text_of(f"{self.way}__stage__role")

    @property
    def restricted_code(self) -> Case:
        """The code of a restricted proposal, None for any other."""
        proposal = f"{self.way}__stage__proposal"
        is_restricted = When(
            **{f"{proposal}__classification": Classification.RESTRICTED}, then=F(f"{proposal}__code")
        )
        return Case(is_restricted)

    @property
    def answered(self) -> Coalesce:
        """On how many points the party has said something that it did not take back, and that still counts (R10)."""
        own = counting().filter(consultation=OuterRef(self.way)).order_by()
        counted = own.values("consultation").annotate(count=Count("point__label", distinct=True))
        return Coalesce(Subquery(counted.values("count")), 0)

    @property
    def answered_at(self) -> Max:
        """When the party said something last."""
        return Max(f"{self.way}__positions__recorded_at")
