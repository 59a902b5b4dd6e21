"""Getting in: from the first administrator to a passkey, and through the organisation's own provider."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.databases import Installation, run_noaber
from tests.servers.identity import IdentityProvider, identity_provider
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey
PASSWORD = "vier woorden op een rij"
INVITATION = re.compile(r"https?://[^/\s]+(/account/uitnodiging/[\w-]+/)")


def code_of(secret: str) -> str:
    """The code an app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def first_administrator(installation: Installation, email: str = "baas@voorbeeld.invalid") -> str:
    """The path that ``noaber create-admin`` shows."""
    shown = run_noaber(installation, "create-admin", email, "--name", "Baas")
    return path_in(shown.stdout)


def path_in(text: str) -> str:
    found = INVITATION.search(text)
    assert found, text
    return found[1]


def letter_to(installation: Installation, address: str) -> str:
    """The text of the mail that the worker has put in the data folder for an address."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for file in (installation.folder / "mail").glob("*"):
            text = file.read_text(errors="replace").replace("=\n", "")
            if f"To: {address}" in text and INVITATION.search(text):
                return text
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address}")


def make_account(visit: Visit, path: str) -> Page:
    page = visit.open(path)
    visit.look()
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Account maken").click()
    return page


def set_up_app(visit: Visit) -> str:
    """Set up the app from the page that asks for a second factor; the secret it holds from then on."""
    page = visit.page
    expect(page.get_by_role("heading", name="Stel een tweede factor in")).to_be_visible()
    visit.look()
    page.get_by_role("link", name="Een code uit een app").click()
    visit.look()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code uit de app").fill(code_of(secret))
    page.get_by_role("button", name="Inlog-app instellen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    return secret


def sign_out(visit: Visit) -> None:
    visit.open("/account/logout/")
    visit.page.get_by_role("main").get_by_role("button", name="Uitloggen").click()


def with_authenticator(page: Page) -> None:
    """A security device that holds passkeys and always finds the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_the_terminal_to_a_second_factor_and_in_again(
    own_server: Callable[..., Server], visit: Callable[..., Visit]
) -> None:
    server = own_server("empty")
    boss = visit(server)
    make_account(boss, first_administrator(server.installation))
    secret = set_up_app(boss)
    codes = boss.page.locator("main code").all_inner_texts()
    assert len(codes) == 10
    sign_out(boss)

    boss.open("/beheer/gebruikers/")
    boss.page.get_by_label("E-mailadres").fill("baas@voorbeeld.invalid")
    boss.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    boss.page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(boss.page.get_by_role("heading", name="Tweede stap")).to_be_visible()
    boss.look()
    boss.page.get_by_label("Code").fill("000000")
    boss.page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(boss.page.get_by_text("Deze code klopt niet").first).to_be_visible()
    boss.page.get_by_label("Code").fill(codes[0])
    boss.page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(boss.page.get_by_role("heading", name="Gebruikers")).to_be_visible()
    assert secret not in boss.page.content()


def test_an_invited_colleague_comes_in_by_mail_and_stays_with_a_passkey(
    own_server: Callable[..., Server], visit: Callable[..., Visit]
) -> None:
    server = own_server("empty", with_worker=True)
    boss = visit(server)
    make_account(boss, first_administrator(server.installation))
    set_up_app(boss)
    page = boss.open("/beheer/uitnodigingen/nieuw/")
    page.get_by_label("E-mailadres").fill("noor@voorbeeld.invalid")
    page.get_by_label("Naam op het scherm").fill("Noor, controller")
    page.get_by_label("Rol voor het hele netwerk").select_option("controller")
    page.get_by_role("button", name="Uitnodiging versturen").click()
    expect(page.get_by_text("De uitnodiging is onderweg.")).to_be_visible()

    path = path_in(letter_to(server.installation, "noor@voorbeeld.invalid"))
    noor = visit(server, is_phone=True)
    with_authenticator(noor.page)
    page = make_account(noor, path)
    page.get_by_role("link", name="Een toegangssleutel (passkey)").click()
    noor.look()
    page.get_by_role("button", name="Toegangssleutel maken").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    noor.open("/account/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Toegangssleutel 1")).to_be_visible()
    noor.look()
    sign_out(noor)

    noor.open("/account/login/?next=/account/")
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page.get_by_role("heading", name="Mijn account")).to_be_visible()

    page = visit(server).open(path)
    expect(page.get_by_text("al een account gemaakt")).to_be_visible()


def test_a_passkey_that_does_not_work_is_explained(
    own_server: Callable[..., Server], visit: Callable[..., Visit]
) -> None:
    visitor = visit(own_server("empty"))
    page = visitor.open("/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page.get_by_role("alert")).to_contain_text("Het is niet gelukt met de toegangssleutel")
    visitor.faults[:] = [fault for fault in visitor.faults if "none" not in fault]


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


def test_the_organisations_account_opens_the_door_for_who_is_invited(
    own_server: Callable[..., Server], visit: Callable[..., Visit], provider: IdentityProvider
) -> None:
    server = own_server("empty", settings=provider.settings)
    first_administrator(server.installation)
    known = {"email": "baas@voorbeeld.invalid", "email_verified": True, "amr": ["pwd", "mfa"]}
    provider.know("sub-baas", **known)
    provider.know("sub-vreemd", email="vreemd@voorbeeld.invalid", email_verified=True)
    visitor = visit(server)
    visitor.page.route("https://**", lambda route: route.abort())

    through_provider(visitor, "sub-vreemd")
    expect(visitor.page.get_by_text("geen account en geen uitnodiging")).to_be_visible()
    visitor.look()
    through_provider(visitor, "sub-baas")
    visitor.open("/beheer/gebruikers/")
    expect(visitor.page.get_by_role("link", name="Baas")).to_be_visible()
    # The provider's own pages are another host by nature, and what they ask of whom is not ours to judge.
    visitor.faults[:] = [fault for fault in visitor.faults if "another host" not in fault]


def through_provider(visitor: Visit, subject: str) -> None:
    page = visitor.open("/account/login/")
    page.get_by_role("button", name="Met Gemeente Voorbeeld").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{visitor.address}/**")


def test_a_role_of_the_demonstration_needs_one_click(visit: Callable[..., Visit], server: Server) -> None:
    visitor = visit(server, is_phone=True)
    page = visitor.open("/account/rollen/")
    visitor.look()
    page.get_by_role("button", name="Kies deze rol").first.click()
    page.wait_for_url("**/mijn/")
    visitor.open("/account/")
    visitor.look()
