"""Short ways to plan a meeting of the invented network, to fill its agenda and to say who was there."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from noaber.core.access import COMMAND, Actor
from noaber.decisions.models import Consultation
from noaber.decisions.tests.conftest import MEETING, TODAY
from noaber.meetings.models import AgendaItem, Sitting
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.services.agendas import ItemText, add_item
from noaber.meetings.services.attendance import Attended, record_attendance
from noaber.meetings.services.sittings import SittingPlan, plan_sitting

COUNCIL: Final = "overleg-noord"
CHAIR: Final = "overleg-noord:chair"
MAYORS: Final = ("overleg-noord:GM9001", "overleg-noord:GM9002", "overleg-noord:GM9003")
PRESENT, ABSENT = Attended(Presence.PRESENT), Attended(Presence.ABSENT)


def plan(
    body: str = COUNCIL,
    *,
    on: dt.date = MEETING,
    at: dt.time = dt.time(14),
    quorum: int = 0,
    actor: Actor = COMMAND,
) -> Sitting:
    return plan_sitting(body, SittingPlan(on, at, location="Raadzaal", quorum=quorum), actor=actor)


def put(
    sitting: Sitting,
    title: str = "",
    kind: str = "discussion",
    *,
    consultation: Consultation | None = None,
    is_restricted: bool = False,
) -> AgendaItem:
    key = consultation.pk if consultation else None
    written = ItemText(kind, title, consultation=key, is_restricted=is_restricted)
    return add_item(sitting.pk, written, actor=COMMAND)


def asked(body: str = COUNCIL) -> Consultation:
    """The question that the memo puts to a body."""
    return Consultation.objects.get(body__code=body)


def attend(
    sitting: Sitting,
    said: Mapping[str, Attended] | None = None,
    *,
    actor: Actor = COMMAND,
    expected_revision: int | None = None,
) -> bool:
    """Everyone of the north is there, unless told otherwise."""
    everyone = dict.fromkeys((CHAIR, *MAYORS), PRESENT)
    return record_attendance(
        sitting.pk,
        said if said is not None else everyone,
        actor=actor,
        today=TODAY,
        expected_revision=expected_revision,
    )
