"""How a proposal stands: who is asked what, what they answered, and what follows by the rules."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Consultation,
    DecisionPoint,
    Proposal,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.asked import labels_of, rule_points
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict, outcome
from noaber.decisions.rules.points import PointKind, in_order, is_addressed
from noaber.decisions.rules.positions import FINAL, Answer, Given
from noaber.decisions.rules.route import Role
from noaber.network.api import bodies, latest_populations, organisations


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as everyone reads it."""

    label: str
    kind: PointKind
    text: str
    parent: str
    addressed_to: tuple[str, ...]
    forwarded_to: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Party:
    """A body or an organisation that is asked. `labels`: the points that it is asked; others are not its business."""

    consultation_id: uuid.UUID
    body_code: str
    organisation_code: str
    name: str
    district: str
    revision: int
    labels: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"body:{self.body_code}" if self.body_code else f"organisation:{self.organisation_code}"


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer that counts, of one party on one point."""

    answer: Answer
    text: str
    decided_on: dt.date
    evidence: str


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a stage may begin; `labels`: the points on which the stage before it has not passed.

    `since`: the day from which it may: that of the last answer before it, or of the decision not to wait.
    """

    is_open: bool
    labels: tuple[str, ...]
    motive: str = ""
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage with its parties, answers and outcomes. `cells` by party key and label."""

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

    @property
    def is_complete(self) -> bool:
        """Whether every point is decided by the rule of the stage."""
        return all(found.verdict is not Verdict.OPEN for found in self.outcomes.values())

    @property
    def is_passed(self) -> bool:
        return all(found.verdict is Verdict.PASSED for found in self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal as it was sent (or is being written), with its points and stages."""

    code: str
    is_public: bool
    number: int
    title: str
    sender: str
    addressee: str
    dated_on: dt.date
    sent_at: dt.datetime | None
    content_hash: str
    texts: tuple[tuple[str, str], ...]
    points: tuple[PointRow, ...]
    stages: tuple[StageStanding, ...]

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    def is_closed(self, stage: StageStanding, party: Party) -> bool:
        """Whether an answer of this party was built upon: it stands, whatever comes."""
        has_answered = all((party.key, label) in stage.cells for label in party.labels)
        later = (cell for each in self.stages if each.after == stage.number for cell in each.cells.values())
        return has_answered and any(cell.answer in FINAL for cell in later)


TEXTS = ("background", "intended_effect", "arguments", "caveats", "finances", "follow_up")


