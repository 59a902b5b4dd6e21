"""Quorum, proxies and the order of an agenda: what holds whatever the table looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.meetings.rules.agenda import clashing_places, in_treated_order, moved
from noaber.meetings.rules.attendance import AttendingSeat, Presence, ProxyBar, proxy_faults
from noaber.meetings.rules.quorum import quorum

CODES = [f"seat-{number}" for number in range(8)]


@st.composite
def tables(draw: st.DrawFn) -> list[AttendingSeat]:
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=8))
    return [
        AttendingSeat(
            code,
            draw(st.sampled_from(Presence)),
            draw(st.booleans()),
            draw(st.sampled_from(["", *CODES])),
        )
        for code in codes
    ]


@given(tables())
def test_a_table_without_faults_has_only_proxies_that_can_be(seats: list[AttendingSeat]) -> None:
    by_code = {seat.code: seat for seat in seats}
    faults = proxy_faults(seats)
    sound = [seat for seat in seats if seat.presence is Presence.PROXY and seat.code not in faults]
    holders = [seat.proxy_to for seat in sound]
    assert len(holders) == len(set(holders))
    for seat in sound:
        assert seat.proxy_to != seat.code
        assert by_code[seat.proxy_to].is_at_the_table
        assert by_code[seat.proxy_to].is_voting
        assert not seat.is_at_the_table
    for seat in seats:
        if seat.presence is not Presence.PROXY and seat.proxy_to:
            assert faults[seat.code] is ProxyBar.NOT_GIVEN


@given(tables(), st.randoms())
def test_the_order_of_seats_changes_nothing(seats: list[AttendingSeat], random: object) -> None:
    shuffled = list(seats)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert proxy_faults(shuffled) == proxy_faults(seats)
    assert quorum(shuffled) == quorum(seats)


@given(tables(), st.integers(0, 9))
def test_who_is_not_there_never_makes_a_quorum(seats: list[AttendingSeat], fixed: int) -> None:
    found = quorum(seats, fixed=fixed)
    assert found.taken <= found.voting == sum(seat.is_voting for seat in seats)
    assert found.taken == sum(seat.is_voting and seat.is_at_the_table for seat in seats)
    assert found.is_reached == (found.missing == 0)
    assert quorum(seats, fixed=fixed, proxies_count=True).taken == found.taken + found.proxies


@pytest.mark.parametrize(("voting", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (11, 6), (12, 7)])
def test_more_than_half_is_needed(voting: int, needed: int) -> None:
    seats = [AttendingSeat(f"s{number}", Presence.PRESENT) for number in range(voting)]
    assert quorum(seats).needed == needed


@given(st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 12), max_size=12))
def test_every_item_is_treated_once_and_at_its_place(asked: dict[int, int | None]) -> None:
    treated_as = {number: asked[key] for number, key in enumerate(sorted(asked), start=1)}
    order = in_treated_order(treated_as)
    assert sorted(order) == sorted(treated_as)
    if not clashing_places(treated_as):
        for number, place in treated_as.items():
            if place and place <= len(order):
                assert order[place - 1] == number
    others = [number for number in order if not treated_as[number]]  # those keep the order of their numbers
    assert others == sorted(others)


@given(st.integers(1, 9), st.data())
def test_moving_loses_no_item(count: int, data: st.DataObject) -> None:
    numbers = list(range(1, count + 1))
    number, to = data.draw(st.sampled_from(numbers)), data.draw(st.integers(-2, 12))
    order = moved(numbers, number, to)
    assert sorted(order) == numbers
    assert order.index(number) == min(max(to, 1), count) - 1
    assert [each for each in order if each != number] == [each for each in numbers if each != number]
