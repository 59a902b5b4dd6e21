"""One's own account: sessions, assistants, and working on behalf."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from noaber.accounts.models import Assistance, Role, User
from noaber.accounts.tests.people import TODAY, make_user, signed_in
from noaber.core import clock
from noaber.core.models import AuditEntry

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY.replace(year=2020)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def mayor() -> User:
    return make_user("mayor", Role.CONTROLLER)


@pytest.fixture
def sil(mayor: User) -> User:
    sil = make_user("sil")
    Assistance.objects.create(principal=mayor, assistant=sil, kind="act", valid_from=LONG_AGO)
    return sil


def is_signed_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def other_session(user: User) -> UserSession:
    return UserSession.objects.filter(user=user).latest("pk")


def test_sessions_tell_device_and_a_shortened_address(mayor: User) -> None:
    browser = signed_in(mayor)
    browser.get("/account/", HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.17")
    page = browser.get("/account/sessions/", HTTP_USER_AGENT=FIREFOX).content.decode()
    assert "Firefox op Windows" in page
    assert "192.0.2.…" in page
    assert "192.0.2.17" not in page


def test_one_session_can_be_ended(mayor: User) -> None:
    here, elsewhere = signed_in(mayor), signed_in(mayor)
    assert is_signed_in(here)
    assert is_signed_in(elsewhere)
    here.post(f"/account/sessions/{other_session(mayor).pk}/beeindigen/")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert AuditEntry.objects.get().verb == "accounts.end_session"


def test_all_others_can_be_ended_at_once(mayor: User) -> None:
    browsers = [signed_in(mayor) for _number in range(3)]
    assert all(map(is_signed_in, browsers))
    browsers[0].post("/account/sessions/overige/beeindigen/")
    assert [*map(is_signed_in, browsers)] == [True, False, False]


def test_the_session_of_another_is_out_of_reach(mayor: User, sil: User) -> None:
    theirs = signed_in(sil)
    assert is_signed_in(theirs)
    signed_in(mayor).post(f"/account/sessions/{other_session(sil).pk}/beeindigen/")
    assert is_signed_in(theirs)


def test_being_seen_writes_at_most_once_in_five_minutes(
    mayor: User, django_assert_num_queries: object
) -> None:
    browser = signed_in(mayor)
    browser.get("/account/namens/")
    seen_at = other_session(mayor).last_seen_at
    browser.get("/account/namens/")
    assert other_session(mayor).last_seen_at == seen_at


def test_naming_an_assistant_by_form(mayor: User) -> None:
    make_user("tess")
    browser = signed_in(mayor)
    answer = browser.post("/account/assistenten/", naming("tess"), follow=True)
    assert "is aangewezen" in answer.content.decode()
    assert Assistance.objects.get(principal=mayor).kind == "prepare"


def naming(name: str) -> dict[str, str]:
    return {
        "email": f"{name}@voorbeeld.invalid",
        "display_name": name.capitalize(),
        "kind": "prepare",
        "valid_from": clock.today().isoformat(),
    }


def test_the_answer_does_not_tell_whether_an_address_has_an_account(mayor: User) -> None:
    make_user("tess")
    browser = signed_in(mayor)
    pages = []
    for name in ("tess", "nova"):
        answer = browser.post("/account/assistenten/", naming(name), follow=True)
        pages.append(answer.content.decode())
        assert "Deze persoon krijgt bericht." in pages[-1]
        assert "nog geen account</" not in pages[-1]
    nameless = [
        browser.post("/account/assistenten/", {**naming(name), "display_name": ""}).content.decode()
        for name in ("tess", "nova")
    ]
    assert all("Naam: Dit veld is verplicht." in page for page in nameless)
    assert [one.assistant.email for one in Assistance.objects.filter(principal=mayor)] == [
        "tess@voorbeeld.invalid"
    ]


def test_an_assistant_is_named_from_today_on_and_preparing_is_explained(mayor: User) -> None:
    browser = signed_in(mayor)
    page = browser.post("/account/assistenten/", {**naming("tess"), "valid_from": "1900-01-01"})
    assert "Vanaf: Kies vandaag of een latere dag." in page.content.decode()
    assert "zet ze voor u klaar" in browser.get("/account/assistenten/").content.decode()


def test_why_an_assistant_cannot_be_named_stands_at_the_field(mayor: User, sil: User) -> None:
    day = clock.today()
    terms = {"kind": "act", "valid_from": day.isoformat(), "last_day": day - dt.timedelta(days=1)}
    values = {"email": sil.email, "display_name": "Sil", **terms}
    page = signed_in(mayor).post("/account/assistenten/", values).content.decode()
    assert "Tot en met: De einddatum ligt voor de begindatum." in page


def test_an_assistant_switches_and_back(mayor: User, sil: User) -> None:
    browser = signed_in(sil)
    browser.post(f"/account/namens/{mayor.pk}/")
    page = browser.get("/account/namens/").content.decode()
    assert "u werkt nu namens deze persoon" in page
    browser.post("/account/namens/stoppen/")
    assert "u werkt nu namens deze persoon" not in browser.get("/account/namens/").content.decode()
    assert AuditEntry.objects.filter(verb="accounts.switch_principal").count() == 2


def test_the_home_page_shows_an_assistant_the_way_to_the_principal(mayor: User, sil: User) -> None:
    browser = signed_in(sil)
    assert 'href="/account/namens/"' in browser.get("/mijn/").content.decode()
    assert "Namens een ander" not in signed_in(make_user("tess")).get("/mijn/").content.decode()


def test_switching_asks_for_a_form_and_a_naming(mayor: User, sil: User) -> None:
    assert signed_in(sil).get(f"/account/namens/{mayor.pk}/").status_code == 405
    assert signed_in(make_user("tess")).post(f"/account/namens/{mayor.pk}/").status_code == 404


def test_on_behalf_the_account_pages_stay_those_of_the_assistant(mayor: User, sil: User) -> None:
    browser = signed_in(sil)
    browser.post(f"/account/namens/{mayor.pk}/")
    assert sil.email in browser.get("/account/").content.decode()
    values = {
        "email": "tess@voorbeeld.invalid",
        "display_name": "Tess",
        "kind": "act",
        "valid_from": "2026-03-02",
    }
    assert browser.post("/account/assistenten/", values).status_code == 403
    assert Assistance.objects.count() == 1


def test_an_assistant_stays_out_of_the_office_of_an_administrator(sil: User) -> None:
    anna = make_user("anna", Role.ADMINISTRATOR)
    Assistance.objects.create(principal=anna, assistant=sil, kind="act", valid_from=LONG_AGO)
    browser = signed_in(sil)
    browser.post(f"/account/namens/{anna.pk}/")
    assert browser.get("/beheer/gebruikers/").status_code == 403


def test_a_session_ends_however_busy(mayor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(mayor)
    assert browser.get("/account/").status_code == 200
    later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert browser.get("/account/")["Location"] == "/account/login/?next=/account/"


def test_no_cache_keeps_what_somebody_saw(mayor: User) -> None:
    assert signed_in(mayor).get("/account/")["Cache-Control"] == "private, no-store"
