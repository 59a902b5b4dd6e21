"""What a list of people comes to: nobody is guessed, nothing is taken away, and twice is the same as once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.history import Statement
from noaber.core.rules.period import Period
from noaber.network.rules.appointments import Asked, Sent
from noaber.network.rules.people_import import WORDS, PersonRow, SeatWish, Timeline, Words, plan_people
from noaber.network.rules.people_import_seats import (
    Held,
    PostOnDays,
    SeatPlan,
    SeatRegister,
    Terms,
    plan_seats,
)

BEGAN, ON = date(2019, 1, 1), date(2020, 6, 1)


def said(*words: str, since: date = BEGAN, until: date | None = None) -> Statement[Words]:
    return Statement(Period(since, until), (*words, *[""] * (len(WORDS) - len(words))))


def row(number: int, name: str, **words: str | None) -> PersonRow:
    return PersonRow(number, {"name": name, **words})


ANNA = [said("Adviseur", "Adviseur", "GM0193", "a@zwolle.invalid", "038")]
REGISTER: Mapping[str, Timeline] = {"P1": ANNA, "P2": [said("Griffier", "", "GM0150")]}


# --- who is who ---


def test_name_and_address_are_the_same_person() -> None:
    plan = plan_people([row(2, "adviseur", email="a@zwolle.invalid")], REGISTER, ON)
    assert [person.key for person in plan.people] == ["P1"]


def test_the_same_name_elsewhere_is_asked_and_not_guessed() -> None:
    plan = plan_people([row(2, "Griffier", organisation="GM0200")], REGISTER, ON)
    assert not plan.people
    assert "Griffier (P2)" in plan.faults[0].message
    assert "nummer" in plan.faults[0].message


def test_someone_elses_address_is_asked_and_not_guessed() -> None:
    plan = plan_people([row(2, "Secretaris", email="a@zwolle.invalid")], REGISTER, ON)
    assert [fault.column for fault in plan.faults] == ["name"]


def test_a_number_decides() -> None:
    asked = PersonRow(2, {"name": "Griffier", "organisation": "GM0200"}, key="P2")
    plan = plan_people([asked], REGISTER, ON)
    assert (plan.people[0].key, plan.people[0].after[2]) == ("P2", "GM0200")


def test_an_unknown_number_is_refused() -> None:
    plan = plan_people([PersonRow(2, {"name": "Griffier"}, key="P9")], REGISTER, ON)
    assert [fault.column for fault in plan.faults] == ["key"]


def test_the_word_new_makes_a_namesake_once() -> None:
    namesake = PersonRow(2, {"name": "Griffier", "organisation": "GM0200"}, is_newcomer=True)
    first = plan_people([namesake], REGISTER, ON)
    assert first.people[0].is_new
    second = plan_people([namesake], {**REGISTER, "P3": first.people[0].timeline}, ON)
    assert (second.people[0].key, second.people[0].timeline) == ("P3", first.people[0].timeline)


def test_two_people_with_the_same_name_and_two_numbers_stay_two() -> None:
    twins = {"P1": [said("Lid", "", "GM0193")], "P2": [said("Lid", "", "GM0193")]}
    rows = [PersonRow(2, {"name": "Lid", "organisation": "GM0193"}, key=key) for key in ("P1", "P2")]
    rows[1] = PersonRow(3, rows[1].words, key="P2")
    assert [person.key for person in plan_people(rows, twins, ON).people] == ["P1", "P2"]


def test_who_left_before_the_day_is_not_the_same() -> None:
    gone = {"P1": [said("Griffier", "", "GM0150", until=ON)]}
    assert plan_people([row(2, "Griffier", organisation="GM0150")], gone, ON).people[0].is_new


# --- what is said of them ---


def test_what_is_left_empty_stays_as_it_is() -> None:
    plan = plan_people([row(2, "Adviseur", email="a@zwolle.invalid", phone=None)], REGISTER, ON)
    assert plan.people[0].timeline == tuple(ANNA)


def test_a_change_holds_from_the_day_and_the_past_stays() -> None:
    plan = plan_people([row(2, "Adviseur", email="a@zwolle.invalid", phone="06")], REGISTER, ON)
    past, present = plan.people[0].timeline
    assert (past.valid, past.value[4]) == (Period(BEGAN, ON), "038")
    assert (present.valid, present.value[4]) == (Period(ON), "06")


def test_what_is_known_of_later_keeps_its_own_words() -> None:
    moves = date(2021, 1, 1)
    later = [
        said("Adviseur", "Adviseur", "GM0193", until=moves),
        said("Adviseur", "Adviseur", "GM0150", since=moves),
    ]
    plan = plan_people([row(2, "Adviseur", organisation=None, phone="06")], {"P1": later}, ON)
    assert not plan.people  # the name alone is not enough
    plan = plan_people([PersonRow(2, {"name": "Adviseur", "phone": "06"}, key="P1")], {"P1": later}, ON)
    assert [(one.valid.start, one.value[2], one.value[4]) for one in plan.people[0].timeline] == [
        (BEGAN, "GM0193", ""),
        (ON, "GM0193", "06"),
        (moves, "GM0150", "06"),
    ]


def test_rows_of_one_person_that_contradict_each_other_are_a_fault() -> None:
    rows = [
        row(2, "Nieuw", organisation="GM0193", phone="1"),
        row(3, "Nieuw", organisation="GM0193", phone="2"),
    ]
    plan = plan_people(rows, REGISTER, ON)
    assert [(fault.row, fault.column) for fault in plan.faults] == [(3, "phone")]


def test_someone_new_is_known_from_the_first_day_in_a_seat() -> None:
    early = PersonRow(2, {"name": "Nieuw"}, seat=SeatWish("bbg", date(2018, 1, 1)))
    assert plan_people([early], REGISTER, ON).people[0].timeline[0].valid == Period(date(2018, 1, 1))


# --- seats ---


POSTS = {
    "seat": [PostOnDays(Period(BEGAN), Asked())],
    "term": [PostOnDays(Period(BEGAN), Asked(), term_months=48)],
    "zwolle": [PostOnDays(Period(BEGAN), Asked(organisation="GM0193"))],
    "mayor": [PostOnDays(Period(BEGAN), Asked())],
    "follower": [PostOnDays(Period(BEGAN), Asked(), follows="mayor")],
}
ORGANISATIONS = {
    code: [Statement(Period(BEGAN), Sent(code, "municipality", "ijsselland"))]
    for code in ("GM0193", "GM0150")
}


def seats(
    *rows: PersonRow, terms: Mapping[str, Mapping[str, Terms]] | None = None
) -> tuple[list[SeatPlan], list[str]]:
    people = plan_people(rows, REGISTER, ON)
    plans, faults = plan_seats(people.people, SeatRegister(POSTS, terms or {}, ORGANISATIONS), ON)
    return plans, [fault.message for fault in [*people.faults, *faults]]


def anna(number: int, wish: SeatWish) -> PersonRow:
    return PersonRow(number, {"name": "Adviseur", "email": "a@zwolle.invalid"}, seat=wish)


def held(since: date, until: date | None = None, behalf: str = "GM0193") -> Statement[Held]:
    return Statement(Period(since, until), (behalf, False), 7)


def test_a_seat_is_taken_from_the_day_on_behalf_of_the_employer() -> None:
    plans, faults = seats(anna(2, SeatWish("seat")))
    assert not faults
    assert plans[0].after == Statement(Period(ON), ("GM0193", False))


def test_a_seat_with_a_term_ends_by_itself_and_the_last_day_counts() -> None:
    plans, _ = seats(anna(2, SeatWish("term")), anna(3, SeatWish("seat", last_day=date(2020, 12, 31))))
    assert [plan.after.valid.until for plan in plans] == [date(2024, 6, 1), date(2021, 1, 1)]


def test_a_seat_that_is_held_just_so_is_not_looked_at_again() -> None:
    wrong_sender = {"zwolle": {"P1": [held(BEGAN, behalf="GM0150")]}}
    assert seats(anna(2, SeatWish("zwolle")), terms=wrong_sender) == ([], [])


def test_an_earlier_last_day_takes_back_the_days_after_it() -> None:
    plans, faults = seats(
        anna(2, SeatWish("seat", last_day=date(2020, 6, 30))), terms={"seat": {"P1": [held(BEGAN)]}}
    )
    assert not faults
    assert plans[0].sayings == (
        (Period(date(2020, 7, 1)), None),
        (Period(BEGAN, date(2020, 7, 1)), ("GM0193", False)),
    )


def test_two_people_in_one_seat_are_refused_whoever_was_first() -> None:
    _, faults = seats(anna(2, SeatWish("seat")), terms={"seat": {"P2": [held(BEGAN)]}})
    assert "al bezet door P2" in faults[0]
    other = PersonRow(3, {"name": "Griffier", "organisation": "GM0150"}, seat=SeatWish("seat"))
    assert len(seats(anna(2, SeatWish("seat")), other)[1]) == 2


def test_a_list_may_end_one_term_and_begin_the_next() -> None:
    leaving = PersonRow(
        2,
        {"name": "Griffier", "organisation": "GM0150"},
        seat=SeatWish("seat", last_day=ON - timedelta(days=1)),
    )
    plans, faults = seats(
        leaving, anna(3, SeatWish("seat", first_day=ON)), terms={"seat": {"P2": [held(BEGAN)]}}
    )
    assert (len(plans), faults) == (2, [])


def test_a_seat_that_follows_another_is_for_its_holder() -> None:
    terms = {"mayor": {"P2": [held(BEGAN)]}}
    assert "die een ander bekleedt" in seats(anna(2, SeatWish("follower")), terms=terms)[1][0]
    swap = PersonRow(
        2,
        {"name": "Griffier", "organisation": "GM0150"},
        seat=SeatWish("mayor", last_day=ON - timedelta(days=1)),
    )
    taken = [swap, anna(3, SeatWish("mayor", first_day=ON)), anna(4, SeatWish("follower", first_day=ON))]
    assert seats(*taken, terms=terms)[1] == []


def test_what_a_seat_asks_is_asked() -> None:
    assert "alleen voor iemand van GM0193" in seats(anna(2, SeatWish("zwolle", on_behalf_of="GM0150")))[1][0]
    assert "bestaat niet" in seats(anna(2, SeatWish("nergens")))[1][0]
    assert "bestaat niet" in seats(anna(2, SeatWish("seat", first_day=date(2018, 1, 1))))[1][0]
    said_back = "de laatste dag (31 mei 2020) ligt voor de eerste dag (1 juni 2020)"
    assert said_back in seats(anna(2, SeatWish("seat", ON, ON - timedelta(days=1))))[1][0]
    assert "ook al in rij 2" in seats(anna(2, SeatWish("seat")), anna(3, SeatWish("seat")))[1][0]


# --- twice is the same as once ---

NAMES = st.sampled_from(["Anna", "Bert", "Chris"])
CODES = st.sampled_from(["GM0193", "GM0150"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "organisation": CODES},
        optional={"email": st.sampled_from(["", "x@y.invalid"]), "phone": st.sampled_from(["", "1"])},
    ),
    max_size=6,
)


def applied(rows: Sequence[PersonRow], register: Mapping[str, Timeline]) -> dict[str, Timeline]:
    after = dict(register)
    for person in plan_people(rows, register, ON).people:
        after[person.key or f"N{person.rows[0].row}"] = person.timeline
    return after


@given(ROWS, ROWS)
def test_a_list_that_was_applied_changes_nothing_more(
    first: list[dict[str, str]], then: list[dict[str, str]]
) -> None:
    register = applied([PersonRow(n, words) for n, words in enumerate(first, start=2)], {})
    rows = [PersonRow(n, words) for n, words in enumerate(then, start=50)]
    plan = plan_people(rows, register, ON)
    if not plan.faults:
        after = applied(rows, register)
        again = plan_people(rows, after, ON)
        assert not again.faults
        assert all(person.key and person.timeline == after[person.key] for person in again.people)
