"""What this room holds about a person: when they were asked for priorities."""

import datetime as dt
import uuid
from collections.abc import Mapping

from noaber.core.access import Actor
from noaber.core.audit import Fact
from noaber.core.personal_data import PersonalData
from noaber.strategy.models import PriorityRequest


class RequestsToPersons:
    """The side of strategy of export and erasure. That somebody was asked stays; the name behind it goes."""

    name = "strategy"

    def collect(self, person_key: str) -> PersonalData:
        try:
            asked = PriorityRequest.objects.filter(person=uuid.UUID(person_key))
        except ValueError:
            return PersonalData()
        rows = list(asked.values("period__code", "organisation__code", "sent_at"))
        return PersonalData({"priority_requests": rows} if rows else {})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        return {}
