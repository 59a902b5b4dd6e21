"""What the rules for seats promise: every gap is found and named, and a full network has none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.period import Period
from noaber.network.rules.seats import (
    Bar,
    Gap,
    Holding,
    Seat,
    Shortage,
    chair_gaps,
    districts_missing,
    may_decide,
    missing,
    office_gaps,
    overlapping_terms,
    portfolio_gaps,
    requirements_of,
    seven_largest,
    team_gaps,
    terms_ending_within,
)

DISTRICTS = ("gelderland-midden", "gelderland-zuid", "ijsselland", "noord-en-oost-gelderland", "twente")
THEMES = ("cybercrime", "informatiegestuurd-werken", "kwetsbare-personen", "ondermijning")
MAYORS = [Seat("bbg", f"mayor-{district}", "municipality", district) for district in DISTRICTS]
BBG = [
    *MAYORS[:-1],
    replace(MAYORS[-1], is_chair=True),
    Seat("bbg", "police-leadership", "police"),
    Seat("bbg", "om-board", "prosecution_service"),
]
RVO = [Seat("rvo", "mayor-twente", "municipality", "twente")]
ASKED_OF_BBG = requirements_of("bbg", "steering_group", DISTRICTS)
TODAY = date(2019, 1, 28)


# --- terms ---


@st.composite
def holdings(draw: st.DrawFn) -> list[Holding]:
    def holding() -> Holding:
        start = TODAY + timedelta(days=draw(st.integers(-40, 20)))
        length = draw(st.none() | st.integers(1, 60))
        until = None if length is None else start + timedelta(days=length)
        return Holding(draw(st.sampled_from("PQ")), draw(st.sampled_from("ABC")), Period(start, until))

    return [holding() for _ in range(draw(st.integers(0, 6)))]


@given(holdings())
def test_terms_overlap_exactly_when_a_day_has_two_holders(held: list[Holding]) -> None:
    days = [TODAY + timedelta(days=number) for number in range(-45, 90)]
    crowded = {
        (post, day)
        for post in "PQ"
        for day in days
        if sum(day in holding.term for holding in held if holding.post == post) > 1
    }
    found = overlapping_terms(held)
    assert {(overlap.post, day) for overlap in found for day in days if day in overlap.shared} == crowded


def test_a_substitute_stands_beside_the_holder() -> None:
    holder = Holding("bbg:chair", "A", Period(TODAY))
    substitute = Holding("bbg:chair", "B", Period(TODAY), is_substitute=True)
    assert overlapping_terms([holder, substitute]) == []
    assert len(overlapping_terms([holder, replace(substitute, person="A")])) == 1


@pytest.mark.parametrize(("until", "found"), [(90, True), (91, True), (92, False), (1, True)])
def test_a_term_is_ending_when_its_last_day_is_at_most_ninety_days_away(until: int, found: bool) -> None:
    term = Period(date(2017, 1, 1), TODAY + timedelta(days=until))
    assert bool(terms_ending_within([Holding("P", "A", term)], TODAY)) == found


def test_terms_that_are_over_not_begun_or_without_end_are_not_ending() -> None:
    over = Period(date(2017, 1, 1), TODAY)
    not_begun = Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9))
    assert (
        terms_ending_within([Holding("P", "A", term) for term in (over, not_begun, Period(TODAY))], TODAY)
        == []
    )


def test_a_successor_follows_without_a_day_between() -> None:
    until = date(2019, 3, 1)
    ending = Holding("P", "A", Period(date(2015, 3, 1), until))
    follows = Holding("P", "B", Period(until))
    follows_late = Holding("P", "B", Period(until + timedelta(days=1)))
    elsewhere = Holding("Q", "B", Period(until))
    assert [term.successor for term in terms_ending_within([ending, follows], TODAY)] == ["B"]
    assert [term.successor for term in terms_ending_within([ending, follows_late, elsewhere], TODAY)] == [
        None
    ]
    assert [
        term.successor for term in terms_ending_within([ending, replace(follows, is_substitute=True)], TODAY)
    ] == [None]


def test_the_soonest_end_comes_first() -> None:
    terms = [
        Holding("P", person, Period(date(2018, 1, 1), TODAY + timedelta(days=days)))
        for person, days in (("A", 30), ("B", 5), ("C", 60))
    ]
    assert [term.holding.person for term in terms_ending_within(terms, TODAY)] == ["B", "A", "C"]


def test_the_seven_largest_go_by_size_and_then_by_code() -> None:
    assert seven_largest({f"GM{number}": number // 2 for number in range(1, 10)}) == (
        "GM8", "GM9", "GM6", "GM7", "GM4", "GM5", "GM2",
    )  # fmt: skip


# --- the steering group, its chair and its themes ---


def test_a_full_steering_group_misses_nothing() -> None:
    portfolios = {(mayor.person, theme) for mayor, theme in zip(MAYORS, (*THEMES, THEMES[0]), strict=True)}
    assert missing(ASKED_OF_BBG, BBG) == []
    assert chair_gaps("bbg", [*BBG, *RVO], elsewhere="rvo") == []
    assert portfolio_gaps("bbg", BBG, THEMES, portfolios) == []
    assert team_gaps(THEMES, THEMES) == []


@given(st.sets(st.sampled_from(BBG)))
def test_whoever_leaves_the_steering_group_is_missed_and_nobody_else(leavers: set[Seat]) -> None:
    gaps = missing(ASKED_OF_BBG, [seat for seat in BBG if seat not in leavers])
    missed = {key for gap in gaps for key in gap.missing}
    assert missed == {seat.district or seat.organisation_kind for seat in leavers}
    assert all(gap.rule == "R34" and gap.subject == "bbg" for gap in gaps)


def test_police_of_a_district_is_no_mayor_of_it() -> None:
    seats = [
        *(seat for seat in BBG if seat.district != "twente"),
        Seat("bbg", "police-twente", "police", "twente"),
    ]
    assert missing(ASKED_OF_BBG, seats) == [Gap("R34", "bbg", Shortage.DISTRICT, ("twente",))]


def test_a_seat_in_another_body_fills_no_gap() -> None:
    seats = [replace(seat, body="dvo-twente") if seat.district == "twente" else seat for seat in BBG]
    assert [gap.missing for gap in missing(ASKED_OF_BBG, seats)] == [("twente",)]


def test_a_chair_outside_the_regional_council_is_named() -> None:
    assert chair_gaps("bbg", BBG, elsewhere="rvo") == [
        Gap("R36", "bbg", Shortage.CHAIR_SEAT_ELSEWHERE, ("mayor-twente",))
    ]


def test_no_chair_is_a_gap_too() -> None:
    assert chair_gaps("bbg", [*MAYORS, *RVO], elsewhere="rvo") == [
        Gap("R36", "bbg", Shortage.CHAIR, ("chair",))
    ]


def test_mayors_without_theme_and_themes_without_mayor_are_both_named() -> None:
    portfolios = {
        (MAYORS[0].person, "ondermijning"),
        (MAYORS[1].person, "ondermijning"),
        ("om-board", "cybercrime"),
    }
    no_theme, no_holder = portfolio_gaps("bbg", BBG, THEMES, portfolios)
    assert no_theme.missing == ("mayor-ijsselland", "mayor-noord-en-oost-gelderland", "mayor-twente")
    assert no_holder.missing == ("cybercrime", "informatiegestuurd-werken", "kwetsbare-personen")


def test_a_theme_of_an_earlier_period_does_not_count() -> None:
    gaps = portfolio_gaps("bbg", MAYORS[:1], ["cybercrime"], [(MAYORS[0].person, "jeugd")])
    assert [gap.shortage for gap in gaps] == [Shortage.THEME_OF_MAYOR, Shortage.HOLDER_OF_THEME]


def test_a_theme_without_a_team_is_named() -> None:
    assert team_gaps(THEMES, THEMES[1:]) == [Gap("R38", "themes", Shortage.TEAM_OF_THEME, ("cybercrime",))]


# --- teams ---


def test_a_team_needs_all_five_districts_whoever_sends_them() -> None:
    asked = requirements_of("et-cybercrime", "expert_team", DISTRICTS)
    team = [Seat("et-cybercrime", f"official-{district}", "municipality", district) for district in DISTRICTS]
    assert missing(asked, team) == []
    assert missing(asked, team[1:]) == [
        Gap("R39", "et-cybercrime", Shortage.DISTRICT, ("gelderland-midden",))
    ]
    assert missing(asked, [])[0].missing == DISTRICTS


def test_a_team_needs_the_partners_for_whom_it_keeps_a_seat() -> None:
    reserved = {"RIEC-ON": "riec", "GM0153": "municipality"}
    asked = requirements_of("team", "expert_team", (), reserved)
    assert missing(asked, []) == [Gap("R39", "team", Shortage.ORGANISATION, ("RIEC-ON",))]
    assert missing(asked, [Seat("team", "expert", "riec", organisation="RIEC-ON")]) == []


def test_nothing_is_asked_twice_of_the_steering_group() -> None:
    reserved = {"POLITIE-ON": "police", "RIEC-ON": "riec", "GM0153": "municipality"}
    gaps = missing(requirements_of("bbg", "steering_group", (), reserved), [])
    assert [gap.missing for gap in gaps] == [("police", "prosecution_service"), ("RIEC-ON",)]


def test_the_council_of_officials_needs_the_om_the_police_and_the_municipalities_it_keeps_seats_for() -> None:
    reserved = {"POLITIE-ON": "police", "GM0153": "municipality", "GM0268": "municipality"}
    seats = [
        Seat("avo", "head", "municipality", organisation="GM0268"),
        Seat("avo", "om", "prosecution_service"),
    ]
    gaps = missing(requirements_of("avo", "official_safety_council", DISTRICTS, reserved), seats)
    assert [gap.missing for gap in gaps] == [("police",), ("GM0153",)]


def test_without_a_network_office_nobody_of_it_is_missed() -> None:
    assert office_gaps("avo", [], offices=[]) == []


def test_the_memo_asks_nothing_of_other_bodies() -> None:
    assert requirements_of("rvo", "regional_safety_council", DISTRICTS) == ()


@given(st.sets(st.sampled_from(DISTRICTS)))
def test_districts_are_missing_or_present(present: set[str]) -> None:
    absent = districts_missing(DISTRICTS, present)
    assert set(absent) | present == set(DISTRICTS)
    assert not set(absent) & present


# --- who may decide ---


@pytest.mark.parametrize(
    ("kind", "is_formal", "members", "bar"),
    [
        ("district_safety_council", True, 16, None),
        ("steering_group", True, 7, None),
        ("steering_group", False, 7, Bar.INFORMAL),
        ("official_safety_council", False, 10, Bar.INFORMAL),
        ("official_safety_council", True, 10, Bar.OFFICIALS),
        ("expert_team", True, 8, Bar.OFFICIALS),
        ("district_safety_council", True, 0, Bar.NOBODY_IN_IT),
    ],
)
def test_only_a_formal_body_of_the_right_kind_decides(
    kind: str, is_formal: bool, members: int, bar: Bar | None
) -> None:
    assert may_decide(kind, is_formal, members=members) == bar
