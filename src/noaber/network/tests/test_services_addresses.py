"""Addresses promise: a change is told to who had it and to the coordinators, and invites take another pair of eyes."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from noaber.accounts.models import Invitation, Role, User
from noaber.accounts.tests.people import make_user
from noaber.core import clock
from noaber.core.access import Actor, Grant
from noaber.core.errors import AccessRefused
from noaber.core.models import AuditEntry, OutboxMail
from noaber.network.access import FOUR_EYES
from noaber.network.models import Person, PersonVersion
from noaber.network.services.addresses import invite_person
from noaber.network.services.people import change_person
from noaber.network.tests.conftest import person_named
from noaber.network.tests.lists import apply, check_people

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
NAME, DAY = "Burgemeester van Aardam", dt.date(2021, 1, 1)


def acting(user: User, role: str) -> Actor:
    return Actor(user.pk, grants=frozenset({Grant(role)}))


@pytest.fixture
def administrator() -> Actor:
    return acting(make_user("Bram", Role.ADMINISTRATOR), "administrator")


@pytest.fixture
def coordinator() -> Actor:
    return acting(make_user("Carla", Role.COORDINATOR), "coordinator")


@pytest.fixture
def person(administrator: Actor, coordinator: Actor) -> Person:
    """Whose address the administrator leads elsewhere."""
    found = Person.objects.get(pk=person_named(NAME, DAY))
    PersonVersion.objects.filter(person=found).update(email="echt@aardam.invalid")
    change(found, administrator, email="elders@post.invalid")
    return found


def change(person: Person, actor: Actor, **values: str) -> None:
    change_person(person.pk, actor=actor, now=clock.now(), valid_from=DAY, values=values)


def invite(person: Person, actor: Actor, *, later: dt.timedelta = dt.timedelta(0)) -> None:
    invite_person(person.pk, actor=actor, now=clock.now() + later, today=DAY)


def test_a_changed_address_is_told_to_the_old_one_and_to_the_coordinator(person: Person) -> None:
    letters = {each.to: each.text for each in OutboxMail.objects.all()}
    assert set(letters) == {"echt@aardam.invalid", User.objects.get(display_name="Carla").email}
    assert "is uw e-mailadres gewijzigd" in letters["echt@aardam.invalid"]
    assert all("elders@post.invalid" not in text for text in letters.values())


def test_another_telephone_number_is_told_to_nobody(person: Person, administrator: Actor) -> None:
    before = OutboxMail.objects.count()
    change(person, administrator, phone="038-1234567")
    assert OutboxMail.objects.count() == before


def test_who_changed_the_address_does_not_send_the_invitation(person: Person, administrator: Actor) -> None:
    before = AuditEntry.objects.count()
    for later in (dt.timedelta(0), FOUR_EYES - dt.timedelta(hours=1)):
        with pytest.raises(AccessRefused, match="een andere functioneel beheerder of de coördinator"):
            invite(person, administrator, later=later)
    assert not Invitation.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_list_is_no_way_round_it(administrator: Actor, settings: Any, tmp_path: Path) -> None:
    """Who is new in the list can be invited by who brought it in."""
    settings.FILES_ROOT = tmp_path
    there = Person.objects.get(pk=person_named(NAME, DAY))
    rows = [
        {"name": NAME, "organisation": "GM9001", "email": "elders@post.invalid"},
        {"name": "Strateeg van Aardam", "organisation": "GM9001", "email": "strateeg@aardam.invalid"},
    ]
    apply(check_people(*rows), now=clock.now(), actor=administrator)
    new = person_named("Strateeg van Aardam", clock.today())
    with pytest.raises(AccessRefused, match="een andere functioneel beheerder"):
        invite_person(there.pk, actor=administrator, now=clock.now(), today=clock.today())
    invite_person(new, actor=administrator, now=clock.now(), today=clock.today())
    assert [each.email for each in Invitation.objects.all()] == ["strateeg@aardam.invalid"]


def test_another_does(person: Person, coordinator: Actor) -> None:
    invite(person, coordinator)
    assert Invitation.objects.get().person_key == str(person.pk)


def test_after_thirty_days_everyone_had_the_time_to_object(person: Person, administrator: Actor) -> None:
    invite(person, administrator, later=FOUR_EYES + dt.timedelta(hours=1))
    assert Invitation.objects.get().email == "elders@post.invalid"


def test_who_changed_something_else_invites(administrator: Actor) -> None:
    found = Person.objects.get(pk=person_named(NAME, DAY))
    PersonVersion.objects.filter(person=found).update(email="echt@aardam.invalid")
    change(found, administrator, phone="038-1234567")
    invite(found, administrator)
    assert Invitation.objects.get().email == "echt@aardam.invalid"
