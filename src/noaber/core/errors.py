"""What a service says when it does not do what was asked; every message is Dutch and for people."""

from collections.abc import Mapping
from dataclasses import dataclass


class DomainError(Exception):
    """The records do not allow this; nothing was changed."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class AccessRefused(DomainError):
    """The actor may not do this. `is_secret`: the actor may not even know that the thing exists (404)."""

    def __init__(self, message: str, *, is_secret: bool = False) -> None:
        super().__init__(message)
        self.is_secret = is_secret


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field of a conflict: what this person typed beside what is stored now."""

    label: str
    yours: str
    stored: str


class Conflict(DomainError):
    """Somebody else changed the record since this person opened it (shown as the conflict page, 409)."""

    def __init__(self, subject: str, *, revision: int, clashes: tuple[FieldClash, ...] = ()) -> None:
        super().__init__(f"{subject} is intussen door iemand anders gewijzigd.")
        self.subject = subject
        self.revision = revision
        self.clashes = clashes

    def with_values(self, yours: Mapping[str, object], stored: Mapping[str, object]) -> "Conflict":
        """The same conflict with the differing fields named, for the conflict page (labels are the keys)."""
        clashes = tuple(
            FieldClash(label, _as_text(value), _as_text(stored.get(label)))
            for label, value in yours.items()
            if _as_text(value) != _as_text(stored.get(label))
        )
        return Conflict(self.subject, revision=self.revision, clashes=clashes)


def _as_text(value: object) -> str:
    return "" if value is None else str(value)
