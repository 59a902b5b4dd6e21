"""How a proposal stands: who is asked what, what they answered, and what follows by the rules."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Consultation,
    DecisionPoint,
    ObligationTerms,
    Proposal,
    ProposalAttachment,
    ProposalInsert,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.asked import labels_of, rule_points
from noaber.decisions.queries.matrix import Cell, GateState, Party, PointRow, StageStanding, Standing
from noaber.decisions.rules.closing import Asked, Said, passed_on
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict, outcome
from noaber.decisions.rules.points import PointKind, in_order, is_addressed
from noaber.decisions.rules.positions import Answer, Given
from noaber.decisions.rules.route import Role
from noaber.decisions.rules.versions import SentVersion, counting_versions
from noaber.network.api import bodies, latest_populations, organisations

TEXTS = (
    "background",
    "intended_effect",
    "arguments",
    "caveats",
    "finances",
    "legal",
    "communication",
    "follow_up",
)


@read_once
def standing(code: str, asof: AsOf) -> Standing | None:
    """A proposal whole: four queries, however many are asked.

    The text is the newest that was sent (a proposal that never was: its draft), by the moment that is asked for;
    answers count that were given by the day and known at the moment. Names are those of the day.
    """
    versions = list(_versions(code, asof))
    version = next((each for each in versions if each.sent_at), versions[0] if versions else None)
    return _read(version, versions, asof) if version else None


@read_once
def draft_standing(code: str, asof: AsOf) -> Standing | None:
    """The text that is being written, as if it were the one that counts; None when none is."""
    versions = list(_versions(code, asof))
    if not versions or versions[0].sent_at:
        return None
    return _read(versions[0], versions, asof)


def _read(version: ProposalVersion, versions: Sequence[ProposalVersion], asof: AsOf) -> Standing:
    points = _in_order(list(version.points.select_related("obligation")))
    sent = [SentVersion(each.number, each.is_material) for each in versions if each.sent_at]
    counting = counting_versions(sent) if version.sent_at else {version.number}
    asked, said = _asked_and_said(version, counting, asof)
    reading = _Reading(points, _names(asof), asked, said, AsOf(version.dated_on))
    found: list[StageStanding] = []
    for stage in Stage.objects.filter(proposal=version.proposal_id).select_related("override"):
        found.append(reading.stage(stage, found))
    draft_number = 0 if versions[0].sent_at else versions[0].number
    return _standing(version.proposal, version, points, found, draft_number)


def _versions(code: str, asof: AsOf) -> QuerySet[ProposalVersion]:
    """Every version known at the moment, the newest first; one that was sent later was still a draft then."""
    versions = ProposalVersion.objects.filter(proposal__code=code)
    if asof.known_at:
        versions = versions.filter(sent_at__lt=asof.known_at)
    versions = versions.annotate(
        has_attachments=Exists(ProposalAttachment.objects.filter(version=OuterRef("pk"))),
        has_inserts=Exists(ProposalInsert.objects.filter(version=OuterRef("pk"))),
        is_linked=Exists(Proposal.objects.filter(linked_to=OuterRef("proposal"))),
    )
    return versions.select_related("proposal__linked_to").order_by("-number")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A party as it was read."""

    id: uuid.UUID
    body: str
    organisation: str
    kind: str
    revision: int
    organ: str
    due_on: dt.date | None


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
    "organ",
    "due_on",
    "positions__pk",
    "positions__point__version__number",
    "positions__point__label",
    "positions__answer",
    "positions__text",
    "positions__decided_on",
    "positions__evidence",
    "positions__evidence_file",
    "positions__recorded_at",
)


def _asked_and_said(
    version: ProposalVersion, counting: Collection[int], asof: AsOf
) -> tuple[dict[int, list[_Asked]], dict[uuid.UUID, list[_Answered]]]:
    """Who is asked at which stage, and what they answered on a version that counts, in the order of recording."""
    rows = Consultation.objects.filter(stage__proposal=version.proposal_id)
    asked: dict[int, dict[uuid.UUID, _Asked]] = defaultdict(dict)
    said: dict[uuid.UUID, list[_Answered]] = defaultdict(list)
    for row in rows.order_by("positions__pk").values_list(*_COLUMNS):
        stage, key, body, organisation, kind, revision, organ, due_on, *position = row
        asked[stage][key] = _Asked(key, body or "", organisation or "", kind or "", revision, organ, due_on)
        if position[0] and position[1] in counting and (each := _answered(asof, *position)):
            said[key].append(each)
    return {stage: list(parties.values()) for stage, parties in asked.items()}, said


