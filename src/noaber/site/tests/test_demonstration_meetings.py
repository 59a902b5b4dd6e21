"""The meetings of the demonstration: each answer rests on one, and none stays planned once it has been."""

import datetime as dt

import pytest

from noaber.decisions.models import Position
from noaber.meetings.models import AgendaItem, Sitting
from noaber.site.demonstration.playing import play


@pytest.mark.django_db
def test_each_answer_of_a_body_rests_on_a_meeting_of_that_day(oost_nederland: None) -> None:
    answered = Position.objects.filter(consultation__body__isnull=False)
    days = set(answered.values_list("consultation__body__code", "decided_on"))
    assert len(days) == 6
    held = Sitting.objects.filter(state="held", releases__paper="decision_list", attendance__isnull=False)
    other = {("bbg", dt.date(2021, 4, 14))}  # where the progress was treated, and nothing was asked
    assert set(held.values_list("body__code", "held_on")) == days | other
    assert not set(AgendaItem.objects.filter(consultation__isnull=False, decision="").values_list("title"))


@pytest.mark.django_db
def test_what_was_planned_is_held_when_the_story_has_passed_it(oost_nederland: None) -> None:
    assert Sitting.objects.filter(state="planned").count() == 3
    play(dt.date(2023, 6, 30))
    assert not Sitting.objects.exclude(state="held").exists()