@read_once
def standing(code: str, asof: AsOf) -> Standing | None:
    """A proposal whole: four queries, however many are asked; names and inhabitants as of the day."""
    versions = ProposalVersion.objects.filter(proposal__code=code).select_related("proposal")
    version = versions.order_by("number").last()
    if version is None:
        return None
    points = _in_order(list(version.points.all()))
    asked, said = _asked_and_said(version)
    reading = _Reading(points, _names(asof), asked, said, AsOf(version.dated_on))
    found: list[StageStanding] = []
    for stage in Stage.objects.filter(proposal=version.proposal_id).select_related("override"):
        found.append(reading.stage(stage, found))
    return _standing(version.proposal, version, points, found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A party as it was read."""

    id: uuid.UUID
    body: str
    organisation: str
    kind: str
    revision: int


@dataclass(frozen=True, slots=True)
class _Answered:
    """A position as it was read; `sequence` is the order of recording."""

    label: str
    cell: Cell
    sequence: int


_COLUMNS = (
    "stage_id",
    "pk",
    "body__code",
    "organisation__code",
    "organisation__kind",
    "revision",
    "positions__pk",
    "positions__point__version_id",
    "positions__point__label",
    "positions__answer",
    "positions__text",
    "positions__decided_on",
    "positions__evidence",
)


def _asked_and_said(
    version: ProposalVersion,
) -> tuple[dict[int, list[_Asked]], dict[uuid.UUID, list[_Answered]]]:
    """Who is asked at which stage, and what they answered on this version, in the order of recording: one query."""
    rows = Consultation.objects.filter(stage__proposal=version.proposal_id)
    asked: dict[int, dict[uuid.UUID, _Asked]] = defaultdict(dict)
    said: dict[uuid.UUID, list[_Answered]] = defaultdict(list)
    for row in rows.order_by("positions__pk").values_list(*_COLUMNS):
        stage, key, body, organisation, kind, revision, sequence, of_version, label, answer, *rest = row
        asked[stage][key] = _Asked(key, body or "", organisation or "", kind or "", revision)
        if sequence and of_version == version.pk:
            said[key].append(_Answered(label, Cell(Answer(answer), *rest), sequence))
    return {stage: list(parties.values()) for stage, parties in asked.items()}, said


def gate_of(stage: Stage, asof: AsOf) -> GateState:
    """Whether a stage may begin now; of the day only names depend."""
    found = standing(stage.proposal.code, asof)
    own = next((each for each in found.stages if each.id == stage.pk), None) if found else None
    return own.gate if own else GateState(is_open=True, labels=())


def _in_order(points: Sequence[DecisionPoint]) -> list[DecisionPoint]:
    by_label = {point.label: point for point in points}
    return [by_label[point.label] for point in in_order(rule_points(points))]


def _names(asof: AsOf) -> dict[str, tuple[str, str]]:
    """What every body and organisation is called on the day, and its district, by key."""
    found = {f"body:{row.code}": (row.called, row.district_name) for row in bodies(ANONYMOUS, asof)}
    return found | {
        f"organisation:{row.code}": (row.name, row.district_name) for row in organisations(ANONYMOUS, asof)
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of one proposal, from which each stage is made."""

    points: Sequence[DecisionPoint]
    names: Mapping[str, tuple[str, str]]
    asked: Mapping[int, Sequence[_Asked]]
    said: Mapping[uuid.UUID, Sequence[_Answered]]
    weighed_on: AsOf  # the day of the proposal: who weighs what does not change while it is on its way

    def stage(self, stage: Stage, before: Sequence[StageStanding]) -> StageStanding:
        labels = labels_of(stage, self.points)
        parties = sorted(
            (self._party(row, labels) for row in self.asked.get(stage.pk, ())), key=lambda party: party.name
        )
        last = {
            (party.key, each.label): each
            for party in parties
            for each in self.said.get(party.consultation_id, ())
            if each.label in party.labels
        }
        rule = StageRule(stage.rule)
        given = [Given(key, label, each.cell.answer, each.sequence) for (key, label), each in last.items()]
        weights = _weights(parties, self.weighed_on) if rule is StageRule.WEIGHTED else {}
        return StageStanding(
            id=stage.pk,
            number=stage.number,
            title=stage.title,
            role=Role(stage.role),
            rule=rule,
            after=stage.after,
            due_on=stage.due_on,
            labels=tuple(labels),
            parties=tuple(parties),
            cells={at: each.cell for at, each in last.items()},
            outcomes={label: self._outcome(stage, label, parties, given, weights) for label in labels},
            gate=self._gate(stage, labels, before),
        )

    def _party(self, row: _Asked, labels: Sequence[str]) -> Party:
        key = f"body:{row.body}" if row.body else f"organisation:{row.organisation}"
        name, district = self.names.get(key, (row.body or row.organisation, ""))
        points = rule_points(self.points)
        own = tuple(
            point.label
            for point in points
            if point.label in labels and (not row.kind or is_addressed(point, row.kind, points))
        )
        return Party(row.id, row.body, row.organisation, name, district, row.revision, own)

    def _outcome(
        self,
        stage: Stage,
        label: str,
        parties: Iterable[Party],
        given: Iterable[Given],
        weights: Mapping[str, int],
    ) -> Outcome:
        kind = next(PointKind(point.kind) for point in self.points if point.label == label)
        theirs = {party.key: weights.get(party.key, 1) for party in parties if label in party.labels}
        return outcome(StageRule(stage.rule), kind, theirs, given, label, stage.quorum)

    def _gate(self, stage: Stage, labels: Sequence[str], before: Sequence[StageStanding]) -> GateState:
        """Closed while the stage that it waits for has not passed on the points that both treat (R14)."""
        earlier = next((each for each in before if each.number == stage.after), None)
        if earlier is None:
            return GateState(is_open=True, labels=())
        shared = [label for label in labels if label in earlier.labels] or list(earlier.labels)
        waiting = tuple(label for label in shared if earlier.outcomes[label].verdict is not Verdict.PASSED)
        override = getattr(stage, "override", None)
        motive = override.motive if override else ""
        days = [cell.decided_on for (_who, label), cell in earlier.cells.items() if label in shared]
        since = override.decided_on if override else max(days, default=None)
        return GateState(not waiting or bool(motive), waiting, motive, since)


def _weights(parties: Iterable[Party], asof: AsOf) -> dict[str, int]:
    """Inhabitants of each municipality; a body and another organisation weigh nothing."""
    figures = latest_populations(asof)
    return {
        party.key: figures[party.organisation_code].population if party.organisation_code in figures else 0
        for party in parties
    }


def _standing(
    proposal: Proposal,
    version: ProposalVersion,
    points: Iterable[DecisionPoint],
    stages: Iterable[StageStanding],
) -> Standing:
    rows = tuple(
        PointRow(
            point.label,
            PointKind(point.kind),
            point.text,
            point.parent,
            tuple(point.addressed_to),
            tuple(point.forwarded_to),
            point.advice,
        )
        for point in points
    )
    texts = tuple(
        (str(version._meta.get_field(name).verbose_name), getattr(version, name))  # type: ignore[union-attr]
        for name in TEXTS
        if getattr(version, name)
    )
    return Standing(
        proposal.code,
        proposal.classification == "public",
        version.number,
        version.title,
        version.sender,
        version.addressee,
        version.dated_on,
        version.sent_at,
        version.content_hash,
        texts,
        rows,
        tuple(stages),
    )
