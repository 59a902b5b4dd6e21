"""Of allauth only the pages that we use are open, and each of these looks and speaks like the rest of Noaber."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from noaber.accounts.models import Role, User
from noaber.accounts.sign_in_forms import PASSKEY_NAME_LENGTH, AddPasskeyForm, RenamePasskeyForm
from noaber.accounts.tests.people import make_user, signed_in
from noaber.accounts.urls import CLOSED

pytestmark = pytest.mark.django_db

FOR_EVERYONE = {
    "login/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "3rdparty/login/cancelled/",
}
SIGNED_IN = {
    "logout/",
    "reauthenticate/",
    "password/change/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/reauthenticate/",
}
# With a key or number in the address, between two steps of signing in, or no page at all; tested by name elsewhere.
WITH_MORE = {
    "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "^confirm-email/(?P<key>[-:\\w]+)/$",  # closed by our confirm-email/<str:key>/
    "2fa/authenticate/",
    "2fa/recovery-codes/download/",
    "2fa/webauthn/keys/<int:pk>/remove/",
    "2fa/webauthn/keys/<int:pk>/edit/",
    "2fa/webauthn/login/",
    "oidc/^(?P<provider_id>[^/]+)/login/",
    "oidc/^(?P<provider_id>[^/]+)/login/callback/",
    "sessions/",  # ours stands before it
}


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def carla() -> User:
    """Someone with an app, a passkey and recovery codes."""
    user = make_user("carla", Role.COORDINATOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=passkey())
    RecoveryCodes.activate(user)
    return user


def passkey() -> dict[str, Any]:
    """What allauth keeps of a passkey: the answer of an authenticator that says nothing of its make."""
    private = ec.generate_private_key(ec.SECP256R1())
    key = ES256.from_cryptography_key(private.public_key())  # type: ignore[no-untyped-call]
    credential = AttestedCredentialData.create(b"\0" * 16, b"number", key)
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.AT, 0, credential)
    answer = {
        "clientDataJSON": websafe_encode(
            CollectedClientData.create("webauthn.create", b"question", "https://noaber.invalid")
        ),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    number = websafe_encode(b"number")
    return {
        "name": "Laptop",
        "credential": {"id": number, "rawId": number, "type": "public-key", "response": answer},
    }


def routes(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address with the module of its view."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route, pattern.callback.__module__


def test_every_page_of_allauth_is_known_here_or_closed() -> None:
    """A new release may bring new pages: decide about each."""
    mounted = {
        route.removeprefix("account/") for route, module in routes(get_resolver()) if "allauth" in module
    }
    assert mounted - set(CLOSED) == FOR_EVERYONE | SIGNED_IN | WITH_MORE


@pytest.mark.parametrize("path", sorted(CLOSED))
def test_what_this_house_does_not_offer_is_not_there(client: Client, carla: User, path: str) -> None:
    address = f"/account/{path.replace('<str:key>', 'a:b-c')}"
    for browser in (client, signed_in(carla)):
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404


@pytest.mark.parametrize("path", sorted(FOR_EVERYONE))
def test_pages_for_everyone_are_in_our_frame(client: Client, path: str) -> None:
    check_page(client, path)


@pytest.mark.parametrize("path", sorted(SIGNED_IN - {"2fa/totp/activate/"}))
def test_pages_for_who_is_signed_in_are_in_our_frame(carla: User, path: str) -> None:
    browser = signed_in(carla)
    check_page(browser, path)


def check_page(browser: Client, path: str) -> None:
    answer = browser.get(f"/account/{path}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'lang="nl"' in text
    assert text.count("<h1") == 1
    assert "accounts/accounts.css" in text, "a block of the frame was replaced instead of filled"
    assert not {"je", "jouw"} & set(text.replace("<", " ").split()), "we say u"


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("reauthenticate/", ("Met een code uit uw inlog-app, of een herstelcode", "Met een toegangssleutel")),
        ("2fa/reauthenticate/", ("Met uw wachtwoord", "Met een toegangssleutel")),
        ("2fa/webauthn/reauthenticate/", ("Met uw wachtwoord", "Met een code uit uw inlog-app")),
    ],
)
def test_confirming_offers_the_other_ways_and_a_way_back(
    carla: User, path: str, others: tuple[str, ...]
) -> None:
    text = signed_in(carla).get(f"/account/{path}").content.decode()
    assert all(other in text for other in others)
    assert 'href="/account/"' in text


@pytest.mark.parametrize("form", [AddPasskeyForm, RenamePasskeyForm])
def test_the_name_of_a_passkey_fits_on_a_line(carla: User, form: Any) -> None:
    instance = Authenticator.objects.get(user=carla, type=Authenticator.Type.WEBAUTHN)
    options = {"instance": instance} if form is RenamePasskeyForm else {"user": carla}
    names = {length: form(data={"name": "x" * length}, **options) for length in (60, 61)}
    assert PASSKEY_NAME_LENGTH == 60
    assert "name" not in names[60].errors
    assert "60" in str(names[61].errors["name"])


def test_asking_for_a_link_too_often_is_told_how_long_that_lasts(client: Client, carla: User) -> None:
    answers = [client.post("/account/password/reset/", {"email": carla.email}) for _attempt in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Over een uur kunt u een nieuwe vragen" in answers[-1].content.decode()
