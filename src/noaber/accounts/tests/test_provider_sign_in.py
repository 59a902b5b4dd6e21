"""Signing in through the organisation's provider, against one that really runs."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from noaber.accounts.models import Role, User
from noaber.accounts.services.invitations import invite
from noaber.accounts.services.users import close_account
from noaber.accounts.tests.people import NOW, TODAY, actor_of, make_user
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.models import AuditEntry
from tests.servers.identity import IdentityProvider, identity_provider
from tests.servers.postgres import free_port

pytestmark = pytest.mark.django_db
NEEDED = "/account/tweede-factor/"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture(autouse=True)
def use_provider(provider: IdentityProvider, settings: object) -> None:
    app = {
        "provider_id": "organisatie",
        "name": "Gemeente Voorbeeld",
        "client_id": "noaber",
        "secret": "a secret of the test suite",
        "settings": {"server_url": provider.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {  # type: ignore[attr-defined]
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    logging.getLogger("urllib3").setLevel(logging.WARNING)


def come_in(provider: IdentityProvider, subject: str, process: str = "login") -> tuple[Client, Any]:
    """A new browser that goes to the provider and back."""
    browser = Client()
    away = browser.post(f"/account/oidc/organisatie/login/?process={process}")
    assert "code_challenge=" in away["Location"]
    back = urlsplit(provider.approve(away["Location"], subject))
    return browser, browser.get(f"{back.path}?{back.query}")


def is_signed_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_the_sign_in_page_offers_the_provider(client: Client) -> None:
    assert "Met Gemeente Voorbeeld" in client.get("/account/login/").content.decode()


def test_without_a_provider_there_is_no_button(client: Client, settings: object) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}  # type: ignore[attr-defined]
    assert "Gemeente Voorbeeld" not in client.get("/account/login/").content.decode()
    assert client.post("/account/oidc/organisatie/login/").status_code == 404


def test_a_provider_that_does_not_answer_is_an_explanation(client: Client, settings: object) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]  # type: ignore[attr-defined]
    apps[0]["settings"]["server_url"] = f"http://127.0.0.1:{free_port()}"
    answer = client.post("/account/oidc/organisatie/login/")
    assert "Inloggen is niet gelukt" in answer.content.decode()
    assert answer.status_code == 502


def test_an_account_is_found_by_its_verified_address(provider: IdentityProvider) -> None:
    bram = make_user("bram", with_factor=False)
    provider.know("sub-bram", email="Bram@Voorbeeld.invalid", email_verified=True)
    browser, _answer = come_in(provider, "sub-bram")
    assert is_signed_in(browser)
    assert SocialAccount.objects.get(uid="sub-bram").user == bram
    assert AuditEntry.objects.get(verb="accounts.sign_in").facts == {"methods": ["socialaccount"]}


def test_the_second_time_the_subject_counts_not_the_address(provider: IdentityProvider) -> None:
    make_user("bram", with_factor=False)
    provider.know("sub-bram", email="bram@voorbeeld.invalid", email_verified=True)
    come_in(provider, "sub-bram")
    provider.know("sub-bram", email="ander@voorbeeld.invalid", email_verified=True)
    assert is_signed_in(come_in(provider, "sub-bram")[0])


def test_an_address_that_is_not_verified_opens_nothing(provider: IdentityProvider) -> None:
    make_user("bram", with_factor=False)
    provider.know("sub-vals", email="bram@voorbeeld.invalid", email_verified=False)
    browser, answer = come_in(provider, "sub-vals")
    assert answer.status_code == 403
    assert "bevestigt niet dat bram@voorbeeld.invalid van u is" in answer.content.decode()
    assert not is_signed_in(browser)


def test_who_is_unknown_is_told_what_to_do(provider: IdentityProvider) -> None:
    provider.know("sub-vreemd", email="vreemd@voorbeeld.invalid", email_verified=True)
    browser, answer = come_in(provider, "sub-vreemd")
    assert "geen account en geen uitnodiging" in answer.content.decode()
    assert not is_signed_in(browser)
    assert not User.objects.exists()


def test_an_invited_address_gets_its_account(provider: IdentityProvider) -> None:
    invite(actor=COMMAND, email="noor@voorbeeld.invalid", display_name="Noor", now=clock.now())
    provider.know("sub-noor", email="noor@voorbeeld.invalid", email_verified=True)
    assert is_signed_in(come_in(provider, "sub-noor")[0])
    assert not User.objects.get().has_usable_password()


def test_a_closed_account_stays_closed(provider: IdentityProvider) -> None:
    bram, anna = make_user("bram", with_factor=False), make_user("anna", Role.ADMINISTRATOR)
    provider.know("sub-bram", email=bram.email, email_verified=True)
    come_in(provider, "sub-bram")
    close_account(bram.pk, actor=actor_of(anna), now=NOW, today=TODAY)
    assert not is_signed_in(come_in(provider, "sub-bram")[0])


def test_the_provider_vouches_for_a_second_factor_only_when_it_says_so(provider: IdentityProvider) -> None:
    make_user("carla", Role.COORDINATOR, with_factor=False)
    provider.know("sub-carla", email="carla@voorbeeld.invalid", email_verified=True, amr=["pwd"])
    browser, _answer = come_in(provider, "sub-carla")
    assert browser.get("/account/namens/")["Location"] == NEEDED
    provider.know(
        "sub-carla", email="carla@voorbeeld.invalid", email_verified=True, amr=["pwd", "otp", "mfa"]
    )
    browser, _answer = come_in(provider, "sub-carla")
    assert browser.get("/account/namens/").status_code == 200


def test_ones_own_factor_is_asked_all_the_same(provider: IdentityProvider) -> None:
    make_user("carla", Role.COORDINATOR)
    provider.know("sub-carla", email="carla@voorbeeld.invalid", email_verified=True, amr=["mfa"])
    browser, answer = come_in(provider, "sub-carla")
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(browser)


def test_little_is_kept_of_what_the_provider_tells(provider: IdentityProvider) -> None:
    make_user("bram", with_factor=False)
    told = {"name": "Bram Voorbeeld", "birthdate": "1970-01-01", "phone_number": "000", "amr": ["pwd"]}
    provider.know("sub-bram", email="bram@voorbeeld.invalid", email_verified=True, **told)
    come_in(provider, "sub-bram")
    come_in(provider, "sub-bram")
    assert SocialAccount.objects.get().extra_data == {"id_token": {"sub": "sub-bram", "amr": ["pwd"]}}


def test_nobody_ties_another_identity_to_an_account(provider: IdentityProvider) -> None:
    provider.know("sub-ander", email="ander@voorbeeld.invalid", email_verified=True)
    _browser, answer = come_in(provider, "sub-ander", process="connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_provider_that_says_no_leaves_one_outside(provider: IdentityProvider) -> None:
    browser = Client()
    away = browser.post("/account/oidc/organisatie/login/?process=login")["Location"]
    state = away.partition("state=")[2].partition("&")[0]
    answer = browser.get(f"/account/oidc/organisatie/login/callback/?error=access_denied&state={state}")
    assert not is_signed_in(browser)
    assert answer.status_code in (200, 302, 401)
