"""The history of a seat and of a person promises who held what: taken, left, extended, corrected, and why."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.core.access import COMMAND
from noaber.core.history import state
from noaber.core.personal_data import erase_person
from noaber.core.rules.period import Period
from noaber.network.models import (
    Handover,
    HandoverCause,
    Membership,
    MembershipVersion,
    Person,
    PersonVersion,
    Portfolio,
)
from noaber.network.queries.history import person_history, seat_history
from noaber.network.queries.history_entries import Cause, HistoryEntry, Kind
from noaber.network.services.endings import cancel_ending, end_body, end_seat
from noaber.network.services.handovers import change_holder
from noaber.network.services.memberships import appoint, end_membership, name_substitute
from noaber.network.services.themes import assign_portfolio, end_portfolio
from noaber.network.tests.conftest import NOW, TODAY, newcomer, person_named
from noaber.network.views.histories.words import text_of, title_of

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

SEAT = "team-jeugd:zuid"  # follows nothing and is vacant
ON = dt.date(2020, 9, 1)
LATER = NOW + dt.timedelta(hours=1)
LAST = NOW + dt.timedelta(hours=2)


@pytest.fixture
def somebody() -> uuid.UUID:
    key = newcomer("Sanne de Wit", "GM9005")
    PersonVersion.objects.filter(person=key).update(job_title="Adviseur")  # a function outlives erasure
    return key


@pytest.fixture
def held(somebody: uuid.UUID) -> Membership:
    return take(somebody, until=dt.date(2021, 6, 1))


def take(person: uuid.UUID, now: dt.datetime = NOW, *, until: dt.date | None = None) -> Membership:
    return appoint(
        person, SEAT, actor=COMMAND, now=now, valid_from=TODAY, valid_until=until, on_behalf_of="GM9005"
    )


def leave(membership: Membership, now: dt.datetime, on: dt.date = ON) -> None:
    end_membership(membership.pk, actor=COMMAND, now=now, valid_until=on)


def terms(code: str = SEAT) -> list[HistoryEntry]:
    return [entry for entry in seat_history(code) if entry.term]


def titles(code: str = SEAT) -> list[str]:
    return [title_of(entry, "seat") for entry in terms(code)]


def of_person(key: uuid.UUID) -> list[str]:
    return [title_of(entry, "person") for entry in person_history(key) if entry.term]


def test_an_appointment_says_who_when_and_on_behalf_of_whom(somebody: uuid.UUID, held: Membership) -> None:
    (entry,) = terms()

    assert titles() == ["Sanne de Wit benoemd, van 1 juni 2020 tot en met 31 mei 2021"]
    assert (entry.recorded_at, entry.is_current) == (NOW, True)
    assert [said.now for said in entry.said] == ["Eikenrode (GM9005)", "nee"]
    assert entry.term is not None
    assert (entry.term.person_id, entry.term.post_code) == (somebody, SEAT)
    assert of_person(somebody) == [
        "Benoemd: Lid uit Zuid in Team Jeugd, van 1 juni 2020 tot en met 31 mei 2021"
    ]


def test_a_substitute_is_called_one(somebody: uuid.UUID, held: Membership) -> None:
    other = newcomer("Bram Vos", "GM9005")
    name_substitute(other, SEAT, actor=COMMAND, now=LATER, valid_from=ON)

    assert titles()[0] == "Bram Vos benoemd als plaatsvervanger, vanaf 1 september 2020"
    assert of_person(other)[0].startswith("Benoemd als plaatsvervanger: Lid uit Zuid")


def test_an_end_says_what_it_was_and_corrects_no_appointment(somebody: uuid.UUID, held: Membership) -> None:
    leave(held, LATER)

    ended, begun = terms()
    assert titles()[0] == "Termijn van Sanne de Wit eindigt op 31 augustus 2020 (was: 31 mei 2021)"
    assert (ended.recorded_at, ended.is_current, begun.is_current) == (LATER, True, True)
    assert of_person(somebody)[0].startswith("Termijn als Lid uit Zuid in Team Jeugd eindigt op 31 aug")


def test_an_end_that_was_corrected_is_marked(held: Membership) -> None:
    leave(held, LATER)
    leave(held, LAST, dt.date(2020, 8, 1))

    assert [(entry.valid_from, entry.is_current) for entry in terms() if entry.kind is Kind.ENDS] == [
        (dt.date(2020, 8, 1), True),
        (ON, False),
    ]


def test_a_term_is_extended(somebody: uuid.UUID, held: Membership) -> None:
    take(somebody, LATER, until=dt.date(2022, 6, 1))
    take(somebody, LAST)

    assert titles()[:2] == [
        "Termijn van Sanne de Wit loopt door zonder einddatum (was: 31 mei 2022)",
        "Termijn van Sanne de Wit verlengd tot en met 31 mei 2022 (was: 31 mei 2021)",
    ]
    assert len(terms()) == 3


def test_a_term_that_began_earlier_or_later_than_was_known_says_so(held: Membership) -> None:
    words = {"on_behalf_of": held.versions.get().on_behalf_of_id, "is_substitute": False}
    early, late = dt.date(2020, 5, 1), dt.date(2020, 7, 1)
    state(MembershipVersion, held, Period(early, TODAY), words, now=LATER)
    assert titles()[0] == "Termijn van Sanne de Wit begint al op 1 mei 2020 (was: 1 juni 2020)"
    assert [entry.is_current for entry in terms()] == [True, False]

    state(MembershipVersion, held, Period(early, late), None, now=LAST)
    assert titles()[0] == "Termijn van Sanne de Wit begint pas op 1 juli 2020 (was: 1 mei 2020)"
    assert [entry.is_current for entry in terms()] == [True, False, False]


def test_other_words_over_a_part_of_the_term_are_a_change(held: Membership) -> None:
    state(MembershipVersion, held, Period(ON), {"on_behalf_of": None, "is_substitute": True}, now=LATER)

    changed = next(entry for entry in terms() if entry.kind is Kind.CHANGES)
    assert title_of(changed, "seat") == "Termijn van Sanne de Wit gewijzigd vanaf 1 september 2020"
    assert "namens: Eikenrode (GM9005) is vervallen" in text_of(changed)


def test_a_gap_in_a_term_is_named(held: Membership) -> None:
    state(MembershipVersion, held, Period(ON, dt.date(2020, 10, 1)), None, now=LATER)

    expected = "Termijn van Sanne de Wit onderbroken van 1 september 2020 tot en met 30 september 2020"
    assert titles()[0] == expected


def test_an_appointment_that_was_a_mistake_stays_readable(held: Membership) -> None:
    leave(held, LATER, TODAY)

    assert titles()[0] == "Termijn van Sanne de Wit ingetrokken, zou beginnen op 1 juni 2020"
    assert [entry.is_current for entry in terms()] == [True, False]


def test_a_succession_is_the_cause_on_every_seat_that_went_along() -> None:
    key = newcomer("Nieuwe burgemeester van Aardam")
    change_holder("GM9001:mayor", key, actor=COMMAND, now=NOW, effective_on=ON)

    for code in ("GM9001:mayor", "overleg-noord:chair"):
        begun, ended, *_rest = terms(code)
        assert (begun.kind, begun.cause) == (Kind.BEGINS, Cause(predecessor="Burgemeester van Aardam"))
        assert (ended.kind, ended.cause) == (Kind.ENDS, Cause(successor="Nieuwe burgemeester van Aardam"))
        assert "volgt Burgemeester van Aardam op" in text_of(begun)
        assert text_of(ended) == "opgevolgd door Nieuwe burgemeester van Aardam"
    themes = [entry for entry in person_history(key) if entry.term and not entry.term.post_code]
    assert [text_of(entry) for entry in themes] == ["volgt Burgemeester van Aardam op"]


def test_a_handover_on_another_day_or_of_another_seat_is_no_cause(held: Membership) -> None:
    handover = Handover.objects.create(
        post=held.post,
        predecessor=held.person,
        cause=HandoverCause.MERGER,
        effective_on=TODAY,
        recorded_at=LATER,
    )
    leave(held, LATER)
    assert terms()[0].cause is None

    Handover.objects.filter(pk=handover.pk).update(effective_on=ON)
    assert text_of(terms()[0]) == "door samenvoeging van gemeenten"


def test_who_left_because_a_seat_ended_and_came_back_when_it_did_not(held: Membership) -> None:
    ending = end_seat(SEAT, actor=COMMAND, now=LATER, valid_until=ON, reason="Niet meer nodig")
    assert text_of(terms()[0]) == "door opheffing: Niet meer nodig"

    cancel_ending(ending.pk, actor=COMMAND, now=LAST)
    back = terms()[0]
    assert back.kind is Kind.LONGER
    assert text_of(back) == "de opheffing is teruggenomen (reden was: Niet meer nodig)"


@pytest.mark.parametrize("whole_body", [True, False])
def test_an_ending_of_a_seat_and_that_it_was_taken_back_are_both_kept(whole_body: bool) -> None:
    end, code = (end_body, "team-jeugd") if whole_body else (end_seat, SEAT)
    ending = end(code, actor=COMMAND, now=NOW, valid_until=ON, reason="Niet meer nodig")
    cancel_ending(ending.pk, actor=COMMAND, now=LATER)

    back, ended, _first = (entry for entry in seat_history(SEAT) if not entry.term)
    assert title_of(back, "seat") == "Opheffing per 1 september 2020 teruggenomen"
    assert (back.recorded_at, back.reason) == (LATER, "")
    assert (ended.kind, ended.reason, ended.is_withdrawn) == (Kind.ENDS, "Niet meer nodig", True)


def test_an_ending_taken_back_in_the_same_moment_is_kept_too() -> None:
    ending = end_seat(SEAT, actor=COMMAND, now=NOW, valid_until=ON, reason="Vergissing")
    cancel_ending(ending.pk, actor=COMMAND, now=NOW)

    kinds = [entry.kind for entry in seat_history(SEAT)]
    assert sorted(kind.name for kind in kinds) == ["BEGINS", "ENDS", "WITHDRAWN"]


def test_portfolios_are_taken_and_laid_down(somebody: uuid.UUID) -> None:
    portfolio: Portfolio = assign_portfolio("jeugd", somebody, actor=COMMAND, now=NOW, valid_from=TODAY)
    end_portfolio(portfolio.pk, actor=COMMAND, now=LATER, valid_until=ON)

    assert of_person(somebody) == [
        "Portefeuille Jeugd eindigt op 31 augustus 2020 (was: zonder einddatum)",
        "Portefeuille Jeugd gekregen, vanaf 1 juni 2020",
    ]


def test_of_who_was_erased_nothing_of_the_name_is_left(somebody: uuid.UUID) -> None:
    mayor = person_named("Burgemeester van Aardam")
    change_holder("GM9001:mayor", somebody, actor=COMMAND, now=NOW, effective_on=ON)
    erase_person(str(somebody), actor=COMMAND, now=LATER)

    seen = [*seat_history("GM9001:mayor"), *person_history(mayor), *person_history(somebody)]
    assert "Sanne" not in repr(seen)
    assert titles("GM9001:mayor")[0].startswith("(naam gewist) benoemd")
    assert text_of(terms("GM9001:mayor")[1]) == "opgevolgd door (naam gewist)"


def test_a_name_that_was_left_behind_is_not_shown_either(somebody: uuid.UUID, held: Membership) -> None:
    Person.objects.filter(pk=somebody).update(erased_at=LATER)

    assert PersonVersion.objects.get(person=somebody).name == "Sanne de Wit"
    assert titles()[0].startswith("(naam gewist) benoemd")


def asked(person: uuid.UUID) -> tuple[int, int]:
    """How many queries the history of the seat takes, and that of a person."""
    with CaptureQueriesContext(connection) as of_seat:
        seat_history(SEAT)
    with CaptureQueriesContext(connection) as of_person:
        person_history(person)
    return len(of_seat), len(of_person)


def test_more_holders_ask_no_more_queries(held: Membership) -> None:
    few = asked(held.person_id)
    for number in range(4):
        person = newcomer(f"Plaatsvervanger {number}", "GM9005")
        name_substitute(person, SEAT, actor=COMMAND, now=NOW, valid_from=TODAY)
    for theme in ("jeugd", "wijken"):
        if theme in {"jeugd"}:
            assign_portfolio(theme, held.person_id, actor=COMMAND, now=NOW, valid_from=TODAY)
    name_substitute(
        held.person_id, "team-jeugd:noord", actor=COMMAND, now=LATER, valid_from=TODAY, on_behalf_of="GM9001"
    )
    leave(held, LAST)

    assert len(terms()) == 6
    assert asked(held.person_id) == few == (4, 5)
