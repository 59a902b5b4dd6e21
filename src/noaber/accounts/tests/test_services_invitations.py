"""Invitations: one address, one link, once, within fourteen days."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from noaber.accounts import access
from noaber.accounts.actors import own_grants
from noaber.accounts.models import Invitation, Role, User
from noaber.accounts.services import invitations
from noaber.accounts.services.invitations import (
    Invited,
    accept_by_provider,
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from noaber.accounts.services.users import close_account, create_administrator
from noaber.accounts.tests.people import NOW, PASSWORD, TODAY, actor_of, make_user
from noaber.core.access import COMMAND, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, OutboxMail

pytestmark = pytest.mark.django_db


def invite_noor(**changes: object) -> Invited:
    values = {
        "actor": COMMAND,
        "email": "noor@voorbeeld.invalid",
        "display_name": "Noor",
        "now": NOW,
        **changes,
    }
    return invite(**values)  # type: ignore[arg-type]


def test_the_letter_holds_the_link_and_the_database_only_its_hash() -> None:
    invited = invite_noor()
    assert f"/account/uitnodiging/{invited.token}/" in mail.outbox[0].body
    assert mail.outbox[0].to == ["noor@voorbeeld.invalid"]
    for table in (Invitation, OutboxMail):
        assert invited.token not in str(table.objects.values().get())


def test_a_token_has_at_least_128_random_bits() -> None:
    assert invitations.TOKEN_BYTES * 8 >= 128
    assert invite_noor().token != invite_noor(email="sem@voorbeeld.invalid").token


def test_accepting_makes_the_account_with_its_role() -> None:
    invited = invite_noor(email=" Noor@Voorbeeld.invalid ", role=Role.CONTROLLER)
    user = accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    assert user.email == "noor@voorbeeld.invalid"
    assert user.check_password(PASSWORD)
    assert Grant("controller") in own_grants(user.pk, dt.date.today() + dt.timedelta(days=1))


def test_a_link_works_once() -> None:
    invited = invite_noor()
    accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    with pytest.raises(DomainError, match="al een account gemaakt"):
        accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    assert User.objects.count() == 1


def test_a_link_lasts_fourteen_days() -> None:
    invited = invite_noor()
    with pytest.raises(DomainError, match="verlopen"):
        accept_invitation(token=invited.token, password=PASSWORD, now=NOW + dt.timedelta(days=14))
    user = accept_invitation(
        token=invited.token, password=PASSWORD, now=NOW + dt.timedelta(days=13, hours=23)
    )
    assert user.is_active


def test_an_unknown_link_says_so() -> None:
    with pytest.raises(DomainError, match="bekend"):
        accept_invitation(token="x" * 32, password=PASSWORD, now=NOW)


def test_a_weak_password_changes_nothing() -> None:
    invited = invite_noor()
    with pytest.raises(ValidationError):
        accept_invitation(token=invited.token, password="kort", now=NOW)
    assert not User.objects.exists()
    assert accept_invitation(token=invited.token, password=PASSWORD, now=NOW).is_active


def test_a_withdrawn_link_is_dead() -> None:
    invited = invite_noor()
    withdraw_invitation(invited.invitation.pk, actor=COMMAND, now=NOW)
    with pytest.raises(DomainError, match="ingetrokken"):
        accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    with pytest.raises(DomainError, match="al ingetrokken"):
        withdraw_invitation(invited.invitation.pk, actor=COMMAND, now=NOW)


def test_sending_again_replaces_the_link() -> None:
    first = invite_noor()
    second = resend_invitation(first.invitation.pk, actor=COMMAND, now=NOW + dt.timedelta(days=20))
    assert OutboxMail.objects.count() == 2
    with pytest.raises(DomainError):
        accept_invitation(token=first.token, password=PASSWORD, now=NOW)
    assert accept_invitation(token=second.token, password=PASSWORD, now=NOW + dt.timedelta(days=30)).is_active


def test_an_address_has_one_open_invitation() -> None:
    invite_noor()
    with pytest.raises(DomainError, match="staat al een uitnodiging open"):
        invite_noor()


def test_an_expired_invitation_makes_room_for_a_new_one() -> None:
    invite_noor()
    later = NOW + dt.timedelta(days=15)
    assert invite_noor(now=later).invitation.expires_at == later + invitations.VALID_FOR


def test_who_has_an_account_is_not_invited() -> None:
    make_user("noor")
    with pytest.raises(DomainError, match="al een account") as refused:
        invite_noor()
    assert refused.value.field == "email"


@pytest.mark.parametrize("email", ["", "noor", "noor@", "noor@voorbeeld invalid"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(DomainError, match="geen e-mailadres"):
        invite_noor(email=email)


def test_a_closed_account_opens_again_by_invitation() -> None:
    admin, noor = make_user("anna", Role.ADMINISTRATOR), make_user("noor", Role.CONTROLLER)
    close_account(noor.pk, actor=actor_of(admin), now=NOW, today=TODAY)
    again = accept_invitation(token=invite_noor().token, password=PASSWORD, now=NOW)
    assert (again.pk, again.is_active, again.closed_at) == (noor.pk, True, None)
    assert not own_grants(again.pk, TODAY)


def test_an_invitation_from_before_the_closing_opens_nothing() -> None:
    admin, invited = make_user("anna", Role.ADMINISTRATOR), invite_noor()
    noor = make_user("noor")
    User.objects.filter(pk=noor.pk).update(is_active=False, closed_at=NOW + dt.timedelta(minutes=1))
    with pytest.raises(DomainError, match="geldt niet meer"):
        accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    assert not User.objects.get(pk=noor.pk).is_active
    assert admin.is_active


def test_the_coordinator_invites_but_gives_no_role() -> None:
    coordinator = actor_of(make_user("carla", Role.COORDINATOR))
    assert invite_noor(actor=coordinator).invitation.invited_by_id == coordinator.user_id
    with pytest.raises(AccessRefused, match="Alleen de functioneel beheerder geeft een rol"):
        invite_noor(actor=coordinator, email="sem@voorbeeld.invalid", role=Role.COORDINATOR)


def test_the_coordinator_does_not_touch_an_invitation_with_a_role() -> None:
    coordinator = actor_of(make_user("carla", Role.COORDINATOR))
    invited = invite_noor(role=Role.ADMINISTRATOR)
    with pytest.raises(AccessRefused):
        resend_invitation(invited.invitation.pk, actor=coordinator, now=NOW)


@pytest.mark.parametrize("role", [None, Role.CONTROLLER])
def test_nobody_else_invites(role: Role | None) -> None:
    actor = actor_of(make_user("bram", *([role] if role else [])))
    assert not access.may_invite(actor)
    with pytest.raises(AccessRefused):
        invite_noor(actor=actor)


def test_the_register_hears_of_the_account_of_its_person(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(
        invitations, "_person_links", [lambda key, user_id, now: heard.append((key, user_id))]
    )
    user = accept_invitation(token=invite_noor(person_key="p-1").token, password=PASSWORD, now=NOW)
    assert heard == [("p-1", user.pk)]


def test_when_the_register_refuses_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(key: str, user_id: int, now: dt.datetime) -> None:
        raise DomainError("Deze persoon heeft al een account.")

    monkeypatch.setattr(invitations, "_person_links", [refuse])
    invited = invite_noor(person_key="p-1")
    with pytest.raises(DomainError, match="heeft al een account"):
        accept_invitation(token=invited.token, password=PASSWORD, now=NOW)
    assert not User.objects.exists()


def test_the_provider_can_vouch_for_an_invited_address_only() -> None:
    invite_noor()
    user = accept_by_provider(email="Noor@voorbeeld.invalid", now=NOW)
    assert user is not None
    assert not user.has_usable_password()
    assert accept_by_provider(email="vreemd@voorbeeld.invalid", now=NOW) is None


def test_the_audit_holds_no_names_or_addresses() -> None:
    accept_invitation(token=invite_noor(role=Role.CONTROLLER).token, password=PASSWORD, now=NOW)
    rows = str([*AuditEntry.objects.values()])
    assert {"accounts.invite", "accounts.accept_invitation"} <= {
        entry.verb for entry in AuditEntry.objects.all()
    }
    assert "oor" not in rows.replace("coordinator", "")
    assert "@" not in rows


def test_the_first_administrator_gets_a_link_on_the_terminal_and_no_mail() -> None:
    made = create_administrator(actor=COMMAND, email="baas@voorbeeld.invalid", now=NOW, today=TODAY)
    assert not OutboxMail.objects.exists()
    user = accept_invitation(token=made.token, password=PASSWORD, now=NOW)
    assert own_grants(user.pk, dt.date.today() + dt.timedelta(days=1)) == {Grant("administrator")}


def test_create_administrator_again_gives_a_fresh_link() -> None:
    first = create_administrator(actor=COMMAND, email="baas@voorbeeld.invalid", now=NOW, today=TODAY)
    second = create_administrator(actor=COMMAND, email="baas@voorbeeld.invalid", now=NOW, today=TODAY)
    with pytest.raises(DomainError):
        accept_invitation(token=first.token, password=PASSWORD, now=NOW)
    assert accept_invitation(token=second.token, password=PASSWORD, now=NOW).is_active


def test_create_administrator_gives_an_existing_account_the_role() -> None:
    bram = make_user("bram")
    assert create_administrator(actor=COMMAND, email=bram.email, now=NOW, today=TODAY).token == ""
    assert own_grants(bram.pk, TODAY) == {Grant("administrator")}
