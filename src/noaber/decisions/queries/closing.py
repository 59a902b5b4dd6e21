"""What became of every proposal: adopted and when, rejected, withdrawn, or waiting for the plan beside it (R13).

Read for all proposals at once, in a fixed number of queries, so that a list of them asks no more than one page does.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Consultation, DecisionPoint, Proposal, ProposalVersion, Stage
from noaber.decisions.queries.asked import labels_of, rule_points
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.rules.closing import Asked, Closing, Plan, Said, closing, passed_on, verdicts
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.points import PointKind, is_addressed
from noaber.decisions.rules.positions import Answer, Given
from noaber.decisions.rules.route import Role
from noaber.decisions.rules.versions import SentVersion, counting_versions
from noaber.network.api import latest_populations


def closing_of(found: Standing, asof: AsOf) -> Closing:
    """What became of one proposal; of one that goes with another plan, together with that (which is read as well)."""
    if found.has_companion:
        return closings(asof)[found.code]
    adopting = [stage for stage in found.stages if stage.role is Role.ADOPT]
    days = [stage.passed_on for stage in adopting]
    own = Plan(
        is_sent=found.is_sent,
        adopted_on=max((day for day in days if day), default=None) if all(days) else None,
        is_rejected=any(
            outcome.verdict is Verdict.REJECTED for stage in adopting for outcome in stage.outcomes.values()
        ),
        is_withdrawn=found.withdrawn_at is not None,
    )
    return closing(own)


@read_once
def closings(asof: AsOf) -> Mapping[str, Closing]:
    """What became of every proposal, by its code."""
    proposals = list(Proposal.objects.select_related("linked_to"))
    plans = _plans(proposals, asof)
    linked: dict[str, set[str]] = defaultdict(set)
    for each in proposals:
        if each.linked_to:
            linked[each.code].add(each.linked_to.code)
            linked[each.linked_to.code].add(each.code)
    return {
        code: closing(plan, [plans[other] for other in sorted(linked[code])]) for code, plan in plans.items()
    }


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer at an adopting stage, in the order of recording."""

    given: Given
    decided_on: dt.date
    version_id: int


@dataclass(slots=True)
class _Asked:
    """Who is asked at one adopting stage (kind of organisation by key, "" for a body), and what they said."""

    kinds: dict[str, str] = field(default_factory=dict)
    said: list[_Answer] = field(default_factory=list)


def _plans(proposals: Iterable[Proposal], asof: AsOf) -> dict[str, Plan]:
    versions: dict[object, list[ProposalVersion]] = defaultdict(list)
    for version in ProposalVersion.objects.order_by("number"):
        if not asof.known_at or (version.sent_at and version.sent_at < asof.known_at):
            versions[version.proposal_id].append(version)
    sent = {key: [each for each in found if each.sent_at] for key, found in versions.items()}
    newest = [found[-1].pk for found in sent.values() if found]
    points: dict[int, list[DecisionPoint]] = defaultdict(list)
    for point in DecisionPoint.objects.filter(version__in=newest).order_by("pk"):
        points[point.version_id].append(point)
    stages: dict[object, list[Stage]] = defaultdict(list)
    for stage in Stage.objects.filter(role=Role.ADOPT):
        stages[stage.proposal_id].append(stage)
    asked = _asked(asof)
    return {
        each.code: _plan(each, sent.get(each.pk, []), points, stages[each.pk], asked, asof)
        for each in proposals
    }


_COLUMNS = (
    "stage_id",
    "body__code",
    "organisation__code",
    "organisation__kind",
    "positions__pk",
    "positions__point__version_id",
    "positions__point__label",
    "positions__answer",
    "positions__decided_on",
    "positions__recorded_at",
)


def _asked(asof: AsOf) -> Mapping[int, _Asked]:
    rows = (
        Consultation.objects.filter(stage__role=Role.ADOPT).order_by("positions__pk").values_list(*_COLUMNS)
    )
    found: dict[int, _Asked] = defaultdict(_Asked)
    for stage, body, organisation, kind, key, version, label, answer, decided_on, recorded_at in rows:
        party = f"body:{body}" if body else f"organisation:{organisation}"
        found[stage].kinds[party] = kind or ""
        if key and decided_on <= asof.valid_on and not (asof.known_at and recorded_at >= asof.known_at):
            given = Given(party, label, Answer(answer), key)
            found[stage].said.append(_Answer(given, decided_on, version))
    return found


def _plan(
    proposal: Proposal,
    sent: Sequence[ProposalVersion],
    points: Mapping[int, Sequence[DecisionPoint]],
    stages: Sequence[Stage],
    asked: Mapping[int, _Asked],
    asof: AsOf,
) -> Plan:
    if not sent:
        return Plan(is_sent=False)
    counting = counting_versions([SentVersion(each.number, each.is_material) for each in sent])
    numbers = {each.pk for each in sent if each.number in counting}
    courts = [
        _Court(
            stage,
            points.get(sent[-1].pk, ()),
            asked.get(stage.pk, _Asked()),
            numbers,
            AsOf(sent[-1].dated_on),
        )
        for stage in stages
    ]
    days = [court.passed_on() for court in courts]
    withdrawn_at = proposal.withdrawn_at
    return Plan(
        adopted_on=max((day for day in days if day), default=None) if all(days) else None,
        is_rejected=any(court.is_rejected for court in courts),
        is_withdrawn=bool(withdrawn_at and not (asof.known_at and withdrawn_at >= asof.known_at)),
    )


@dataclass(frozen=True, slots=True)
class _Court:
    """One adopting stage with all that its outcomes follow from."""

    stage: Stage
    points: Sequence[DecisionPoint]
    asked: _Asked
    counting: set[int]
    weighed_on: AsOf

    def passed_on(self) -> dt.date | None:
        return passed_on(StageRule(self.stage.rule), self._points(), self._said(), self.stage.quorum)

    @property
    def is_rejected(self) -> bool:
        found = verdicts(StageRule(self.stage.rule), self._points(), self._said(), self.stage.quorum)
        return Verdict.REJECTED in found

    def _said(self) -> list[Said]:
        """The last answer of each party on each point: what was said before it, no longer counts."""
        last = {
            (each.given.party, each.given.point): Said(each.given, each.decided_on)
            for each in self.asked.said
            if each.version_id in self.counting
        }
        return list(last.values())

    def _points(self) -> list[Asked]:
        every = rule_points(self.points)
        labels = labels_of(self.stage, self.points)
        return [
            Asked(
                point.label,
                PointKind(point.kind),
                {
                    party: self._weight(party)
                    for party, kind in self.asked.kinds.items()
                    if not kind or is_addressed(point, kind, every)
                },
            )
            for point in every
            if point.label in labels
        ]

    def _weight(self, party: str) -> int:
        """Inhabitants where the rule weighs by them (as in `standing`), otherwise one each."""
        if self.stage.rule != StageRule.WEIGHTED:
            return 1
        figures = latest_populations(self.weighed_on)
        code = party.removeprefix("organisation:")
        return figures[code].population if code in figures else 0
