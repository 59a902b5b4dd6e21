"""The pages of results: to read for everyone, to write for the coordinator and the lead of the team, and a claim."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.figures.api import OOST_NEDERLAND, AreaFigure, OffenceCounts, read_offences, record_years
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.results.result import ResultRow, results
from noaber.strategy.rules.results.result import ResultState
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland", "not_discharged")]
LIST = "/strategie/2015-2018/resultaten/"
BURGLARIES = f"{LIST}woninginbraken/"
COVENANT = f"{LIST}hennepconvenant/"
NOW_LIST = "/strategie/2019-2022/resultaten/"
WHY = "Er stond een naam in."
NEW = f"{NOW_LIST}nieuw/"
TYPED = {
    "title": "Gezamenlijke oefening",
    "reached": "Tien gemeenten oefenden samen.",
    "since_on": "1-3-2023",
    "theme": "ondermijning",
    "p1_partner": "organisation:GM0193",
    "p1_sentence": "Wij deden mee.",
    "p2_partner": "body:platform-ondermijning",
    "e1_title": "Verslag",
    "e1_link": "https://voorbeeld.invalid/verslag",
    "state": "recorded",
}


def one(code: str, period: str = "2019-2022") -> ResultRow:
    return next(row for row in results(period, AsOf(today())) if row.code == code)


def test_r20_anyone_reads_the_nine_results_of_the_endterm_review_each_with_evidence(client: Client) -> None:
    rows = results("2015-2018", AsOf(today()))
    assert len(rows) == 9
    assert all(row.text.has_evidence and row.text.partners for row in rows)
    page = client.get(LIST)
    assert {f"{LIST}{row.code}/" for row in rows} <= set(links(page))
    assert "Regionaal hennepconvenant" not in words(client.get(f"{LIST}?bewijs=cijfer"))
    assert "Minder woninginbraken" in words(client.get(f"{LIST}?bewijs=cijfer"))
    assert "Deventer" in words(client.get(f"{LIST}?partner=Zwolle"))
    assert client.get(f"{LIST}?formaat=csv").status_code == 200


def test_r21_the_page_names_every_partner_with_its_own_sentence(client: Client) -> None:
    text = words(client.get(f"{LIST}projecten-verward-gedrag/"))
    for shown in (
        "Street triage is bij ons vast werk geworden",
        "Onze crisisopvang is er dag en nacht",
        "ET Kwetsbare Personen",
        "Dit resultaat is van hen samen",
    ):
        assert shown in text


def test_r27_the_claim_is_recomputed_and_said_not_to_agree(client: Client) -> None:
    text = words(client.get(BURGLARIES))
    for shown in (
        "-43,9 % van 2014 naar 2018; geclaimd was -30 %",
        "10.841",
        "6.083",
        "-4.758",
        "-4.758 / 10.841",
        "Politie en CBS, geregistreerde misdrijven",
        "76 gemeenten samen",
        "nog niet ingelezen",
        "De cijfers laten zien wat er gebeurde, niet waardoor",
        "Precies -30 % komt met geen enkel eerste jaar uit; meer dan dat was het vanaf 2012, 2013, 2014, 2015 en 2016",
    ):
        assert shown in text, shown
    for year, count, share in (
        ("2014", "10.841", "-43,9 %"),
        ("2015", "9.311", "-34,7 %"),
        ("2017", "7.405", "-17,9 %"),
    ):
        assert f"{year} {count}" in text
        assert share in text


def test_r27_before_a_year_was_counted_the_claim_cannot_be_recomputed(client: Client) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(f"{BURGLARIES}?geldig-op=2019-02-01&bekend-op=2019-02-01"))
    assert "is niet na te rekenen" in text
    assert "over 2018 ontbreken" in text or "over 2018 zijn geen cijfers ingelezen" in text


@pytest.mark.parametrize(
    ("areas", "base", "end", "said", "shown"),
    [
        ([], 2018, 2019, "-0,4", "-0,4 % van 2018 naar 2019; dat is wat werd geclaimd"),
        ([], 2014, 2018, "-44", "-43,9 % van 2014 naar 2018; dat is wat werd geclaimd"),
        (["twente"], 2014, 2018, "-30", "14 gemeenten samen"),
        (["twente", "GM0193", "GM0153"], 2014, 2018, "-30", "15 gemeenten samen"),
        (["GM0193"], 2014, 2018, "-30", "1 gemeente"),
        ([], 2014, 2022, "-30", "van 2014 naar 2022"),
        ([], 2014, 2023, "-30", "over 2023"),
    ],
)
def test_r27_a_claim_is_recomputed_for_its_own_area_and_years(
    client: Client, areas: list[str], base: int, end: int, said: str, shown: str
) -> None:
    sign_in(client, "coordinator")
    claim = {"claim_areas": areas, "claim_base_year": base, "claim_end_year": end, "claim_percentage": said}
    answer = send(client, f"{BURGLARIES}wijzigen/", **claim, reason="Het zijn andere jaren")
    assert answer.status_code == 302, errors(answer)
    assert shown in words(client.get(BURGLARIES))


def test_r27_a_provisional_year_is_marked_and_who_is_missing_is_named(client: Client) -> None:
    better = AreaFigure("GM0193", 2018, 400, is_provisional=True)
    [known, *others] = read_offences(OOST_NEDERLAND)
    kept = (each for each in known.figures if each.year < 2023 and (each.area, each.year) != ("GM0193", 2018))
    counts = [OffenceCounts("1.1.1", known.title, (*kept, better)), *others]
    record_years(counts, source="verzonnen", actor=COMMAND, now=clock.now())
    text = words(client.get(BURGLARIES))
    for shown in ("2018*", "voorlopig cijfer", "Een jaar met een ster is voorlopig", "verzonnen"):
        assert shown in text, shown
    sign_in(client, "coordinator")
    claim = {"claim_end_year": "2023", "claim_areas": ["ijsselland"], "reason": "een jaar dat niet is geteld"}
    assert send(client, f"{BURGLARIES}wijzigen/", **claim).status_code == 302
    text = words(client.get(BURGLARIES))
    assert "Niet na te rekenen" in text
    assert "over 2023 ontbreken Deventer, Dalfsen" in text or "over 2023 ontbreken Dalfsen, Deventer" in text
    assert "en nog 6" in text


def test_r27_the_country_stands_beside_a_claim_once_its_figures_were_read(client: Client) -> None:
    assert "nog niet ingelezen" in words(client.get(BURGLARIES))
    [known, *others] = read_offences(OOST_NEDERLAND)
    country = (AreaFigure("NL01", year, count) for year, count in {2014: 71_200, 2018: 42_720}.items())
    counts = [OffenceCounts("1.1.1", known.title, (*known.figures, *country)), *others]
    record_years(counts, source="verzonnen", actor=COMMAND, now=clock.now())
    text = words(client.get(BURGLARIES))
    assert "van 71.200 naar 42.720" in text
    assert "nog niet ingelezen" not in text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"claim_percentage": "dertig"}, "Vul een percentage in"),
        ({"claim_percentage": ""}, "Vul dit in, of kies geen cijfer"),
        ({"claim_end_year": "2013"}, "Het laatste jaar ligt na het eerste"),
        ({"claim_percentage": "-101"}, "kan iets niet dalen"),
        ({"claim_offence": ""}, "Kies waar dit cijfer over gaat"),
        ({"reason": "", "title": "Anders"}, "Zeg waarom u dit wijzigt"),
        ({"p1_partner": "", "p1_role": "schreef"}, "Kies wie dit is"),
        ({"p2_partner": "organisation:POLITIE-ON"}, "twee keer"),
        ({"e1_link": "verslag"}, "begint met https"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client: Client, typed: dict[str, str], complaint: str) -> None:
    sign_in(client, "coordinator")
    assert complaint in errors(
        send(client, f"{BURGLARIES}wijzigen/", **{"reason": "Zo is het beter", **typed})
    )
    assert one("woninginbraken", "2015-2018").number == 1


def test_the_lead_of_a_team_writes_results_of_the_own_theme_only(client: Client) -> None:
    sign_in(client, "team lead")
    assert NEW in links(client.get(NOW_LIST))
    assert "Cybercrime" not in client.get(NEW).content.decode().split("id_theme", 1)[1].split("</select>")[0]
    answer = send(client, NEW, **TYPED)
    assert answer["Location"] == f"{NOW_LIST}gezamenlijke-oefening/"
    assert one("gezamenlijke-oefening").theme == "ondermijning"
    change = client.get(f"{NOW_LIST}gezamenlijke-oefening/wijzigen/")
    assert "Thema: Ondermijning. Klopt dat niet?" in words(change)
    assert f"{NOW_LIST}gezamenlijke-oefening/thema/" in links(change)
    assert "id_theme" not in change.content.decode()
    assert "Dit is er al, met deze naam" in errors(send(client, NEW, **TYPED))
    other = {**TYPED, "title": f"{TYPED['title']}!"}
    assert send(client, NEW, **other)["Location"] == f"{NOW_LIST}gezamenlijke-oefening-2/"
    assert client.get(f"{NOW_LIST}cyberoefening/wijzigen/").status_code == 403
    assert f"{NOW_LIST}cyberoefening/wijzigen/" not in links(client.get(f"{NOW_LIST}cyberoefening/"))
    forged = client.post(NEW, {**typed_in(client.get(NEW)), **TYPED, "theme": "cybercrime"})
    assert "Thema" in errors(forged)


def test_a_draft_is_there_for_who_writes_it_only(client: Client) -> None:
    draft = f"{NOW_LIST}signalenkaart/"
    for person in ("nobody", "mayor of Enschede"):
        sign_in(client, person)
        assert client.get(draft).status_code == 404
        assert draft not in links(client.get(NOW_LIST))
    sign_in(client, "team lead")
    assert "Dit is een concept" in words(client.get(draft))
    answer = send(client, f"{draft}wijzigen/", state="recorded")
    assert "ten minste één bewijs" in errors(answer)
    answer = send(client, f"{draft}wijzigen/", state="recorded", e1_upload=_file())
    assert answer["Location"] == draft
    page = Client().get(draft)
    assert "kaart.txt" in words(page)
    (file,) = [link for link in links(page) if link.startswith("/bestanden/")]
    assert b"".join(Client().get(file)) == b"De kaart."
    assert words(Client().get(draft)).count("vastgelegd") >= 1


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("kaart.txt", b"De kaart.")


def test_a_document_goes_for_good_and_the_result_says_so(client: Client) -> None:
    sign_in(client, "coordinator")
    (remove,) = [link for link in links(client.get(COVENANT)) if link.endswith("/weghalen/")]
    (file,) = [link for link in links(client.get(COVENANT)) if link.startswith("/bestanden/")]
    assert client.post(remove, {"revision": "0", "reason": WHY}).status_code == 409
    assert "Er stond een naam in." not in words(client.get(COVENANT))
    assert errors(send(client, remove))
    assert "Zeg in een paar woorden" in errors(send(client, remove, reason="Fout."))
    assert file in links(client.get(COVENANT))
    assert send(client, remove, reason=WHY)["Location"] == COVENANT
    assert client.get(file).status_code == 404
    assert "weggehaald" in words(client.get(COVENANT))
    assert "Bestand weggehaald. Er stond een naam in." in words(Client().get(COVENANT))


def test_a_withdrawn_result_tells_why_that_was_also_when_its_document_goes_later(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{COVENANT}intrekken/", reason="Het staat er dubbel.")
    (remove,) = [link for link in links(client.get(COVENANT)) if link.endswith("/weghalen/")]
    send(client, remove, reason=WHY)
    text = words(client.get(COVENANT))
    assert "Dit resultaat is ingetrokken: Het staat er dubbel." in text
    assert "Bestand weggehaald. Er stond een naam in." in text


def test_a_result_is_withdrawn_with_the_reason_and_can_still_be_read(client: Client) -> None:
    sign_in(client, "coordinator")
    assert send(client, f"{COVENANT}intrekken/", reason="Het staat er dubbel.")["Location"] == COVENANT
    assert one("hennepconvenant", "2015-2018").text.state is ResultState.WITHDRAWN
    assert "Dit resultaat is ingetrokken: Het staat er dubbel." in words(Client().get(COVENANT))
    assert client.get(f"{COVENANT}wijzigen/").status_code == 400


def test_who_was_overtaken_gets_the_page_of_the_conflict(client: Client) -> None:
    sign_in(client, "coordinator")
    old = typed_in(client.get(f"{COVENANT}wijzigen/"))
    assert (
        client.post(
            f"{COVENANT}wijzigen/", {**old, "title": "Eerst", "reason": "Dit was eerst zo."}
        ).status_code
        == 302
    )
    assert (
        client.post(f"{COVENANT}wijzigen/", {**old, "title": "Daarna", "reason": "Dit is nu zo."}).status_code
        == 409
    )


def test_more_rows_keep_what_was_typed(client: Client) -> None:
    sign_in(client, "coordinator")
    answer = client.post(NEW, {**typed_in(client.get(NEW)), **TYPED, "rij": ""})
    values: dict[str, Any] = typed_in(answer)
    assert (values["title"], values["p2_partner"]) == (TYPED["title"], TYPED["p2_partner"])
    assert {"p3_partner", "e2_title"} <= set(values)


def test_a_day_of_before_shows_what_was_reached_by_then(client: Client) -> None:
    assert "Elke maand cijfers per e-mail" in words(client.get(f"{LIST}?geldig-op=2016-12-31"))
    assert "Regionaal hennepconvenant" not in words(client.get(f"{LIST}?geldig-op=2016-12-31"))


@pytest.mark.parametrize("person", ["nobody", "mayor of Enschede", "controller"])
def test_the_way_to_the_results_stands_on_the_page_of_the_period(client: Client, person: str) -> None:
    sign_in(client, person)
    assert NOW_LIST in links(client.get("/strategie/2019-2022/"))


def test_the_search_box_finds_results_positions_and_grants_but_no_drafts(client: Client) -> None:
    found = links(client.get("/zoeken/?q=hennepconvenant"))
    assert COVENANT in found
    assert "/strategie/subsidies/ondermijningsgelden/" in links(client.get("/zoeken/?q=ondermijningsgelden"))
    assert "/strategie/standpunten/wijkagenten-in-kleine-gemeenten/" in links(
        client.get("/zoeken/?q=wijkagent")
    )
    draft = f"{NOW_LIST}signalenkaart/"
    assert draft not in links(client.get("/zoeken/?q=signalen"))
    sign_in(client, "team lead")
    assert draft in links(client.get("/zoeken/?q=signalen"))


def test_evidence_that_a_draft_still_lacks_was_not_taken_away(client: Client) -> None:
    sign_in(client, "coordinator")
    typed = {"title": "Nieuw plan", "reached": "Er is een plan.", "since_on": "1-2-2018", "state": "draft"}
    page = send(client, f"{LIST}nieuw/", **typed, e1_title="Het plan")["Location"]
    text = words(client.get(page))
    assert "nog niet toegevoegd" in text
    assert "weggehaald" not in text
