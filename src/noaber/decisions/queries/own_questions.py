"""Everything that is asked of the bodies and organisations that somebody speaks for, in a fixed number of queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Consultation, DecisionPoint, Position
from noaber.decisions.queries.asked import rule_points
from noaber.decisions.queries.lapsed import lapsed_among, may_have_lapsed
from noaber.decisions.queries.waiting import has_begun
from noaber.decisions.rules.points import is_addressed
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.versions import SentVersion, counting_versions
from noaber.network.api import bodies, organisations


class QuestionState(StrEnum):
    """Where a question stands for who must answer it."""

    OPEN = "open"
    LATER = "later"  # its stage has not begun
    PUT_OFF = "put_off"
    ANSWERED = "answered"
    LAPSED = "lapsed"  # it was decided without waiting for the answer
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Question:
    """What one proposal asks of one party. `decided_on`: the last day on which it answered."""

    consultation_id: uuid.UUID
    code: str
    title: str
    is_restricted: bool
    party: str
    party_key: str
    stage: str
    labels: tuple[str, ...]
    due_on: dt.date | None
    state: QuestionState
    decided_on: dt.date | None
    revision: int

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come, now or when the stage begins."""
        return self.state in (QuestionState.OPEN, QuestionState.LATER, QuestionState.PUT_OFF)


def codes_of(actor: Actor, roles: Collection[str], kind: str) -> frozenset[str]:
    """The codes of the bodies (`kind` "body") or organisations for which the actor holds one of the roles."""
    start = f"{kind}:"
    return frozenset(
        scope.removeprefix(start) for scope in actor.scopes_of(*roles) if scope.startswith(start)
    )


@read_once
def questions_to(
    body_codes: frozenset[str], organisation_codes: frozenset[str], today: dt.date
) -> tuple[Question, ...]:
    """What is or was asked of them: first what is open by its deadline, then what is answered, the latest first."""
    if not body_codes and not organisation_codes:
        return ()
    asked = _asked(body_codes, organisation_codes)
    texts = _texts({row["stage__proposal"] for row in asked})
    answered = _answered(row["pk"] for row in asked)
    names = names_on(today)
    found = [
        _question(row, texts[row["stage__proposal"]], answered.get(row["pk"], ()), names)
        for row in asked
        if row["stage__proposal"] in texts
    ]
    waits = {each.consultation_id for each in found if each.is_open}
    lapsed = lapsed_among(
        {row["stage__proposal"] for row in asked if row["may_lapse"] and row["pk"] in waits}
    )
    found = [
        replace(each, state=QuestionState.LAPSED) if each.is_open and each.consultation_id in lapsed else each
        for each in found
    ]
    return tuple(sorted((each for each in found if each.labels), key=_order))


def _order(row: Question) -> tuple[int, int, str]:
    ranks = {QuestionState.OPEN: 0, QuestionState.LATER: 1, QuestionState.PUT_OFF: 2}
    if row.state in ranks:
        return ranks[row.state], (row.due_on or dt.date.max).toordinal(), row.party
    return 3, -(row.decided_on or row.due_on or dt.date.min).toordinal(), row.party


_COLUMNS = (
    "pk",
    "revision",
    "due_on",
    "body__code",
    "organisation__code",
    "organisation__kind",
    "stage__title",
    "stage__labels",
    "stage__due_on",
    "stage__proposal",
    "stage__proposal__code",
    "stage__proposal__classification",
    "stage__proposal__withdrawn_at",
)


def _asked(body_codes: Collection[str], organisation_codes: Collection[str]) -> list[dict[str, Any]]:
    mine = Q(body__code__in=body_codes) | Q(organisation__code__in=organisation_codes)
    begun = Case(When(has_begun(), then=Value(True)), default=Value(False), output_field=BooleanField())
    lapsing = Case(
        When(may_have_lapsed(), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    rows = Consultation.objects.filter(mine).annotate(is_begun=begun, may_lapse=lapsing)
    return list(rows.values(*_COLUMNS, "is_begun", "may_lapse"))


@dataclass(frozen=True, slots=True)
class _Text:
    """The present text of a proposal, its points, and the numbers of the texts that still count."""

    title: str
    points: tuple[DecisionPoint, ...]
    counting: frozenset[int]


def _texts(proposals: Collection[uuid.UUID]) -> dict[uuid.UUID, _Text]:
    """Of every proposal that was sent; one query, for a text that was sent has points."""
    rows = DecisionPoint.objects.filter(version__proposal__in=proposals).exclude(version__sent_at=None)
    by_proposal: dict[uuid.UUID, list[DecisionPoint]] = defaultdict(list)
    for point in rows.select_related("version").order_by("version__number", "pk"):
        by_proposal[point.version.proposal_id].append(point)
    return {key: _text(points) for key, points in by_proposal.items()}


def _text(points: list[DecisionPoint]) -> _Text:
    newest = points[-1].version
    sent = {SentVersion(each.version.number, each.version.is_material) for each in points}
    present = tuple(each for each in points if each.version_id == newest.pk)
    return _Text(newest.title, present, counting_versions(sent))


_Said = tuple[int, str, str, dt.date]


def _answered(consultations: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[_Said]]:
    rows = Position.objects.filter(consultation__in=list(consultations)).order_by("pk")
    found: dict[uuid.UUID, list[_Said]] = defaultdict(list)
    for key, *said in rows.values_list(
        "consultation", "point__version__number", "point__label", "answer", "decided_on"
    ):
        found[key].append(tuple(said))  # type: ignore[arg-type]
    return found


def _question(
    row: Mapping[str, Any], text: _Text, said: Iterable[_Said], names: Mapping[str, str]
) -> Question:
    labels = _labels(row, text)
    last = {
        label: (answer, day)
        for number, label, answer, day in said
        if number in text.counting and label in labels
    }
    party = f"body:{row['body__code']}" if row["body__code"] else f"organisation:{row['organisation__code']}"
    return Question(
        consultation_id=row["pk"],
        code=row["stage__proposal__code"],
        title=text.title,
        is_restricted=row["stage__proposal__classification"] == Classification.RESTRICTED,
        party=names.get(party, party.partition(":")[2]),
        party_key=party,
        stage=row["stage__title"],
        labels=labels,
        due_on=row["due_on"] or row["stage__due_on"],
        state=_state(row, labels, {label: answer for label, (answer, _day) in last.items()}),
        decided_on=max((day for _answer, day in last.values()), default=None),
        revision=row["revision"],
    )


def _labels(row: Mapping[str, Any], text: _Text) -> tuple[str, ...]:
    """The points that this party is asked."""
    points = rule_points(text.points)
    return tuple(
        point.label
        for point in points
        if (not row["stage__labels"] or point.label in row["stage__labels"])
        and (not row["organisation__kind"] or is_addressed(point, row["organisation__kind"], points))
    )


def _state(row: Mapping[str, Any], labels: Collection[str], last: Mapping[str, str]) -> QuestionState:
    is_answered = all(label in last for label in labels)
    if is_answered and all(answer in FINAL for answer in last.values()):
        return QuestionState.ANSWERED
    if row["stage__proposal__withdrawn_at"]:
        return QuestionState.WITHDRAWN
    if is_answered:
        return QuestionState.PUT_OFF
    return QuestionState.OPEN if row["is_begun"] else QuestionState.LATER


def names_on(today: dt.date) -> dict[str, str]:
    """What every body and organisation is called on a day, by key."""
    asof = AsOf(today)
    found = {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    return found | {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}
