"""What goes around the memo's route, one requirement by one, on the demonstration network: R10, R13, R15, R40, R61."""

import datetime as dt
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Course, Role, closings, proposal, remarks
from noaber.meetings.models import ActionItem, Release, Sitting
from noaber.meetings.services.actions import record_step
from noaber.network.tests.pages import links, words
from tests.people import sign_in

MEMO: Final = "veiligheidsstrategie-2019-2022"
POLICE_PLAN: Final = "meerjarenbeleidsplan-politie-2019-2022"
TODAY: Final = dt.date(2023, 5, 15)
ADOPTED_ON: Final = dt.date(2019, 4, 24)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def test_r10_the_remark_of_a_council_was_answered_before_the_adoption() -> None:
    """ "Het najaar is gebruikt om de uitkomsten te verwerken": every remark has its answer."""
    of_councils = [row for row in remarks(COMMAND, MEMO, AsOf(TODAY)) if row.stage == 1]
    assert of_councils
    for row in of_councils:
        assert row.owner
        assert row.replies
        assert timezone.localtime(row.replies[-1].recorded_at).date() <= ADOPTED_ON


def test_r13_strategy_and_police_plan_are_adopted_together_and_on_one_day() -> None:
    """ "Nauw met elkaar verbonden", "tezamen met het Meerjarenbeleidsplan"."""
    before, after = closings(AsOf(ADOPTED_ON - dt.timedelta(days=1))), closings(AsOf(ADOPTED_ON))
    for code in (MEMO, POLICE_PLAN):
        assert before[code].course is Course.UNDER_WAY
        assert (after[code].course, after[code].on) == (Course.ADOPTED, ADOPTED_ON)
    assert (after[MEMO].linked, after[MEMO].linked_on) == (POLICE_PLAN, ADOPTED_ON)  # the memo made the link


def test_r15_of_every_municipality_it_is_known_whether_the_council_was_heard(client: Client) -> None:
    """Politiewet 2012 art. 38b(2): the mayor hears the council on the draft; n of 76."""
    found = proposal(COMMAND, POLICE_PLAN, AsOf(TODAY))
    assert found
    stage = next(stage for stage in found.stages if stage.role is Role.HEAR)
    tally = stage.outcomes["1"].tally
    assert (tally.expected, tally.answered, tally.open) == (76, 74, 2)
    assert {party.organ for party in stage.parties} == {"council"}
    missing = words(client.get(f"/voorstellen/{POLICE_PLAN}/stap/1/?punt-1=vervallen"))  # after the adoption
    assert "2 van 76 regels" in missing
    assert "Heerde" in missing
    assert "Rozendaal" in missing


def test_r40_what_a_team_has_to_do_comes_back_where_it_reports_until_it_is_done(client: Client) -> None:
    """ "Aangestuurd door de werkgroep": the action list follows the reporting line."""
    sign_in(client, "coordinator")
    action = ActionItem.objects.get(body__code="platform-ondermijning", state="open")
    meeting = Sitting.objects.get(body__code="werkgroep", state="planned")
    assert action.title in words(client.get(f"/vergaderingen/{meeting.pk}/"))
    record_step(
        action.pk, actor=COMMAND, now=clock.now(), today=TODAY, state="done", text="De handreiking is af."
    )
    assert action.title not in words(client.get(f"/vergaderingen/{meeting.pk}/"))


def test_r61_each_meeting_of_a_council_has_its_public_list_of_decisions(client: Client) -> None:
    held = Sitting.objects.filter(state="held")
    assert held
    for meeting in held:
        found = Release.objects.filter(sitting=meeting, paper="decision_list", is_public=True).get()
        assert f"/bestanden/{found.file_id}/" in links(client.get(f"/vergaderingen/{meeting.pk}/"))
