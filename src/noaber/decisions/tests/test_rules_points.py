"""What the rules for points promise: the points of the memo stand in order, and every fault is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.points import (
    MOST_POINTS,
    Fault,
    Point,
    PointFault,
    PointKind,
    in_order,
    is_addressed,
    point_faults,
)

MUNICIPALITIES = frozenset({"municipality"})
PARTNERS = frozenset({"police", "prosecution_service"})
MEMO = [
    Point("1", PointKind.ADOPT),
    Point("2", PointKind.TAKE_NOTE),
    Point("3", PointKind.CONSENT),
    Point("3a", PointKind.CONSENT, "3", MUNICIPALITIES),
    Point("3b", PointKind.CONSENT, "3", PARTNERS),
    Point("4", PointKind.CONSENT),
]

labels = st.builds(
    lambda number, letters: f"{number}{letters}",
    st.integers(1, 999),
    st.text("abcdefghijklmnopqrstuvwxyz", max_size=2),
)


def point(label: str, parent: str = "") -> Point:
    return Point(label, PointKind.CONSENT, parent)


# --- faults ---


def test_the_memo_has_no_faults() -> None:
    assert point_faults(MEMO) == []


def test_no_points_have_no_faults() -> None:
    assert point_faults([]) == []


@given(labels)
def test_a_number_with_or_without_letters_is_a_label(label: str) -> None:
    assert point_faults([point(label)]) == []


@pytest.mark.parametrize(
    "label", ["", " ", "a", "3A", "a3", "3 a", "3.1", "03", "0", "-1", "1000", "3abc", "3a\n", "³", "٣", "3é"]
)
def test_anything_else_is_not(label: str) -> None:
    assert point_faults([point(label)]) == [PointFault(label, Fault.MALFORMED_LABEL)]


def test_a_label_of_thousands_of_digits_is_refused_and_still_has_a_place() -> None:
    endless = point("9" * 5000)
    assert point_faults([endless]) == [PointFault(endless.label, Fault.MALFORMED_LABEL)]
    assert in_order([endless, point("1")])[-1] is endless


def test_a_label_that_is_there_three_times_is_named_once() -> None:
    assert point_faults([point("1"), point("1"), point("2"), point("1")]) == [
        PointFault("1", Fault.DUPLICATE_LABEL)
    ]


def test_a_parent_must_be_there() -> None:
    assert point_faults([point("3a", "3")]) == [PointFault("3a", Fault.UNKNOWN_PARENT)]


def test_the_parent_may_come_after_its_child() -> None:
    assert point_faults([point("3a", "3"), point("3")]) == []


def test_a_point_above_itself_has_a_fault_of_its_own() -> None:
    assert point_faults([point("3", "3")]) == [PointFault("3", Fault.OWN_PARENT)]


def test_a_circle_through_the_second_point_of_a_label_is_found() -> None:
    faults = point_faults([point("1"), point("1", "2"), point("2", "1")])
    assert {found.label for found in faults if found.fault is Fault.CIRCULAR_PARENTS} == {"1", "2"}


@st.composite
def circles(draw: st.DrawFn) -> tuple[list[Point], set[str]]:
    """A circle of 2 to 40 points, some points that hang below it, and some that have nothing to do with it."""
    length = draw(st.integers(2, 40))
    circle = [point(str(number), str(number % length + 1)) for number in range(1, length + 1)]
    below = [point(f"{number}a", str(number)) for number in range(1, draw(st.integers(0, length)) + 1)]
    apart = [point("900"), point("900a", "900")]
    return draw(st.permutations(circle + below + apart)), {found.label for found in circle}


@given(circles())
def test_circles_of_any_length_are_found_and_only_those(drawn: tuple[list[Point], set[str]]) -> None:
    points, in_circle = drawn
    faults = [each for each in point_faults(points) if each.fault is not Fault.TOO_MANY]
    assert {found.label for found in faults} == in_circle
    assert {found.fault for found in faults} == {Fault.CIRCULAR_PARENTS}
    assert len(faults) == len(in_circle)


@given(st.integers(1, 60))
def test_a_chain_of_any_depth_is_no_circle(depth: int) -> None:
    assert (
        point_faults(
            [point(str(number), str(number - 1) if number > 1 else "") for number in range(1, depth + 1)]
        )
        == []
    )


# --- order ---


@given(st.permutations(MEMO))
def test_points_stand_as_on_paper(shuffled: list[Point]) -> None:
    assert in_order(shuffled) == MEMO


@given(st.lists(labels, unique=True))
def test_order_is_by_number_first(drawn: list[str]) -> None:
    numbers = [int(found.label.rstrip("abcdefghijklmnopqrstuvwxyz")) for found in in_order(map(point, drawn))]
    assert numbers == sorted(numbers)


def test_letters_go_on_after_z_and_malformed_labels_come_last() -> None:
    drawn = ["?", "3aa", "", "3z", "3b", "3"]
    assert [found.label for found in in_order(map(point, drawn))] == ["3", "3b", "3z", "3aa", "", "?"]


# --- addressees ---


@pytest.mark.parametrize(
    ("label", "kind", "addressed"),
    [
        ("1", "municipality", True),
        ("1", "police", True),
        ("3a", "municipality", True),
        ("3a", "police", False),
        ("3b", "police", True),
        ("3b", "municipality", False),
    ],
)
def test_the_memo_asks_each_what_is_for_them(label: str, kind: str, addressed: bool) -> None:
    asked = next(found for found in MEMO if found.label == label)
    assert is_addressed(asked, kind, MEMO) is addressed


def test_addressees_come_from_the_nearest_point_above_that_names_them() -> None:
    top = Point("3", PointKind.CONSENT, addressed_to=PARTNERS)
    middle = Point("3a", PointKind.CONSENT, "3", MUNICIPALITIES)
    lowest = Point("3ab", PointKind.CONSENT, "3a")
    assert is_addressed(lowest, "municipality", [top, middle, lowest])
    assert not is_addressed(lowest, "police", [top, middle, lowest])


@given(circles(), st.sampled_from(["municipality", "police"]))
def test_looking_for_addressees_in_a_circle_ends(drawn: tuple[list[Point], set[str]], kind: str) -> None:
    points, _ = drawn
    assert all(is_addressed(found, kind, points) for found in points)


def test_the_first_point_too_many_is_named() -> None:
    points = [point(str(number)) for number in range(1, MOST_POINTS + 3)]
    assert point_faults(points[:MOST_POINTS]) == []
    assert point_faults(points) == [PointFault(str(MOST_POINTS + 1), Fault.TOO_MANY)]
