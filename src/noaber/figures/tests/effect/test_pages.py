"""The page of a measure: for the network, from a form or a file to an address that holds the question."""

import datetime as dt
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.tables import XLSX_MEDIA_TYPE
from noaber.figures.models import Release
from noaber.figures.rules.effect import example
from noaber.figures.services.counts_at_hand import record_example_months
from noaber.figures.tests.effect.outcomes import withhold
from noaber.network.api import municipalities
from tests.people import sign_in

EFFECT = "/cijfers/effect/"
TYPED = {"offence": "1.1.1", "comparison": "alle", "before": "24", "after": "12"}
ASKED = f"{EFFECT}?soort=1.1.1&starts=GM0150_20180901-GM0153_20180901"


@pytest.fixture
def adviser(client: Client, oost_nederland: None) -> Client:
    sign_in(client, "adviser of Zwolle")
    return client


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_it_is_for_the_network_alone(client: Client, oost_nederland: None) -> None:
    assert client.get(EFFECT).status_code == 302
    assert EFFECT not in text_of(client, "/cijfers/")
    sign_in(client, "adviser of Zwolle")
    assert f'href="{EFFECT}"' in text_of(client, "/cijfers/")


def test_without_figures_the_page_says_what_would_be_there(become: object, voorbeeldland: None) -> None:
    client = become("GM9001:contact")  # type: ignore[operator]
    assert "Er zijn nog geen cijfers ingelezen" in text_of(client, EFFECT)


def test_a_form_becomes_an_address_that_anyone_in_the_network_can_open(adviser: Client) -> None:
    rows = "Deventer; 1-9-2018\nGM0153; 2018-09-01"
    response = adviser.post(
        EFFECT, {**TYPED, "rows": rows, "name": "Buurt op slot", "excluded": "Olst-Wijhe"}
    )
    assert response.status_code == 302
    query = parse_qs(urlsplit(response["Location"]).query)
    assert query["starts"] == ["GM0150_20180901-GM0153_20180901"]
    page = text_of(adviser, response["Location"])
    assert "Buurt op slot" in page
    assert "in de 12 maanden na de start waren er in de 2 gemeenten" in page
    assert "73 andere gemeenten" in page
    assert "Deventer; 1-9-2018" in page


def test_the_sentence_comes_first_and_what_it_rests_on_is_all_there(adviser: Client) -> None:
    page = text_of(adviser, ASKED)
    assert (
        page.index("figures-outcome__lead")
        < page.index("figures-chart")
        < page.index("Waar dit op rust</h2>")
    )
    assert "zeggen deze cijfers niet" in page or "Toeval is dus niet uit te sluiten" in page
    assert "Voorbeeldgegevens: de maanden zijn verzonnen. Een uitkomst hieronder zegt niets" in page
    for said in (
        "gelijk op",
        "start die er niet was",
        "werkt niet door",
        "niets anders",
        "geregistreerd",
        "inwoners",
    ):
        assert said in page


def test_where_there_is_no_outcome_nobody_is_said_to_count_in_it(adviser: Client) -> None:
    page = text_of(adviser, f"{EFFECT}?soort=1.1.1&starts=GM0277_20180301")
    assert "er zijn te weinig gevallen om iets te zeggen" in page
    assert "In de gestarte gemeente waren het er" in page
    assert "er is geen uitkomst" in page
    assert "telt mee" not in page
    assert "telt mee" in text_of(adviser, ASKED)


