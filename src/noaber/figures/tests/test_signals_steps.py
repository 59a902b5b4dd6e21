"""What people do with a signal: who may, what follows on what, twice, and overtaken."""

import datetime as dt
import uuid
from contextlib import AbstractContextManager

import pytest

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.points import tasks
from noaber.figures import access
from noaber.figures.models import SignalCard, SignalStep
from noaber.figures.queries import followups
from noaber.figures.queries.followups import FollowUp, followup_of, key_of, register_followup
from noaber.figures.queries.signal_cards import CardRow, card, cards
from noaber.figures.queries.signal_holders import holder_groups
from noaber.figures.rules.signals.course import Act, CardState, CloseReason
from noaber.figures.services.signals.steps import StepText, record_step
from noaber.figures.tests.signals_played import (
    AREA,
    CONTACT,
    KIND,
    NOBODY,
    NOW,
    PEAK,
    STRANGER,
    TODAY,
    opened,
    take_in,
)
from noaber.network.api import change_holder, link_account, seats
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_card")]
ASOF = AsOf(TODAY)
OWN, TEAM = f"zetel:{AREA}:contact", "zetel:team-jeugd:noord"
UP = StepText(Act.TAKEN_UP, holder=OWN)
FOUND = StepText(Act.FOUND, "Twee daders zijn aangehouden.", happened_on=TODAY)
CLOSED = StepText(Act.CLOSED, "Er is anders geteld.", reason=CloseReason.REGISTRATION)


@pytest.fixture
@made_once
def one_card(voorbeeldland: object) -> None:
    take_in({(AREA, PEAK): 70})
    opened()


def step(said: StepText, *, actor: Actor = CONTACT, seen: int | None = None) -> SignalCard:
    return record_step(the_card().id, said, actor=actor, now=NOW, today=TODAY, expected_revision=seen)


def the_card() -> CardRow:
    [found] = cards(COMMAND)
    return found


def refused(text: str) -> AbstractContextManager[pytest.ExceptionInfo[DomainError]]:
    return pytest.raises(DomainError, match=text)


def account_of(seat_code: str, user: int) -> Actor:
    """Somebody with an account who sits there, and holds nothing else that counts."""
    from noaber.accounts.models import User

    [seat] = seats(COMMAND, ASOF, code=seat_code)
    made = User.objects.create(pk=user, email=f"{user}@voorbeeld.invalid", display_name="Lid")
    assert seat.holder is not None
    link_account(seat.holder.person_id, actor=COMMAND, user_id=made.pk)
    return Actor(user, grants=frozenset({Grant("member", seat.scope)}))


