"""A proposal as it is written: its points and stages, before they are records."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class ProposalText:
    """The words of a version; `texts` by name of the field (`TEXTS`). `author`: never a telephone number (R01)."""

    title: str
    sender: str
    addressee: str
    dated_on: dt.date
    author: str = ""
    portfolio_holder: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def into(self, version: ProposalVersion) -> None:
        """Write these words into a draft."""
        version.title, version.sender, version.addressee = self.title, self.sender, self.addressee
        version.author, version.portfolio_holder = self.author, self.portfolio_holder
        version.dated_on = self.dated_on
        for name in TEXTS:
            setattr(version, name, self.texts.get(name, ""))


@dataclass(frozen=True, slots=True)
class ObligationText:
    """What a point asks of each of its addressees in each of these years; `rate` in euros per inhabitant.

    `is_solidary`: the network goes on only when everyone of them takes part (R50).
    """

    kind: str  # ObligationTerms.Kind
    first_year: int
    last_year: int
    rate: Decimal | None = None
    fte: Decimal | None = None
    reminder_on: dt.date | None = None
    is_solidary: bool = False


@dataclass(frozen=True, slots=True)
class PointText:
    """A point as it is written. `forwarded_to` and `advice`: where consent sends it, and with which advice."""

    label: str
    kind: PointKind
    text: str
    parent: str = ""
    addressed_to: tuple[str, ...] = ()
    forwarded_to: tuple[str, ...] = ()
    advice: str = ""
    obligation: ObligationText | None = None


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage as it is written: bodies by code, or all organisations of these kinds.

    `organs`: which organ decides (`Organ`), by kind of organisation; where it is not said, each organisation says so.
    """

    number: int
    title: str
    role: Role
    rule: StageRule
    bodies: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    after: int = 0
    due_on: dt.date | None = None
    quorum: int = 0
    is_follow_up: bool = False
    organs: Mapping[str, str] = field(default_factory=dict)
