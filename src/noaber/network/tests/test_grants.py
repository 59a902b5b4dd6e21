"""Rights follow from the mandates of the day, and end with them."""

import datetime as dt

import pytest

from noaber.accounts.api import own_grants
from noaber.accounts.models import User
from noaber.core.access import COMMAND, Grant
from noaber.network.models import Membership, Person
from noaber.network.services.memberships import end_membership, name_substitute
from noaber.network.services.people import link_account, link_invited
from noaber.network.tests.conftest import NOW, TODAY, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]

ORGANISATION, COUNCIL = "organisation:GM9001", "body:overleg-noord"


@pytest.fixture
def mayor() -> User:
    user = User.objects.create_user("burgemeester@aardam.invalid", display_name="Burgemeester")
    link_account(person_named("Burgemeester van Aardam"), actor=COMMAND, user_id=user.pk)
    return user


def test_a_mayor_is_mayor_member_and_chair(mayor: User) -> None:
    grants = own_grants(mayor.pk, TODAY)

    assert {Grant("mayor", ORGANISATION), Grant("member", COUNCIL), Grant("chair", COUNCIL)} <= grants


def test_nothing_is_held_before_the_network_or_after_the_end(mayor: User) -> None:
    for membership in Membership.objects.filter(person__user=mayor):
        end_membership(membership.pk, actor=COMMAND, now=NOW, valid_until=TODAY)

    assert own_grants(mayor.pk, TODAY) == frozenset()
    assert own_grants(mayor.pk, TODAY - dt.timedelta(days=1))
    assert own_grants(mayor.pk, dt.date(2019, 12, 31)) == frozenset()


def test_a_substitute_acts_for_the_seat_in_that_body_while_the_mandate_runs() -> None:
    user = User.objects.create_user("adviseur@cederveen.invalid", display_name="Adviseur")
    person = person_named("Adviseur van Cederveen")
    link_account(person, actor=COMMAND, user_id=user.pk)

    until = TODAY + dt.timedelta(days=30)
    name_substitute(
        person, "overleg-noord:chair", actor=COMMAND, now=NOW, valid_from=TODAY, valid_until=until
    )

    own = Grant("contact", "organisation:GM9003")
    assert own_grants(user.pk, TODAY) == {own, Grant("member", COUNCIL), Grant("chair", COUNCIL)}
    assert own_grants(user.pk, until) == {own}


def test_who_accepts_an_invitation_becomes_the_person_it_was_for() -> None:
    user = User.objects.create_user("adviseur@cederveen.invalid", display_name="Adviseur")
    person = person_named("Adviseur van Cederveen")

    link_invited(str(person), user.pk, NOW)

    assert Person.objects.get(user=user).pk == person
