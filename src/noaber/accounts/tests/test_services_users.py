"""Roles, closing an account, and never locking everyone out."""

import datetime as dt

import pytest

from noaber.accounts.actors import own_grants
from noaber.accounts.models import Assistance, Role, RoleGrant, User
from noaber.accounts.services.users import close_account, end_role, grant_role, reset_second_factor
from noaber.accounts.tests.people import NOW, PASSWORD, TODAY, actor_of, factors, make_user, signed_in
from noaber.core.access import COMMAND, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, OutboxMail

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def anna() -> User:
    return make_user("anna", Role.ADMINISTRATOR)


@pytest.fixture
def bram() -> User:
    return make_user("bram")


def grant_of(user: User) -> RoleGrant:
    return RoleGrant.objects.get(user=user)


def test_a_role_holds_from_its_day_until_the_day_before_its_end(anna: User, bram: User) -> None:
    grant_role(bram.pk, actor=actor_of(anna), role=Role.CONTROLLER, valid_from=TODAY, valid_until=TOMORROW)
    assert own_grants(bram.pk, TODAY) == {Grant("controller")}
    assert own_grants(bram.pk, TODAY - dt.timedelta(days=1)) == own_grants(bram.pk, TOMORROW) == frozenset()


def test_the_same_role_is_not_given_twice(anna: User, bram: User) -> None:
    grant_role(bram.pk, actor=actor_of(anna), role=Role.CONTROLLER, valid_from=TODAY)
    with pytest.raises(DomainError, match="heeft deze rol al"):
        grant_role(bram.pk, actor=actor_of(anna), role=Role.CONTROLLER, valid_from=TOMORROW)


@pytest.mark.parametrize(
    ("role", "message"), [("keizer", "is geen rol"), ("controller", "voor de begindatum")]
)
def test_nonsense_is_refused(anna: User, bram: User, role: str, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        grant_role(bram.pk, actor=actor_of(anna), role=role, valid_from=TODAY, valid_until=TODAY)


def test_ending_a_role_takes_it_away_today(anna: User) -> None:
    carla = make_user("carla", Role.COORDINATOR)
    end_role(grant_of(carla).pk, actor=actor_of(anna), today=TODAY)
    assert not own_grants(carla.pk, TODAY)
    assert own_grants(carla.pk, TODAY - dt.timedelta(days=1))
    with pytest.raises(DomainError, match="al beëindigd"):
        end_role(grant_of(carla).pk, actor=actor_of(anna), today=TODAY)


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.CONTROLLER])
def test_only_an_administrator_manages(bram: User, role: Role | None) -> None:
    actor = actor_of(make_user("dirk", *([role] if role else [])))
    with pytest.raises(AccessRefused):
        grant_role(bram.pk, actor=actor, role=Role.CONTROLLER, valid_from=TODAY)
    with pytest.raises(AccessRefused):
        close_account(bram.pk, actor=actor, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        reset_second_factor(bram.pk, actor=actor, now=NOW)


def test_nobody_manages_their_own_account(anna: User) -> None:
    with pytest.raises(AccessRefused, match="een andere functioneel beheerder"):
        grant_role(anna.pk, actor=actor_of(anna), role=Role.CONTROLLER, valid_from=TODAY)
    with pytest.raises(AccessRefused):
        end_role(grant_of(anna).pk, actor=actor_of(anna), today=TODAY)


def test_an_assistant_manages_nothing_on_behalf_of_an_administrator(anna: User, bram: User) -> None:
    Assistance.objects.create(principal=anna, assistant=bram, kind="act", valid_from=TODAY)
    with pytest.raises(AccessRefused, match="alleen als uzelf"):
        close_account(make_user("dirk").pk, actor=actor_of(bram, on_behalf_of=anna), now=NOW, today=TODAY)


def test_the_last_administrator_stays(anna: User) -> None:
    with pytest.raises(DomainError, match="laatste functioneel beheerder"):
        end_role(grant_of(anna).pk, actor=COMMAND, today=TODAY)
    with pytest.raises(DomainError, match="laatste functioneel beheerder"):
        close_account(anna.pk, actor=COMMAND, now=NOW, today=TODAY)


def test_an_administrator_with_an_end_does_not_count_as_the_one_who_stays(anna: User, bram: User) -> None:
    grant_role(bram.pk, actor=actor_of(anna), role=Role.ADMINISTRATOR, valid_from=TODAY, valid_until=TOMORROW)
    with pytest.raises(DomainError, match="laatste functioneel beheerder"):
        close_account(anna.pk, actor=actor_of(bram), now=NOW, today=TODAY)


def test_with_a_second_administrator_the_first_can_leave(anna: User) -> None:
    eva = make_user("eva", Role.ADMINISTRATOR)
    assert not close_account(anna.pk, actor=actor_of(eva), now=NOW, today=TODAY).is_active


def test_closing_ends_the_session_that_is_open(anna: User) -> None:
    carla = make_user("carla", Role.COORDINATOR)
    browser = signed_in(carla)
    assert browser.get("/account/").status_code == 200
    close_account(carla.pk, actor=actor_of(anna), now=NOW, today=TODAY)
    assert browser.get("/account/").status_code == 302


def test_closing_leaves_no_right_and_no_way_in(anna: User, bram: User) -> None:
    carla = make_user("carla", Role.COORDINATOR)
    Assistance.objects.create(
        principal=carla, assistant=bram, kind="act", valid_from=TODAY - dt.timedelta(days=9)
    )
    closed = close_account(carla.pk, actor=actor_of(anna), now=NOW, today=TODAY)
    assert not closed.check_password(PASSWORD)
    assert not own_grants(carla.pk, TODAY)
    assert factors(carla) == 0
    assert not actor_of(bram, on_behalf_of=carla).on_behalf_of_id
    with pytest.raises(DomainError, match="gesloten"):
        close_account(carla.pk, actor=actor_of(anna), now=NOW, today=TODAY)


def test_resetting_a_lost_factor_ends_sessions_and_tells_the_owner(anna: User) -> None:
    carla = make_user("carla", Role.COORDINATOR)
    browser = signed_in(carla)
    browser.get("/account/")
    reset_second_factor(carla.pk, actor=actor_of(anna), now=NOW)
    assert factors(carla) == 0
    assert browser.get("/account/").status_code == 302
    assert "tweede factor verwijderd" in OutboxMail.objects.get(to=carla.email).text
    with pytest.raises(DomainError, match="geen tweede factor"):
        reset_second_factor(carla.pk, actor=actor_of(anna), now=NOW)


def test_every_verb_leaves_a_row_with_the_actor(anna: User, bram: User) -> None:
    grant = grant_role(bram.pk, actor=actor_of(anna), role=Role.CONTROLLER, valid_from=TODAY)
    end_role(grant.pk, actor=actor_of(anna), today=TODAY)
    close_account(bram.pk, actor=actor_of(anna), now=NOW, today=TODAY)
    rows = [(entry.verb, entry.actor_id) for entry in AuditEntry.objects.order_by("sequence")]
    assert rows == [(f"accounts.{verb}", anna.pk) for verb in ("grant_role", "end_role", "close_account")]
