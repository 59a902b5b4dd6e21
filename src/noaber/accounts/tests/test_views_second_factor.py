"""The second factor: due for every role, kept safe, and not given up while holding one."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings

from noaber.accounts import sealing
from noaber.accounts.models import Assistance, Role, RoleGrant, User
from noaber.accounts.tests.people import PASSWORD, SECRET, TODAY, factors, make_user, signed_in
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry, OutboxMail

pytestmark = pytest.mark.django_db
NEEDED = "/account/tweede-factor/"


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def code_now(secret: str = SECRET, *, steps_ago: int = 0) -> str:
    counters = [*yield_hotp_counters_from_time()]
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2] - steps_ago)))


def where_to(browser: Client, path: str = "/account/assistenten/") -> str:
    answer = browser.get(path)
    return answer["Location"] if answer.status_code == 302 else ""


@pytest.mark.parametrize("role", [*Role])
def test_every_role_needs_a_factor_before_anything_else(role: Role) -> None:
    browser = signed_in(make_user("carla", role, with_factor=False))
    assert where_to(browser) == NEEDED
    assert "inlog-app" in browser.get("/account/2fa/totp/activate/").content.decode().lower()


def test_who_may_change_nothing_needs_none() -> None:
    assert where_to(signed_in(make_user("bram", with_factor=False))) == ""


def test_with_a_factor_one_goes_on() -> None:
    assert where_to(signed_in(make_user("carla", Role.COORDINATOR))) == ""


def test_an_assistant_without_factor_needs_one_before_and_after_switching() -> None:
    mayor, sil = make_user("mayor", Role.CONTROLLER), make_user("sil", with_factor=False)
    Assistance.objects.create(principal=mayor, assistant=sil, kind="act", valid_from=TODAY.replace(year=2020))
    browser = signed_in(sil)
    assert where_to(browser) == NEEDED
    browser.post(f"/account/namens/{mayor.pk}/")
    assert where_to(browser) == NEEDED


def test_setting_up_an_app_gives_recovery_codes_and_a_letter(
    django_capture_on_commit_callbacks: object,
) -> None:
    carla = make_user("carla", Role.COORDINATOR, with_factor=False)
    browser = signed_in(carla)
    page = browser.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r'<code class="noaber-code">([A-Z2-7]+)</code>', page)
    assert found
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = browser.post("/account/2fa/totp/activate/", {"code": code_now(found[1])})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert factors(carla) == 2
    assert found[1] not in str([*Authenticator.objects.values("data")])
    assert "inlog-app" in OutboxMail.objects.get().text
    assert AuditEntry.objects.get(verb="accounts.change_security").facts == {"change": "totp_activated"}
    assert where_to(browser) == ""


def test_a_session_that_began_without_the_factor_ends_when_it_is_set_up(
    django_capture_on_commit_callbacks: object,
) -> None:
    """Whoever signed in with a stolen password alone would otherwise have every right from that moment on."""
    carla = make_user("carla", Role.COORDINATOR, with_factor=False)
    owner, other = signed_in(carla), signed_in(carla)
    assert where_to(other) == NEEDED

    page = owner.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r'<code class="noaber-code">([A-Z2-7]+)</code>', page)
    assert found
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        owner.post("/account/2fa/totp/activate/", {"code": code_now(found[1])})

    assert where_to(owner) == ""
    assert where_to(other).startswith("/account/login/")


def test_a_wrong_code_sets_nothing_up() -> None:
    carla = make_user("carla", Role.COORDINATOR, with_factor=False)
    browser = signed_in(carla)
    browser.get("/account/2fa/totp/activate/")
    assert "klopt niet" in browser.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert factors(carla) == 0


def begin_sign_in(user: User) -> Client:
    browser = Client()
    answer = browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == "/account/2fa/authenticate/"
    return browser


def test_signing_in_asks_for_the_code_and_takes_each_once() -> None:
    carla, code = make_user("carla", Role.COORDINATOR), code_now()
    browser = begin_sign_in(carla)
    assert browser.get("/account/").status_code == 302, "a password alone is not enough"
    browser.post("/account/2fa/authenticate/", {"code": code})
    assert browser.get("/account/").status_code == 200
    again = begin_sign_in(carla)
    again.post("/account/2fa/authenticate/", {"code": code})
    assert again.get("/account/").status_code == 302


@pytest.mark.parametrize(("steps_ago", "status"), [(1, 200), (2, 302)])
def test_a_code_may_be_half_a_minute_old_and_no_older(steps_ago: int, status: int) -> None:
    browser = begin_sign_in(make_user("carla", Role.COORDINATOR))
    with pytest.MonkeyPatch.context() as patch:
        now = time.time() // 30 * 30
        patch.setattr(time, "time", lambda: now)
        browser.post("/account/2fa/authenticate/", {"code": code_now(steps_ago=steps_ago)})
    assert browser.get("/account/").status_code == status


def test_wrong_codes_are_throttled() -> None:
    carla = make_user("carla", Role.COORDINATOR)
    browser = begin_sign_in(carla)
    for _attempt in range(5):
        browser.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = browser.post("/account/2fa/authenticate/", {"code": code_now()})
    assert "over vijf minuten" in answer.content.decode()
    assert browser.get("/account/").status_code == 302


def remove_app(browser: Client) -> None:
    browser.post("/account/2fa/totp/deactivate/")


def test_the_last_factor_stays_while_holding_a_role() -> None:
    carla = make_user("carla", Role.COORDINATOR)
    browser = signed_in(carla)
    assert (
        "Daarvoor is een tweede factor verplicht"
        in browser.get("/account/2fa/totp/deactivate/").content.decode()
    )
    remove_app(browser)
    assert factors(carla) == 1


def test_the_last_passkey_stays_while_holding_a_role() -> None:
    carla = make_user("carla", Role.COORDINATOR, with_factor=False)
    key = Authenticator.objects.create(user=carla, type="webauthn", data={"name": "laptop", "credential": {}})
    answer = signed_in(carla).post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert answer["Location"] == "/account/2fa/webauthn/"
    assert factors(carla) == 1


def test_the_last_factor_of_a_live_assistant_stays() -> None:
    mayor, sil = make_user("mayor", Role.CONTROLLER), make_user("sil")
    Assistance.objects.create(
        principal=mayor, assistant=sil, kind="prepare", valid_from=TODAY.replace(year=2020)
    )
    remove_app(signed_in(sil))
    assert factors(sil) == 1


def test_one_of_two_factors_may_go() -> None:
    carla = make_user("carla", Role.COORDINATOR)
    Authenticator.objects.create(user=carla, type="webauthn", data={"name": "laptop", "credential": {}})
    remove_app(signed_in(carla))
    assert [factor.type for factor in Authenticator.objects.all()] == ["webauthn"]


def test_a_factor_that_went_is_not_remembered_when_a_role_comes() -> None:
    bram = make_user("bram")
    here, elsewhere = signed_in(bram), signed_in(bram)
    assert where_to(here) == where_to(elsewhere) == ""
    remove_app(here)
    RoleGrant.objects.create(user=bram, role=Role.COORDINATOR, valid_from=TODAY.replace(year=2020))
    assert where_to(here) == NEEDED
    assert elsewhere.get("/account/").status_code == 302, "other sessions ended with the factor"


def test_sensitive_pages_ask_again_who_it_is() -> None:
    carla = make_user("carla", Role.COORDINATOR)
    browser = Client()
    browser.force_login(carla, backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in ("/account/assistenten/", "/beheer/uitnodigingen/nieuw/", "/account/2fa/webauthn/add/"):
        assert "/account/reauthenticate/?next=" in where_to(browser, path)
    answer = browser.post("/account/reauthenticate/?next=/account/assistenten/", {"password": PASSWORD})
    assert answer["Location"] == "/account/assistenten/"
    assert where_to(browser) == ""


@pytest.mark.parametrize(("minutes_ago", "where"), [(1, ""), (16, "/account/reauthenticate/")])
def test_who_signed_in_a_moment_ago_is_not_asked_again(minutes_ago: int, where: str) -> None:
    browser = signed_in(make_user("carla", Role.COORDINATOR))
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 60 * minutes_ago}]
    session.save()
    assert where_to(browser, "/account/assistenten/").partition("?")[0] == where


def test_secrets_are_sealed_with_the_key_of_the_installation() -> None:
    sealed = sealing.encrypt("geheim")
    assert "geheim" not in sealed
    assert sealing.decrypt(sealed) == "geheim"
    with override_settings(SECRET_KEY="another key, long enough to be one"), pytest.raises(DomainError):
        sealing.decrypt(sealed)


def test_an_old_key_still_opens_what_it_sealed(settings: object) -> None:
    sealed = sealing.encrypt("geheim")
    old = settings.SECRET_KEY  # type: ignore[attr-defined]
    with override_settings(SECRET_KEY="another key, long enough to be one", SECRET_KEY_FALLBACKS=[old]):
        assert sealing.decrypt(sealed) == "geheim"
