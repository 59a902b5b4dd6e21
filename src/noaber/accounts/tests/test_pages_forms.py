"""Every form that changes something carries the token against forged requests; the test client does not ask for it."""

import re

import pytest
from django.test import Client

from noaber.accounts.models import Role
from noaber.accounts.services.invitations import invite
from noaber.accounts.tests.people import make_user, signed_in
from noaber.core import clock
from noaber.core.access import COMMAND

pytestmark = pytest.mark.django_db
POST_FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
SIGNED_IN = (
    "/account/",
    "/account/sessions/",
    "/account/assistenten/",
    "/account/namens/",
    "/account/password/change/",
    "/account/logout/",
    "/account/2fa/totp/deactivate/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/generate/",
    "/account/reauthenticate/",
    "/account/2fa/reauthenticate/",
    "/beheer/uitnodigingen/nieuw/",
    "/beheer/uitnodigingen/1/",
    "/beheer/gebruikers/2/",
    "/beheer/gebruikers/2/sluiten/",
)
OUTSIDE = ("/account/login/", "/account/password/reset/")


def faults(page: str) -> list[str]:
    return [form[:200] for form in POST_FORM.findall(page) if "csrfmiddlewaretoken" not in form]


def test_the_pages_of_who_is_signed_in() -> None:
    browser = signed_in(make_user("anna", Role.ADMINISTRATOR))
    bram = make_user("bram", Role.CONTROLLER)
    invitation = invite(
        actor=COMMAND, email="noor@voorbeeld.invalid", display_name="Noor", now=clock.now()
    ).invitation
    paths = [path.replace("/2/", f"/{bram.pk}/").replace("/1/", f"/{invitation.pk}/") for path in SIGNED_IN]
    pages = {path: browser.get(path) for path in paths}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    assert {
        path: faults(page.content.decode()) for path, page in pages.items() if faults(page.content.decode())
    } == {}


@pytest.mark.parametrize("path", OUTSIDE)
def test_the_pages_outside(path: str) -> None:
    page = page_outside(path)
    assert POST_FORM.search(page)
    assert not faults(page)


def test_an_invitation() -> None:
    token = invite(actor=COMMAND, email="noor@voorbeeld.invalid", display_name="Noor", now=clock.now()).token
    page = page_outside(f"/account/uitnodiging/{token}/")
    assert POST_FORM.search(page)
    assert not faults(page)


def page_outside(path: str) -> str:
    return Client().get(path).content.decode()
