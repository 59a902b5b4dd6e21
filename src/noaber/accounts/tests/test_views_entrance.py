"""Signing in and out, forgetting a password, and the doors that stay shut."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from noaber.accounts.models import Role, User
from noaber.accounts.services.invitations import Invited, invite
from noaber.accounts.services.users import close_account
from noaber.accounts.tests.people import NOW, PASSWORD, TODAY, actor_of, make_user, signed_in
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.models import AuditEntry, OutboxMail

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "een heel andere zin dan eerst"


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def bram() -> User:
    return make_user("bram", with_factor=False)


def sign_in(
    browser: Client, password: str = PASSWORD, email: str = "bram@voorbeeld.invalid", **extra: str
) -> int:
    answer = browser.post("/account/login/", {"login": email, "password": password}, **extra)  # type: ignore[arg-type]
    return answer.status_code


def is_signed_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def invite_noor() -> Invited:
    return invite(actor=COMMAND, email="noor@voorbeeld.invalid", display_name="Noor", now=clock.now())


def test_with_the_right_password_one_is_in(client: Client, bram: User) -> None:
    assert sign_in(client, email="Bram@Voorbeeld.invalid") == 302
    assert is_signed_in(client)
    assert AuditEntry.objects.get(verb="accounts.sign_in").facts == {"methods": ["password"]}


def test_with_a_wrong_one_not_and_the_audit_knows(client: Client, bram: User) -> None:
    answer = client.post("/account/login/", {"login": bram.email, "password": "onzin"})
    assert "horen niet bij elkaar" in answer.content.decode()
    assert not is_signed_in(client)
    assert AuditEntry.objects.get(verb="accounts.fail_sign_in").object_id == str(bram.pk)


def test_an_unknown_address_gets_the_same_answer_and_no_row(client: Client, bram: User) -> None:
    answer = client.post("/account/login/", {"login": "niemand@voorbeeld.invalid", "password": "onzin"})
    assert "horen niet bij elkaar" in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_signing_out_asks_for_a_form(client: Client, bram: User) -> None:
    sign_in(client)
    client.get("/account/logout/")
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)
    assert AuditEntry.objects.filter(verb="accounts.sign_out", actor_id=bram.pk).count() == 1


def test_five_wrong_passwords_close_an_account_for_five_minutes(client: Client, bram: User) -> None:
    for _attempt in range(5):
        assert sign_in(client, "onzin") == 200
    answer = client.post("/account/login/", {"login": bram.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert "5 minuten" in answer.content.decode()
    assert 290 < int(answer["Retry-After"]) <= 301
    assert sign_in(Client(REMOTE_ADDR="198.51.100.9")) == 429, "the account is closed from everywhere"


def test_ten_wrong_passwords_close_an_address_for_a_minute(bram: User) -> None:
    robot = Client(REMOTE_ADDR="198.51.100.9")
    for attempt in range(10):
        assert sign_in(robot, email=f"gok{attempt}@voorbeeld.invalid") == 200
    assert sign_in(robot) == 429
    assert sign_in(Client(REMOTE_ADDR="198.51.100.10")) == 302


def test_right_passwords_do_not_count(bram: User) -> None:
    for _attempt in range(7):
        assert sign_in(Client()) == 302


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/"])
def test_there_is_no_open_registration(client: Client, bram: User, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"email": "x@voorbeeld.invalid"}).status_code == 404
    assert signed_in(bram).get(f"/account/{path}").status_code == 404
    assert User.objects.count() == 1


def test_looking_at_an_invitation_does_not_use_it(client: Client) -> None:
    path = f"/account/uitnodiging/{invite_noor().token}/"
    assert "Welkom, Noor" in client.get(path).content.decode()
    assert client.get(path).status_code == 200
    assert not User.objects.exists()


def test_accepting_signs_in_and_asks_for_the_password_only_once(client: Client) -> None:
    token = invite(
        actor=COMMAND,
        email="noor@voorbeeld.invalid",
        display_name="Noor",
        role=Role.CONTROLLER,
        now=clock.now(),
    ).token
    answer = client.post(
        f"/account/uitnodiging/{token}/", {"password": PASSWORD, "again": PASSWORD}, follow=True
    )
    assert "Stel een tweede factor in" in answer.content.decode()
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_a_used_link_says_that_there_is_an_account(client: Client) -> None:
    path = f"/account/uitnodiging/{invite_noor().token}/"
    client.post(path, {"password": PASSWORD, "again": PASSWORD})
    answer = Client().post(path, {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 410
    assert "al een account gemaakt" in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        (PASSWORD, "iets anders", "niet gelijk"),
        ("kort", "kort", "te kort"),
        ("Wachtwoord2026!", "Wachtwoord2026!", "te makkelijk te raden"),
        ("password1234", "password1234", "te algemeen"),
        ("noor@voorbeeld.invalid", "noor@voorbeeld.invalid", "lijkt te veel op"),
        ("", "", "verplicht"),
    ],
)
def test_a_password_that_will_not_do_is_explained(
    client: Client, password: str, again: str, message: str
) -> None:
    answer = client.post(
        f"/account/uitnodiging/{invite_noor().token}/", {"password": password, "again": again}
    )
    assert message in answer.content.decode()
    assert not User.objects.exists()


def test_who_is_signed_in_is_asked_to_leave_first(bram: User) -> None:
    token = invite_noor().token
    answer = signed_in(bram).post(f"/account/uitnodiging/{token}/", {"password": PASSWORD, "again": PASSWORD})
    assert "Log eerst uit" in answer.content.decode()
    assert User.objects.count() == 1


def reset_link(client: Client, email: str) -> str:
    client.post("/account/password/reset/", {"email": email})
    found = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_forgotten_password_is_replaced_by_a_link_from_the_mail(client: Client, bram: User) -> None:
    elsewhere = signed_in(bram)
    assert is_signed_in(elsewhere)
    path = client.get(reset_link(client, bram.email))["Location"]
    answer = client.post(path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert "Uw wachtwoord is gewijzigd" in answer.content.decode()
    assert not is_signed_in(client), "the mail alone does not sign in"
    assert not is_signed_in(elsewhere)
    assert sign_in(client, NEW_PASSWORD) == 302


def test_a_reset_link_leads_to_this_installation_whatever_host_was_asked(client: Client, bram: User) -> None:
    client.post("/account/password/reset/", {"email": bram.email}, headers={"host": "localhost:6666"})
    assert f"{settings.SITE_URL}/account/password/reset/key/" in str(mail.outbox[-1].body)
    assert "6666" not in str(mail.outbox[-1].body)


def test_a_reset_link_works_once(client: Client, bram: User) -> None:
    link = reset_link(client, bram.email)
    client.post(client.get(link)["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert "werkt niet meer" in Client().get(link).content.decode()


def test_no_letter_goes_to_an_address_without_account(client: Client, bram: User) -> None:
    answer = client.post("/account/password/reset/", {"email": "niemand@voorbeeld.invalid"}, follow=True)
    assert "Als er bij dit adres een account hoort" in answer.content.decode()
    assert not OutboxMail.objects.exists()


def test_changing_the_password_signs_out_everywhere_and_tells_the_owner(bram: User) -> None:
    here, elsewhere = signed_in(bram), signed_in(bram)
    assert is_signed_in(elsewhere)
    values = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    here.post("/account/password/change/", values)
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert "wachtwoord is gewijzigd" in OutboxMail.objects.get().text
    assert {"accounts.change_password", "accounts.change_security"} <= {
        entry.verb for entry in AuditEntry.objects.filter(object_id=str(bram.pk))
    }


def test_a_closed_account_cannot_sign_in(client: Client, bram: User) -> None:
    anna = make_user("anna", Role.ADMINISTRATOR)
    close_account(bram.pk, actor=actor_of(anna), now=NOW, today=TODAY)
    assert sign_in(client) == 200
    assert not is_signed_in(client)
