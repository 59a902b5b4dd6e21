"""A proposal is closed only when it is adopted, and with a linked plan only when both are on the same day (R13)."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.contact_data import contact_data_in, has_telephone
from noaber.decisions.rules.closing import Asked, Closing, Course, Plan, Said, closing, passed_on
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer, Given

DAYS = st.dates(dt.date(2019, 4, 22), dt.date(2019, 4, 26))
PLANS = st.builds(Plan, st.booleans(), st.none() | DAYS, st.booleans(), st.booleans())


@given(PLANS, st.lists(PLANS, max_size=3))
def test_adopted_means_every_plan_was_adopted_on_that_day_and_none_was_lost(
    own: Plan, linked: list[Plan]
) -> None:
    found = closing(own, linked)

    together = all(
        plan.adopted_on == own.adopted_on and not plan.is_rejected and not plan.is_withdrawn
        for plan in linked
    )
    stands = own.is_sent and not own.is_rejected and not own.is_withdrawn and own.adopted_on is not None
    assert found.is_adopted == (stands and together)
    assert found.on == (own.adopted_on if stands else None)


@given(PLANS, st.lists(PLANS, max_size=3), st.randoms())
def test_the_order_of_linked_plans_makes_no_difference_to_the_course(
    own: Plan, linked: list[Plan], chance: st.DataObject
) -> None:
    shuffled = list(linked)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert closing(own, linked).course is closing(own, shuffled).course


@given(DAYS, DAYS)
def test_two_plans_see_the_same_of_each_other(one: dt.date, other: dt.date) -> None:
    first, second = Plan(adopted_on=one), Plan(adopted_on=other)
    assert closing(first, [second]).course is closing(second, [first]).course


def test_a_lost_companion_is_told_as_soon_as_it_is_lost() -> None:
    assert closing(Plan(), [Plan(is_rejected=True)]) == Closing(
        Course.UNDER_WAY, is_lost=True, may_return=True
    )


ANSWERS = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.sampled_from(Answer), DAYS), max_size=5)


@given(ANSWERS, st.sampled_from([StageRule.ALL, StageRule.MAJORITY, StageRule.TWO_THIRDS]))
def test_the_day_of_adoption_is_the_first_on_which_what_was_said_by_then_suffices(
    answers: dict[str, tuple[Answer, dt.date]], rule: StageRule
) -> None:
    asked = [Asked("1", PointKind.ADOPT, dict.fromkeys("abcde", 1))]
    said = [
        Said(Given(party, "1", answer, place), day)
        for place, (party, (answer, day)) in enumerate(sorted(answers.items()))
    ]
    day = passed_on(rule, asked, said)

    in_favour = sorted(each.on for each in said if each.given.answer in (Answer.CONSENT, Answer.WITH_REMARK))
    needed = {StageRule.ALL: 5, StageRule.MAJORITY: 3, StageRule.TWO_THIRDS: 4}[rule]
    assert day == (in_favour[needed - 1] if len(in_favour) >= needed else None)


def test_a_stage_without_points_adopts_nothing() -> None:
    assert passed_on(StageRule.ALL, [], []) is None


@given(
    st.text("0123456789", min_size=8, max_size=8), st.sampled_from(["06-{}", "06 {}", "(06) {}", "+31 6 {}"])
)
def test_a_mobile_number_is_seen_however_it_is_written(digits: str, form: str) -> None:
    spaced = f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
    for written in (digits, spaced):
        assert has_telephone(f"J. de Wit, {form.format(written)}")


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"]),
)
def test_a_date_is_no_telephone_number(day: dt.date, form: str) -> None:
    assert not has_telephone(f"het netwerkbureau, {day.strftime(form)}")


@pytest.mark.parametrize(
    "written",
    [
        "\uff10\uff16-\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",  # full-width digits
        "0\u200b6\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7\u200b8",  # with nothing to see in between
        "06\u00ad-1234\u20605678",
        "o6-12345678",
        "O6 12 34 56 78",
        "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        "06\u221212345678",
        "06\u00a012\u202f34\u00a056\u00a078",
    ],
)
def test_a_number_in_disguise_is_seen(written: str) -> None:
    assert has_telephone(f"J. de Wit {written}")


def test_looking_for_contact_data_takes_time_that_grows_with_the_text() -> None:
    begun = time.process_time()
    for part in ("tel ", "0 ", "+ ", "a@", "a.", " ", "tel. nr", "0 1 ", "o"):
        contact_data_in((part * 20_000)[:20_000])
        contact_data_in(part + " " * 20_000)
    assert time.process_time() - begun < 2
