"""The pages of joint positions and of grant files."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from noaber.accounts.models import User
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.grants import grant_file
from noaber.strategy.queries.positions import joint_position
from noaber.strategy.rules.grants.grant import StepKind
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
POSITIONS, GRANTS = "/strategie/standpunten/", "/strategie/subsidies/"
POSITION = f"{POSITIONS}wijkagenten-in-kleine-gemeenten/"
GRANT = f"{GRANTS}ondermijningsgelden/"
STEP = {"kind": "implementation", "on": "1-3-2023", "text": "Verder gewerkt."}


def test_r22_anyone_reads_what_the_network_stands_for_and_where_it_was_brought_in(client: Client) -> None:
    assert {POSITIONS, GRANTS} <= set(links(client.get("/strategie/")))
    assert POSITION in links(client.get(POSITIONS))
    text = words(client.get(POSITION))
    for shown in (
        "Elke gemeente houdt een wijkagent",
        "Brief aan de Tweede Kamer",
        "20-2-2020",
        "Voorzitter van de BBG",
        "neemt afstand mee in de volgende verdeling",
        "nog niet bekend",
    ):
        assert shown in text
    assert f"{POSITION}wijzigen/" not in links(client.get(POSITION))
    assert client.get(f"{POSITION}?formaat=xlsx").status_code == 200


def test_r22_every_seat_that_can_be_chosen_has_a_name_of_its_own(client: Client) -> None:
    """A mayor sits at home, in the council of the district and in the college: each is told apart, also in the log."""
    sign_in(client, "coordinator")
    page = client.get(f"{POSITION}inbreng/nieuw/").content.decode()
    names = re.findall(r"<option value=\"[^\"]+\"[^>]*>\s*([^<]+?)\s*</option>", page)
    assert len(names) == len(set(names)) > 100
    assert [name for name in names if name.startswith("Burgemeester van Aalten")] == [
        "Burgemeester van Aalten",
        "Burgemeester van Aalten (Bestuurscollege Oost-Nederland)",
        "Burgemeester van Aalten (Districtelijk veiligheidsoverleg Noord- en Oost-Gelderland)",
    ]
    typed = {
        "forum": "Regio-overleg",
        "on": "1-5-2023",
        "seat": "bestuurscollege:GM0197",
        "said": "Ingebracht.",
    }
    send(client, f"{POSITION}inbreng/nieuw/", **typed)
    assert "Burgemeester van Aalten (Bestuurscollege Oost-Nederland)" in words(client.get(POSITION))


def test_r22_the_coordinator_adds_a_line_and_what_came_of_it_later(client: Client) -> None:
    sign_in(client, "coordinator")
    typed = {"forum": "Regio-overleg", "on": "1-5-2023", "seat": "bbg:chair", "said": "Ingebracht."}
    assert send(client, f"{POSITION}inbreng/nieuw/", **typed)["Location"] == POSITION
    (line,) = [link for link in links(client.get(POSITION)) if "/inbreng/" in link and "nieuw" not in link][
        :1
    ]
    assert send(client, line, outcome="Zij komen erop terug.").status_code == 302
    text = words(client.get(POSITION))
    assert "Zij komen erop terug." in text
    assert "Later aangevuld of verbeterd" in text
    newest = client.get(line)["Location"]  # what was said better is not said better twice
    assert "Zij komen erop terug." in client.get(newest).content.decode()
    assert "ligt na vandaag" in errors(
        send(client, f"{POSITION}inbreng/nieuw/", **{**typed, "on": "1-6-2023"})
    )


def test_r22_the_second_of_two_reads_what_the_first_made_of_a_line(client: Client) -> None:
    sign_in(client, "coordinator")
    line = next(link for link in links(client.get(POSITION)) if "/inbreng/" in link and "nieuw" not in link)
    both = typed_in(client.get(line))
    assert client.post(line, {**both, "outcome": "Zij komen erop terug."}).status_code == 302
    late = client.post(line, {**both, "outcome": "Het is geregeld."})
    assert late.status_code == 409
    for shown in (
        "Zij komen erop terug.",
        "Het is geregeld.",
        "Deze regel van het logboek is door iemand anders",
    ):
        assert shown in words(late)
    again = client.post(line, {**both, "outcome": "Zij komen erop terug."}, follow=True)
    assert "Dit stond al zo" in words(again)


def test_r22_a_new_line_sent_twice_stood_so_already_and_another_is_told_of_it(client: Client) -> None:
    sign_in(client, "coordinator")
    new = f"{POSITION}inbreng/nieuw/"
    sent = {**typed_in(client.get(new)), "forum": "Regio-overleg", "on": "1-5-2023", "seat": "bbg:chair"}
    assert client.post(new, {**sent, "said": "Ingebracht."}).status_code == 302
    assert "Dit stond al zo" in words(client.post(new, {**sent, "said": "Ingebracht."}, follow=True))
    late = client.post(new, {**sent, "said": "Iets anders."})
    assert late.status_code == 409
    assert "‘Wijkagenten in kleine gemeenten (voorbeeld)’ is door iemand anders" in words(late)
    assert "Ingebracht." in words(late)


def test_r22_a_line_is_taken_back_and_stays_to_be_read(client: Client) -> None:
    sign_in(client, "coordinator")
    line = next(link for link in links(client.get(POSITION)) if "/inbreng/" in link and "nieuw" not in link)
    assert f"{line}intrekken/" in links(client.get(line))
    assert "verplicht" in errors(send(client, f"{line}intrekken/", reason=" "))
    assert send(client, f"{line}intrekken/", reason="Dit was een ander overleg.")["Location"] == POSITION
    assert "Ingetrokken, want: Dit was een ander overleg." in words(client.get(POSITION))
    assert line not in links(client.get(POSITION))


def test_a_new_position_and_one_that_is_left(client: Client) -> None:
    sign_in(client, "team lead")
    typed = {
        "title": "Eén taal",
        "stance": "Wij spreken één taal.",
        "since_on": "1-5-2023",
        "theme": "ondermijning",
    }
    assert send(client, f"{POSITIONS}nieuw/", **typed)["Location"] == f"{POSITIONS}een-taal/"
    assert client.get(f"{POSITION}wijzigen/").status_code == 403
    change = f"{POSITIONS}een-taal/wijzigen/"
    assert "Zeg waarom" in errors(send(client, change, is_left="on"))
    old = typed_in(client.get(change))
    assert client.post(change, {**old, "is_left": "on", "reason": "Het is geregeld."}).status_code == 302
    late = client.post(change, {**old, "title": "Te laat", "reason": "Dit was te laat."})
    assert late.status_code == 409
    assert "Waarom wijzigt u dit? Dit was te laat. Het is geregeld." in words(late)
    assert "staat hier niet meer voor: Het is geregeld." in words(client.get(f"{POSITIONS}een-taal/"))
    row = joint_position("een-taal", AsOf(today()))
    assert row
    assert (row.theme, row.text.is_left) == ("ondermijning", True)


@pytest.mark.parametrize("page", [POSITION, GRANT])
def test_who_changes_it_reads_its_theme_and_that_it_stands(client: Client, page: str) -> None:
    """A choice of one is no choice."""
    sign_in(client, "coordinator")
    shown = client.get(f"{page}wijzigen/")
    assert "Het thema staat vast." in words(shown)
    assert re.search(r"Thema: [\w ’]+\. Het thema staat vast", words(shown))
    assert "id_theme" not in shown.content.decode()
    assert send(client, f"{page}wijzigen/", title="Een andere naam", reason="Zo heet het.").status_code == 302
    assert "Een andere naam" in words(client.get(page))
    assert "id_theme" in client.get(f"{POSITIONS}nieuw/").content.decode()


def test_r23_anyone_reads_the_file_from_need_to_implementation(client: Client) -> None:
    assert GRANT in links(client.get(GRANTS))
    page = client.get(GRANT)
    text = words(page)
    for shown in ("in uitvoering", "Standpunt van het netwerk", "Aanvraag", "Toekenning", "29 van 76"):
        assert shown in text, shown
    assert "€" not in text
    assert any(link.startswith("/bestanden/") for link in links(page))
    assert f"{GRANT}behoefte/GM0193/" not in links(page)
    assert "Deventer" in words(client.get(f"{GRANT}?stand=gegeven"))
    assert "Almelo" not in words(client.get(f"{GRANT}?stand=gegeven"))


def test_r23_what_is_needed_is_said_before_it_is_asked_for() -> None:
    row = grant_file("ondermijningsgelden", AsOf(today()))
    assert row
    said = {timezone.localdate(need.recorded_at) for need in row.needs}
    asked = [step.text.on for step in row.steps if step.text.kind is StepKind.APPLICATION]
    answered = [step.text.on for step in row.steps if step.text.kind is StepKind.AWARD]
    begun = [step.text.on for step in row.steps if step.text.kind is StepKind.IMPLEMENTATION]
    assert asked[0] < answered[0] < min(said) <= max(said) < asked[1] < answered[1] < begun[0]


def test_r23_an_amount_is_warned_of_and_kept_out(client: Client) -> None:
    sign_in(client, "team lead")
    answer = send(client, f"{GRANT}stap/", **{**STEP, "text": "Nog € 85.000 uitgegeven."})
    assert "Hier lijkt een bedrag te staan: € 85.000. Bedragen horen niet in dit dossier" in errors(answer)
    row = grant_file("ondermijningsgelden", AsOf(today()))
    assert row
    assert len(row.steps) == 6
    typed = {**typed_in(answer), "is_no_amount": "on"}
    assert client.post(f"{GRANT}stap/", typed).status_code == 302
    for name, amount in (
        ("toekenning_50000-euro.txt", "toekenning 50000 euro"),
        ("toekenning 85.000.txt", "toekenning 85.000"),
    ):
        money = SimpleUploadedFile(name, b"x")
        assert f"lijkt een bedrag te staan: {amount}" in errors(
            send(client, f"{GRANT}stap/", **STEP, file=money)
        )
    link = "https://voorbeeld.invalid/subsidie-85000-euro"
    assert "lijkt een bedrag te staan: subsidie 85000 euro" in errors(
        send(client, f"{GRANT}stap/", **STEP, link=link)
    )
    assert (
        send(client, f"{GRANT}stap/", **STEP, file=SimpleUploadedFile("verslag.txt", b"x"))["Location"]
        == GRANT
    )
    page = client.get(GRANT)
    assert "verslag.txt" in words(page)
    remove = next(link for link in links(page) if link.endswith("/weghalen/"))
    assert client.post(remove, {"revision": "0"}).status_code == 409
    assert send(client, remove)["Location"] == GRANT


def test_r23_two_people_record_a_step_and_one_takes_it_back(client: Client) -> None:
    sign_in(client, "team lead")
    both = {**typed_in(client.get(f"{GRANT}stap/")), **STEP}
    assert client.post(f"{GRANT}stap/", both).status_code == 302
    assert "Dit stond al zo" in words(client.post(f"{GRANT}stap/", both, follow=True))
    late = client.post(f"{GRANT}stap/", {**both, "text": "Ook gewerkt."})
    assert late.status_code == 409
    for shown in (
        "‘Landelijke ondermijningsgelden’ is door iemand anders",
        "Verder gewerkt.",
        "Ook gewerkt.",
    ):
        assert shown in words(late)
    page = client.get(GRANT)
    back = [link for link in links(page) if "/stap/" in link and link.endswith("/intrekken/")]
    assert "lijkt een bedrag te staan: 85.000 toegekend" in errors(
        send(client, back[-1], reason="Er is 85.000 toegekend")
    )
    assert send(client, back[-1], reason="Dit was in een andere regio.")["Location"] == GRANT
    assert "Ingetrokken, want: Dit was in een andere regio. Er stond: Verder gewerkt." in words(
        client.get(GRANT)
    )
    assert client.get(back[-1]).status_code == 404


def test_r23_a_contact_takes_the_own_need_back(client: Client) -> None:
    own = f"{GRANT}behoefte/GM0193/"
    sign_in(client, "adviser of Zwolle")
    assert f"{own}intrekken/" in links(client.get(own))
    assert "lijkt een bedrag te staan" in errors(
        send(client, f"{own}intrekken/", reason="Wij kregen 50 mille.")
    )
    assert send(client, f"{own}intrekken/", reason="Wij hebben dit zelf geregeld.")["Location"] == GRANT
    assert "Ingetrokken, want: Wij hebben dit zelf geregeld." in words(client.get(GRANT))
    assert "28 van 76" in words(client.get(GRANT))
    assert f"{own}intrekken/" not in links(client.get(own))
    assert client.get(f"{GRANT}behoefte/GM0153/intrekken/").status_code == 403


def test_r23_a_contact_says_what_the_own_municipality_needs(client: Client) -> None:
    own = f"{GRANT}behoefte/GM0193/"
    sign_in(client, "adviser of Zwolle")
    assert own in links(client.get(GRANT))
    for amount in ("2 ton euro", "3 ton", "100k", "twee miljoen euro", "€ 5", "bedrag 50000"):
        assert f"Hier lijkt een bedrag te staan: {amount}." in errors(
            send(client, own, text=f"Geef ons {amount} erbij")
        )
    assert send(client, own, text="Iemand voor de vakantieparken.")["Location"] == GRANT
    assert "Iemand voor de vakantieparken." in words(client.get(GRANT))
    assert client.get(f"{GRANT}behoefte/GM0153/").status_code == 403
    assert client.get(f"{GRANT}stap/").status_code == 403


def test_a_new_file_is_opened_and_its_fund_is_named(client: Client) -> None:
    sign_in(client, "coordinator")
    typed = {"title": "Zorg en veiligheid", "fund": "Regeling van het Rijk"}
    assert "fonds" in errors(send(client, f"{GRANTS}nieuw/", **{**typed, "fund": " "}))
    assert send(client, f"{GRANTS}nieuw/", **typed)["Location"] == f"{GRANTS}zorg-en-veiligheid/"
    assert "behoefte ophalen" in words(client.get(f"{GRANTS}zorg-en-veiligheid/"))
    assert "eerst de aanvraag" in errors(
        send(client, f"{GRANTS}zorg-en-veiligheid/stap/", **{**STEP, "kind": "award"})
    )


def test_who_prepares_leaves_a_need_ready_for_the_mayor(client: Client) -> None:
    own = f"{GRANT}behoefte/GM0153/"
    sign_in(client, "secretary of Enschede")
    principal = User.objects.get(display_name="Burgemeester van Enschede")
    client.post(f"/account/namens/{principal.pk}/")
    assert send(client, own, text="Controles aan de grens, ook in het weekend.").status_code == 302
    assert "ook in het weekend" not in words(client.get(GRANT))
    sign_in(client, "mayor of Enschede")
    (ready,) = [link for link in links(client.get("/account/klaargezet/")) if own in link]
    answer = client.get(ready)
    assert client.post(ready, typed_in(answer)).status_code == 302
    assert "ook in het weekend" in words(client.get(GRANT))