def test_whoever_misses_a_month_is_named_on_the_page_and_in_the_workbook(
    adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    withhold(monkeypatch, "GM0193", "1.1.1", 201805)
    said = "Niet om mee te vergelijken, omdat een maand geen cijfer heeft: Zwolle."
    page = text_of(adviser, ASKED)
    assert "73 andere gemeenten" in page
    assert page.count(said) == 2, "under what was counted, and with those who were compared with"
    book = CalamineWorkbook.from_filelike(io.BytesIO(adviser.get(f"{ASKED}&formaat=xlsx").content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert [said] in [[cell for cell in row if cell == said] for row in rows]


def test_who_starts_later_and_is_compared_with_before_is_named(adviser: Client) -> None:
    said = "Ook vergeleken met wie pas later begon, in de maanden daarvoor: Enschede."
    later = f"{EFFECT}?soort=1.1.1&starts=GM0150_20170301-GM0153_20180901"
    assert text_of(adviser, later).count(said) == 2, (
        "under what was counted, and with those who were compared with"
    )
    assert "Ook vergeleken met" not in text_of(adviser, ASKED)


def test_of_a_start_without_a_figure_it_is_not_said_that_nothing_was_published(
    adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    withhold(monkeypatch, "GM0150", "1.1.1", 201805)
    page = text_of(adviser, ASKED)
    assert "telt niet mee: van een maand is er geen cijfer" in page
    alone = text_of(adviser, f"{EFFECT}?soort=1.1.1&starts=GM0150_20180901")
    assert "zijn alle maanden rond de start er: er ontbreekt een cijfer" in alone
    assert "telt niet mee: van een maand is er geen cijfer" in alone
    assert "niet gepubliceerd" not in page + alone


def test_a_file_of_the_whole_network_is_taken_and_nothing_is_left_to_compare_with(adviser: Client) -> None:
    rows = municipalities(COMMAND, AsOf(dt.date(2019, 1, 1)))
    lines = "gemeente;start\n" + "\n".join(f"{row.name};01-03-2018" for row in rows)
    file = SimpleUploadedFile("starts.csv", lines.encode("utf-8-sig"))
    response = adviser.post(EFFECT, {**TYPED, "file": file})
    assert (response.status_code, len(rows)) == (302, 76)
    assert len(response["Location"]) < 2_000
    assert "Er is niets om mee te vergelijken." in text_of(adviser, response["Location"])


def test_what_is_wrong_is_named_by_row_and_field_and_what_was_typed_stays(adviser: Client) -> None:
    typed = "Deventer; 1-3-2018\nEnsgede; 1-3-2018\nDeventer; 30-2-2018\nZwolle; 1-1-1999"
    page = adviser.post(EFFECT, {**TYPED, "rows": typed}).content.decode()
    for said in (
        "‘Ensgede’ is geen gemeente in het netwerk",
        "Deventer staat al op regel 1",
        "30-2-2018 bestaat niet",
        "de start ligt buiten de cijfers",
        "Er kloppen 4 dingen niet",
    ):
        assert said in page
    assert "Ensgede; 1-3-2018" in page
    other = adviser.post(
        EFFECT, {**TYPED, "rows": "Deventer; 1-3-2018", "comparison": "gekozen"}
    ).content.decode()
    assert "Vul in met welke gemeenten u vergelijkt" in other


def test_a_row_that_is_too_long_to_read_is_named(adviser: Client) -> None:
    rows = f'Deventer; 1-9-2018\n"{"x" * 131_073}"; 1-9-2018'
    page = adviser.post(EFFECT, {**TYPED, "rows": rows}).content.decode()
    assert "deze regel is te lang om te lezen" in page


@pytest.mark.parametrize(
    "query",
    [
        "starts=x",
        "starts=GM0150_20189901",
        "starts=GM9999_20180301",
        "starts=GM0150_20180301&voor=7",
        "starts=GM٠١٥٣_20190301",
        "starts=GM0150_20180301&zonder=GM٠١٥٣",
    ],
)
def test_an_address_that_is_not_whole_gives_the_form(adviser: Client, query: str) -> None:
    page = text_of(adviser, f"{EFFECT}?{query}")
    assert "link" in page
    assert 'name="rows"' in page


def test_a_village_gets_no_outcome(adviser: Client) -> None:
    page = text_of(adviser, f"{EFFECT}?soort=1.1.1&starts=GM0277_20180301")
    assert "er zijn te weinig gevallen om iets te zeggen" in page
    assert "figures-chart" not in page.replace("figures-charts", "")


def test_charts_and_workbook_carry_the_sentence_and_the_mark(adviser: Client) -> None:
    csv = adviser.get(f"{ASKED}&grafiek=per-kwartaal&formaat=csv")
    assert "voorbeeldgegevens" in csv["Content-Disposition"]
    assert "na de start waren er" in csv.content.decode("utf-8-sig")
    spec = json.loads(adviser.get(f"{ASKED}&grafiek=rond-de-start&formaat=json").content)
    assert len(spec["data"]["values"]) == 72
    book = adviser.get(f"{ASKED}&formaat=xlsx")
    assert (book["Content-Type"], io.BytesIO(book.content).read(2)) == (XLSX_MEDIA_TYPE, b"PK")


def test_a_link_can_hold_a_publication_and_tells_when_a_newer_one_says_otherwise(adviser: Client) -> None:
    day = Release.objects.filter(table__code="47022NED").order_by("-number")[0].published_at.date()
    held = f"{ASKED}&gepubliceerd-op={day.isoformat()}"
    assert "Dat is de nieuwste." in text_of(adviser, held)
    record_example_months(202002, actor=COMMAND, now=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    assert "Met de nieuwste publicatie is de uitkomst dezelfde" in text_of(adviser, held)


def test_the_example_is_there_to_open_and_says_that_it_is_invented(adviser: Client) -> None:
    page = text_of(adviser, EFFECT)
    assert "Bekijk een verzonnen voorbeeld" in page
    assert len(example.QUESTION.starts) == 6
