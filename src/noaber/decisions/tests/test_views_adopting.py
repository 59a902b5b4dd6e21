"""Adopting promises: it takes no single click, and says first what it does; then why it stands."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, RequestFactory

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import forget
from noaber.decisions.models import Position, Report
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.proposals import prerequisites
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE, address, asked, take_away
from noaber.decisions.views.proposals.parts import course_notice
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
BOTH = {"answer_1": "consent", "answer_4": "consent", "decided_on": "24-4-2019"}


@pytest.fixture
def board(client: Client) -> str:
    """The page on which the board adopts; nobody has answered it, or after it."""
    take_away(stage__number__gt=1)
    forget()
    sign_in(client, "coordinator")
    return address(body__code="bestuurscollege")


def answered() -> bool:
    return Position.objects.filter(consultation=asked(body__code="bestuurscollege")).exists()


def press(client: Client, page: str, **typed: Any) -> Any:
    return client.post(page, {**typed_in(client.get(page)), **typed})


def test_what_adopts_is_asked_once_more_with_what_follows(client: Client, board: str) -> None:
    first = press(client, board, **BOTH)
    assert not answered()
    text = words(first)
    for said in (
        "Hiermee is het voorstel vastgesteld op 24 april 2019",
        "veranderen daarna niet meer",
        "Het besluit komt meteen op de openbare pagina Besluiten.",
        "Stap 3, iedere organisatie voor zich: 79 van de 79 gevraagd, 0 beantwoord.",
        "Ja, het is vastgesteld",
    ):
        assert said in text
    again = typed_in(first)
    assert (again["answer_1"], again["decided_on"]) == ("consent", "24-4-2019")
    client.post(board, again)
    assert answered()
    assert "vastgesteld op 24-4-2019" in words(client.get("/voorstellen/"))


def test_another_day_is_asked_anew(client: Client, board: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prerequisites, "_settled", {})  # no room recorded yet what is not adopted yet
    again = typed_in(press(client, board, **BOTH))
    text = words(client.post(board, {**again, "decided_on": "25-4-2019"}))
    assert not answered()
    assert "Hiermee is het voorstel vastgesteld op 25 april 2019" in text
    assert "op een andere dag: 24 april 2019" in text
    assert "Besluiten" not in text


@pytest.mark.parametrize("typed", [{"answer_1": "consent"}, {**BOTH, "answer_4": "deferred"}])
def test_what_does_not_adopt_yet_is_recorded_at_once(
    client: Client, board: str, typed: dict[str, str]
) -> None:
    press(client, board, decided_on="24-4-2019", **{k: v for k, v in typed.items() if k != "decided_on"})
    assert answered()


def test_a_report_with_which_it_is_adopted_is_asked_once_more_too(client: Client, board: str) -> None:
    chair = contacts_on(dt.date(2023, 5, 15)).by_party["body:bestuurscollege"][0].person_id
    link = f"/melden/{make_link(asked(body__code='bestuurscollege').pk, chair, now=dt.datetime.now(dt.UTC))}/"
    Client().post(link, {**typed_in(Client().get(link)), **BOTH, "evidence": "Besluitenlijst 4"})
    page = f"/voorstellen/meldingen/{Report.objects.latest('reported_at').pk}/"
    confirm, revision = f"{page}bevestigen/", {"revision": asked(body__code="bestuurscollege").revision}
    first = client.post(confirm, revision)
    assert not answered()
    text = words(first)
    assert "Hiermee is het voorstel vastgesteld op 24 april 2019" in text
    assert "Ja, het is vastgesteld" in text
    assert "Klopt het niet?" in text
    assert b'name="bevestigd" value="2019-04-24"' in first.content
    client.post(confirm, {**revision, "bevestigd": "2019-04-24"})
    assert answered()


def test_what_is_wrong_is_told_before_anything_is_asked(client: Client, board: str) -> None:
    text = words(press(client, board, **{**BOTH, "decided_on": "1-1-2019"}))
    assert "Daarvoor kan er niet over zijn besloten." in text
    assert "Hiermee is" not in text


def test_why_an_adoption_is_not_taken_back_is_said_truly(client: Client) -> None:
    sign_in(client, "coordinator")
    for body in ("bestuurscollege", "dvo-twente"):
        text = words(client.get(f"{PAGE}standpunt/{asked(body__code=body).pk}/intrekken/"))
        assert "Deze stap is gesloten: het voorstel is vastgesteld." in text


def test_with_which_plan_it_goes_is_said_before_the_adoption(client: Client, board: str) -> None:
    told = "Hoort bij “Meerjarenbeleidsplan Politie Oost-Nederland 2019-2022”, al vastgesteld op 24 april 2019: pas"
    for page in (PAGE, f"{PAGE}stap/2/", board):
        assert told in words(client.get(page)), page
        assert "/voorstellen/meerjarenbeleidsplan-politie-2019-2022/" in links(client.get(page))
    assert "Hoort bij" not in words(client.get(f"{PAGE}stap/1/"))


@pytest.mark.usefixtures("board")
def test_a_plan_that_one_may_not_read_is_not_named(rf: RequestFactory) -> None:
    request: Any = rf.get(PAGE)
    request.actor, request.today = ANONYMOUS, dt.date(2019, 4, 1)
    found = proposal(ANONYMOUS, MEMO, AsOf(request.today))
    assert found
    notice = course_notice(request, replace(found, linked_to="een-besloten-plan"), AsOf(request.today))
    assert notice
    assert notice.text == "Hoort bij een ander plan: pas rond als beide op dezelfde dag zijn vastgesteld."
    assert notice.action is None


def test_what_was_adopted_has_no_form_that_is_refused_whatever_is_filled_in(client: Client) -> None:
    sign_in(client, "coordinator")
    for page in ("intrekken/", "nieuwe-versie/"):
        answer = client.get(f"{PAGE}{page}")
        text = words(answer)
        assert answer.status_code == 400, page
        assert "Dit voorstel is vastgesteld. Wie erop terugkomt, doet dat met een nieuw voorstel." in text
        assert "Trek het voorstel in" not in text, page
        assert "Begin met schrijven" not in text, page