def test_a_card_is_taken_up_handed_over_given_back_closed_and_opened_again() -> None:
    step(UP)
    assert the_card().state is CardState.LOOKED_AT
    step(FOUND)
    step(
        StepText(
            Act.FOLLOWED, "Extra toezicht.", happened_on=TODAY, owner="Het wijkteam", follow_up="plan 12"
        )
    )
    step(StepText(Act.HANDED_OVER, holder=TEAM))
    step(StepText(Act.GIVEN_BACK))
    assert (the_card().state, the_card().holder) == (CardState.WAITING, None)
    step(CLOSED)
    assert the_card().close_reason is CloseReason.REGISTRATION
    step(StepText(Act.REOPENED, "Het gaat toch door."))
    assert (the_card().state, the_card().revision) == (CardState.WAITING, 7)
    assert [each.act for each in the_card().steps][:2] == [Act.TAKEN_UP, Act.FOUND]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (StepText(Act.GIVEN_BACK), ""),
        (StepText(Act.REOPENED, "Toch."), ""),
        (StepText(Act.TAKEN_UP), "holder"),
        (StepText(Act.TAKEN_UP, holder="zetel:GM9003:contact"), "holder"),
        (StepText(Act.TAKEN_UP, holder=f"persoon:{uuid.UUID(int=1)}"), "holder"),
        (StepText(Act.FOUND, " ", happened_on=TODAY), "text"),
        (StepText(Act.FOUND, "Iets."), "happened_on"),
        (StepText(Act.FOUND, "Iets.", happened_on=TODAY + dt.timedelta(days=1)), "happened_on"),
        (StepText(Act.FOUND, "Iets.", happened_on=dt.date(2020, 2, 29)), "happened_on"),
        (StepText(Act.FOLLOWED, "Iets.", owner="Wijkteam", happened_on=dt.date(2015, 1, 1)), "happened_on"),
        (StepText(Act.FOUND, "x" * 2001, happened_on=TODAY), "text"),
        (StepText(Act.FOLLOWED, "Iets.", happened_on=TODAY), "owner"),
        (StepText(Act.CLOSED, "Iets.", reason="zomaar"), "reason"),
        (StepText(Act.FOUND, "Iets.", happened_on=TODAY, reason="zomaar"), "reason"),
        (StepText(Act.CLOSED, reason=CloseReason.CHANCE), "text"),
        (StepText(Act.FOUND, "Iets.", happened_on=TODAY, reason=CloseReason.CHANCE), "reason"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(said: StepText, field: str) -> None:
    with pytest.raises(DomainError) as found:
        step(said)
    assert found.value.field == field
    assert SignalStep.objects.count() == 0


def test_who_may_and_who_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    mayor = Actor(11, grants=frozenset({Grant("mayor", f"organisation:{AREA}")}))
    lead = Actor(12, grants=frozenset({Grant("team_lead", "body:team-jeugd")}))
    for actor in (STRANGER, lead, CONTACT.preparing(), Actor(13, grants=frozenset({Grant("controller")}))):
        with pytest.raises(AccessRefused):
            step(UP, actor=actor)
    for actor in (ANONYMOUS, NOBODY):
        with refused("bestaat niet"):
            record_step(the_card().id, UP, actor=actor, now=NOW, today=TODAY)
    monkeypatch.setattr(access, "THEME", "jeugd")
    step(UP, actor=mayor)
    step(FOUND, actor=lead)
    step(CLOSED, actor=Actor(14, grants=frozenset({Grant("coordinator")})))
    assert SignalStep.objects.count() == 3


def test_whoever_it_was_handed_to_works_on_it_and_finds_it_at_home() -> None:
    member = account_of("team-jeugd:noord", 21)
    with pytest.raises(AccessRefused):
        step(FOUND, actor=member)
    step(StepText(Act.HANDED_OVER, holder=TEAM))
    step(FOUND, actor=member)
    assert [task.title for task in tasks(member, ASOF)] == ["Kijk naar het signaal: Woninginbraak in Aardam"]
    assert not [task for task in tasks(STRANGER, ASOF) if "ignal" in task.title]


def test_a_person_of_the_municipality_can_look_and_is_found_at_home_by_their_account() -> None:
    from noaber.accounts.models import User
    from noaber.network.tests.conftest import newcomer

    person, unseated = newcomer("Analist van Aardam"), newcomer("Stagiair van Aardam")
    change_holder("team-jeugd:noord", person, actor=COMMAND, now=NOW, effective_on=TODAY)
    made = User.objects.create(email="analist@voorbeeld.invalid", display_name="Analist")
    link_account(person, actor=COMMAND, user_id=made.pk)
    offered = {value for _label, choices in holder_groups(CONTACT, AREA, ASOF) for value, _called in choices}
    assert {OWN, TEAM, f"persoon:{person}"} <= offered
    assert f"persoon:{unseated}" not in offered  # who holds no seat at all may not read signals
    step(StepText(Act.HANDED_OVER, holder=f"persoon:{person}"))
    analyst = Actor(made.pk, grants=frozenset({Grant("member", "body:x")}))
    assert len(list(tasks(analyst, ASOF))) == 1
    assert step(FOUND, actor=analyst).revision == 2


def test_the_contact_is_asked_while_nobody_looks_and_no_mail_repeats_a_note() -> None:
    [task] = tasks(CONTACT, ASOF)
    assert (task.title, "Woninginbraak (Aardam)" in task.text) == ("Naar 1 signaal kijkt nog niemand", True)
    holder = account_of(f"{AREA}:contact", 22)
    step(UP, actor=COMMAND)
    step(FOUND, actor=COMMAND)
    [task] = tasks(holder, ASOF)
    assert "daders" not in f"{task.title} {task.text}"
    assert not list(tasks(CONTACT, ASOF))  # whom this test made up, sits nowhere


def test_the_same_step_twice_is_once_and_another_one_meanwhile_is_a_conflict() -> None:
    step(UP, seen=0)
    step(UP, seen=0)
    assert SignalStep.objects.count() == 1
    with pytest.raises(Conflict):
        step(FOUND, seen=0)


def test_a_month_that_rings_after_the_card_was_closed_is_told() -> None:
    step(CLOSED)
    assert the_card().rang_after_closing is None
    take_in({(AREA, PEAK): 70, (AREA, 202004): 70}, published="2020-06-15T02:00:00")
    opened(202004, now=NOW + dt.timedelta(days=30))
    assert (the_card().rang_after_closing, the_card().state) == (202004, CardState.CLOSED)


def test_what_followed_points_into_another_room_and_an_unknown_key_is_shown_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(followups, "_registered", {})

    def resolve(actor: Actor, key: str, _asof: AsOf) -> FollowUp | None:
        return FollowUp("Meer licht", "/proef/7/") if (key, bool(actor.user_id)) == ("7", True) else None

    register_followup("proef", resolve, address="/proef/")
    assert key_of("https://noaber.invalid/proef/7/ ") == "proef:7"
    assert followup_of(CONTACT, "proef:7", ASOF) == FollowUp("Meer licht", "/proef/7/")
    assert followup_of(ANONYMOUS, "proef:7", ASOF) == FollowUp("proef:7")
    assert followup_of(CONTACT, "het plan", ASOF) == FollowUp("het plan")
    assert followup_of(CONTACT, "", ASOF) is None


def test_cards_and_notes_are_for_the_network() -> None:
    step(UP)
    for actor in (ANONYMOUS, NOBODY):
        assert cards(actor) == ()
        assert card(actor, the_card().id) is None
    assert the_card().offence == KIND
