"""Everything that is asked of the bodies and organisations that somebody speaks for, in a fixed number of queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import Case, Q, Value, When

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Consultation, DecisionPoint
from noaber.decisions.queries.answers.lapsed import may_have_lapsed
from noaber.decisions.queries.proposals.asked import rule_points
from noaber.decisions.queries.proposals.bare import sent_points, standings_with
from noaber.decisions.queries.proposals.matrix import Party, StageStanding
from noaber.decisions.queries.proposals.prerequisites import overtaken
from noaber.decisions.queries.proposals.successors import of_predecessors
from noaber.decisions.rules.points import in_order, is_addressed
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.versions import SentVersion, counting_versions
from noaber.network.api import bodies, last_names, organisations


class QuestionState(StrEnum):
    """Where a question stands for who must answer it."""

    OPEN = "open"
    PARTLY = "partly"  # some points were decided, others were not answered at all
    LATER = "later"  # its stage may not begin yet
    PUT_OFF = "put_off"
    ANSWERED = "answered"
    LAPSED = "lapsed"  # it was decided without waiting for the answer
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Question:
    """What one proposal asks of one party. `decided_on`: the last day on which it answered.

    `open_labels`: the points of `labels` on which nothing was decided yet. `is_follow_up`: it decides for itself, and
    has a page with what is asked and what it costs. `is_inherited`: it was asked of a predecessor of theirs.
    `is_gated`: its stage waits for another; `is_put_off`: on some point it was answered that nothing was decided yet;
    `may_lapse`: something was decided after it, perhaps without waiting for the answer.
    """

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
    open_labels: tuple[str, ...] = ()
    is_follow_up: bool = False
    is_inherited: bool = False
    stage_id: int = 0
    is_gated: bool = False
    is_put_off: bool = False
    may_lapse: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come, now or when the stage begins."""
        return self.is_waiting or self.state is QuestionState.LATER

    @property
    def is_waiting(self) -> bool:
        """Whether it can be answered now, and is not, or not on every point."""
        return self.state in (QuestionState.OPEN, QuestionState.PARTLY, QuestionState.PUT_OFF)

    @property
    def is_partly_decided(self) -> bool:
        """Whether some points still wait and others do not."""
        return self.is_waiting and len(self.open_labels) < len(self.labels)


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
    return _named(unnamed_questions(body_codes, organisation_codes, today), today)


@read_once
def waiting_questions(
    body_codes: frozenset[str], organisation_codes: frozenset[str], today: dt.date
) -> tuple[Question, ...]:
    """Those of them that can be answered now; when nothing waits, nobody's name is asked."""
    rows = unnamed_questions(body_codes, organisation_codes, today)
    return _named([row for row in rows if row.is_waiting], today)


@read_once
def unnamed_questions(
    body_codes: frozenset[str], organisation_codes: frozenset[str], today: dt.date
) -> tuple[Question, ...]:
    """Two queries, a third when the gate of a stage must be asked.

    With what was asked of who went up into one of the organisations by the day.
    """
    if not body_codes and not organisation_codes:
        return ()
    asked = _asked(body_codes, organisation_codes, today)
    points = sent_points({row.facts["stage__proposal"] for row in asked})
    texts = _texts(points)
    read = [
        _question(row.facts, texts[row.facts["stage__proposal"]], row.said)
        for row in asked
        if row.facts["stage__proposal"] in texts
    ]
    found = _by_gates(_without_overtaken(read, points, AsOf(today)), points, AsOf(today))
    known = {f"organisation:{code}" for code in organisation_codes} | {f"body:{code}" for code in body_codes}
    return tuple(replace(each, is_inherited=each.party_key not in known) for each in found if each.labels)


def _without_overtaken(
    rows: Sequence[Question], points: Iterable[DecisionPoint], asof: AsOf
) -> Sequence[Question]:
    """What a room went on with since its text was sent is not asked any more; asked only where something waits."""
    if not any(row.is_waiting and not row.is_follow_up for row in rows):
        return rows
    gone = overtaken(asof)
    sent = {point.version.proposal.code: point.version.sent_at for point in points} if gone else {}
    passed = {code for code, at in sent.items() if at and code in gone and at < gone[code]}
    return [
        replace(row, open_labels=(), state=QuestionState.LAPSED)
        if row.is_waiting and not row.is_follow_up and row.code in passed
        else row
        for row in rows
    ]


def _by_gates(rows: Sequence[Question], points: Iterable[DecisionPoint], asof: AsOf) -> list[Question]:
    """What may not be answered yet is for later, by the gate that takes or refuses the answer itself; and what was
    decided without waiting for the answer is not asked any more.
    """
    codes = {row.code for row in rows if row.is_waiting and (row.is_gated or row.may_lapse)}
    if not codes:
        return list(rows)
    asking = [point for point in points if point.version.proposal.code in codes]
    places = {
        party.consultation_id: (stage, party)
        for found in standings_with(asking, asof)
        for stage in found.stages
        for party in stage.parties
    }
    return [
        _as_it_stands(row, *places[row.consultation_id])
        if row.is_waiting and row.consultation_id in places
        else row
        for row in rows
    ]


