"""Meetings and own actions in an own calendar, beside the deadlines of decisions."""

import datetime as dt

import pytest

from noaber.accounts.api import User
from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.models import OutboxMail
from noaber.decisions.queries.calendar.agenda import entries_of
from noaber.decisions.services.calendar.weekly import send_weekly
from noaber.decisions.services.follow_up.letters import absolute
from noaber.decisions.tests.conftest import NOW, TODAY, holding, memo_with_deadlines
from noaber.decisions.tests.test_services_agenda import FRIDAY, ics
from noaber.decisions.tests.test_services_agenda import NOW as FRIDAY_AT_TWO
from noaber.meetings.addresses import action_address
from noaber.meetings.models import Sitting
from noaber.meetings.services.actions import ActionText, agree_action
from noaber.meetings.tests.sittings import CHAIR, COUNCIL, asked, plan, put
from noaber.network.api import seats
from noaber.network.models import Body, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]


def test_a_meeting_stands_at_its_hour_and_says_so_when_it_is_cancelled() -> None:
    body = Body.objects.get(code="overleg-noord")
    sitting = Sitting.objects.create(
        body=body, held_on=dt.date(2020, 6, 10), starts_at=dt.time(14), ends_at=dt.time(16), location="Zaal 1"
    )
    member = holding("member", "body:overleg-noord")
    assert "DTSTART:20200610T120000Z" in ics(member)
    assert "BEGIN:VEVENT" not in ics(holding("member", "body:overleg-zuid"))
    sitting.state, sitting.sequence = Sitting.State.CANCELLED, 2
    sitting.save()
    text = ics(member)
    (row,) = entries_of(member, TODAY)
    assert row.kind.label == "Vergadering gaat niet door"
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:2" in text


def in_the_chair() -> Actor:
    """The chair of the council with an account, who also speaks for a municipality."""
    chair = next(seat for seat in seats(COMMAND, AsOf(TODAY)) if seat.code == CHAIR)
    user = User.objects.create(email="voorzitter@plaats.invalid", display_name="Voorzitter")
    Person.objects.filter(pk=chair.holders[0].person_id).update(user=user)
    grants = (Grant("chair", f"body:{COUNCIL}"), Grant("contact", "organisation:GM9002"))
    return Actor(user.pk, grants=frozenset(grants))


def test_own_actions_with_a_day_stand_between_meetings_and_deadlines() -> None:
    memo_with_deadlines()
    plan(on=dt.date(2020, 6, 10))
    for title, day in (("De brief schrijven", dt.date(2020, 6, 20)), ("Ooit iets doen", None)):
        agree_action(COUNCIL, ActionText(title, CHAIR, day), actor=COMMAND, now=NOW, today=TODAY)
    found = [row for row in entries_of(in_the_chair(), TODAY) if row.on >= TODAY]
    assert [row.kind.label for row in found] == ["Vergadering", "Actie", "Termijn"]
    assert "De brief schrijven" in found[1].event.title


def test_an_action_out_of_a_restricted_proposal_is_only_there() -> None:
    memo_with_deadlines(classification="restricted")
    item = put(plan(on=TODAY), consultation=asked())
    written = ActionText("De brief schrijven", CHAIR, dt.date(2020, 6, 20))
    agree_action(COUNCIL, written, actor=COMMAND, now=NOW, today=TODAY, item=item.pk)
    (found,) = [row for row in entries_of(in_the_chair(), TODAY) if row.kind.label == "Actie"]
    assert (found.title, found.about) == ("besloten actie", "")
    assert "brief" not in found.event.title


def test_the_friday_mail_says_no_more_of_it_than_the_calendar() -> None:
    """Behind closed doors; its page says what it is."""
    memo_with_deadlines()
    in_the_chair()
    item = put(plan(on=TODAY), "Het geheime punt", is_restricted=True)
    secret, _other = (
        agree_action(
            COUNCIL,
            ActionText(title, CHAIR, dt.date(2020, 6, 12)),
            actor=COMMAND,
            now=NOW,
            today=TODAY,
            item=on,
        )
        for title, on in (("De geheime brief", item.pk), ("De open brief", None))
    )
    send_weekly(now=FRIDAY_AT_TWO, today=FRIDAY)
    mail = OutboxMail.objects.get(to="voorzitter@plaats.invalid")
    assert f"- Besloten actie (uiterlijk 12 juni 2020): {absolute(action_address(secret.pk))}" in mail.text
    assert "- Actie: De open brief" in mail.text
    assert "geheime" not in mail.text
    assert mail.is_restricted
