"""What this room holds about a person: which monthly reports they chose, were asked for and got."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from noaber.core.access import Actor
from noaber.core.audit import Fact, verb
from noaber.core.history import recorded_by
from noaber.core.personal_data import PersonalData
from noaber.figures.models import ReportChoice, ReportDelivery, ReportInvitation
from noaber.figures.queries.reports.readers import choices_of
from noaber.figures.rules.reports.frequency import NONE


class ReportsOfPersons:
    """The side of figures of export and erasure. What was sent stays, by number; nothing more is sent."""

    name = "figures"

    def collect(self, person_key: str) -> PersonalData:
        key = _key(person_key)
        if key is None:
            return PersonalData()
        records: dict[str, Sequence[Mapping[str, object]]] = {
            "report_choices": list(
                ReportChoice.objects.filter(person=key).values("area", "frequency", "kinds", "recorded_at")
            ),
            "report_invitations": list(
                ReportInvitation.objects.filter(person=key).values("area", "recorded_at")
            ),
            "reports": list(
                ReportDelivery.objects.filter(person=key).values(
                    "area", "run__period", "attempt", "recorded_at"
                )
            ),
        }
        return PersonalData({name: rows for name, rows in records.items() if rows})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        key = _key(person_key)
        if key is None:
            return {"known": False}
        with verb("figures.choose_report", actor=actor) as trail:
            wanted = [area for area, row in choices_of(key).items() if row.is_wanted]
            stopped = [
                ReportChoice.objects.create(
                    person_id=key, area=area, frequency=NONE, **recorded_by(actor, now)
                )
                for area in wanted
            ]
            for row in stopped:
                trail.note(row, {"area": row.area, "frequency": NONE}, records=[row])
        return {"known": True, "reports": len(stopped)}


def _key(person_key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(person_key)
    except ValueError:
        return None
