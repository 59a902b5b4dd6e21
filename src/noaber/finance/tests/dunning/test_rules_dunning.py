"""Which step of reminding comes on which day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.dunning.reminders import ReminderStep, ReminderTerms, due_step, next_step

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
lengths = st.integers(1, 60)
schemes = st.builds(ReminderTerms, lengths, lengths, lengths, lengths, st.just(""))


@given(days, schemes, st.lists(st.integers(0, 90), max_size=3), st.integers(-400, 400))
def test_a_due_date_that_moves_puts_a_step_off_and_never_silences_it(
    due_on: dt.date, terms: ReminderTerms, waits: list[int], moved: int
) -> None:
    """What others got wrong: a day that was passed over, since the date had moved past it, was never told again."""
    sent: dict[ReminderStep, dt.date] = {}
    on = due_on
    for step, wait in zip(ReminderStep, waits, strict=False):
        on += dt.timedelta(days=wait)
        sent[step] = on
    later = due_on + dt.timedelta(days=moved)
    coming = next_step(later, sent, terms)
    if len(sent) == len(ReminderStep):
        assert coming is None
        return
    assert coming
    assert coming.step is list(ReminderStep)[len(sent)]
    for wait in (0, 1, 7, 1000):
        assert due_step(later, sent, terms, coming.from_on + dt.timedelta(days=wait)) is coming.step
    assert due_step(later, sent, terms, coming.from_on - dt.timedelta(days=1)) is None
    assert coming.from_on > max([later, *sent.values()])


def test_with_the_usual_days_a_demand_comes_six_weeks_after_the_last_day() -> None:
    due, terms, sent = dt.date(2023, 3, 8), ReminderTerms(), dict[ReminderStep, dt.date]()
    for step in ReminderStep:
        coming = next_step(due, sent, terms)
        assert coming
        assert coming.step is step
        sent[step] = coming.from_on
    assert sent[ReminderStep.DEMAND] == due + dt.timedelta(weeks=6)
