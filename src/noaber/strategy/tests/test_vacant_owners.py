"""A goal whose owner's seat is empty is marked wherever it stands (R12), and late updates come to the coordinator."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.api import User, actor_for
from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import Demonstration
from noaber.core.reading import forget
from noaber.network.api import end_membership, membership_of, network_health, seats
from noaber.network.tests.pages import links, words
from noaber.strategy.papers.progress import progress_paper
from noaber.strategy.queries.goals.progress import progress
from noaber.strategy.queries.periods.period import period, titled
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.rules.goals.goal import GoalStatus, UpdateText
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.views.goals.tasks import late_update_tasks
from tests.made_once import made_once
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD = "2019-2022"
LIST = f"/strategie/{PERIOD}/doelen/"
SEAT, GOAL = "et-kwetsbare-personen:lead", "passende-zorg"
LEFT_ON = dt.date(2022, 12, 1)
ON = AsOf(dt.date(2022, 12, 28))
EMPTY = "zetel is leeg"


@pytest.fixture
@made_once
def vacant(oost_nederland: None) -> None:
    """Who owned a goal left at the end of 2022, and it is December."""
    Demonstration.objects.update(reached_on=ON.valid_on)
    forget()
    _leave()


def _leave() -> None:
    (seat,) = seats(COMMAND, ON, code=SEAT)
    assert seat.holder
    key = membership_of(seat.holder.person_id, SEAT)
    now = dt.datetime(2022, 12, 1, 9, tzinfo=dt.UTC)
    end_membership(key, actor=COMMAND, now=now, valid_until=LEFT_ON)
    forget()


def _findings(asof: AsOf) -> list[str]:
    return [found.message for found in network_health(asof).findings if found.code == "R12"]


@pytest.mark.usefixtures("vacant")
@pytest.mark.parametrize(
    "page",
    [
        LIST,
        f"{LIST}{GOAL}/",
        f"/strategie/{PERIOD}/voortgang/",
        f"{LIST}?formaat=csv",
        f"/strategie/{PERIOD}/nota/",
    ],
)
def test_r12_a_goal_without_an_owner_is_marked(client: Client, page: str) -> None:
    now, before = client.get(page), client.get(f"{page}{'&' if '?' in page else '?'}geldig-op=2022-11-30")
    assert EMPTY in now.content.decode()
    assert EMPTY not in before.content.decode()


@pytest.mark.usefixtures("vacant")
def test_r12_the_paper_for_the_meeting_marks_it_too() -> None:
    title = titled(PERIOD, ON)
    assert title
    found = progress(ANONYMOUS, PERIOD, ON, sees_asked=False)
    assert EMPTY in str(progress_paper(title, found, ON).blocks)


@pytest.mark.usefixtures("vacant")
def test_r12_a_review_that_is_made_now_marks_it_too() -> None:
    found = period(PERIOD, ON)
    assert found
    parts = compose(found, ReviewKind.ENDTERM, ON).themes
    assert EMPTY in str(parts)


@pytest.mark.usefixtures("vacant")
def test_r12_the_network_is_not_in_order_and_the_coordinator_is_asked(client: Client) -> None:
    (message,) = _findings(ON)
    assert "Na een melding snel passende zorg" in message
    assert not _findings(AsOf(dt.date(2022, 11, 30)))
    assert not _findings(AsOf(dt.date(2023, 2, 1)))  # the period is over
    sign_in(client, "coordinator")
    assert message in words(client.get("/mijn/"))
    assert "/zetels/et-kwetsbare-personen:lead/" in links(client.get("/op-orde/"))


@pytest.mark.usefixtures("vacant")
def test_of_what_was_reached_or_stopped_no_owner_is_missed() -> None:
    stopped = {GOAL: Said(UpdateText(GoalStatus.STOPPED, "Dit doet de zorg nu zelf."))}
    update_goals(PERIOD, stopped, actor=COMMAND, now=dt.datetime.now(dt.UTC), today=ON.valid_on)
    forget()
    assert not _findings(ON)
    assert "snel passende zorg (gestopt)" in words(Client().get(f"/strategie/{PERIOD}/voor/GM0193/"))


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (dt.date(2022, 9, 24), 0),  # the update of this quarter is asked, and not yet late
        (dt.date(2019, 7, 1), 0),
        (dt.date(2023, 2, 1), 0),  # the period is over
    ],
)
def test_the_coordinator_is_not_asked_before_updates_are_late(day: dt.date, late: int) -> None:
    assert len(_chased(day)) == late


def test_the_coordinator_gets_one_task_for_all_late_updates_with_a_list_of_them(client: Client) -> None:
    day = dt.date(2021, 4, 10)  # of one goal nothing was said in the first quarter
    (task,) = _chased(day)
    assert task == f"Van 1 doel is de voortgang te laat {LIST}?let-op=te-laat#tabel-doelen"
    sign_in(client, "coordinator")
    late = client.get(f"{LIST}?let-op=te-laat&geldig-op={day}")
    assert f"{LIST}maandcijfers/?geldig-op={day}" in links(late)
    assert f"{LIST}{GOAL}/?geldig-op={day}" not in links(late)


def _chased(day: dt.date) -> list[str]:
    coordinator = actor_for(User.objects.get(display_name=PEOPLE["coordinator"]), day)
    return [f"{task.title} {task.url}" for task in late_update_tasks(coordinator, AsOf(day))]
