"""What was adopted of public proposals: what everyone may know of it, whoever asks.

A proposal is adopted when each stage that adopts has passed on every point that it treats. Nothing here reads a
remark, a motive or the name of a person.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Classification,
    Consultation,
    DecisionPoint,
    Position,
    ProposalAttachment,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.asked import labels_of, rule_points
from noaber.decisions.queries.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals import proposal
from noaber.decisions.rules.outcomes import StageRule, Verdict, outcome
from noaber.decisions.rules.points import Point, in_order, is_addressed
from noaber.decisions.rules.positions import Answer, Given
from noaber.decisions.rules.route import Role
from noaber.decisions.rules.versions import SentVersion, counting_versions
from noaber.network.api import bodies, latest_populations, organisations


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """One adopted decision. `adopted_by`: names of who adopted; `modified_at`: when something of it last changed."""

    code: str
    title: str
    sender: str
    dated_on: dt.date
    sent_at: dt.datetime
    adopted_on: dt.date
    adopted_by: tuple[str, ...]
    points: tuple[str, ...]  # the texts of what was adopted, in the order of the proposal
    modified_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes with an adopted decision; anyone may fetch it."""

    file_id: uuid.UUID
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: dt.datetime


@read_once
def adopted(asof: AsOf) -> tuple[AdoptedRow, ...]:
    """Every adopted decision of a public proposal, the newest first; six queries, however many there are."""
    sent = _sent()
    newest = {key: versions[-1] for key, versions in sent.items()}
    stages = list(Stage.objects.filter(proposal__in=newest, role=Role.ADOPT).order_by("number"))
    points = _points(version.pk for version in newest.values())
    voices = _voices((stage.pk for stage in stages), asof)
    changed = _last_recorded(newest)
    names = _names(asof)
    found = []
    for key, version in newest.items():
        own = [stage for stage in stages if stage.proposal_id == key]
        reading = _Reading(version, sent[key], points[version.pk], names)
        if own and (row := reading.row(own, voices, changed.get(key))):
            found.append(row)
    return tuple(sorted(found, key=lambda row: (-row.adopted_on.toordinal(), row.code)))


def adopted_decision(code: str, asof: AsOf) -> Standing | None:
    """One adopted decision as a visitor may read it; None for a draft, and for what is not public or not adopted."""
    found = proposal(ANONYMOUS, code, asof)
    return found if found and is_adopted(found) else None


def is_adopted(found: Standing) -> bool:
    """Whether each stage that adopts has passed on every point that it treats."""
    stages = adopting(found)
    treated = all(stage.outcomes and stage.is_passed for stage in stages)
    return bool(stages) and treated and found.withdrawn_at is None


def adopting(found: Standing) -> tuple[StageStanding, ...]:
    return tuple(stage for stage in found.stages if stage.role is Role.ADOPT)


def adopted_on(found: Standing) -> dt.date:
    """The day of the last answer with which it was adopted."""
    return max(cell.decided_on for stage in adopting(found) for cell in stage.cells.values())


def modified_at(found: Standing) -> dt.datetime:
    """When something of a decision was last recorded: its text, or any answer."""
    answers = (cell.recorded_at for stage in found.stages for cell in stage.cells.values())
    return max((*answers, *([found.sent_at] if found.sent_at else [])))


def documents(found: Standing) -> tuple[Document, ...]:
    """The attachments of the text that was sent, in their order."""
    rows = ProposalAttachment.objects.filter(version=found.version_id, file__is_removed=False)
    columns = ("file__name", "file__media_type", "file__size", "file__sha256", "file__uploaded_at")
    return tuple(Document(*row) for row in rows.values_list("file_id", "title", *columns))


def _sent() -> dict[uuid.UUID, list[ProposalVersion]]:
    """The texts of public proposals that were sent, the newest last, by proposal."""
    found: dict[uuid.UUID, list[ProposalVersion]] = defaultdict(list)
    rows = ProposalVersion.objects.filter(
        proposal__classification=Classification.PUBLIC, proposal__withdrawn_at=None
    ).exclude(sent_at=None)
    for version in rows.select_related("proposal").order_by("number"):
        found[version.proposal_id].append(version)
    return found


def _points(versions: Iterable[int]) -> dict[int, list[DecisionPoint]]:
    found: dict[int, list[DecisionPoint]] = defaultdict(list)
    for point in DecisionPoint.objects.filter(version__in=list(versions)).order_by("pk"):
        found[point.version_id].append(point)
    return found


