"""Who is reminded when: once per step, never after the answer, anew when the deadline moves."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.reminders import STEPS, Sent, StepKind, due_step

START = dt.date(2019, 1, 1)
days = st.integers(0, 120).map(lambda number: START + dt.timedelta(days=number))


def play(
    first: dt.date, last: dt.date, deadline_on: dict[dt.date, dt.date], answered_on: dt.date, rests: set[int]
) -> list[tuple[dt.date, Sent]]:
    """What one person gets when the job runs each day, but for the days on which nobody was at work."""
    sent: list[tuple[dt.date, Sent]] = []
    for offset in range((last - first).days + 1):
        today = first + dt.timedelta(days=offset)
        if offset in rests:
            continue
        deadline = deadline_on[max(day for day in deadline_on if day <= today)]
        had = [each for _on, each in sent]
        step = due_step(today, deadline, had, is_answered=today >= answered_on, is_open=True)
        if step:
            sent.append((today, Sent(step.days_before, deadline)))
    return sent


def test_who_says_nothing_gets_every_step_on_its_day() -> None:
    due = START + dt.timedelta(days=60)
    sent = play(START, due + dt.timedelta(days=60), {START: due}, dt.date.max, set())
    assert [(due - on).days for on, _each in sent] == [21, 7, 1, -1, -8]


def test_a_moved_deadline_moves_the_reminders() -> None:
    old, moved_on = START + dt.timedelta(days=30), START + dt.timedelta(days=25)
    new = old + dt.timedelta(days=40)
    sent = play(START, new + dt.timedelta(days=10), {START: old, moved_on: new}, dt.date.max, set())
    assert [each for _on, each in sent] == [
        Sent(21, old),
        Sent(7, old),
        *(Sent(step.days_before, new) for step in STEPS),
    ]


def test_a_deadline_that_moves_back_does_not_repeat_what_was_sent_about_it() -> None:
    due = START + dt.timedelta(days=10)
    had = [Sent(7, due)]
    assert due_step(due - dt.timedelta(days=7), due, had, is_answered=False, is_open=True) is None


def test_without_a_deadline_or_with_a_closed_gate_nobody_is_reminded() -> None:
    assert due_step(START, None, [], is_answered=False, is_open=True) is None
    assert due_step(START, START, [], is_answered=False, is_open=False) is None


@given(days, days, st.sets(st.integers(0, 200)), days, days)
def test_nothing_goes_out_twice_nor_after_the_answer(
    due: dt.date, answered_on: dt.date, rests: set[int], moved_on: dt.date, moved_to: dt.date
) -> None:
    deadlines = {START: due, moved_on: moved_to}
    sent = play(START, START + dt.timedelta(days=200), deadlines, answered_on, rests)
    assert all(on < answered_on for on, _each in sent)
    assert max(Counter(each for _on, each in sent).values(), default=1) == 1
    assert max(Counter(on for on, _each in sent).values(), default=1) == 1
    about_now = deadlines if moved_on > START else {START: moved_to}
    assert all(each.about == about_now[max(day for day in about_now if day <= on)] for on, each in sent)


@given(days, st.sets(st.integers(0, 200)))
def test_a_reminder_is_never_early_and_made_up_for_soon_or_not_at_all(due: dt.date, rests: set[int]) -> None:
    lasts = {step.days_before: step.lasts for step in STEPS}
    for on, each in play(START, START + dt.timedelta(days=200), {START: due}, dt.date.max, rests):
        assert 0 <= each.days_before - (due - on).days < lasts[each.days_before]


@given(days, days)
def test_who_bears_the_responsibility_hears_it_only_a_week_after(today: dt.date, due: dt.date) -> None:
    step = due_step(today, due, [], is_answered=False, is_open=True)
    if step and step.kind is StepKind.ESCALATED:
        assert (today - due).days >= 8
