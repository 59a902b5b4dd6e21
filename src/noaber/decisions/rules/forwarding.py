"""Forwarding: consent on a point sends it on to the own decision of organisations, with an advice.

Forwarding is an effect beside the kind of a point. A point that sends nothing on itself is sent on by the nearest
point above it that does; each time for a kind of organisation. Labels are those of `rules.points`.

Source: the memo of 28 January 2019, R56: point 3 is passed on "with a positive advice" to the decision-making of
every organisation, 76 municipalities with 3a and three partners with 3b.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role

MUNICIPALITY: Final = "municipality"
ORGANS: Final = ("council", "executive", "mayor", "board")


def organs_of(organisation_kind: str) -> tuple[str, ...]:
    """The organs that can decide in an organisation of this kind, the most usual first.

    A municipality has a council, an executive and a mayor (Gemeentewet art. 6), who each have powers of their own;
    any other organisation decides by its board or leadership.

    >>> organs_of("municipality"), organs_of("police")
    (('council', 'executive', 'mayor'), ('board',))
    """
    return ORGANS[:3] if organisation_kind == MUNICIPALITY else ORGANS[3:]


@dataclass(frozen=True, slots=True)
class SendingPoint:
    """A point as far as sending on goes: where it stands, and to which kinds of organisations consent sends it."""

    label: str
    parent: str = ""
    forwarded_to: frozenset[str] = frozenset()


def sent_on_by(
    label: str, organisation_kind: str, points: Sequence[SendingPoint], treated: Collection[str]
) -> str:
    """The label of the point that sends this one on to a kind of organisation; "" when none does.

    It is the point itself or the nearest above it that goes to that kind and that the earlier stage treated
    (`treated`): what a council was not asked, it cannot send on.

    >>> points = [SendingPoint("3", "", frozenset({"municipality", "police"})), SendingPoint("3a", "3")]
    >>> sent_on_by("3a", "municipality", points, ["1", "3"]), sent_on_by("3a", "riec", points, ["1", "3"])
    ('3', '')
    >>> sent_on_by("3a", "municipality", points, ["1"])
    ''
    """
    by_label = {point.label: point for point in points}
    current, seen = by_label.get(label), set[str]()
    while current is not None and current.label not in seen:
        if organisation_kind in current.forwarded_to and current.label in treated:
            return current.label
        seen.add(current.label)
        current = by_label.get(current.parent)
    return ""


def opening_points(
    labels: Iterable[str], points: Sequence[SendingPoint], treated: Collection[str]
) -> tuple[str, ...]:
    """On which points of the earlier stage the own decisions of organisations wait, in the order of `points`.

    These are the points that send on what is decided there, and no others: a council that objects to something else
    does not hold up what it did send on (R56). Empty when nothing is sent on.

    >>> points = [SendingPoint("1"), SendingPoint("3", "", frozenset({"riec"})), SendingPoint("3b", "3")]
    >>> opening_points(["3b"], points, ["1", "3"]), opening_points(["1"], points, ["1", "3"])
    (('3',), ())
    """
    kinds = {kind for point in points for kind in point.forwarded_to}
    wanted = list(labels)
    found = {sent_on_by(label, kind, points, treated) for label in wanted for kind in kinds}
    return tuple(point.label for point in points if point.label in found)


@dataclass(frozen=True, slots=True)
class Treating:
    """A stage as far as sending on goes: what its parties do, with which points. No stage of own decisions is one."""

    number: int
    role: Role
    labels: tuple[str, ...]


_FORCE: Final = {Role.CONSENT: 0, Role.DECIDE: 0, Role.ADOPT: 1, Role.ADVISE: 2, Role.HEAR: 2}


def sent_on_at(
    labels: Iterable[str], kinds: Collection[str], points: Sequence[SendingPoint], stages: Sequence[Treating]
) -> tuple[tuple[int, str], ...]:
    """Where these points are sent on to organisations of these kinds: each stage with the point that it sends on.

    Consent does that. A stage that adopts the point does so only where no other decides on it; one that is heard or
    advises, where nobody decides on it at all.

    >>> points = [SendingPoint("3", "", frozenset({"police"})), SendingPoint("3b", "3")]
    >>> council, board = Treating(1, Role.CONSENT, ("1", "3")), Treating(2, Role.ADOPT, ("1", "3"))
    >>> sent_on_at(["3b"], ["police"], points, [council, board]), sent_on_at(["3b"], ["police"], points, [board])
    (((1, '3'),), ((2, '3'),))
    """
    asked, wanted = frozenset(kinds), list(labels)
    own = [replace(point, forwarded_to=point.forwarded_to & asked) for point in points]
    found = [(stage, label) for stage in stages for label in opening_points(wanted, own, stage.labels)]
    force = {
        label: min(_FORCE[stage.role] for stage, other in found if other == label) for _stage, label in found
    }
    return tuple((stage.number, label) for stage, label in found if _FORCE[stage.role] == force[label])


class FollowUpState(StrEnum):
    """How far one organisation is with its own decision."""

    AHEAD = "ahead"  # known, but not opened: the councils have not sent it on
    OPEN = "open"
    POSTPONED = "postponed"  # deferred or not discussed, on every point that was answered
    PARTLY = "partly"
    DECIDED = "decided"
    LAPSED = "lapsed"  # others decided without waiting for it


def follow_up_state(
    labels: Collection[str], answers: Mapping[str, Answer], *, is_open: bool, is_lapsed: bool = False
) -> FollowUpState:
    """How far an organisation is on the points that it is asked; answers on other points do not count.

    `is_lapsed`: what it has not answered is not asked any more.
    Deferring is no decision. Who decided has decided, whatever became of the gate since.

    >>> follow_up_state(["3a"], {"3a": Answer.CONSENT}, is_open=True).value
    'decided'
    >>> follow_up_state(["3a", "4"], {"3a": Answer.DEFERRED}, is_open=True).value
    'postponed'
    >>> follow_up_state(["3a"], {}, is_open=False).value, follow_up_state(["3a"], {}, is_open=True).value
    ('ahead', 'open')
    """
    given = [
        answers[label] for label in labels if answers.get(label, Answer.RETRACTED) is not Answer.RETRACTED
    ]
    final = [answer for answer in given if answer in FINAL]
    if final and len(final) == len(labels):
        return FollowUpState.DECIDED
    if is_lapsed:
        return FollowUpState.LAPSED
    if final:
        return FollowUpState.PARTLY
    if not is_open:
        return FollowUpState.AHEAD
    return FollowUpState.POSTPONED if given else FollowUpState.OPEN


_WEIGHT: Final = (Answer.OBJECTION, Answer.WITH_REMARK, Answer.CONSENT, Answer.TOOK_NOTE)


def weightiest(answers: Iterable[Answer]) -> Answer | None:
    """The one answer that says most of several points: an objection before a remark, a remark before consent.

    >>> weightiest([Answer.CONSENT, Answer.OBJECTION]).value, weightiest([Answer.DEFERRED])
    ('objection', None)
    """
    given = set(answers)
    return next((answer for answer in _WEIGHT if answer in given), None)


def is_overdue(state: FollowUpState, due_on: dt.date | None, today: dt.date) -> bool:
    """Whether the day has passed on which an organisation should have decided; that day itself still counts.

    What was not opened is never overdue: nobody may decide on it yet.

    >>> day = dt.date(2019, 11, 15)
    >>> is_overdue(FollowUpState.OPEN, day, day), is_overdue(FollowUpState.OPEN, day, dt.date(2019, 11, 16))
    (False, True)
    """
    waits = state not in (FollowUpState.AHEAD, FollowUpState.DECIDED, FollowUpState.LAPSED)
    return waits and due_on is not None and due_on < today


@dataclass(frozen=True, slots=True)
class Count:
    """Organisations by what they decided; each is in one class, and together they are `total`."""

    agreed: int
    with_remark: int
    objected: int
    waiting: int

    @property
    def decided(self) -> int:
        return self.agreed + self.with_remark + self.objected

    @property
    def total(self) -> int:
        return self.decided + self.waiting


def count(decisions: Iterable[Answer | None]) -> Count:
    """Count what organisations decided (None: not yet, or not on everything).

    >>> found = count([Answer.CONSENT, Answer.TOOK_NOTE, Answer.WITH_REMARK, None])
    >>> found.agreed, found.with_remark, found.decided, found.total
    (2, 1, 3, 4)
    """
    given = list(decisions)
    return Count(
        agreed=sum(answer in (Answer.CONSENT, Answer.TOOK_NOTE) for answer in given),
        with_remark=given.count(Answer.WITH_REMARK),
        objected=given.count(Answer.OBJECTION),
        waiting=sum(answer not in _WEIGHT for answer in given),
    )
