"""The page of contributions: the answer first, to the cent, and the same rows on screen and in the file."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("oost_nederland")
PAGE = "/bijdragen/"


def answer(client: Client, query: str = "") -> Any:
    return client.get(f"{PAGE}{query}").context["answer"]


def sheet_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_first_real_result_needs_no_click(client: Client) -> None:
    found = answer(client)
    assert found.headline == "€\xa04.011,79 te kort"
    assert (
        "Met het inwonertal van 1 januari 2019 levert 7 cent per inwoner €\xa0225.988,21 op" in found.sentence
    )
    assert found.working == "3.228.403 × €\xa00,07 = €\xa0225.988,21"


@pytest.mark.parametrize(
    ("year", "raised", "headline"),
    [
        (2020, "€\xa0227.384,99", "€\xa02.615,01 te kort"),
        (2021, "€\xa0228.419,45", "€\xa01.580,55 te kort"),
        (2022, "€\xa0229.766,74", "€\xa0233,26 te kort"),
        (2023, "€\xa0232.262,87", "€\xa02.262,87 over"),
    ],
)
def test_each_year_on_its_own_first_of_january(client: Client, year: int, raised: str, headline: str) -> None:
    found = answer(client, f"?jaar={year}&peildatum=elk-jaar")
    assert (found.headline, raised in found.sentence) == (headline, True)


def test_the_years_together_under_both_readings(client: Client) -> None:
    each_year = answer(client, "?jaar=samen&peildatum=elk-jaar")
    memo = answer(client, "?jaar=samen&peildatum=memo")
    assert "€\xa0917.834,05" in each_year.sentence
    assert each_year.headline == "€\xa02.165,95 te kort"
    assert memo.headline == "€\xa016.047,16 te kort"


def test_both_readings_of_the_memo_stand_side_by_side(client: Client) -> None:
    readings = client.get(f"{PAGE}?jaar=2021&geldig-op=2021-01-15").context["readings"]
    assert "De afspraak noemt geen peildatum" in readings.intro
    assert [(each.title, each.outcome, each.is_current) for each in readings.items] == [
        ("1 januari 2019", "€\xa04.011,79 te kort", True),
        ("1 januari 2021", "€\xa01.580,55 te kort", False),
    ]


def test_a_date_that_was_set_is_that_of_the_year_and_the_readings_stand_beside_it(client: Client) -> None:
    page = client.get(f"{PAGE}?jaar=2021")
    readings = page.context["readings"]
    assert "stelde hem vast" in readings.intro
    assert [(each.title, each.outcome, each.is_current) for each in readings.items] == [
        ("1 januari 2020", "€\xa02.615,01 te kort", True),
        ("1 januari 2019", "€\xa04.011,79 te kort", False),
        ("1 januari 2021", "€\xa01.580,55 te kort", False),
    ]
    assert "Zo wordt 2021 gefactureerd" not in page.content.decode(), "a visitor is not in the network"
    sign_in(client, "mayor of Zwolle")
    told = client.get(f"{PAGE}?jaar=2021").content.decode()
    assert "Zo wordt 2021 gefactureerd" in told
    assert "Waarom zo" in told
    together = client.get(f"{PAGE}?jaar=samen").context["readings"].items[0]
    assert (together.title, together.is_current) == ("Per jaar vastgesteld", True)


def test_the_picture_says_the_same_as_the_words(client: Client) -> None:
    chart = client.get(PAGE).context["panels"][0].content
    assert [(each.bar.label, each.bar.shown, each.is_negative) for each in chart.bars][:1] == [
        ("1 januari 2019", "€\xa04.011,79 te kort", True)
    ]
    assert (chart.bars[-1].bar.shown, chart.bars[-1].is_negative) == ("€\xa02.262,87 over", False)


def test_districts_add_up_to_the_whole(client: Client) -> None:
    table = client.get(PAGE).context["panels"][2].content
    assert [row["district"] for row in table.data] == [
        "Gelderland-Midden",
        "Gelderland-Zuid",
        "IJsselland",
        "Noord- en Oost-Gelderland",
        "Twente",
    ]
    assert [row["municipalities"] for row in table.data] == [15, 14, 11, 22, 14]
    assert [row["population"] for row in table.data] == [690_062, 557_697, 527_147, 824_213, 629_284]
    assert sum(row["amount"] for row in table.data) == 225_988_21


def test_the_seven_largest_follow_from_the_inhabitants_of_the_date(client: Client) -> None:
    panel = client.get(PAGE).context["panels"][3]
    names = [row["name"] for row in panel.content.data]
    assert names == ["Nijmegen", "Apeldoorn", "Arnhem", "Enschede", "Zwolle", "Ede", "Deventer"]
    assert "€\xa00,23 per inwoner" in panel.intro
    assert "31% van de inwoners" in panel.intro
    assert sum(row["alone"] for row in panel.content.data) == 230_000_00


def test_what_would_be_needed_stands_beside_it(client: Client) -> None:
    facts = {item.term: item.value for item in client.get(PAGE).context["panels"][1].content.items}
    assert facts["Sluitend tarief"] == "7,124… cent per inwoner"
    assert facts["Sluitend inwonertal"] == "3.285.715"


@pytest.mark.parametrize("query", ["", "?jaar=2022&peildatum=elk-jaar&district=Twente&sorteer=-amount"])
def test_the_excel_file_holds_what_the_screen_shows(client: Client, query: str) -> None:
    table = client.get(f"{PAGE}{query}").context["table"]
    joint = "&" if query else "?"
    head, *rows = sheet_of(client.get(f"{PAGE}{query}{joint}formaat=xlsx").content)
    on_screen = [[cell.text for cell in row] for row in table.rows]
    shown = ["Gemeente", "Bijdrage", "Inwoners", "Tarief (€)", "Cijfer", "District"]
    in_file = [dict(zip(head, row, strict=True)) for row in rows]
    assert [header.label for header in table.headers] == shown
    assert on_screen == [
        [
            row["Gemeente"],
            format_euro(round(row["Bijdrage"] * 100)),
            format_number(int(row["Inwoners"])),
            "0,07",
            row["Cijfer"],
            row["District"],
        ]
        for row in in_file
    ]
    assert len(rows) == (14 if query else 76)


def test_the_file_of_all_years_adds_up(client: Client) -> None:
    head, *rows = sheet_of(client.get(f"{PAGE}?jaar=samen&peildatum=elk-jaar&formaat=xlsx").content)
    together = head.index("Samen")
    assert round(sum(row[together] for row in rows) * 100) == 917_834_05


def test_the_csv_names_source_sum_and_cents(client: Client) -> None:
    response = client.get(f"{PAGE}?formaat=csv")
    lines = response.content.decode().splitlines()
    assert "bijdragen-2020-peildatum-2019-01-01" in response["Content-Disposition"]
    assert lines[0] == "name,code,reference_on,amount_cents,population,rate,status,district,notes"
    assert "CBS" in lines[1]
    assert "€\xa04.011,79 te kort" in lines[1]


def test_provisional_years_say_so(client: Client) -> None:
    final = client.get(f"{PAGE}?jaar=2022&peildatum=elk-jaar").context["table"].data
    provisional = client.get(f"{PAGE}?jaar=2020&peildatum=elk-jaar").context["table"].data
    assert {row["status"].label for row in final} == {"vastgesteld"}
    assert {row["status"].label for row in provisional} == {"voorlopig"}


def test_unknown_choices_are_reported_not_guessed(client: Client) -> None:
    response = client.get(f"{PAGE}?jaar=2031&peildatum=gisteren")
    texts = [notice.text for notice in response.context["notices"]]
    assert response.status_code == 200
    assert any("“2031” is geen jaar van het voorstel" in text for text in texts)
    assert any("“gisteren” is geen keuze" in text for text in texts)


def test_a_year_without_figures_says_so_instead_of_nothing(client: Client) -> None:
    response = client.get(f"{PAGE}?jaar=2022&peildatum=elk-jaar&geldig-op=2021-06-01")
    assert "Voor 2022 is nog geen inwonertal bekend" in response.content.decode()
    together = client.get(f"{PAGE}?jaar=samen&peildatum=elk-jaar&geldig-op=2021-06-01")
    assert "niet meegeteld: 2022 en 2023" in together.content.decode()


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}?jaar=samen&peildatum=elk-jaar", f"{PAGE}wat-als/?zonder=GM0200"]
)
def test_pages_ask_few_questions_of_the_database(client: Client, path: str) -> None:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert len(asked) <= 7
