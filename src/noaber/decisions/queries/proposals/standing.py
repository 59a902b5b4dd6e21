"""How a proposal stands: who is asked what, what they answered, and what follows by the rules."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    ContinuationOverride,
    DecisionPoint,
    ObligationTerms,
    Proposal,
    ProposalAttachment,
    ProposalInsert,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.proposals.asked import labels_of, rule_points
from noaber.decisions.queries.proposals.gates import with_gates, with_lapsed
from noaber.decisions.queries.proposals.matrix import (
    GateState,
    Party,
    PointRow,
    StageStanding,
    Standing,
    TextVersion,
)
from noaber.decisions.queries.proposals.prerequisites import overtaken
from noaber.decisions.queries.proposals.stage_rows import Answered, Asked, StageRows, stage_rows
from noaber.decisions.queries.proposals.successors import successors_of
from noaber.decisions.rules import closing
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.outcomes import Outcome, StageRule, outcome
from noaber.decisions.rules.points import PointKind, in_order, is_addressed
from noaber.decisions.rules.positions import Given
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
    """A proposal whole: three queries, however many are asked.

    The text is the newest that was sent (a proposal that never was: its draft), by the moment that is asked for;
    answers count that were given by the day and known at the moment. Names are those of the day.
    """
    versions = list(_versions(code, asof))
    version = next((each for each in versions if each.sent_at), versions[0] if versions else None)
    return _read(version, versions, asof) if version else None


@read_once
def nameless_standing(code: str, asof: AsOf) -> Standing | None:
    """As `standing`, for who only follows what was decided: everyone goes by code and has no district."""
    versions = list(_versions(code, asof))
    version = next((each for each in versions if each.sent_at), versions[0] if versions else None)
    return _read(version, versions, asof, is_named=False) if version else None


@read_once
def draft_standing(code: str, asof: AsOf) -> Standing | None:
    """The text that is being written, as if it were the one that counts; None when none is."""
    versions = list(_versions(code, asof))
    if not versions or versions[0].sent_at:
        return None
    return _read(versions[0], versions, asof)


def _read(
    version: ProposalVersion, versions: Sequence[ProposalVersion], asof: AsOf, *, is_named: bool = True
) -> Standing:
    points = points_in_order(list(version.points.select_related("obligation")))
    sent = [SentVersion(each.number, each.is_material) for each in versions if each.sent_at]
    counting = counting_versions(sent) if version.sent_at else {version.number}
    stages = Stage.objects.filter(proposal=version.proposal_id)
    rows = stage_rows(stages, {version.proposal_id: counting}, asof)[version.proposal_id]
    names, heirs = _names_of(rows, asof, AsOf(version.dated_on)) if is_named else ({}, {})
    first = next(each for each in versions if each.number == min(counting))
    whole = put_together(version, points, rows, names, heirs, first, asof)
    return replace(
        whole,
        withdrawn_at=None if _is_later(whole.withdrawn_at, asof) else whole.withdrawn_at,
        versions=tuple(map(text_version, reversed(versions))),
        recorded=tuple(rows.recorded),
        draft_number=0 if versions[0].sent_at else versions[0].number,
    )


def _is_later(moment: dt.datetime | None, asof: AsOf) -> bool:
    return bool(moment and asof.known_at and moment >= asof.known_at)


def put_together(
    version: ProposalVersion,
    points: list[DecisionPoint],
    rows: StageRows,
    names: Mapping[str, tuple[str, str]],
    heirs: Mapping[str, tuple[str, ...]],
    first: ProposalVersion,
    asof: AsOf,
) -> Standing:
    """Stage by stage, then the gates between them, and what nobody is asked any more.

    `first`: the earliest text on which an answer counts; who weighs what stands from its sending on.
    """
    reading = _Reading(points, names, rows, AsOf(first.dated_on, first.sent_at), heirs)
    stages = with_gates(rows, [reading.stage(stage) for stage in rows.stages.values()], points)
    whole = _standing(version.proposal, version, points, stages)
    whole = replace(whole, is_overtaken=_is_overtaken(whole, asof))
    return replace(whole, stages=tuple(with_lapsed(whole, stage) for stage in stages))


def _is_overtaken(found: Standing, asof: AsOf) -> bool:
    """Whether a room went on with it since its text was sent; not asked of what was adopted or withdrawn."""
    if found.sent_at is None or found.is_adopted or found.withdrawn_at:
        return False
    until = overtaken(asof).get(found.code)
    return until is not None and found.sent_at < until


def _versions(code: str, asof: AsOf) -> QuerySet[ProposalVersion]:
    """Every version known at the moment, the newest first; one that was sent later was still a draft then."""
    versions = ProposalVersion.objects.filter(proposal__code=code)
    if asof.known_at:
        versions = versions.filter(sent_at__lt=asof.known_at)
    versions = versions.annotate(
        has_attachments=Exists(ProposalAttachment.objects.filter(version=OuterRef("pk"))),
        has_inserts=Exists(ProposalInsert.objects.filter(version=OuterRef("pk"))),
        has_continuation=Exists(ContinuationOverride.objects.filter(proposal=OuterRef("proposal"))),
    )
    return versions.select_related("proposal__linked_to").order_by("-number")


def text_version(version: ProposalVersion) -> TextVersion:
    return TextVersion(
        version.pk,
        version.number,
        version.title,
        version.dated_on,
        version.sent_at,
        version.content_hash,
        version.is_material,
        version.change_note,
    )


def whole_and_stage(stage: Stage) -> tuple[Standing | None, StageStanding | None]:
    """How a proposal stands by all that is recorded, whatever the day of an answer, and one of its stages in it.

    For services, which go by code: `nameless_standing`.
    """
    found = nameless_standing(stage.proposal.code, AsOf(dt.date.max))
    return found, next((each for each in found.stages if each.id == stage.pk), None) if found else None


def points_in_order(points: Sequence[DecisionPoint]) -> list[DecisionPoint]:
    by_label = {point.label: point for point in points}
    return [by_label[point.label] for point in in_order(rule_points(points))]


def _names_of(
    rows: StageRows, asof: AsOf, sent: AsOf
) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, ...]]]:
    """What everyone is called on the day; who is no more, such as after a merger, by its name when it was asked.

    Of who is no more also what went on in its place.
    """
    names = _names(asof)
    asked = {row.key: row for parties in rows.asked.values() for row in parties.values()}
    gone = asked.keys() - names.keys()
    if not gone:
        return names, {}
    heirs = {key: successors_of(asked[key].organisation, asof) for key in gone if asked[key].organisation}
    return _names(sent) | names, heirs


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
    rows: StageRows
    weighed_on: AsOf  # day of the text, as known at its sending: no correction changes who weighs what
    heirs: Mapping[str, tuple[str, ...]]  # what went on in the place of who is no more, by key

    def stage(self, stage: Stage) -> StageStanding:
        """The stage by itself; its gate follows when all are read."""
        labels = labels_of(stage, self.points)
        asked = self.rows.of_stage(stage.pk)
        own = {kind: self._labels_for(kind, labels) for kind in {row.kind for row in asked}}
        parties = sorted(
            (self._party(stage, row, own[row.kind]) for row in asked), key=lambda party: party.name
        )
        said: dict[tuple[str, str], list[Answered]] = defaultdict(list)
        for party in parties:
            for each in self.rows.said.get(party.consultation_id, ()):
                if each.label in party.labels:
                    said[party.key, each.label].append(each)
        last = {at: given[-1] for at, given in said.items()}
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
            gate=GateState(is_open=True, labels=()),
            is_follow_up=stage.is_follow_up,
            named_labels=tuple(stage.labels),
            passed_on=self._passed_on(stage, labels, parties, last, weights),
            said={at: [each.cell for each in given] for at, given in said.items()},
        )

    def _passed_on(
        self,
        stage: Stage,
        labels: Sequence[str],
        parties: Sequence[Party],
        last: Mapping[tuple[str, str], Answered],
        weights: Mapping[str, int],
    ) -> dt.date | None:
        """The day of adoption; of any other stage nobody asks."""
        if stage.role != Role.ADOPT:
            return None
        kinds = {point.label: PointKind(point.kind) for point in self.points}
        asked = [
            closing.Asked(
                label,
                kinds[label],
                {each.key: weights.get(each.key, 1) for each in parties if label in each.labels},
            )
            for label in labels
        ]
        said = [
            closing.Said(Given(key, label, each.cell.answer, each.sequence), each.cell.decided_on)
            for (key, label), each in last.items()
        ]
        return closing.passed_on(StageRule(stage.rule), asked, said, stage.quorum)

    def _labels_for(self, kind: str, labels: Sequence[str]) -> tuple[str, ...]:
        """Which of these points are asked of a kind of organisation; of a body (no kind) all."""
        points = rule_points(self.points)
        return tuple(
            point.label
            for point in points
            if point.label in labels and (not kind or is_addressed(point, kind, points))
        )

    def _party(self, stage: Stage, row: Asked, own: tuple[str, ...]) -> Party:
        name, district = self.names.get(row.key, (row.body or row.organisation, ""))
        due_on = row.due_on or stage.due_on
        who = (row.id, row.body, row.organisation, name, district, row.revision)
        heirs = self.heirs.get(row.key, ())
        heir, _district = self.names.get(f"organisation:{heirs[-1]}", (heirs[-1], "")) if heirs else ("", "")
        return Party(*who, own, row.organ, due_on, row.kind, heirs, heir)

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
        is_hearing = Role(stage.role) in (Role.HEAR, Role.ADVISE)
        return outcome(StageRule(stage.rule), kind, theirs, given, label, stage.quorum, is_hearing=is_hearing)


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
        has_attachments=getattr(version, "has_attachments", False),
        has_inserts=getattr(version, "has_inserts", False),
        has_continuation=getattr(version, "has_continuation", False),
    )


@read_once
def point_rows(version_id: int) -> tuple[PointRow, ...]:
    """The points of one version, in the order of paper."""
    points = DecisionPoint.objects.filter(version=version_id).select_related("obligation")
    return tuple(_point_row(point) for point in points_in_order(list(points)))


def _point_row(point: DecisionPoint) -> PointRow:
    return PointRow(
        point.label,
        PointKind(point.kind),
        point.text,
        point.parent,
        tuple(point.addressed_to),
        tuple(point.forwarded_to),
        point.advice,
        terms_of(getattr(point, "obligation", None)),
    )


def terms_of(kept: ObligationTerms | None) -> Terms | None:
    if kept is None:
        return None
    kind = ObligationKind(kept.kind)
    return Terms(
        kind, kept.first_year, kept.last_year, kept.rate, kept.fte, kept.reminder_on, kept.is_solidary
    )
