"""A proposal as it is read: points, parties, answers, gates and outcomes, per stage."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from noaber.decisions.models import Classification
from noaber.decisions.rules.obligations import Terms
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as everyone reads it; `terms`: what it asks of its addressees, each year."""

    label: str
    kind: PointKind
    text: str
    parent: str
    addressed_to: tuple[str, ...]
    forwarded_to: tuple[str, ...]
    advice: str
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A body or an organisation that is asked. `labels`: the points that it is asked; others are not its business.

    `organ`: who decides there, where that is said; `due_on`: its own deadline, or that of the stage; `kind`: of which
    kind of organisation it is. `successors`: what went on in the place of an organisation that is no more on the day,
    the first merger first, and `successor_name` how the last of them is called.
    """

    consultation_id: uuid.UUID
    body_code: str
    organisation_code: str
    name: str
    district: str
    revision: int
    labels: tuple[str, ...]
    organ: str = ""
    due_on: dt.date | None = None
    kind: str = ""
    successors: tuple[str, ...] = ()
    successor_name: str = ""

    @property
    def key(self) -> str:
        return f"body:{self.body_code}" if self.body_code else f"organisation:{self.organisation_code}"

    @property
    def voice_keys(self) -> tuple[str, ...]:
        """For whom one must speak to answer for it, the present one last."""
        return (self.key, *(f"organisation:{code}" for code in self.successors))

    @property
    def voice_key(self) -> str:
        """Who is asked today: itself, or what went on in its place."""
        return self.voice_keys[-1]

    @property
    def name_now(self) -> str:
        """Its name, with that of its successor: "Beekstad (nu Beek en Veen)"."""
        if not self.successor_name:
            return self.name
        return _("%(name)s (nu %(successor)s)") % {"name": self.name, "successor": self.successor_name}


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer that counts, of one party on one point; `on_version`: the version of the text that it is about."""

    answer: Answer
    text: str
    decided_on: dt.date
    evidence: str
    evidence_file: uuid.UUID | None
    recorded_at: dt.datetime
    position_id: int
    on_version: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """One position as it was recorded, on whatever version, whether or not it still counts; in order of recording.

    `is_replied`: somebody answered the remark that it makes.
    """

    position_id: int
    consultation_id: uuid.UUID
    label: str
    on_version: int
    answer: Answer
    text: str
    decided_on: dt.date
    recorded_at: dt.datetime
    is_replied: bool


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One version of the text; a draft has no `sent_at` and no `content_hash`."""

    id: int
    number: int
    title: str
    dated_on: dt.date
    sent_at: dt.datetime | None
    content_hash: str
    is_material: bool
    change_note: str

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a stage may begin; `labels`: the points on which a stage before it has not passed.

    `waits`: the same with the number of that stage, by stage. `excused`: what it does not wait for because a stage
    before it was not made to wait for it. `since`: the day from which it may: that of the last answer before it, or of
    the decision not to wait. `motive` is that of the decision not to wait, `former_motive` of one that holds no more.
    """

    is_open: bool
    labels: tuple[str, ...]
    motive: str = ""
    former_motive: str = ""
    since: dt.date | None = None
    waits: tuple[tuple[int, str], ...] = ()
    excused: tuple[tuple[int, str], ...] = ()

    @property
    def by_stage(self) -> dict[int, list[str]]:
        """What it waits for: the labels by the number of their stage."""
        found: dict[int, list[str]] = {}
        for number, label in self.waits:
            found.setdefault(number, []).append(label)
        return found


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage with its parties, answers and outcomes. `cells` by party key and label; `said`: all that counts there.

    `passed_on`: of an adopting stage, the first day on which all its points had passed. `named_labels`: the points as
    the route names them, none for all; `labels` are those of them that the text has. `lapsed`: the points on which
    nobody is asked any more who has not answered, because it was decided, adopted or rejected without.
    """

    id: int
    number: int
    title: str
    role: Role
    rule: StageRule
    after: int
    due_on: dt.date | None
    labels: tuple[str, ...]
    parties: tuple[Party, ...]
    cells: Mapping[tuple[str, str], Cell]
    outcomes: Mapping[str, Outcome]
    gate: GateState
    is_follow_up: bool = False
    passed_on: dt.date | None = None
    named_labels: tuple[str, ...] = ()
    lapsed: frozenset[str] = frozenset()
    said: Mapping[tuple[str, str], Sequence[Cell]] = field(default_factory=dict)

    def has_decided(self) -> bool:
        """Whether anybody has said something here that stands."""
        return any(cell.answer in FINAL for cell in self.cells.values())

    def decided(self, parties: Iterable[Party]) -> int:
        """How many of them said something that stands on every point; to put off or not to discuss says nothing yet."""
        cells = ([self.cells.get((each.key, label)) for label in each.labels] for each in parties)
        return sum(all(cell and cell.answer in FINAL for cell in theirs) for theirs in cells)

    @property
    def is_hearing(self) -> bool:
        """Whether nothing is decided here: who is asked, is heard or advises."""
        return self.role in (Role.HEAR, Role.ADVISE)

    def open_labels(self, party: Party) -> tuple[str, ...]:
        """The points on which a party has no answer that stands for the present text, and is still asked."""
        given = {
            label: self.cells.get((party.key, label)) for label in party.labels if label not in self.lapsed
        }
        return tuple(label for label, cell in given.items() if cell is None or cell.answer not in FINAL)

    def lapsed_labels(self, party: Party) -> tuple[str, ...]:
        """The points on which a party never answered, and is not asked any more."""
        given = {label: self.cells.get((party.key, label)) for label in party.labels if label in self.lapsed}
        return tuple(label for label, cell in given.items() if cell is None or cell.answer not in FINAL)

    @property
    def is_passed(self) -> bool:
        return all(found.verdict is Verdict.PASSED for found in self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal as it was sent (or is being written), with its points and stages.

    `versions`: all of them, the first one first; `recorded`: all that was ever said, also on an older text.
    `draft_number`: the number of a next text that is being written, 0 for none. `linked_to`: the plan without which it
    does not close (R13). `has_attachments`, `has_inserts`: whether there are any to read;
    `has_continuation`: whether it was ever decided to go on without everyone (R50). `is_overtaken`: a room above went
    on with it, so that who has not answered is not asked any more.
    """

    id: uuid.UUID
    version_id: int
    code: str
    number: int
    title: str
    sender: str
    addressee: str
    dated_on: dt.date
    sent_at: dt.datetime | None
    content_hash: str
    author: str
    portfolio_holder: str
    classification: str
    withdrawn_at: dt.datetime | None
    withdrawal_reason: str
    revision: int
    linked_to: str
    texts: tuple[tuple[str, str], ...]
    points: tuple[PointRow, ...]
    stages: tuple[StageStanding, ...]
    versions: tuple[TextVersion, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    draft_number: int = 0
    has_attachments: bool = False
    has_inserts: bool = False
    has_continuation: bool = False
    is_overtaken: bool = False

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_public(self) -> bool:
        return self.classification == Classification.PUBLIC

    @property
    def is_adopted(self) -> bool:
        """Whether each of its adopting stages has passed; with a linked plan that is not all
        (`queries/proposals/closing.py`)."""
        return self.adopted_on is not None

    @property
    def adopted_on(self) -> dt.date | None:
        """The day of the last answer that was needed: from then on each adopting stage had passed by its rule.

        Everything that says when it was adopted, says it from here; None as long as it was not.
        """
        days = [stage.passed_on for stage in self.stages if stage.role is Role.ADOPT]
        return max((day for day in days if day), default=None) if all(days) else None

    @property
    def is_rejected(self) -> bool:
        """Whether who adopts rejected it, on one point at least; who and when: `queries/proposals/rejected.py`."""
        return any(
            outcome.verdict is Verdict.REJECTED
            for stage in self.stages
            if stage.role is Role.ADOPT
            for outcome in stage.outcomes.values()
        )

    def is_changed_since(self, cell: Cell) -> bool:
        """Whether another text was sent after the one on which this was answered."""
        texts = {each.number: each.content_hash for each in self.versions if each.is_sent}
        return texts.get(cell.on_version, "") != texts.get(self.number, "")

    def is_built_upon(self, stage: StageStanding) -> bool:
        """Whether a stage that comes after this one, directly or not, has decided: what was said here stands."""
        before = {each.number: each.after for each in self.stages}
        return any(
            each.has_decided() for each in self.stages if stage.number in earlier_stages(each.number, before)
        )

    def leads_to_adoption(self, stage: StageStanding) -> bool:
        """Whether a stage adopts or comes before one that does; the own decisions of organisations do not."""
        adopting = [each.number for each in self.stages if each.role is Role.ADOPT]
        before = {each.number: each.after for each in self.stages}
        if stage.number in adopting or any(stage.number in earlier_stages(each, before) for each in adopting):
            return True
        return not stage.is_follow_up and stage.number < max(adopting, default=0)


def earlier_stages(number: int, after: Mapping[int, int]) -> frozenset[int]:
    """The numbers of the stages that one comes after, directly or not; `after` by number, 0 for none."""
    found: set[int] = set()
    while (number := after.get(number, 0)) and number not in found:
        found.add(number)
    return frozenset(found)
