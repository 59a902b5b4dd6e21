"""The pages on which a coordinator writes a proposal, from nothing to sent."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.reading import forget
from noaber.decisions.models import Proposal, ProposalVersion, RouteTemplate, Stage
from noaber.decisions.services.drafts.route_templates import keep_recess
from noaber.decisions.tests.test_views_proposals import take_away
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
DRAFT = "/voorstellen/evaluatie-2023/"
MEMO = "/voorstellen/veiligheidsstrategie-2019-2022/"


@pytest.fixture
def writer(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def follow(client: Client, address: str, **typed: Any) -> str:
    """Open, type, send, and read the page that follows."""
    answer = client.post(address, {**typed_in(client.get(address)), **typed}, follow=True)
    return words(answer)


def test_a_memo_goes_from_nothing_to_sent(writer: Client) -> None:
    assert "/voorstellen/nieuw/" in links(writer.get("/voorstellen/"))
    assert "Het concept staat klaar" in follow(writer, "/voorstellen/nieuw/", title="Samen verder")
    here = "/voorstellen/samen-verder/schrijven/"
    long = "Wij vragen **7 cent**:\n\n- per inwoner\n- elk jaar"
    text = follow(
        writer, here, sender="de BBG", addressee="de vijf overleggen", background=long, dated_on="10-5-2023"
    )
    assert "De tekst is bewaard." in text
    asks = {"asks": "contribution", "first_year": "2024", "last_year": "2027", "rate": "0,07"}
    follow(writer, f"{here}punten/nieuw/", label="1", kind="adopt", text="Vaststellen.")
    text = follow(
        writer,
        f"{here}punten/nieuw/",
        label="2",
        kind="decide",
        text="Bijdragen.",
        addressed_to=["municipality"],
        **asks,
    )
    assert "€ 0,07 per inwoner, 2024-2027" in text
    paper = SimpleUploadedFile("evaluatie.txt", b"De evaluatie.")
    assert "De bijlage is toegevoegd." in follow(writer, f"{here}bijlagen/", file=paper, title="De evaluatie")
    stage = {"title": "het Bestuurscollege", "role": "adopt", "rule": "all", "bodies": ["bestuurscollege"]}
    assert "Stap 1: het Bestuurscollege" in follow(writer, f"{here}route/nieuw/", **stage, labels=["1"])
    own = {"title": "de gemeenten", "role": "decide", "rule": "all", "kinds": ["municipality"], "after": "1"}
    assert "76 gevraagd" in follow(
        writer, f"{here}route/nieuw/", **own, labels=["2"], organ_municipality="council"
    )
    check = writer.get("/voorstellen/samen-verder/versturen/")
    assert "Versturen kan wel" not in words(check)
    assert "Hierboven staat waar u eerst naar kijkt." in words(check)
    assert "en nog 68" in words(check)
    sent = words(writer.post("/voorstellen/samen-verder/versturen/", typed_in(check), follow=True))
    assert "Het voorstel is verstuurd." in sent
    assert "Nog niemand heeft bericht gekregen" in sent
    ask = "/voorstellen/samen-verder/openstaand/vragen/"
    assert ask in links(writer.get("/voorstellen/samen-verder/"))
    preview = writer.get(ask)
    assert "Laat weten wat er wordt gevraagd" in words(preview)
    assert "onderweg" in words(writer.post(ask, typed_in(preview), follow=True))
    assert "Nog niemand" not in words(writer.get("/voorstellen/samen-verder/"))
    assert "per inwoner" in sent
    assert "De evaluatie" in sent
    assert "Onderweg" not in sent
    assert Stage.objects.get(title="de gemeenten").consultations.filter(organ="council").count() == 76
    assert b"<strong>7 cent</strong>" in writer.get("/voorstellen/samen-verder/").content
    again = writer.get(here)
    assert again.status_code == 400
    assert "verandert niet meer" in again.content.decode()


def test_what_is_missing_leads_to_its_place(writer: Client) -> None:
    page = writer.get(f"{DRAFT}versturen/")
    assert "De route heeft geen stap waarin het voorstel wordt vastgesteld." in words(page)
    assert f"{DRAFT}schrijven/route/" in links(page)
    assert "Punt 1" not in words(page)
    revision = str(Proposal.objects.get(code="evaluatie-2023").revision)
    answer = writer.post(f"{DRAFT}versturen/", {"revision": revision}, follow=True)
    assert "De route heeft geen stap" in words(answer)
    assert ProposalVersion.objects.get(proposal__code="evaluatie-2023").sent_at is None


def test_a_telephone_number_is_refused_at_the_field_of_the_author(writer: Client) -> None:
    answer = send(writer, f"{DRAFT}schrijven/", author="J. de Wit, 06-12345678")
    assert "Steller: Hier lijkt een telefoonnummer te staan." in errors(answer)


def test_a_tab_saves_the_text_and_goes_on(writer: Client) -> None:
    here = f"{DRAFT}schrijven/"
    typed = {**typed_in(writer.get(here)), "verder": "punten"}
    revision = Proposal.objects.get(code="evaluatie-2023").revision
    assert writer.post(here, typed).headers["Location"] == f"{here}punten/"
    assert Proposal.objects.get(code="evaluatie-2023").revision == revision  # nothing had been typed
    answer = writer.post(here, {**typed, "background": "Regel een.\r\nRegel twee.", "verder": "versturen"})
    assert answer.headers["Location"] == f"{DRAFT}versturen/"
    assert ProposalVersion.objects.get(proposal__code="evaluatie-2023").background.startswith("Regel een.")
    typed = {**typed_in(writer.get(here)), "author": "06-12345678", "verder": "route"}
    assert "telefoonnummer" in errors(writer.post(here, typed))
    assert writer.post(here, {**typed, "author": "het bureau", "verder": "//elders.example"}).headers[
        "Location"
    ] == (here)


@pytest.mark.parametrize("page", ["punten/nieuw/", "route/nieuw/", "bijlagen/", "cijfers/", "punten/1/"])
def test_a_tab_beside_an_untouched_form_just_goes_on(writer: Client, page: str) -> None:
    here = f"{DRAFT}schrijven/{page}"
    opened = writer.get(here)
    assert 'name="verder"' in opened.content.decode()
    answer = writer.post(here, {**typed_in(opened), "verder": "tekst"})
    assert answer.headers["Location"] == f"{DRAFT}schrijven/"


def test_who_saved_first_is_not_overwritten(writer: Client) -> None:
    here = f"{DRAFT}schrijven/"
    old = typed_in(writer.get(here))
    writer.post(here, {**old, "sender": "het bureau"})
    answer = writer.post(here, {**old, "sender": "de werkgroep"})
    assert answer.status_code == 409
    assert "het bureau" in words(answer)
    assert "de werkgroep" in words(answer)


def test_deadlines_are_seen_before_they_are_taken_over(writer: Client) -> None:
    stage = {"title": "het RVO", "role": "adopt", "rule": "all", "bodies": ["rvo"], "labels": ["1"]}
    follow(writer, f"{DRAFT}schrijven/route/nieuw/", **stage)
    here = f"{DRAFT}schrijven/route/terugplannen/"
    Stage.objects.filter(proposal__code="evaluatie-2023", number=1).update(title="de vijf DVO's")
    forget()
    assert "Stap 1: de vijf DVO's: dagen voor de volgende termijn" in words(writer.get(here))
    typed = {**typed_in(writer.get(here)), "adoption_on": "6-9-2023", "days_1": "14"}
    seen = writer.post(here, typed)
    assert "7 juli 2023" in words(seen)  # before the recess of the summer
    assert not Stage.objects.filter(proposal__code="evaluatie-2023", number=2, due_on__isnull=False).exists()
    assert "valt in" not in words(seen)
    saturday = words(writer.post(here, {**typed, "adoption_on": "9-9-2023"}))
    assert "De dag van vaststelling, zaterdag 9 september 2023, valt in het weekend." in saturday
    text = words(writer.post(here, {**typed, "neem-over": "1"}, follow=True))
    assert "Uiterlijk 7 juli 2023" in text
    assert "Uiterlijk 6 september 2023" in text


def test_deadlines_before_the_proposal_are_shown_and_not_offered(writer: Client) -> None:
    stage = {"title": "het RVO", "role": "adopt", "rule": "all", "bodies": ["rvo"], "labels": ["1"]}
    follow(writer, f"{DRAFT}schrijven/route/nieuw/", **stage)
    here = f"{DRAFT}schrijven/route/terugplannen/"
    typed = {**typed_in(writer.get(here)), "adoption_on": "6-9-2023", "days_1": "900", "neem-over": "1"}
    text = words(writer.post(here, typed))
    assert "Een termijn kan daar niet voor liggen: stap 1 op" in text
    assert "Neem deze termijnen over" not in text
    assert not Stage.objects.filter(proposal__code="evaluatie-2023", number=2, due_on__isnull=False).exists()


def test_a_template_is_kept_chosen_renamed_and_thrown_away(writer: Client) -> None:
    kept = RouteTemplate.objects.get()
    here = f"{DRAFT}schrijven/route/sjabloon/"
    text = follow(writer, here, template=str(kept.pk))
    assert "De stappen staan er. Plan nu de termijnen." in text
    assert Stage.objects.filter(proposal__code="evaluatie-2023").count() == 3
    assert "gaat over een punt dat er niet is: 3 en 4" in words(writer.get(f"{DRAFT}versturen/"))
    address = f"/voorstellen/sjablonen/{kept.pk}/"
    assert "Ons gewone pad" in follow(writer, address, title="Ons gewone pad")
    assert "Het sjabloon is weg." in follow(writer, f"{address}weggooien/")


def test_the_order_of_a_route_is_changed_with_a_button(writer: Client) -> None:
    follow(
        writer, f"{DRAFT}schrijven/route/nieuw/", title="het RVO", role="adopt", rule="all", bodies=["rvo"]
    )
    revision = str(Proposal.objects.get(code="evaluatie-2023").revision)
    page = f"{DRAFT}schrijven/route/2/omhoog/"
    assert writer.get(page).status_code == 405
    text = words(writer.post(page, {"revision": revision}, follow=True))
    assert "Stap 1: het RVO" in text
    assert writer.post(page, {"revision": revision}).status_code == 409


def test_a_recess_is_kept_changed_and_taken_away(writer: Client) -> None:
    typed = {"title": "kerst", "first_on": "25-12-2023", "last_on": "5-1-2024"}
    assert "Het reces is vastgelegd." in follow(writer, "/voorstellen/recessen/", **typed)
    assert "Laatste dag: De laatste dag ligt voor de eerste." in errors(
        send(writer, "/voorstellen/recessen/", **{**typed, "last_on": "1-1-2023"})
    )


def test_the_memo_says_when_it_was_adopted_and_is_not_withdrawn(writer: Client) -> None:
    page = writer.get(MEMO)
    assert "Vastgesteld op 24 april 2019, op dezelfde dag als “Meerjarenbeleidsplan Politie" in words(page)
    assert f"{MEMO}intrekken/" not in links(page)
    assert "vastgesteld op 24-4-2019" in words(writer.get("/voorstellen/"))
    refused = writer.post(f"{MEMO}intrekken/", {"reason": "Het gaat toch niet.", "revision": 0})
    assert (refused.status_code, "nieuw voorstel" in words(refused)) == (400, True)


def test_a_deadline_is_moved_on_the_page_of_the_stage(writer: Client) -> None:
    moved = f"{MEMO}stap/3/termijn/"
    assert moved not in links(writer.get(MEMO))  # everyone has answered
    assert "er wordt niets meer gevraagd" in errors(send(writer, moved, due_on="1-12-2023"))
    take_away(organisation__code="GM0193")
    forget()
    assert moved in links(writer.get(MEMO))
    assert "ligt al achter ons" in errors(send(writer, moved, due_on="1-12-2019"))
    assert "De termijn is verzet." in follow(writer, moved, due_on="1-12-2023")
    assert "1 december 2023" in words(writer.get(MEMO))


def test_moving_a_deadline_says_what_else_it_does(writer: Client) -> None:
    """It moves all the same: into a recess, and of whoever had a later one of its own."""
    moved, planning = f"{MEMO}stap/3/termijn/", f"{MEMO}vervolg/GM0193/planning/"
    take_away(organisation__code="GM0193")
    forget()
    assert "valt in" not in follow(writer, moved, due_on="1-12-2023")
    assert "alleen de coördinator kan een latere afspreken" in words(writer.get(planning))
    follow(writer, planning, due_on="30-11-2023")
    keep_recess("herfst", dt.date(2023, 10, 14), dt.date(2023, 10, 22), actor=COMMAND)
    forget()
    text = follow(writer, moved, due_on="18-10-2023")
    assert "De termijn is verzet." in text
    assert "De termijn, woensdag 18 oktober 2023, valt in het reces “herfst”." in text
    assert "Van 1 organisatie was de eigen termijn later; die is nu ook 18 oktober 2023." in text


def test_a_draft_is_thrown_away_after_asking(writer: Client) -> None:
    assert "Het hele voorstel verdwijnt" in words(writer.get(f"{DRAFT}weggooien/"))
    assert "Het concept is weg." in follow(writer, f"{DRAFT}weggooien/")
    assert writer.get(f"{DRAFT}schrijven/").status_code == 404


def test_readers_see_no_draft_and_no_way_to_write(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert DRAFT not in links(client.get("/voorstellen/"))
    assert client.get(DRAFT).status_code == 404
    assert client.get(f"{DRAFT}schrijven/").status_code == 403
    assert f"{MEMO}stap/3/termijn/" not in links(client.get(MEMO))
