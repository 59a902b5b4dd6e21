"""The tables of meetings."""

from noaber.meetings.models.actions import ActionItem, ActionStep
from noaber.meetings.models.sittings import (
    AgendaItem,
    Attendance,
    ItemFile,
    Release,
    ReleasedItem,
    Sitting,
    WithoutQuorum,
)

__all__ = [
    "ActionItem",
    "ActionStep",
    "AgendaItem",
    "Attendance",
    "ItemFile",
    "Release",
    "ReleasedItem",
    "Sitting",
    "WithoutQuorum",
]
