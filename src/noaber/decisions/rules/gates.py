"""The gate before a stage (R14): what must have passed in all the stages before it, along the whole chain of `after`.

A stage looks, per point that it decides on, at every stage before it that asks that point; and no stage begins before
the one that it waits for may. Pairs are (number of a stage, label of a point).

- A stage that adopts looks at the points that it adopts, and at those above and below them. Whatever a route calls it,
  it is never a follow-up.
- A follow-up, the own decisions of organisations, looks at the points that send its own on, and at no others (R56).
- Any other stage looks at the points that it shares.
- A stage that has nothing to do with the one right before it, waits for all of that.

A decision not to wait (an override) is about one stage and about what was waiting there then. Whoever comes after
that stage does not wait for those pairs either, and needs no decision of its own; for anything else it does.

Source: the memo of 28 January 2019, R14 and R56.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from noaber.decisions.rules.forwarding import SendingPoint, opening_points

Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as far as gates go: what it treats, what has passed there, and whether it was decided not to wait."""

    number: int
    labels: tuple[str, ...]
    after: int = 0
    is_adopting: bool = False
    is_follow_up: bool = False
    passed: frozenset[str] = field(default_factory=frozenset)
    is_overridden: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """May a stage begin. `waiting`: what has not passed, also where it was decided not to wait for it.

    `looked_at`: all pairs that it hangs on; `excused`: what an earlier stage was not made to wait for, so this one is
    not either; `is_overridden`: it was decided not to wait here.
    """

    waiting: tuple[Pair, ...] = ()
    looked_at: tuple[Pair, ...] = ()
    excused: tuple[Pair, ...] = ()
    is_overridden: bool = False

    @property
    def is_open(self) -> bool:
        return not self.waiting or self.is_overridden

    @property
    def not_waited_for(self) -> frozenset[Pair]:
        """What whoever comes after does not wait for either."""
        return frozenset((*self.excused, *(self.waiting if self.is_overridden else ())))


def gates(steps: Sequence[Step], points: Sequence[SendingPoint]) -> dict[int, Gate]:
    """The gate of every stage, by its number; `points` are all points of the text, in order.

    >>> points = [SendingPoint("1"), SendingPoint("2")]
    >>> council = Step(1, ("1", "2"), passed=frozenset({"1"}))
    >>> advice = Step(2, ("1",), after=1, passed=frozenset({"1"}))
    >>> board = Step(3, ("1", "2"), after=2, is_adopting=True)
    >>> found = gates([council, advice, board], points)
    >>> found[2].is_open, found[3].is_open, found[3].waiting
    (True, False, ((1, '2'),))
    """
    by_number = {step.number: step for step in steps}
    found: dict[int, Gate] = {}
    for step in sorted(steps, key=lambda each: each.number):
        found[step.number] = _gate(step, chain(step.number, by_number), found, points)
    return found


def chain(number: int, steps: Mapping[int, Step]) -> list[Step]:
    """The stages before one, the nearest first, as far as they are there and were not met before.

    >>> [step.number for step in chain(3, {3: Step(3, (), after=2), 2: Step(2, (), after=1), 1: Step(1, ())})]
    [2, 1]
    """
    before: list[Step] = []
    current = steps.get(number)
    while current and (current := steps.get(current.after)) and current not in before:
        if current.number == number:
            break
        before.append(current)
    return before


def _gate(
    step: Step, before: Sequence[Step], known: Mapping[int, Gate], points: Sequence[SendingPoint]
) -> Gate:
    looked_at = dict.fromkeys(
        (each.number, label)
        for place, each in enumerate(before)
        for label in concerned(step, each, points, is_nearest=not place)
    )
    passed = {(each.number, label) for each in before for label in each.passed}
    nearest = known.get(before[0].number, Gate()) if before else Gate()
    excused = nearest.not_waited_for
    waiting = [pair for pair in looked_at if pair not in passed]
    if not nearest.is_open:
        waiting += [pair for pair in nearest.waiting if pair not in waiting]
    return Gate(
        waiting=tuple(sorted((pair for pair in waiting if pair not in excused), key=_stage_of)),
        looked_at=tuple(looked_at),
        excused=tuple(sorted(excused)),
        is_overridden=step.is_overridden,
    )


def _stage_of(pair: Pair) -> int:
    return pair[0]


def concerned(
    step: Step, earlier: Step, points: Sequence[SendingPoint], *, is_nearest: bool
) -> tuple[str, ...]:
    """On which points of an earlier stage a stage waits, in the order of that stage.

    >>> points = [SendingPoint("1"), SendingPoint("3", "", frozenset({"police"})), SendingPoint("3a", "3")]
    >>> council = Step(1, ("1", "3"))
    >>> concerned(Step(2, ("3a",), after=1, is_follow_up=True), council, points, is_nearest=True)
    ('3',)
    >>> concerned(Step(2, ("1", "3a"), after=1, is_follow_up=True, is_adopting=True), council, points, is_nearest=True)
    ('1', '3')
    """
    own = set(step.labels)
    if step.is_adopting:
        own |= set(_kin(step.labels, points))
    elif step.is_follow_up and (sending := opening_points(step.labels, points, earlier.labels)):
        own = set(sending)
    shared = tuple(label for label in earlier.labels if label in own)
    return shared or (earlier.labels if is_nearest else ())


def _kin(labels: Sequence[str], points: Sequence[SendingPoint]) -> Iterator[str]:
    """The points above and below these."""
    parents = {point.label: point.parent for point in points}
    for label in parents:
        line = _line(label, parents)
        if line & set(labels):
            yield label  # below one of them
    for label in labels:
        yield from _line(label, parents)


def _line(label: str, parents: Mapping[str, str]) -> set[str]:
    """All points above one."""
    found: set[str] = set()
    while (label := parents.get(label, "")) and label not in found:
        found.add(label)
    return found
