"""Goals with an owner, what is done for them, by what they are measured, and how they go (R12, R49)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from noaber.accounts.models import User
from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.figures.api import AreaFigure, OffenceCounts, record_years
from noaber.network.api import end_membership, membership_of, municipalities, seats
from noaber.network.models import Person
from noaber.strategy.models import (
    Activity,
    Goal,
    GoalIndicator,
    GoalStatement,
    GoalUpdate,
    IndicatorValue,
)
from noaber.strategy.queries.goals.goal import EVERYTHING, goal
from noaber.strategy.queries.goals.owners import is_living
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.goals.updates import own_goals
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.rules.goals.goal import (
    ActivityState,
    ActivityText,
    GoalStatus,
    GoalText,
    IndicatorText,
    UpdateText,
    ValueText,
)
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.goals.goal import record_activity, record_goal, record_indicator, record_value
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.withdrawing import withdraw_part, withdraw_value
from noaber.strategy.tests.conftest import (
    ADOPTED,
    COORDINATOR,
    FIRST,
    LAST,
    LATER,
    NOT_REVIEWED,
    NOW,
    PERIOD,
    STRANGER,
    STRATEGY,
    TODAY,
)
from noaber.strategy.words.changes import changes

pytestmark = pytest.mark.usefixtures("network")
DAY = dt.timedelta(days=1)
LEAD = Actor(21, grants=frozenset({Grant("team_lead", "body:team-jeugd")}))
OWNER = Actor(22, grants=frozenset({Grant("member", "body:team-jeugd")}))
SEAT = "team-jeugd:noord"
CODE = "minder-overlast"
TEXT = GoalText("Minder overlast", "Een kwart minder meldingen.", SEAT, LAST)
CHANGED = replace(TEXT, aim="De helft minder meldingen.", reason="Het gaat sneller dan gedacht.")
ACTIVITY = ActivityText("Straatcoaches", dt.date(2020, 3, 1), dt.date(2021, 3, 1), body="team-jeugd")
MEASURED = IndicatorText("Meldingen", "per jaar", FIRST, Decimal(300), LAST, "Politie", Decimal(400))
FINE = UpdateText(GoalStatus.ON_COURSE, "Het gaat goed.")


def prepare(terms: PeriodTerms = STRATEGY) -> None:
    record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=TODAY)


def write(
    text: GoalText = TEXT,
    *,
    actor: Actor = COORDINATOR,
    theme: str = "jeugd",
    today: dt.date = TODAY,
    now: dt.datetime = NOW,
    seen: int | None = None,
) -> bool:
    return record_goal(PERIOD, theme, CODE, text, actor=actor, now=now, today=today, expected_revision=seen)


def adopted() -> None:
    """A goal that was written while the strategy was prepared, and the strategy adopted."""
    prepare()
    write()
    record_period(PERIOD, replace(ADOPTED, source="lijst"), actor=COORDINATOR, now=NOW, today=TODAY)


def update(text: UpdateText = FINE, *, actor: Actor = COORDINATOR, seen: int | None = None) -> int:
    said = {CODE: Said(text, seen)}
    return update_goals(PERIOD, said, actor=actor, now=LATER, today=TODAY)


def seat_owner() -> None:
    """The account of who holds the seat that owns the goal."""
    person = Person.objects.get(memberships__post__code=SEAT)
    person.user_id = User.objects.create(pk=22, email="22@voorbeeld.invalid", display_name="").pk
    person.save()


def row(day: dt.date = TODAY) -> GoalRow:
    found = goal(PERIOD, CODE, AsOf(day), EVERYTHING)
    assert found
    return found


def refused(field: str) -> "pytest.RaisesExc[DomainError]":
    return pytest.RaisesExc(DomainError, check=lambda error: error.field == field)


@pytest.mark.parametrize("owner", ["", "geen-zetel"])
def test_r12_there_is_no_goal_without_an_owner(owner: str) -> None:
    prepare()
    with refused("owner"):
        write(replace(TEXT, owner=owner))
    assert not Goal.objects.exists()


def test_r12_a_goal_is_given_to_nobody_on_an_empty_seat_and_keeps_one_that_became_empty() -> None:
    prepare()
    (empty, *_more) = [each.code for each in seats(ANONYMOUS, AsOf(TODAY)) if each.is_vacant]
    with refused("owner"):
        write(replace(TEXT, owner=empty))
    assert write()
    with refused("owner"):
        write(replace(TEXT, owner=empty))
    (seat,) = seats(COMMAND, AsOf(TODAY), code=SEAT)
    assert seat.holder
    key = membership_of(seat.holder.person_id, SEAT)
    end_membership(key, actor=COMMAND, now=NOW, valid_until=TODAY - DAY)
    assert write(replace(TEXT, aim="Een derde minder meldingen."))


def test_a_goal_is_kept_as_it_was_said_and_known_text_is_not_said_again() -> None:
    prepare()
    assert write()
    assert not write()
    assert write(replace(TEXT, title="Veel minder overlast"), today=TODAY + dt.timedelta(days=9))
    assert row(TODAY + dt.timedelta(days=9)).said[0].text == TEXT
    assert row().text.title == "Minder overlast"  # as it was on that day


def test_r49_an_adopted_strategy_changes_with_a_reason_only() -> None:
    adopted()
    with refused("reason"):
        write(replace(CHANGED, reason=" "))
    assert write(replace(CHANGED, is_innovation=True))
    assert [each.text for each in row().said] == [TEXT, replace(CHANGED, is_innovation=True)]
    with refused("reason"):
        record_activity(PERIOD, CODE, ACTIVITY, actor=COORDINATOR, now=NOW, today=TODAY)
    assert not Activity.objects.exists()


def test_that_an_activity_runs_needs_no_reason_and_that_it_stops_does() -> None:
    prepare()
    write()
    number = record_activity(PERIOD, CODE, ACTIVITY, actor=COORDINATOR, now=NOW, today=TODAY)
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)
    runs = replace(ACTIVITY, state=ActivityState.RUNNING)
    record_activity(PERIOD, CODE, runs, actor=LEAD, now=NOW, today=TODAY, number=number)
    stops = replace(ACTIVITY, state=ActivityState.STOPPED)
    with refused("reason"):
        record_activity(PERIOD, CODE, stops, actor=LEAD, now=NOW, today=TODAY, number=number)
    assert [each.text.state for each in row().activities] == [ActivityState.RUNNING]


def test_an_activity_names_who_does_it() -> None:
    prepare()
    write()
    said = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    for wrong, field in (
        (replace(ACTIVITY, body=""), "body"),
        (replace(ACTIVITY, body="geen"), "body"),
        (replace(ACTIVITY, organisations=("GM0000",)), "organisations"),
        (replace(ACTIVITY, ends_on=dt.date(2024, 1, 1)), "ends_on"),
    ):
        with refused(field):
            record_activity(PERIOD, CODE, wrong, **said)  # type: ignore[arg-type]
    both = replace(ACTIVITY, organisations=("GM9001", "POLITIE-VL"))
    record_activity(PERIOD, CODE, both, actor=COORDINATOR, now=NOW, today=TODAY)
    assert [each.text for each in row().activities] == [both]


def test_values_are_written_down_and_of_one_day_the_last_counts() -> None:
    prepare()
    write()
    record_indicator(PERIOD, CODE, MEASURED, actor=COORDINATOR, now=NOW, today=TODAY)
    for value in (Decimal(390), Decimal("385.5")):
        text = ValueText(value, dt.date(2019, 12, 31), "Politie")
        record_value(PERIOD, CODE, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)
    (found,) = row().indicators
    assert (found.base, [each.value for each in found.values], found.typed) == (
        Decimal(400),
        [Decimal("385.5")],
        2,
    )
    tomorrow = ValueText(Decimal(1), TODAY + dt.timedelta(days=1), "Politie")
    with refused("on"):
        record_value(PERIOD, CODE, 1, tomorrow, actor=COORDINATOR, now=NOW, today=TODAY)
    text = ValueText(Decimal(1), TODAY, "Politie")
    with pytest.raises(Conflict):
        record_value(PERIOD, CODE, 1, text, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=1)


def test_r49_another_value_of_a_day_takes_a_reason_once_the_strategy_was_adopted() -> None:
    prepare()
    write()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    record_indicator(PERIOD, CODE, MEASURED, **facts)
    first = ValueText(Decimal(390), TODAY - DAY, "Politie")
    for value in (Decimal(395), first.value):
        record_value(PERIOD, CODE, 1, replace(first, value=value), **facts)
    record_period(PERIOD, replace(ADOPTED, source="lijst"), **facts)
    for other in (replace(first, value=Decimal(380)), replace(first, source="Gemeenten")):
        with refused("reason"):
            record_value(PERIOD, CODE, 1, other, reason=" ", **facts)
        with refused("reason"):
            record_value(PERIOD, CODE, 1, other, reason="x" * 501, **facts)
    record_value(PERIOD, CODE, 1, replace(first, on=TODAY), **facts)
    record_value(PERIOD, CODE, 1, first, **facts)
    record_value(
        PERIOD, CODE, 1, replace(first, value=Decimal(380)), reason=" Dit was verkeerd geteld. ", **facts
    )
    told = [each for each in changes(row(), TODAY + DAY) if each.what == "Waarde gewijzigd"]
    assert [each.reason for each in told] == ["Dit was verkeerd geteld."], "not those of before the adoption"
    assert told[0].change.endswith("Waarde: 390 → 380")


def test_on_the_day_of_the_base_there_is_no_other_value() -> None:
    """Neither written down there, nor brought about by moving the base to the day of a value."""
    prepare()
    write()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    record_indicator(PERIOD, CODE, MEASURED, **facts)
    with refused("on"):
        record_value(PERIOD, CODE, 1, ValueText(Decimal(99), FIRST, "Politie"), **facts)
    with pytest.raises(DomainError, match="Op die dag staat de beginwaarde"):
        record_value(PERIOD, CODE, 1, ValueText(Decimal(12), FIRST, "Politie"), **facts)
    record_value(PERIOD, CODE, 1, ValueText(Decimal(400), FIRST, "Politie"), **facts)
    withdraw_value(PERIOD, CODE, 1, FIRST, "Dit is de beginwaarde.", **facts)
    record_value(PERIOD, CODE, 1, ValueText(Decimal(390), FIRST + DAY, "Politie"), **facts)
    with refused("base_on"):
        record_indicator(PERIOD, CODE, replace(MEASURED, base_on=FIRST + DAY), number=1, **facts)


def test_the_target_of_an_indicator_is_on_a_day_of_the_period() -> None:
    prepare()
    write()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    for day in (LAST + DAY, dt.date(2030, 12, 31)):
        with refused("target_on"):
            record_indicator(PERIOD, CODE, replace(MEASURED, target_on=day), **facts)
    assert record_indicator(PERIOD, CODE, MEASURED, **facts) == 1


def test_with_an_offence_the_values_are_counted_and_nobody_writes_them_down() -> None:
    prepare()
    write()
    # In the order of years: the first is the base; the last is not over yet on the day.
    per_year = {2018: 10, 2019: 8, 2020: 6}
    towns = [f"GM900{number}" for number in range(1, 8)]
    known = [AreaFigure(town, year, count) for year, count in per_year.items() for town in towns]
    here = {each.code for each in municipalities(ANONYMOUS, AsOf(TODAY))}
    figures = tuple(each for each in known if each.area in here)
    next_year = NOW.replace(year=2021)
    record_years([OffenceCounts("1.1.1", "Inbraak", figures)], actor=COMMAND, now=next_year)
    text = replace(MEASURED, base_value=None, base_on=dt.date(2018, 12, 31), offence="1.1.1", area="network")
    record_indicator(PERIOD, CODE, text, actor=COORDINATOR, now=NOW, today=TODAY)
    (found,) = row().indicators
    assert found.base == 10 * len(here)
    assert [(each.value, each.on.year) for each in found.values] == [(Decimal(8 * len(here)), 2019)]
    value = ValueText(Decimal(1), TODAY, "Ik")
    with pytest.raises(DomainError, match="volgen uit de cijfers"):
        record_value(PERIOD, CODE, 1, value, actor=COORDINATOR, now=NOW, today=TODAY)
    elsewhere = replace(text, area="elders")
    with refused("area"):
        record_indicator(PERIOD, CODE, elsewhere, actor=COORDINATOR, now=NOW, today=TODAY)


def test_the_lead_of_the_team_and_the_owner_keep_their_goals_and_no_other() -> None:
    adopted()
    seat_owner()
    for actor in (LEAD, OWNER):
        assert update(actor=actor)
        assert [each.code for each in own_goals(actor, PERIOD, AsOf(TODAY))] == [CODE]
    assert write(CHANGED, actor=OWNER)
    for stranger in (STRANGER, Actor(23, grants=OWNER.grants)):
        with pytest.raises(AccessRefused):
            update(actor=stranger)
    with pytest.raises(AccessRefused):
        record_goal(PERIOD, "verkeer", "verkeer", CHANGED, actor=LEAD, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        record_goal(PERIOD, "jeugd", "nog-een", CHANGED, actor=OWNER, now=NOW, today=TODAY)


def test_how_it_goes_is_said_in_a_sentence_of_each_or_of_none() -> None:
    adopted()
    with refused(f"{CODE}__sentence"):
        update(replace(FINE, sentence=" "))
    with refused(f"{CODE}__sentence"):
        update(replace(FINE, sentence="x"))
    said = {CODE: Said(FINE), "geen-doel": Said(FINE)}
    with pytest.raises(DomainError):
        update_goals(PERIOD, said, actor=COORDINATOR, now=LATER, today=TODAY)
    assert row().last is None
    with refused("on"):
        update_goals(
            PERIOD, {CODE: Said(FINE)}, actor=LEAD, now=LATER, today=TODAY, on=TODAY + dt.timedelta(days=1)
        )


def test_who_was_overtaken_hears_which_goal_it_is() -> None:
    adopted()
    assert update(seen=0)
    with pytest.raises(Conflict) as overtaken:
        update(replace(FINE, status=GoalStatus.BEHIND), seen=0)
    assert overtaken.value.field == f"{CODE}__status"
    assert [each.text for each in row().updates] == [FINE]
    write(CHANGED)
    with pytest.raises(Conflict):
        write(replace(CHANGED, title="Anders"), seen=1)


def test_progress_comes_once_the_strategy_is_adopted_and_ends_when_it_is_closed() -> None:
    prepare()
    write()
    with pytest.raises(DomainError, match="nog niet vastgesteld"):
        update()
    for state, day in ((PeriodState.ADOPTED, TODAY), (PeriodState.CLOSED, LAST)):
        terms = replace(ADOPTED, state=state, decided_on=day, note=f"{state}: {NOT_REVIEWED}")
        record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=day)
    with pytest.raises(DomainError, match="afgesloten"):
        update_goals(PERIOD, {CODE: Said(FINE)}, actor=COORDINATOR, now=LATER, today=LAST)


def test_nothing_is_said_of_goals_outside_the_days_of_their_period() -> None:
    """Until it is closed one may say afterwards how it was on a day of it."""
    adopted()
    said, after = {CODE: Said(FINE)}, LAST + 90 * DAY
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": LATER}
    with pytest.raises(DomainError, match="Deze periode begint"):
        update_goals(PERIOD, said, **facts, today=FIRST - DAY)
    for today, on in ((LAST, FIRST - DAY), (after, LAST + DAY)):
        with refused("on"):
            update_goals(PERIOD, said, **facts, today=today, on=on)
    assert row(after).last is None
    record_indicator(PERIOD, CODE, replace(MEASURED, reason="Dit is nieuw."), **facts, today=TODAY)
    with refused("on"):
        record_value(PERIOD, CODE, 1, ValueText(Decimal(9), LAST + DAY, "Politie"), **facts, today=after)
    record_value(PERIOD, CODE, 1, ValueText(Decimal(9), LAST, "Politie"), **facts, today=after)
    update_goals(PERIOD, said, **facts, today=after)
    last = row(after).last
    assert last
    assert last.on == LAST
    assert not is_living(titled(PERIOD, AsOf(after)), AsOf(after))  # type: ignore[arg-type]  # nobody is asked any more


def test_nothing_new_comes_under_a_period_that_is_over() -> None:
    adopted()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": LAST + DAY}
    late, over = replace(ACTIVITY, reason="Dit is nieuw."), "Deze periode liep tot en met 31 december 2022"
    facts["today"] = LAST
    record_activity(PERIOD, CODE, late, **facts)
    facts["today"] = LAST + DAY
    with pytest.raises(DomainError, match=over):
        record_activity(PERIOD, CODE, replace(late, title="Nog een"), **facts)
    with pytest.raises(DomainError, match=over):
        record_indicator(PERIOD, CODE, replace(MEASURED, reason="Dit is nieuw."), **facts)
    with pytest.raises(DomainError, match=over):
        record_goal(PERIOD, "jeugd", "nog-een", replace(CHANGED, title="Nog een"), **facts)
    done = replace(late, state=ActivityState.DONE)
    record_activity(PERIOD, CODE, done, **facts, number=1)
    assert [each.text.state for each in row(LAST + DAY).activities] == [ActivityState.DONE]


def test_a_value_that_was_measured_after_the_period_is_not_in_it() -> None:
    """Of before this was refused."""
    adopted()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": TODAY}
    record_indicator(PERIOD, CODE, replace(MEASURED, reason="Dit is nieuw."), **facts)
    part = GoalIndicator.objects.get()
    for number, (on, value) in enumerate(((LAST, 70), (LAST + DAY, 75)), start=1):
        IndicatorValue.objects.create(
            indicator=part, number=number, said_on=on, value=value, source="Telling", recorded_at=LATER
        )
    goal_row = Goal.objects.get()
    for number, on in enumerate((LAST, LAST + DAY), start=1):
        GoalUpdate.objects.create(
            goal=goal_row, number=number, said_on=on, status="on_course", sentence="x", recorded_at=LATER
        )
    found = row(LAST + 90 * DAY)
    assert [each.value for each in found.indicators[0].values] == [Decimal(70)]
    assert found.indicators[0].typed == 2  # as many as an editor saw
    assert [each.on for each in found.updates] == [LAST]


def test_the_base_of_an_indicator_is_not_to_come_and_not_after_what_was_measured() -> None:
    prepare()
    write()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    with refused("base_on"):
        record_indicator(PERIOD, CODE, replace(MEASURED, base_on=TODAY + DAY), **facts)
    record_indicator(PERIOD, CODE, MEASURED, **facts)
    record_value(PERIOD, CODE, 1, ValueText(Decimal(9), TODAY - DAY, "Politie"), **facts)
    with refused("base_on"):
        record_indicator(PERIOD, CODE, replace(MEASURED, base_on=TODAY), number=1, **facts)
    moved = replace(MEASURED, base_on=TODAY - DAY, base_value=Decimal(9))
    assert record_indicator(PERIOD, CODE, moved, number=1, **facts) == 1


def test_r49_what_is_sent_twice_is_made_once() -> None:
    """The second time it stood already; something else, by who did not see the first, is a conflict."""
    prepare()
    write()
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW, "today": TODAY, "expected_revision": 0}
    for _time in range(2):
        assert record_activity(PERIOD, CODE, ACTIVITY, **facts) == 1
        assert record_indicator(PERIOD, CODE, MEASURED, **facts) == 1
    with pytest.raises(Conflict):
        record_activity(PERIOD, CODE, replace(ACTIVITY, title="Anders"), **facts)
    with pytest.raises(Conflict):
        record_indicator(PERIOD, CODE, replace(MEASURED, title="Anders"), **facts)
    facts["expected_revision"] = 1
    assert record_activity(PERIOD, CODE, replace(ACTIVITY, title="Anders"), **facts) == 2
    assert [each.number for each in row().activities] == [1, 2]


def test_the_database_refuses_to_change_what_was_said() -> None:
    prepare()
    write()
    with pytest.raises(DatabaseError), transaction.atomic():
        GoalStatement.objects.update(title="Anders")


def test_r49_what_is_done_or_measured_is_withdrawn_with_a_reason_and_stays_to_be_read() -> None:
    prepare()
    write()
    said = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    record_activity(PERIOD, CODE, ACTIVITY, **said)  # type: ignore[arg-type]
    record_indicator(PERIOD, CODE, MEASURED, **said)  # type: ignore[arg-type]
    later = {**said, "today": TODAY + DAY}
    for model, known in ((Activity, ACTIVITY), (GoalIndicator, MEASURED)):
        with refused("reason"):
            withdraw_part(model, PERIOD, CODE, 1, " ", **later)  # type: ignore[arg-type]
        with pytest.raises(Conflict):
            withdraw_part(model, PERIOD, CODE, 1, "Dit stond er dubbel", **later, expected_revision=0)  # type: ignore[arg-type]
        with pytest.raises(AccessRefused):
            withdraw_part(model, PERIOD, CODE, 1, "Dit stond er dubbel", **{**later, "actor": STRANGER})  # type: ignore[arg-type]
        withdraw_part(model, PERIOD, CODE, 1, "Dit stond er dubbel", **later)  # type: ignore[arg-type]
        with pytest.raises(DomainError, match="is ingetrokken"):
            withdraw_part(model, PERIOD, CODE, 1, "Dit nog eens", **later)  # type: ignore[arg-type]
        found = row(TODAY + DAY)
        assert replace(known, is_withdrawn=True, reason="Dit stond er dubbel") in [
            each.text for each in found.withdrawn
        ]
    assert (found.activities, found.indicators) == ((), ())
    then = row(TODAY)
    assert ([each.text for each in then.activities], then.withdrawn) == ([ACTIVITY], ())
    with pytest.raises(DomainError, match="is ingetrokken"):
        record_activity(PERIOD, CODE, replace(ACTIVITY, title="Toch"), **later, number=1)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="is ingetrokken"):
        record_value(PERIOD, CODE, 1, ValueText(Decimal(3), TODAY, "Telling"), **later)  # type: ignore[arg-type]
    assert record_activity(PERIOD, CODE, ACTIVITY, **later) == 2  # type: ignore[arg-type]


def test_a_wrong_value_is_taken_back_with_a_reason_and_does_not_count() -> None:
    prepare()
    write()
    said = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    record_indicator(PERIOD, CODE, MEASURED, **said)  # type: ignore[arg-type]
    wrong, right = ValueText(Decimal(400), TODAY, "Telling"), ValueText(Decimal(4), TODAY - DAY, "Telling")
    for value in (right, wrong):
        record_value(PERIOD, CODE, 1, value, **said)  # type: ignore[arg-type]
    with refused("reason"):
        withdraw_value(PERIOD, CODE, 1, TODAY, " ", **said)  # type: ignore[arg-type]
    with refused("on"):
        withdraw_value(PERIOD, CODE, 1, TODAY - 2 * DAY, "Het was een typefout", **said)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        withdraw_value(PERIOD, CODE, 1, TODAY, "Het was een typefout", **said, expected_revision=1)  # type: ignore[arg-type]
    with pytest.raises(AccessRefused):
        withdraw_value(PERIOD, CODE, 1, TODAY, "Het was een typefout", **{**said, "actor": STRANGER})  # type: ignore[arg-type]
    withdraw_value(PERIOD, CODE, 1, TODAY, "Het was een typefout", **said, expected_revision=2)  # type: ignore[arg-type]
    (found,) = row().indicators
    assert (found.values, found.last, found.typed) == ((right,), right, 3)
    assert [(each.text, each.reason) for each in found.taken_back] == [(wrong, "Het was een typefout")]
    assert ("Waarde ingetrokken", "Het was een typefout") in {
        (each.what, each.reason) for each in changes(row())
    }
    with refused("on"):
        withdraw_value(PERIOD, CODE, 1, TODAY, "Dit nog eens", **said)  # type: ignore[arg-type]
    record_value(PERIOD, CODE, 1, replace(wrong, value=Decimal(40)), **said)  # type: ignore[arg-type]
    assert row().indicators[0].last == replace(wrong, value=Decimal(40))


def test_r49_what_was_measured_stays_among_the_changes_when_its_indicator_is_withdrawn() -> None:
    prepare()
    write()
    said = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
    record_indicator(PERIOD, CODE, MEASURED, **said)  # type: ignore[arg-type]
    record_period(PERIOD, replace(ADOPTED, source="lijst"), **said)  # type: ignore[arg-type]
    first = ValueText(Decimal(10), TODAY, "Telling")
    for value in (first, replace(first, value=Decimal(12))):
        record_value(PERIOD, CODE, 1, value, reason="Er is opnieuw geteld.", **said)  # type: ignore[arg-type]
    withdraw_value(PERIOD, CODE, 1, TODAY, "Er is dubbel geteld.", **said)  # type: ignore[arg-type]
    before = list(changes(row()))
    withdraw_part(GoalIndicator, PERIOD, CODE, 1, "Niemand meet dit nog.", **said)  # type: ignore[arg-type]
    after = list(changes(row()))
    assert [each.what for each in before] == ["Waarde ingetrokken", "Waarde gewijzigd"]
    assert [each for each in after if each.what.startswith("Waarde")] == before
