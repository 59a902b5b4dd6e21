"""What health says: findings, and the rules they come from. Rooms above add rules of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from noaber.core.asof import AsOf


class Severity(StrEnum):
    """How bad: an alert breaks what the network agreed, a warning will do so soon or weakens it."""

    ALERT = "alert"
    WARNING = "warning"


class SubjectKind(StrEnum):
    """What a finding is about, so that a page can link to it by its key."""

    BODY = "body"
    ORGANISATION = "organisation"
    PERSON = "person"
    THEME = "theme"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind a finding: what it is called, what stands there, and what it links to (if anything)."""

    label: str
    text: str
    kind: SubjectKind | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is missing on the day.

    `message` is Dutch and names it; `mended_by` says who can mend it; `missing` are codes or ids. `seats`: the codes
    of vacant seats that mend it when they are filled.
    """

    code: str
    severity: Severity
    subject_kind: SubjectKind
    subject_key: str
    message: str
    mended_by: str
    missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    seats: tuple[str, ...] = ()


Check = Callable[[AsOf], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class HealthRule:
    """A rule of the network: its code (R34 and so on: the requirements of the memo), what it asks, its check."""

    code: str
    asks: str
    check: Check


_added: dict[str, HealthRule] = {}


def register_health_check(rule: HealthRule) -> None:
    """Let a room above add a rule; health then asks its check for every day that is looked at."""
    _added[rule.code] = rule


def added_rules() -> tuple[HealthRule, ...]:
    return tuple(_added.values())
