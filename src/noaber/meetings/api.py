"""The only door of meetings for other rooms."""

from noaber.meetings.addresses import sitting_address
from noaber.meetings.queries.agendas import agenda
from noaber.meetings.queries.beside import register_beside
from noaber.meetings.queries.sittings import sittings
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.services.actions import ActionText, agree_action, record_step
from noaber.meetings.services.agendas import ItemText, add_item, record_treatment
from noaber.meetings.services.attendance import Attended, record_attendance
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.services.sittings import SittingPlan, plan_sitting

__all__ = [
    "ActionText",
    "Attended",
    "ItemText",
    "Presence",
    "SittingPlan",
    "add_item",
    "agenda",
    "agree_action",
    "plan_sitting",
    "record_attendance",
    "record_step",
    "record_treatment",
    "register_beside",
    "release_paper",
    "sitting_address",
    "sittings",
]