def _last_recorded(proposals: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    rows = Position.objects.filter(consultation__stage__proposal__in=list(proposals))
    by_proposal = rows.values_list("consultation__stage__proposal").annotate(Max("recorded_at")).order_by()
    return dict(by_proposal)


def _names(asof: AsOf) -> dict[str, str]:
    found = {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    return found | {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who adopts at a stage, and one answer of theirs (or none yet: `position` is 0)."""

    key: str
    kind: str
    position: int
    version: int
    label: str
    answer: str
    decided_on: dt.date | None


_COLUMNS = (
    "stage_id",
    "body__code",
    "organisation__code",
    "organisation__kind",
    "positions__pk",
    "positions__point__version__number",
    "positions__point__label",
    "positions__answer",
    "positions__decided_on",
)


def _voices(stages: Iterable[int], asof: AsOf) -> dict[int, list[_Voice]]:
    found: dict[int, list[_Voice]] = defaultdict(list)
    rows = Consultation.objects.filter(stage__in=list(stages)).order_by(
        F("positions__pk").asc(nulls_first=True)
    )
    for stage, body, organisation, kind, *said in rows.values_list(*_COLUMNS):
        key = f"body:{body}" if body else f"organisation:{organisation}"
        found[stage].append(_voice(asof, key, kind or "", *said))
    return found


def _voice(
    asof: AsOf,
    key: str,
    kind: str,
    position: int | None,
    version: int,
    label: str,
    answer: str,
    decided_on: dt.date,
) -> _Voice:
    """An answer that was given by the day; one of later, or none yet, leaves who is asked."""
    if position is None or decided_on > asof.valid_on:
        return _Voice(key, kind, 0, 0, "", "", None)
    return _Voice(key, kind, position, version, label, answer, decided_on)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One proposal: its newest text, all that were sent, its points, and what everyone is called."""

    version: ProposalVersion
    sent: Sequence[ProposalVersion]
    points: Sequence[DecisionPoint]
    names: Mapping[str, str]

    def row(
        self,
        stages: Sequence[Stage],
        voices: Mapping[int, Sequence[_Voice]],
        changed_at: dt.datetime | None,
    ) -> AdoptedRow | None:
        """The decision; None as long as it is not adopted."""
        days: list[dt.date] = []
        for stage in stages:
            counted = self._counted(stage, voices.get(stage.pk, ()))
            if not counted:
                return None
            days += counted
        sent_at = self.version.sent_at
        if not days or sent_at is None:
            return None
        treated = {label for stage in stages for label in labels_of(stage, self.points)}
        keys = dict.fromkeys(voice.key for stage in stages for voice in voices[stage.pk])
        texts = {point.label: point.text for point in self.points}
        return AdoptedRow(
            code=self.version.proposal.code,
            title=self.version.title,
            sender=self.version.sender,
            dated_on=self.version.dated_on,
            sent_at=sent_at,
            adopted_on=max(days),
            adopted_by=tuple(self._called(key, max(days)) for key in keys),
            points=tuple(
                texts[each.label] for each in in_order(rule_points(self.points)) if each.label in treated
            ),
            modified_at=max(sent_at, changed_at or sent_at),
        )

    def _called(self, key: str, adopted_on: dt.date) -> str:
        """The name of today; of who is no more, that of the day on which it adopted."""
        return self.names.get(key) or _names(AsOf(adopted_on)).get(key, key.partition(":")[2])

    def _counted(self, stage: Stage, voices: Sequence[_Voice]) -> list[dt.date]:
        """The days of the answers with which a stage has passed; none as long as it has not."""
        counting = counting_versions(SentVersion(each.number, each.is_material) for each in self.sent)
        every = rule_points(self.points)
        last = {(each.key, each.label): each for each in voices if each.version in counting}
        given = [Given(each.key, each.label, Answer(each.answer), each.position) for each in last.values()]
        days: list[dt.date] = []
        for label in labels_of(stage, self.points):
            point = next(each for each in every if each.label == label)
            parties = self._parties(stage, voices, point, every)
            found = outcome(StageRule(stage.rule), point.kind, parties, given, label, stage.quorum)
            if found.verdict is not Verdict.PASSED:
                return []
            days += [each.decided_on for (key, at), each in last.items() if at == label and each.decided_on]
        return days

    def _parties(
        self, stage: Stage, voices: Sequence[_Voice], point: Point, every: Sequence[Point]
    ) -> dict[str, int]:
        """Who is asked this point, with their weight."""
        keys = {each.key for each in voices if not each.kind or is_addressed(point, each.kind, every)}
        if stage.rule != StageRule.WEIGHTED:
            return dict.fromkeys(keys, 1)
        figures = latest_populations(AsOf(self.version.dated_on))
        codes = {key: key.partition(":")[2] for key in keys}
        return {
            key: figures[code].population if key.startswith("organisation:") and code in figures else 0
            for key, code in codes.items()
        }
