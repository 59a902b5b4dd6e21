"""What was rejected asks nobody any more, as what was withdrawn; who was heard before can still be recorded (R15)."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import Role as UserRole
from noaber.accounts.models import RoleGrant, User
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.models import Position
from noaber.decisions.queries.follow_up.outstanding import all_outstanding
from noaber.decisions.rules.route import Role
from noaber.decisions.tests.conftest import (
    CODE,
    MEETING,
    SOUTH,
    TODAY,
    holding,
    nothing_changes,
    party,
    stage,
)
from noaber.decisions.tests.routes import NO, YES, go_on_without, say, send_route, step
from noaber.decisions.views.home import position_tasks
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.pages import typed_in, words
from tests.made_once import made_once
from tests.people import sign_in_as

pytestmark = pytest.mark.django_db
EARLY = MEETING - dt.timedelta(days=3)
PAGE = f"/voorstellen/{CODE}/"


@pytest.fixture(autouse=True)
@made_once
def rejected(voorbeeldland: LoadReport) -> None:
    """One of two was heard; what is asked beside it is another thing, and then the board rejects it."""
    send_route(
        step(1, Role.HEAR, "overleg-noord", "overleg-zuid"),
        step(2, Role.CONSENT, "overleg-noord", "overleg-zuid"),
        step(3, Role.ADOPT, "stuurgroep", after=2),
    )
    say(1, "overleg-noord", EARLY, p1=YES, p2=YES)
    go_on_without(3)
    assert all_outstanding(TODAY)
    say(3, "stuurgroep", p1=NO, p2=YES)


def coordinator() -> User:
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=UserRole.COORDINATOR, valid_from=TODAY)
    return user


def test_nobody_is_asked_it_any_more_and_the_pages_say_why(client: Client) -> None:
    assert all_outstanding(TODAY) == []
    assert list(position_tasks(holding("secretary", SOUTH), AsOf(TODAY))) == []
    sign_in_as(client, coordinator())
    told = words(client.get(PAGE))
    assert "kunnen nu antwoorden" not in told
    assert "Verworpen" in told
    for page in (f"{PAGE}openstaand/", f"{PAGE}openstaand/vragen/"):
        told = words(client.get(page))
        assert "Dit voorstel is verworpen" in told, page
        assert "Vraag deze" not in told, page


def test_r15_who_was_heard_before_is_recorded_after_it_was_confirmed(client: Client) -> None:
    sign_in_as(client, coordinator())
    address = f"{PAGE}standpunt/{party(1, SOUTH).consultation_id}/"
    form = client.get(address)
    assert "op 1 april 2020 verworpen door" in words(form)
    said = {"answer_1": "consent", "answer_2": "consent", "decided_on": "29-3-2020"}
    asked = client.post(address, {**typed_in(form), **said})
    assert "Dit voorstel is verworpen op 1 april 2020; dit wordt daarna vastgelegd" in words(asked)
    assert not Position.objects.filter(consultation=party(1, SOUTH).consultation_id).exists()
    assert client.post(address, typed_in(asked)).status_code == 302
    assert (SOUTH, "1") in stage(1).cells
    assert "Dit is vastgelegd nadat het voorstel is verworpen, op 1 april 2020." in words(client.get(address))


def test_what_was_said_after_it_or_would_consent_is_refused() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="het voorstel is verworpen op 1 april 2020"):
        say(1, "overleg-zuid", MEETING + dt.timedelta(days=1), p1=YES, p2=YES)
    with (
        nothing_changes(),
        pytest.raises(DomainError, match="Deze vraag is vervallen: het voorstel is verworpen"),
    ):
        say(2, "overleg-zuid", EARLY, p1=YES, p2=YES)


def test_who_rejected_it_may_come_back_to_that() -> None:
    say(3, "stuurgroep", MEETING + dt.timedelta(days=1), p1=YES, p2=YES)
    assert stage(3).is_passed


def test_the_own_decisions_of_organisations_are_not_asked_but_may_be_told(voorbeeldland: LoadReport) -> None:
    send_route(
        step(1, Role.CONSENT, "overleg-noord"),
        step(2, Role.ADOPT, "stuurgroep", after=1),
        step(3, Role.DECIDE, "overleg-zuid", after=1, is_follow_up=True),
        code="apart",
    )
    say(1, "overleg-noord", EARLY, p1=YES, p2=YES, code="apart")
    assert [row.stage.number for row in all_outstanding(TODAY)] == [2, 3]
    say(2, "stuurgroep", p1=NO, p2=YES, code="apart")
    assert all_outstanding(TODAY) == []
    say(3, "overleg-zuid", MEETING, p1=YES, p2=YES, code="apart")
    assert (SOUTH, "1") in stage(3, "apart").cells
