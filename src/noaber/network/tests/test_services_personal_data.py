"""A person can have everything about them, and can be forgotten: the seats stay, the name goes."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from noaber.accounts.models import Invitation, User
from noaber.accounts.services.invitations import accept_invitation, invite
from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.keeping.erasures import erased_persons
from noaber.core.mail import queue_mail
from noaber.core.models import AuditEntry, MailState, OutboxMail
from noaber.core.personal_data import erase_person, export_person
from noaber.network.models import Membership, Person, PersonVersion

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("oost_nederland")]

NOW = dt.datetime(2030, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def person() -> Person:
    """Somebody with an account, a seat, a second address, and mail that waits."""
    person = Person.objects.filter(user__isnull=False, memberships__isnull=False).distinct().first()
    assert person is not None
    PersonVersion.objects.filter(person=person).update(email="tweede@gemeente.invalid", phone="0000")
    for number, address in enumerate((user_of(person).email, "tweede@gemeente.invalid")):
        values = {"title": "Stuk", "url": "https://noaber.invalid/1"}
        queue_mail(
            key=f"proef {number}",
            to=address,
            subject="x",
            template="core/mail/restricted.txt",
            context=values,
            now=NOW,
        )
    OutboxMail.objects.filter(key="proef 1").update(state=MailState.WAITING)
    return person


def user_of(person: Person) -> User:
    assert person.user_id is not None
    return User.objects.get(pk=person.user_id)


def name_of(person: Person) -> str:
    version = PersonVersion.objects.filter(person=person).first()
    assert version is not None
    return str(version.name)


def test_the_export_holds_register_account_and_mail_but_no_secret(person: Person) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_person(str(person.pk), actor=COMMAND, now=NOW)))

    content = json.loads(archive.read("gegevens.json"))["rooms"]["network"]
    assert content["person"][0]["name"] == name_of(person)
    assert content["account"][0]["email"] == user_of(person).email
    assert content["memberships"]
    assert content["mail"]
    assert "password" not in archive.read("gegevens.json").decode()


def test_erasure_empties_register_account_and_mail_and_keeps_the_seat(person: Person) -> None:
    name, address = name_of(person), user_of(person).email
    seats = set(Membership.objects.filter(person=person).values_list("post__code", flat=True))

    erase_person(str(person.pk), actor=COMMAND, now=NOW)

    user = user_of(person)
    versions = PersonVersion.objects.filter(person=person)
    assert set(versions.values_list("name", "email", "phone")) == {("(naam gewist)", "", "")}
    assert (user.is_active, user.display_name, user.email) == (
        False,
        "(naam gewist)",
        f"gewist-{user.pk}@noaber.invalid",
    )
    assert not OutboxMail.objects.filter(to__in=[address, "tweede@gemeente.invalid"]).exists()
    assert OutboxMail.objects.get(key="proef 1").state == MailState.WITHDRAWN
    assert set(Membership.objects.filter(person=person).values_list("post__code", flat=True)) == seats
    facts = str(list(AuditEntry.objects.values_list("facts", "object_id")))
    assert name not in facts
    assert address not in facts
    assert verify_chain()[1] is None


@pytest.mark.parametrize("by", ["key", "address"])
def test_erasure_takes_back_an_invitation_that_nobody_accepted(person: Person, by: str) -> None:
    key, email = (
        (str(person.pk), "elders@voorbeeld.invalid") if by == "key" else ("", "tweede@gemeente.invalid")
    )
    invited = invite(actor=COMMAND, email=email, display_name=name_of(person), person_key=key, now=NOW)

    erase_person(str(person.pk), actor=COMMAND, now=NOW)

    kept = Invitation.objects.get(pk=invited.invitation.pk)
    assert (kept.email, kept.display_name, kept.person_key) == (
        f"gewist-{kept.pk}@noaber.invalid",
        "(naam gewist)",
        "",
    )
    assert not OutboxMail.objects.filter(to=email).exists()
    with pytest.raises(DomainError, match="ingetrokken"):
        accept_invitation(token=invited.token, password="vier woorden op een rij", now=NOW)


def test_erasing_twice_is_the_same_as_once(person: Person) -> None:
    erase_person(str(person.pk), actor=COMMAND, now=NOW)
    user = user_of(person)

    erase_person(str(person.pk), actor=COMMAND, now=NOW + dt.timedelta(days=1))

    assert user_of(person).closed_at == user.closed_at
    assert Person.objects.get(pk=person.pk).erased_at == NOW


def test_an_erasure_is_remembered_outside_the_database_by_number_only(
    person: Person, data_folder: Path
) -> None:
    name = name_of(person)

    erase_person(str(person.pk), actor=COMMAND, now=NOW)

    assert erased_persons() == [str(person.pk)]
    assert name not in (data_folder / "erased.jsonl").read_text()


def test_an_erasure_that_fails_changes_nothing(person: Person, data_folder: Path) -> None:
    name = name_of(person)
    (data_folder / "erased.jsonl").mkdir()  # so that it cannot be remembered

    with pytest.raises(OSError):
        erase_person(str(person.pk), actor=COMMAND, now=NOW)

    assert name_of(person) == name
    assert user_of(person).is_active


@pytest.mark.parametrize("role", ["mayor", "controller"])
def test_others_may_not_export_or_erase(person: Person, role: str) -> None:
    actor = Actor(1, grants=frozenset({Grant(role)}))

    for attempt in (export_person, erase_person):
        with pytest.raises(AccessRefused):
            attempt(str(person.pk), actor=actor, now=NOW)


def test_an_erased_person_cannot_be_written_again(person: Person) -> None:
    from noaber.network.services.people import change_person

    erase_person(str(person.pk), actor=COMMAND, now=NOW)

    with pytest.raises(DomainError, match="gewist"):
        change_person(person.pk, actor=COMMAND, now=NOW, valid_from=NOW.date(), values={"name": "Terug"})