def _answered(
    asof: AsOf,
    key: int,
    number: int,
    label: str,
    answer: str,
    text: str,
    decided_on: dt.date,
    evidence: str,
    evidence_file: uuid.UUID | None,
    recorded_at: dt.datetime,
) -> _Answered | None:
    """A position that was given by the day and known at the moment; None for a later one."""
    if decided_on > asof.valid_on or (asof.known_at and recorded_at >= asof.known_at):
        return None
    cell = Cell(Answer(answer), text, decided_on, evidence, evidence_file, recorded_at, key, number)
    return _Answered(label, cell, key)


def gate_of(stage: Stage) -> GateState:
    """Whether a stage may begin by all that is recorded, whatever the day of an answer."""
    found = standing(stage.proposal.code, AsOf(dt.date.max))
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
            (self._party(stage, row, labels) for row in self.asked.get(stage.pk, ())),
            key=lambda party: party.name,
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
            is_follow_up=stage.is_follow_up,
            named_labels=tuple(stage.labels),
            passed_on=self._passed_on(stage, labels, parties, last, weights),
        )

    def _passed_on(
        self,
        stage: Stage,
        labels: Sequence[str],
        parties: Sequence[Party],
        last: Mapping[tuple[str, str], _Answered],
        weights: Mapping[str, int],
    ) -> dt.date | None:
        """The day of adoption; of any other stage nobody asks."""
        if stage.role != Role.ADOPT:
            return None
        kinds = {point.label: PointKind(point.kind) for point in self.points}
        asked = [
            Asked(
                label,
                kinds[label],
                {each.key: weights.get(each.key, 1) for each in parties if label in each.labels},
            )
            for label in labels
        ]
        said = [
            Said(Given(key, label, each.cell.answer, each.sequence), each.cell.decided_on)
            for (key, label), each in last.items()
        ]
        return passed_on(StageRule(stage.rule), asked, said, stage.quorum)

    def _party(self, stage: Stage, row: _Asked, labels: Sequence[str]) -> Party:
        key = f"body:{row.body}" if row.body else f"organisation:{row.organisation}"
        name, district = self.names.get(key, (row.body or row.organisation, ""))
        points = rule_points(self.points)
        own = tuple(
            point.label
            for point in points
            if point.label in labels and (not row.kind or is_addressed(point, row.kind, points))
        )
        due_on = row.due_on or stage.due_on
        return Party(row.id, row.body, row.organisation, name, district, row.revision, own, row.organ, due_on)

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
    draft_number: int,
) -> Standing:
    texts = tuple(
        (str(version._meta.get_field(name).verbose_name), getattr(version, name))  # type: ignore[union-attr]
        for name in TEXTS
        if getattr(version, name)
    )
    return Standing(
        id=proposal.pk,
        version_id=version.pk,
        code=proposal.code,
        number=version.number,
        title=version.title,
        sender=version.sender,
        addressee=version.addressee,
        dated_on=version.dated_on,
        sent_at=version.sent_at,
        content_hash=version.content_hash,
        author=version.author,
        portfolio_holder=version.portfolio_holder,
        classification=proposal.classification,
        withdrawn_at=proposal.withdrawn_at,
        withdrawal_reason=proposal.withdrawal_reason,
        revision=proposal.revision,
        linked_to=proposal.linked_to.code if proposal.linked_to else "",
        texts=texts,
        points=tuple(_point_row(point) for point in points),
        stages=tuple(stages),
        draft_number=draft_number,
        has_companion=proposal.linked_to_id is not None or getattr(version, "is_linked", False),
        has_attachments=getattr(version, "has_attachments", False),
        has_inserts=getattr(version, "has_inserts", False),
    )


@read_once
def point_rows(version_id: int) -> tuple[PointRow, ...]:
    """The points of one version, in the order of paper."""
    points = DecisionPoint.objects.filter(version=version_id).select_related("obligation")
    return tuple(_point_row(point) for point in _in_order(list(points)))


def _point_row(point: DecisionPoint) -> PointRow:
    return PointRow(
        point.label,
        PointKind(point.kind),
        point.text,
        point.parent,
        tuple(point.addressed_to),
        tuple(point.forwarded_to),
        point.advice,
        _terms(getattr(point, "obligation", None)),
    )


def _terms(kept: ObligationTerms | None) -> Terms | None:
    if kept is None:
        return None
    kind = ObligationKind(kept.kind)
    return Terms(kind, kept.first_year, kept.last_year, kept.rate, kept.fte, kept.reminder_on)
