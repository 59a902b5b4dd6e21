"""What organisations decide for themselves after the councils sent it on: who, by which organ, with which advice."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from noaber.decisions.queries.proposals.asked import sending_points
from noaber.decisions.queries.proposals.matrix import (
    Cell,
    GateState,
    Party,
    PointRow,
    StageStanding,
    Standing,
)
from noaber.decisions.rules.forwarding import (
    Count,
    FollowUpState,
    Treating,
    count,
    follow_up_state,
    is_overdue,
    sent_on_at,
    sent_on_by,
    weightiest,
)
from noaber.decisions.rules.positions import Answer


@dataclass(frozen=True, slots=True)
class Advice:
    """What one council said of the point that sends this on; `wanted`: the advice that the proposal asks for.

    Without an answer yet `answer` is None.
    """

    body_code: str
    body_name: str
    label: str
    wanted: str
    answer: Answer | None = None
    text: str = ""
    decided_on: dt.date | None = None

    @property
    def is_positive(self) -> bool:
        return self.answer in (Answer.CONSENT, Answer.WITH_REMARK)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The own decision of one organisation: what it is asked, what it answered, with which advice.

    `due_on` is its own deadline, or that of the stage (`stage_due_on`); `answer` the one that says most once it has
    decided on every point, `decided_on` the day of its last answer.
    """

    party: Party
    points: tuple[PointRow, ...]
    cells: Mapping[str, Cell]
    advice: tuple[Advice, ...]
    state: FollowUpState
    is_overdue: bool
    gate: GateState
    stage_number: int
    stage_due_on: dt.date | None

    @property
    def code(self) -> str:
        return self.party.organisation_code

    @property
    def name(self) -> str:
        return self.party.name

    @property
    def district(self) -> str:
        return self.party.district

    @property
    def answer(self) -> Answer | None:
        if self.state is not FollowUpState.DECIDED:
            return None
        return weightiest(cell.answer for cell in self.cells.values())

    @property
    def decided_on(self) -> dt.date | None:
        return max((cell.decided_on for cell in self.cells.values()), default=None)

    @property
    def consultation_id(self) -> uuid.UUID:
        return self.party.consultation_id


def follow_ups(found: Standing, today: dt.date) -> list[FollowUp]:
    """Everyone who decides for itself on this proposal, by name. They are known before the councils have met."""
    return [
        _follow_up(found, stage, party, today)
        for stage in found.stages
        if stage.is_follow_up
        for party in stage.parties
        if party.organisation_code and party.labels
    ]


def follow_up_of(rows: Sequence[FollowUp], organisation_code: str) -> FollowUp | None:
    """That of one organisation; where it is asked at more than one stage, the one that it still has to decide on."""
    own = [row for row in rows if row.code == organisation_code]
    waiting = (row for row in own if row.state is not FollowUpState.DECIDED)
    return next(waiting, own[-1] if own else None)


def _follow_up(found: Standing, stage: StageStanding, party: Party, today: dt.date) -> FollowUp:
    cells = {label: cell for label in party.labels if (cell := stage.cells.get((party.key, label)))}
    given = {label: cell.answer for label, cell in cells.items()}
    is_lapsed = bool(stage.lapsed_labels(party)) and not stage.open_labels(party)
    state = follow_up_state(party.labels, given, is_open=stage.gate.is_open, is_lapsed=is_lapsed)
    return FollowUp(
        party=party,
        points=tuple(point for point in found.points if point.label in party.labels),
        cells=cells,
        advice=tuple(_advice(found, stage, party)),
        state=state,
        is_overdue=is_overdue(state, party.due_on, today),
        gate=stage.gate,
        stage_number=stage.number,
        stage_due_on=stage.due_on,
    )


def sending_stages(
    found: Standing, stage: StageStanding, labels: Iterable[str], kind: str
) -> tuple[tuple[int, str], ...]:
    """Which stages send these points on to the own decisions of a kind of organisation, with the point that does."""
    others = [
        Treating(each.number, each.role, each.labels)
        for each in found.stages
        if each.number != stage.number and not each.is_follow_up
    ]
    return sent_on_at(labels, [kind], sending_points(found.points), others)


def is_sent_on(found: Standing, label: str, kind: str) -> bool:
    """Whether any point sends this one on to a kind of organisation, whoever is asked that."""
    return bool(sent_on_by(label, kind, sending_points(found.points), [each.label for each in found.points]))


def _advice(found: Standing, stage: StageStanding, party: Party) -> Iterable[Advice]:
    """Of the council of its district; who has no district has all of them. Also where nothing waits for it.

    On the point that sends its own on, and what was answered there on the very points that it decides.
    """
    stages, points = {each.number: each for each in found.stages}, {each.label: each for each in found.points}
    sent = sending_stages(found, stage, party.labels, party.kind)
    own = [(number, label) for number, _label in sent for label in party.labels]
    for number, label in dict.fromkeys((*sent, *own)):
        for council in stages[number].parties:
            cell = stages[number].cells.get((council.key, label))
            is_near = not party.district or council.district in ("", party.district)
            if council.body_code and is_near and (cell or (number, label) in sent):
                said = (cell.answer, cell.text, cell.decided_on) if cell else (None, "", None)
                yield Advice(council.body_code, council.name, label, points[label].advice, *said)


def counted(rows: Iterable[FollowUp]) -> Count:
    """How many of these have decided, and what."""
    return count(row.answer for row in rows)


def by_district(rows: Iterable[FollowUp]) -> dict[str, list[FollowUp]]:
    """The rows per district, in the order of their names; those without a district last, under ""."""
    found: dict[str, list[FollowUp]] = {}
    for row in sorted(rows, key=lambda row: (not row.district, row.district)):
        found.setdefault(row.district, []).append(row)
    return found
