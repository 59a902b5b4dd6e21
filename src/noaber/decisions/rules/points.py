"""The points of a proposal: what is asked, of whom, and which point belongs under which.

A label is what stands before the point on paper: a number from 1 to 999, then at most two small letters ("3",
"3a", "10c"). ``parent`` is the label of the point above it, empty at the top.

Source: the memo of 28 January 2019, which asks points 1, 2, 3, 3a, 3b and 4 (R54-R58); 3a is for the 76
municipalities, 3b for the three partners.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_POINTS: Final = 60  # of one proposal; the memo of 28 January 2019 has six


class PointKind(StrEnum):
    """What a point asks; one kind is never merged with another, and forwarding is an effect beside it."""

    ADOPT = "adopt"  # vaststellen
    CONSENT = "consent"  # instemmen
    TAKE_NOTE = "take_note"  # kennisnemen
    ADVISE = "advise"  # adviseren
    DECIDE = "decide"  # besluiten


class Fault(StrEnum):
    """What is wrong with a point among the other points of its proposal."""

    MALFORMED_LABEL = "malformed_label"
    DUPLICATE_LABEL = "duplicate_label"
    UNKNOWN_PARENT = "unknown_parent"
    OWN_PARENT = "own_parent"
    CIRCULAR_PARENTS = "circular_parents"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered request; ``addressed_to`` holds kinds of organisations, empty when it is for everyone."""

    label: str
    kind: PointKind
    parent: str = ""
    addressed_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PointFault:
    """One fault of the point, or points, with this label."""

    label: str
    fault: Fault


_LABEL = re.compile(r"([1-9][0-9]{0,2})([a-z]{0,2})")


def point_faults(points: Sequence[Point]) -> list[PointFault]:
    """Find all that is wrong with these points, in the order given; each fault of a label once.

    An empty label is malformed. Only points that are on a circle are called circular, not those that hang below
    one; a point above itself has a fault of its own. The first point too many is named, not those after it.

    >>> decide = PointKind.DECIDE
    >>> faults = point_faults([Point("3", decide, "3a"), Point("3a", decide, "3"), Point("4", decide, "9")])
    >>> [(found.label, found.fault.value) for found in faults]
    [('3', 'circular_parents'), ('3a', 'circular_parents'), ('4', 'unknown_parent')]
    """
    parents = _parents(points)
    seen: set[str] = set()
    faults = []
    for point in points:
        if not _LABEL.fullmatch(point.label):
            faults.append(PointFault(point.label, Fault.MALFORMED_LABEL))
        elif point.label in seen:
            faults.append(PointFault(point.label, Fault.DUPLICATE_LABEL))
        seen.add(point.label)
        if point.parent:
            faults += [PointFault(point.label, fault) for fault in _parent_faults(point, parents)]
    faults += [PointFault(point.label, Fault.TOO_MANY) for point in points[MOST_POINTS:][:1]]
    return list(dict.fromkeys(faults))


def _parents(points: Iterable[Point]) -> dict[str, set[str]]:
    """The parents by label; a label that is there twice can have two."""
    parents: dict[str, set[str]] = {}
    for point in points:
        parents.setdefault(point.label, set()).update({point.parent} - {""})
    return parents


def _parent_faults(point: Point, parents: Mapping[str, set[str]]) -> Iterator[Fault]:
    if point.parent == point.label:
        yield Fault.OWN_PARENT
    elif point.parent not in parents:
        yield Fault.UNKNOWN_PARENT
    if point.label in _above(point.label, parents):
        yield Fault.CIRCULAR_PARENTS


def _above(label: str, parents: Mapping[str, set[str]]) -> set[str]:
    """Every label above this one; a step from a label to itself is not taken, a circle may lead back to it."""
    found: set[str] = set()
    to_visit = [label]
    while to_visit:
        current = to_visit.pop()
        steps = parents.get(current, set()) - {current} - found
        found |= steps
        to_visit += steps
    return found


def in_order(points: Iterable[Point]) -> list[Point]:
    """Put points as they stand on paper: by number, then by letter; malformed labels come last.

    >>> [point.label for point in in_order(Point(label, PointKind.ADOPT) for label in "10 3b 4 3 3a 1".split())]
    ['1', '3', '3a', '3b', '4', '10']
    """
    return sorted(points, key=_place)


def labels_in_order(labels: Iterable[str]) -> list[str]:
    """The same order for labels by themselves, for lists of them in a sentence.

    >>> labels_in_order(["10", "2", "3b", "1", "3a"])
    ['1', '2', '3a', '3b', '10']
    """
    return [point.label for point in in_order(Point(label, PointKind.ADOPT) for label in labels)]


def _place(point: Point) -> tuple[bool, int, int, str]:
    if match := _LABEL.fullmatch(point.label):
        number, letters = match.groups()
        return (False, int(number), len(letters), letters)
    return (True, 0, 0, point.label)


def is_addressed(point: Point, organisation_kind: str, points: Iterable[Point] = ()) -> bool:
    """Is this point for organisations of this kind?

    A point that names nobody is for whom its parent is for, looked up in ``points`` (all points of the
    proposal), and so on upward; when nobody is named all the way up, it is for everyone.

    >>> local = Point("3a", PointKind.DECIDE, "3", frozenset({"municipality"}))
    >>> below = Point("3aa", PointKind.DECIDE, "3a")
    >>> is_addressed(local, "municipality"), is_addressed(local, "police")
    (True, False)
    >>> is_addressed(below, "police", [local, below]), is_addressed(below, "police")
    (False, True)
    """
    by_label = {other.label: other for other in points}
    current: Point | None = point
    seen: set[str] = set()
    while current is not None and current.label not in seen:
        if current.addressed_to:
            return organisation_kind in current.addressed_to
        seen.add(current.label)
        current = by_label.get(current.parent) if current.parent else None
    return True
