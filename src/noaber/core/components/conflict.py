"""The page for two people who changed the same record: both values side by side."""

from dataclasses import dataclass
from datetime import datetime

from noaber.core.errors import Conflict, FieldClash


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What ``core/conflict.html`` shows as ``conflict``.

    ``edit_url`` opens the form with the stored values.
    """

    subject: str
    clashes: tuple[FieldClash, ...]
    edit_url: str
    back_url: str = "/"
    stored_by: str = ""
    stored_at: datetime | None = None


def conflict_page(
    conflict: Conflict,
    *,
    edit_url: str,
    back_url: str = "/",
    stored_by: str = "",
    stored_at: datetime | None = None,
) -> ConflictPage:
    """The page for ``conflict``.

    ``stored_by`` and ``stored_at`` say who was first, where the reader may know it.
    """
    return ConflictPage(conflict.subject, conflict.clashes, edit_url, back_url, stored_by, stored_at)
