"""What is news for whom: what changed for them since the last time, in one line each, and nothing else."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.decisions.queries.proposals.news import all_news, news_for, told_together
from noaber.decisions.services.answers.planning import set_own_deadline
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.drafts.routes import move_deadline
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    CODE,
    COUNCILS,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    SENT_AT,
    TODAY,
    holding,
    memo_with_deadlines,
    party,
    record,
    stage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]
WEEK = dt.timedelta(days=7)
KEEPER = holding("coordinator")
MEMBER, SECRETARY = holding("member", NORTH), holding("secretary", NORTH)
BEEKSTAD, NEIGHBOUR = (holding("contact", key) for key in MUNICIPALITIES[1:3])


def lines(actor: Actor, since: dt.datetime = NOW - WEEK) -> list[str]:
    return [each.text for each in told_together(news_for(actor, all_news(since, TODAY), since))]


def answer(number: int, now: dt.datetime = NOW) -> None:
    record(3, MUNICIPALITIES[number], {"3a": AGREE}, now=now)


@pytest.mark.usefixtures("with_deadlines")
def test_who_follows_the_whole_reads_how_many_decided_and_the_new_total() -> None:
    answer(0, NOW - 2 * WEEK)
    answer(1)
    answer(2, NOW + dt.timedelta(hours=1))
    total = len(stage(3).parties)
    told = f"2 organisaties besloten, nu 3 van {total}, over Strategie 2020-2023"
    for actor in (KEEPER, MEMBER, SECRETARY):
        assert told in lines(actor)
    later = NOW + dt.timedelta(minutes=30)
    told = f"1 organisatie besloot, nu 3 van {total}, over Strategie 2020-2023"
    assert lines(KEEPER, later) == [told]


@pytest.mark.usefixtures("with_deadlines")
def test_one_that_decides_alone_is_not_counted() -> None:
    record(2, BOARD, {"1": AGREE}, now=NOW + WEEK)
    assert lines(KEEPER, NOW) == ["Akkoord: de stuurgroep, over Strategie 2020-2023"]


def test_councils_are_named() -> None:
    memo_with_deadlines(is_sent_on=False)
    record(1, COUNCILS[0], AGREED)
    assert lines(KEEPER) == ["Overleg Noord besloot, nu 1 van 2, over Strategie 2020-2023"]
    record(1, COUNCILS[1], AGREED)
    assert "Overleg Noord en Overleg Zuid besloten, nu 2 van 2, over Strategie 2020-2023" in lines(KEEPER)


@pytest.mark.usefixtures("with_deadlines")
def test_an_organisation_reads_its_own_answer_and_not_that_of_another() -> None:
    since = NOW + dt.timedelta(hours=1)
    answer(1, NOW + 2 * dt.timedelta(hours=1))
    assert lines(BEEKSTAD, since) == ["Vastgelegd: het antwoord van Beekstad, over Strategie 2020-2023"]
    assert lines(NEIGHBOUR, since) == []


@pytest.mark.usefixtures("with_deadlines")
def test_what_was_taken_back_is_news_for_its_own_and_for_who_follows() -> None:
    answer(1, NOW - 2 * WEEK)
    take_back_positions(
        party(3, MUNICIPALITIES[1]).consultation_id,
        actor=COMMAND,
        now=NOW + WEEK,
        today=TODAY,
        reason="Verkeerde gemeente.",
    )
    told = "Ingetrokken: het antwoord van Beekstad, over Strategie 2020-2023"
    assert lines(BEEKSTAD, NOW) == lines(KEEPER, NOW) == [told]
    assert lines(NEIGHBOUR, NOW) == []


@pytest.mark.usefixtures("with_deadlines")
def test_a_corrected_day_of_adoption_is_told_as_that_and_nothing_over_again() -> None:
    record(2, BOARD, {"1": AGREE})
    for days in (1, 2):
        rectify_day(
            party(2, BOARD).consultation_id,
            actor=COMMAND,
            now=NOW + days * WEEK,
            today=TODAY,
            decided_on=MEETING + days * WEEK,
            reason="Verkeerd overgenomen.",
        )
    told = (
        "Gerectificeerd: Stuurgroep stelde vast op {} april 2020, niet op {} april 2020, "
        "over Strategie 2020-2023"
    )
    for actor in (KEEPER, holding("member", BOARD), BEEKSTAD):
        assert lines(actor, NOW) == [told.format(8, 1), told.format(15, 8)]


@pytest.mark.usefixtures("with_deadlines")
def test_a_moved_deadline_is_news_for_who_is_asked_there() -> None:
    day = dt.date(2020, 6, 20)
    set_own_deadline(party(3, MUNICIPALITIES[1]).consultation_id, actor=COMMAND, today=TODAY, due_on=day)
    told = "De termijn van Beekstad is nu 20 juni 2020, over Strategie 2020-2023"
    assert told in lines(BEEKSTAD, NOW)
    assert told in lines(KEEPER, NOW)
    assert lines(NEIGHBOUR, NOW) == []
    move_deadline(CODE, 3, dt.date(2020, 7, 10), actor=COMMAND, today=TODAY)
    assert any("is nu 10 juli 2020" in line for line in lines(NEIGHBOUR, NOW))


@pytest.mark.usefixtures("with_deadlines")
def test_without_change_there_is_silence() -> None:
    answer(1)
    for actor in (KEEPER, MEMBER, BEEKSTAD):
        assert lines(actor, NOW + WEEK) == []


def test_of_what_is_restricted_only_the_title_is_told() -> None:
    memo_with_deadlines(classification="restricted")
    answer(1)
    assert lines(BEEKSTAD, SENT_AT) == ["Er is iets gebeurd met: Strategie 2020-2023"]


@pytest.mark.usefixtures("with_deadlines")
def test_the_number_of_answers_does_not_raise_the_number_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    answer(0)
    with django_assert_max_num_queries(40) as few:
        all_news(SENT_AT, TODAY)
    for number in range(1, 6):
        answer(number)
    with django_assert_max_num_queries(len(few)):
        all_news(SENT_AT, TODAY)