def _as_it_stands(row: Question, stage: StageStanding, party: Party) -> Question:
    lapsed = stage.lapsed_labels(party)
    still = tuple(label for label in row.open_labels if label not in lapsed)
    if not still:
        return replace(row, open_labels=(), state=QuestionState.LAPSED)
    if not stage.gate.is_open:
        return replace(row, state=QuestionState.LATER)
    return replace(row, open_labels=still)


def _named(rows: Collection[Question], today: dt.date) -> tuple[Question, ...]:
    names = names_on(today) if rows else {}
    gone = [row.party for row in rows if row.is_inherited]
    names |= {f"organisation:{code}": name for code, name in last_names(gone).items()} if gone else {}
    found = [replace(row, party=names.get(row.party_key, row.party)) for row in rows]
    return tuple(sorted(found, key=_order))


def _order(row: Question) -> tuple[int, int, str]:
    ranks = {QuestionState.OPEN: 0, QuestionState.PARTLY: 0, QuestionState.LATER: 1, QuestionState.PUT_OFF: 2}
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
    "stage",
    "stage__after",
    "stage__title",
    "stage__labels",
    "stage__due_on",
    "stage__is_follow_up",
    "stage__proposal",
    "stage__proposal__code",
    "stage__proposal__classification",
    "stage__proposal__withdrawn_at",
)


_Said = tuple[int, str, str, dt.date]
_SAID = (
    "positions__point__version__number",
    "positions__point__label",
    "positions__answer",
    "positions__decided_on",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One party that is asked, with all that it said, in the order of recording."""

    facts: Mapping[str, Any]
    said: list[_Said]


def _asked(body_codes: Collection[str], organisation_codes: Collection[str], today: dt.date) -> list[_Asked]:
    mine = Q(body__code__in=body_codes) | Q(organisation__code__in=organisation_codes)
    if organisation_codes:
        mine |= of_predecessors(organisation_codes, today)
    lapsing = Case(When(may_have_lapsed(), then=Value(True)), default=Value(False))
    rows = Consultation.objects.filter(mine).annotate(may_lapse=lapsing).order_by("pk", "positions__pk")
    found: dict[uuid.UUID, _Asked] = {}
    for row in rows.values(*_COLUMNS, "may_lapse", *_SAID):
        each = found.setdefault(row["pk"], _Asked(row, []))
        number, label, answer, day = (row[name] for name in _SAID)
        if number is not None:
            each.said.append((number, label, answer, day))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Text:
    """The present text of a proposal, its points, and the numbers of the texts that still count."""

    title: str
    points: tuple[DecisionPoint, ...]
    counting: frozenset[int]


def _texts(points: Iterable[DecisionPoint]) -> dict[uuid.UUID, _Text]:
    """Of every proposal that was sent; a text that was sent has points."""
    by_proposal: dict[uuid.UUID, list[DecisionPoint]] = defaultdict(list)
    for point in points:
        by_proposal[point.version.proposal_id].append(point)
    return {key: _text(points) for key, points in by_proposal.items()}


def _text(points: list[DecisionPoint]) -> _Text:
    newest = points[-1].version
    sent = {SentVersion(each.version.number, each.version.is_material) for each in points}
    present = tuple(each for each in points if each.version_id == newest.pk)
    return _Text(newest.title, present, counting_versions(sent))


def _question(row: Mapping[str, Any], text: _Text, said: Iterable[_Said]) -> Question:
    """Called by its code; its name depends on the day."""
    labels = _labels(row, text)
    last = {
        label: (answer, day)
        for number, label, answer, day in said
        if number in text.counting and label in labels
    }
    last = {label: each for label, each in last.items() if each[0] != Answer.RETRACTED}
    answers = {label: answer for label, (answer, _day) in last.items()}
    party = f"body:{row['body__code']}" if row["body__code"] else f"organisation:{row['organisation__code']}"
    return Question(
        consultation_id=row["pk"],
        code=row["stage__proposal__code"],
        title=text.title,
        is_restricted=row["stage__proposal__classification"] == Classification.RESTRICTED,
        party=party.partition(":")[2],
        party_key=party,
        stage=row["stage__title"],
        labels=labels,
        due_on=row["due_on"] or row["stage__due_on"],
        state=_state(row, labels, answers),
        decided_on=max((day for _answer, day in last.values()), default=None),
        revision=row["revision"],
        open_labels=tuple(label for label in labels if answers.get(label) not in FINAL),
        is_follow_up=row["stage__is_follow_up"],
        stage_id=row["stage"],
        is_gated=bool(row["stage__after"]),
        is_put_off=any(answer not in FINAL for answer in answers.values()),
        may_lapse=row["may_lapse"],
    )


def _labels(row: Mapping[str, Any], text: _Text) -> tuple[str, ...]:
    """The points that this party is asked."""
    points = in_order(rule_points(text.points))
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
    return QuestionState.PARTLY if any(answer in FINAL for answer in last.values()) else QuestionState.OPEN


def names_on(today: dt.date) -> dict[str, str]:
    """What every body and organisation is called on a day, by key."""
    asof = AsOf(today)
    found = {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    return found | {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}
