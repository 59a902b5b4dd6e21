"""Who was heard before the adoption and recorded after it: confirmed first, put right when it was a mistake (R15)."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import Role as UserRole
from noaber.accounts.models import RoleGrant, User
from noaber.core.access import COMMAND
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.models import Position
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.tests.conftest import (
    BOARD,
    CODE,
    MEETING,
    NORTH,
    NOW,
    SOUTH,
    STRANGER,
    TODAY,
    holding,
    nothing_changes,
    party,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.routes import NO, YES, go_on_without, say, send_route, step
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.pages import links, typed_in, words
from tests.made_once import made_once
from tests.people import sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db]
REASON = "Dit was de verkeerde raad."
EARLY = MEETING - dt.timedelta(days=3)


@pytest.fixture(autouse=True)
@made_once
def adopted(voorbeeldland: LoadReport) -> None:
    """One of two was heard; the board went on without the other, and adopted it."""
    send_route(
        step(1, Role.HEAR, "overleg-noord", "overleg-zuid"), step(2, Role.ADOPT, "stuurgroep", after=1)
    )
    say(1, "overleg-noord", EARLY, p1=YES, p2=YES)
    go_on_without(2)
    say(2, "stuurgroep", p1=YES, p2=YES)


def take_back(key: str = SOUTH, **more: object) -> list[Position]:
    how = {"actor": COMMAND, "now": NOW, "today": TODAY, "reason": REASON} | more
    return take_back_positions(party(1, key).consultation_id, **how)  # type: ignore[arg-type]


def tell_late() -> None:
    say(1, "overleg-zuid", EARLY, p1=YES, p2=YES)


def address(way: str, key: str = SOUTH) -> str:
    return f"/voorstellen/{CODE}/{way}/{party(1, key).consultation_id}/"


def test_a_late_answer_that_was_a_mistake_is_taken_back_with_the_reason_and_recorded_anew() -> None:
    tell_late()
    before = list(Position.objects.values_list())
    with (
        nothing_changes(),
        pytest.raises(DomainError, match="vastgelegd na de vaststelling van 1 april 2020"),
    ):
        record(1, SOUTH, {"1": NO}, decided_on=EARLY)
    with nothing_changes(), pytest.raises(DomainError, match="waarom"):
        take_back(reason=" ")
    for other in (STRANGER, holding("secretary", NORTH)):
        with nothing_changes(), pytest.raises(AccessRefused):
            take_back(actor=other)
    with nothing_changes(), pytest.raises(AccessRefused):
        record(1, SOUTH, {"1": YES}, actor=STRANGER)
    assert len(take_back()) == 2
    assert list(Position.objects.values_list())[: len(before)] == before
    assert (SOUTH, "1") not in stage(1).cells
    assert stand().adopted_on == MEETING
    assert not take_back(), "sent twice"
    assert AuditEntry.objects.filter(verb="decisions.take_back_positions").count() == 1
    assert record(1, SOUTH, {"1": NO, "2": YES}, decided_on=EARLY)
    assert stage(1).cells[SOUTH, "1"].answer is Answer.OBJECTION
    assert verify_chain()[1] is None


def test_what_the_adoption_was_built_upon_stays_also_when_its_day_is_rectified() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Deze stap is gesloten"):
        take_back(NORTH)
    tell_late()
    rectify_day(
        party(2, BOARD).consultation_id,
        actor=COMMAND,
        now=NOW + dt.timedelta(hours=1),
        today=TODAY,
        decided_on=MEETING + dt.timedelta(days=1),
        reason="Verkeerd overgenomen.",
    )
    with nothing_changes(), pytest.raises(DomainError, match="Deze stap is gesloten"):
        take_back(NORTH)
    assert take_back(), "it was recorded after the adoption, whatever day that has"


def test_the_form_asks_once_more_and_leads_to_taking_back(client: Client) -> None:
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=UserRole.COORDINATOR, valid_from=TODAY)
    sign_in_as(client, user)
    form = client.get(address("standpunt"))
    said = {"answer_1": "consent", "answer_2": "consent", "decided_on": "29-3-2020"}
    asked = client.post(address("standpunt"), {**typed_in(form), **said})
    assert "Dit wordt vastgelegd na de vaststelling van 1 april 2020" in words(asked)
    assert not Position.objects.filter(consultation=party(1, SOUTH).consultation_id).exists()
    assert client.post(address("standpunt"), typed_in(asked)).status_code == 302
    again = client.get(address("standpunt"))
    assert "Klopt het niet? Trek het dan eerst in" in words(again)
    way = f"{address('standpunt')}intrekken/"
    assert way in links(again)
    assert "wordt niet opnieuw gevraagd" in words(client.get(way))
    assert client.post(way, {**typed_in(client.get(way)), "reason": REASON}).status_code == 302
    assert "leg vast" in words(client.get(f"/voorstellen/{CODE}/"))


def test_r15_an_adoption_is_not_rectified_to_before_who_was_heard(client: Client) -> None:
    say(1, "overleg-zuid", p1=YES, p2=YES)
    college = party(2, BOARD).consultation_id
    more = {"actor": COMMAND, "now": NOW, "today": TODAY, "reason": "Verkeerd overgenomen."}
    for day in (EARLY, MEETING - dt.timedelta(days=1)):
        with (
            nothing_changes(),
            pytest.raises(DomainError, match=r"stap 1 \(stap 1\).* 1 april 2020") as refused,
        ):
            rectify_day(college, decided_on=day, **more)  # type: ignore[arg-type]
        assert refused.value.field == "decided_on"
    assert rectify_day(college, decided_on=MEETING + dt.timedelta(days=1), **more)  # type: ignore[arg-type]
