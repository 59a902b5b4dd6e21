"""A policy period: recorded by who may, followed by states that may follow, and every earlier statement kept."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.strategy.models import LinkedPlan, PeriodStatement
from noaber.strategy.queries.periods.period import (
    before,
    free_code,
    period,
    periods,
    statements,
    titles,
    withdrawal,
)
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.periods.withdrawing import withdraw_period
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LATER,
    NOT_REVIEWED,
    NOW,
    PERIOD,
    PLAN,
    POLICE_PLAN,
    STRANGER,
    STRATEGY,
    TODAY,
    TOWN,
)
from noaber.strategy.tests.rounds import prepare
from noaber.strategy.words.periods import period_differences

LONGER_WHY = "De opvolger is nog niet klaar."
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


def record(
    terms: PeriodTerms = STRATEGY,
    *,
    actor: Actor = COORDINATOR,
    now: dt.datetime = NOW,
    today: dt.date = dt.date(2023, 5, 15),
    expected_revision: int | None = None,
) -> bool:
    return record_period(
        PERIOD, terms, actor=actor, now=now, today=today, expected_revision=expected_revision
    )


def read(asof: AsOf | None = None) -> PeriodTerms:
    found = period(PERIOD, asof or AsOf(TODAY))
    assert found is not None
    return found.terms


def test_what_is_recorded_is_what_is_read_with_the_plan_of_the_police() -> None:
    assert record()
    assert read() == STRATEGY
    assert [(row.code, row.revision) for row in periods(AsOf(TODAY))] == [(PERIOD, 1)]


def test_the_same_twice_counts_once() -> None:
    record()
    assert not record()
    assert PeriodStatement.objects.count() == 1
    assert AuditEntry.objects.filter(verb="strategy.record_period").count() == 1


def test_the_earlier_statement_stays_readable_as_it_was_known() -> None:
    record()
    record(ADOPTED, now=LATER)
    assert read() == ADOPTED
    assert read(AsOf(TODAY, known_at=LATER)) == STRATEGY
    said = statements(PERIOD, AsOf(TODAY))
    assert [row.terms.state for row in said] == [PeriodState.ADOPTED, PeriodState.PREPARATION]
    assert statements(PERIOD, AsOf(TODAY, known_at=LATER)) == said[1:]


def test_states_follow_in_order_and_a_closed_period_is_not_opened_again() -> None:
    record()
    with pytest.raises(DomainError, match="kan niet op de vorige volgen"):
        record(replace(ADOPTED, state=PeriodState.CLOSED))
    assert record(ADOPTED)
    closed = replace(ADOPTED, state=PeriodState.CLOSED, note=NOT_REVIEWED)
    with pytest.raises(DomainError, match="Afsluiten kan vanaf die dag"):
        record(replace(closed, decided_on=dt.date(2021, 1, 1)))
    assert record(replace(closed, decided_on=ADOPTED.ends_on))
    with pytest.raises(DomainError, match="kan niet op de vorige volgen"):
        record(STRATEGY)


def test_a_period_is_extended_by_a_decision_only() -> None:
    record()
    record(ADOPTED)
    longer = replace(ADOPTED, ends_on=dt.date(2023, 12, 31))
    with pytest.raises(DomainError, match="alleen door te verlengen"):
        record(longer)
    for nothing_later in (ADOPTED, longer):
        with pytest.raises(DomainError) as caught:
            record(replace(nothing_later, state=PeriodState.EXTENDED))
        assert caught.value.field == "decided_on"
    decided = replace(longer, state=PeriodState.EXTENDED, decided_on=dt.date(2022, 11, 2))
    with pytest.raises(DomainError, match="waarom de strategie wordt verlengd"):
        record(decided)
    decided = replace(decided, note=LONGER_WHY)
    assert record(decided)
    assert read(AsOf(dt.date(2023, 1, 1))).years == "2019-2023"


def test_a_day_of_an_extension_that_was_typed_wrongly_is_mended_with_a_reason() -> None:
    record()
    record(ADOPTED)
    longer = replace(ADOPTED, state=PeriodState.EXTENDED, ends_on=dt.date(2029, 12, 31), note=LONGER_WHY)
    longer = replace(longer, decided_on=dt.date(2022, 11, 2))
    record(longer)
    mended = replace(longer, ends_on=dt.date(2023, 12, 31))
    with pytest.raises(DomainError) as refused:
        record(mended)
    assert refused.value.field == "note"
    with pytest.raises(DomainError, match="eindigt later dan eerst"):
        record(replace(mended, ends_on=ADOPTED.ends_on, note="Het jaar was verkeerd."))
    mended = replace(mended, note="Het jaar was verkeerd.")
    assert record(mended)
    assert read(AsOf(dt.date(2023, 1, 1))).years == "2019-2023"
    assert "Laatste dag: 31-12-2029 → 31-12-2023" in [*period_differences(mended, longer)]
    assert record(replace(mended, decided_on=dt.date(2022, 12, 2), note="De dag was verkeerd."))
    with pytest.raises(DomainError, match="later besloten"):
        record(replace(mended, decided_on=ADOPTED.decided_on, note="De dag was een andere."))


def test_on_an_old_day_a_period_is_what_had_been_decided_by_then() -> None:
    record()
    record(ADOPTED)
    longer = replace(ADOPTED, state=PeriodState.EXTENDED, ends_on=dt.date(2023, 12, 31))
    record(replace(longer, decided_on=dt.date(2022, 11, 2), note=LONGER_WHY))
    days = (dt.date(2019, 4, 23), dt.date(2019, 4, 24), dt.date(2022, 11, 1), dt.date(2022, 11, 2))
    preparing, adopted, extended = PeriodState.PREPARATION, PeriodState.ADOPTED, PeriodState.EXTENDED
    assert [read(AsOf(day)).state for day in days] == [preparing, adopted, adopted, extended]
    assert [read(AsOf(day)).years for day in days[2:]] == ["2019-2022", "2019-2023"]
    assert [row.state for row in titles(AsOf(days[2]))] == [adopted]
    assert [row.terms.state for row in statements(PERIOD, AsOf(days[1]))] == [adopted, preparing]


def test_a_period_that_was_recorded_once_it_was_adopted_is_there_on_every_day() -> None:
    record(ADOPTED)
    assert read(AsOf(dt.date(2018, 1, 1))) == ADOPTED


def test_the_period_before_is_the_one_that_began_before_also_when_it_was_extended() -> None:
    record()
    longer = replace(ADOPTED, state=PeriodState.EXTENDED, ends_on=dt.date(2023, 6, 30))
    record(ADOPTED)
    record(replace(longer, decided_on=dt.date(2022, 11, 2), note=LONGER_WHY))
    for first_year in (2015, 2023):
        terms = replace(
            STRATEGY,
            starts_on=dt.date(first_year, 1, 1),
            ends_on=dt.date(first_year + 3, 12, 31),
            plans=(),
        )
        record_period(f"{first_year}", terms, actor=COORDINATOR, now=NOW, today=dt.date(2023, 5, 15))
    asof = AsOf(dt.date(2023, 5, 15))
    chosen = period("2023", asof)
    assert chosen
    last = before(chosen, asof)
    assert last
    assert last.code == PERIOD


def test_r13_a_plan_of_other_years_is_not_a_plan_beside_it() -> None:
    old = replace(POLICE_PLAN, starts_on=dt.date(2015, 1, 1), ends_on=dt.date(2018, 12, 31))
    with pytest.raises(DomainError, match="loopt niet tegelijk") as refused:
        record(replace(STRATEGY, plans=(old,)))
    assert refused.value.field == "plans"
    record(replace(STRATEGY, plans=(replace(old, ends_on=dt.date(2019, 1, 1)),)))


def test_who_closes_before_the_endterm_review_says_why() -> None:
    """The page says that the review comes first; the note of the adoption is no answer to that."""
    record()
    record(ADOPTED)
    closed = replace(ADOPTED, state=PeriodState.CLOSED, decided_on=ADOPTED.ends_on)
    for note in ("", "Klaar.", ADOPTED.note):
        with pytest.raises(DomainError, match="De endterm review was toen niet definitief") as caught:
            record(replace(closed, note=note))
        assert caught.value.field == "note"
    assert record(replace(closed, note=NOT_REVIEWED))
    assert read(AsOf(ADOPTED.ends_on)).state is PeriodState.CLOSED


def test_what_follows_is_decided_later_than_what_it_follows() -> None:
    record()
    record(ADOPTED)
    day_before = dt.date(2019, 4, 23)
    longer = replace(ADOPTED, state=PeriodState.EXTENDED, ends_on=dt.date(2023, 12, 31))
    for changed in (longer, replace(ADOPTED, state=PeriodState.CLOSED)):
        with pytest.raises(DomainError) as caught:
            record(replace(changed, decided_on=day_before))
        assert caught.value.field == "decided_on"
    assert record(replace(longer, decided_on=dt.date(2022, 11, 2), note=LONGER_WHY))
    again = replace(
        longer, ends_on=dt.date(2024, 12, 31), decided_on=dt.date(2022, 11, 1), note="Nog een jaar langer."
    )
    with pytest.raises(DomainError) as caught:
        record(again)
    assert caught.value.field == "decided_on"


def test_where_a_decision_can_be_read_is_said_in_words() -> None:
    record()
    with pytest.raises(DomainError, match="Schrijf dit in woorden") as caught:
        record(replace(ADOPTED, source="x"))
    assert caught.value.field == "source"
    record(ADOPTED)
    for state, last in ((PeriodState.EXTENDED, dt.date(2023, 12, 31)), (PeriodState.CLOSED, ADOPTED.ends_on)):
        later = replace(ADOPTED, state=state, ends_on=last, decided_on=ADOPTED.ends_on, note=NOT_REVIEWED)
        with pytest.raises(DomainError, match="Schrijf dit in woorden"):
            record(replace(later, source="x"))


@pytest.mark.parametrize("state", [PeriodState.ADOPTED, PeriodState.EXTENDED, PeriodState.CLOSED])
def test_nothing_is_decided_on_a_day_to_come(state: PeriodState) -> None:
    record()
    if state is not PeriodState.ADOPTED:
        record(ADOPTED)
    ends_on = dt.date(2023, 12, 31) if state is PeriodState.EXTENDED else ADOPTED.ends_on
    terms = replace(
        ADOPTED, state=state, ends_on=ends_on, decided_on=dt.date(2022, 12, 31), note=NOT_REVIEWED
    )
    with pytest.raises(DomainError, match="na vandaag") as caught:
        record(terms, today=dt.date(2022, 12, 30))
    assert caught.value.field == "decided_on"
    assert record(terms, today=dt.date(2022, 12, 31))


def test_over_the_same_years_there_is_one_strategy() -> None:
    record()
    with pytest.raises(DomainError, match="al een strategie") as caught:
        record_period("anders", STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    assert caught.value.field == "starts_on"


def test_the_plan_of_the_police_with_another_term_is_named() -> None:
    other = replace(POLICE_PLAN, ends_on=dt.date(2023, 12, 31))
    record(replace(STRATEGY, plans=(other,)))
    assert read().apart == (other,)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(STRATEGY, ends_on=dt.date(2018, 12, 31)), "ends_on"),
        (replace(STRATEGY, ends_on=dt.date(2042, 12, 31)), "ends_on"),
        (replace(STRATEGY, title=" "), "title"),
        (replace(STRATEGY, note="x" * 1001), "note"),
        (replace(ADOPTED, decided_on=None), "decided_on"),
        (replace(ADOPTED, source=""), "source"),
        (replace(STRATEGY, plans=(replace(POLICE_PLAN, ends_on=dt.date(2000, 1, 1)),)), "plans"),
        (replace(STRATEGY, plans=(POLICE_PLAN, POLICE_PLAN)), "plans"),
        (replace(STRATEGY, plans=(replace(POLICE_PLAN, title=""),)), "plans"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_saved(
    terms: PeriodTerms, field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        record(terms)
    assert refusal.value.field == field
    assert not PeriodStatement.objects.exists()
    assert not AuditEntry.objects.filter(verb="strategy.record_period").exists()


@pytest.mark.parametrize("actor", [STRANGER, CONTACT, COORDINATOR.preparing()])
def test_who_may_not_is_refused(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        record(actor=actor)
    assert not PeriodStatement.objects.exists()


def test_who_saw_an_older_statement_does_not_overwrite_a_newer_one() -> None:
    record(expected_revision=0)
    record(ADOPTED, expected_revision=1)
    with pytest.raises(Conflict):
        record(replace(ADOPTED, note="anders"), expected_revision=1)
    assert read() == ADOPTED


def test_who_records_a_new_period_that_is_there_hears_that_it_is() -> None:
    record(expected_revision=0)
    with pytest.raises(DomainError, match="De periode 2019-2022 is er al") as caught:
        record(replace(ADOPTED, state=PeriodState.PREPARATION, note="anders"), expected_revision=0)
    assert caught.value.field == "starts_on"
    assert not isinstance(caught.value, Conflict)


@pytest.mark.parametrize("rows", [PeriodStatement, LinkedPlan])
def test_the_database_refuses_to_change_what_was_said(
    rows: type[PeriodStatement] | type[LinkedPlan],
) -> None:
    record()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.objects.update(title="anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.objects.all()._raw_delete(rows.objects.db)


def test_what_was_decided_is_mended_with_a_reason_only() -> None:
    record(ADOPTED)
    with pytest.raises(DomainError, match="toelichting") as wrong:
        record(replace(ADOPTED, title="Samen veilig"))
    assert wrong.value.field == "note"
    assert record(replace(ADOPTED, title="Samen veilig", note="Zo heet zij in de nota."))
    assert read().title == "Samen veilig"


def test_while_a_strategy_is_prepared_nothing_is_decided_about_it() -> None:
    with pytest.raises(DomainError, match="nog niets besloten") as wrong:
        record(replace(STRATEGY, decided_on=TODAY))
    assert wrong.value.field == "decided_on"


def withdraw(
    reason: str = "Dit is dubbel ingevoerd.", *, actor: Actor = COORDINATOR, seen: int | None = None
) -> None:
    withdraw_period(PERIOD, reason, actor=actor, now=LATER, today=TODAY, expected_revision=seen)


def test_a_period_by_mistake_is_withdrawn_and_stays_to_be_read_with_the_reason() -> None:
    record()
    for actor in (CONTACT, STRANGER, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            withdraw(actor=actor)
    with pytest.raises(DomainError, match="waarom") as refused:
        withdraw("  ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        withdraw(seen=0)
    withdraw(seen=1)
    assert (periods(AsOf(TODAY)), titles(AsOf(TODAY))) == ((), ())
    gone = withdrawal(PERIOD, AsOf(TODAY))
    assert gone
    assert (gone.terms.note, gone.terms.decided_on) == ("Dit is dubbel ingevoerd.", TODAY)
    assert [row.code for row in titles(AsOf(TODAY - dt.timedelta(days=1)))] == [PERIOD]
    assert [row.code for row in titles(AsOf(TODAY, known_at=LATER))] == [PERIOD]
    assert AuditEntry.objects.filter(verb="strategy.withdraw_period").count() == 1
    with pytest.raises(DomainError, match="al ingetrokken"):
        withdraw()
    with pytest.raises(DomainError, match="er wordt niets meer op vastgelegd"):
        record(replace(STRATEGY, title="Anders"))
    with pytest.raises(DomainError, match="ingetrokken"):
        hand_in_plan(PERIOD, TOWN, PLAN, actor=COORDINATOR, now=LATER)


def test_over_the_years_of_a_withdrawn_period_another_can_begin() -> None:
    record()
    assert free_code("2023-2026", AsOf(TODAY)) == "2023-2026"
    withdraw()
    code = free_code(PERIOD, AsOf(TODAY))
    assert code == f"{PERIOD}-2"
    assert record_period(code, STRATEGY, actor=COORDINATOR, now=LATER, today=TODAY)
    assert [row.code for row in periods(AsOf(TODAY))] == [code]


def test_a_period_on_which_something_rests_is_not_withdrawn() -> None:
    record()
    hand_in_plan(PERIOD, TOWN, PLAN, actor=COORDINATOR, now=NOW)
    with pytest.raises(DomainError, match="is al iets vastgelegd"):
        withdraw()
    record(ADOPTED)
    with pytest.raises(DomainError, match="is al iets vastgelegd"):
        withdraw()
    assert read() == ADOPTED


def test_a_period_that_was_recorded_as_adopted_by_mistake_is_withdrawn_too() -> None:
    record(replace(ADOPTED, decided_by="", source="Lijst", note="Zo is het besloten."))
    withdraw()
    assert periods(AsOf(TODAY)) == ()


def test_a_round_that_was_taken_back_keeps_no_period() -> None:
    record()
    prepare()
    with pytest.raises(DomainError, match="is al iets vastgelegd"):
        withdraw()
    withdraw_round(PERIOD, 1, "Dit was een vergissing.", actor=COORDINATOR, now=LATER, expected_revision=None)
    withdraw()
    assert periods(AsOf(TODAY)) == ()


def test_a_state_is_not_set_to_withdrawn_without_the_reason() -> None:
    record()
    with pytest.raises(DomainError, match="trekt u apart in"):
        record(replace(STRATEGY, state=PeriodState.WITHDRAWN, decided_on=TODAY, source="x"))
