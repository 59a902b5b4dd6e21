"""The tables of meetings."""

from noaber.meetings.models.actions import ActionItem, ActionStep
from noaber.meetings.models.sittings import AgendaItem, Attendance, Release, ReleasedItem, Sitting

__all__ = ["ActionItem", "ActionStep", "AgendaItem", "Attendance", "Release", "ReleasedItem", "Sitting"]
