"""The what-if page: one question, the answer beside the proposal, errors at the field, an address to share."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.access import COMMAND
from noaber.network.api import Figure, record_populations

pytestmark = pytest.mark.usefixtures("oost_nederland")
PAGE = "/bijdragen/wat-als/"


def ask(client: Client, **question: Any) -> Any:
    return client.get(PAGE, question)


def errors(response: Any) -> dict[str, str]:
    """What the summary says, by label of the field."""
    return dict(re.split(r"(?<=\?) |: ", error.text, maxsplit=1) for error in response.context["errors"])


def test_without_a_question_it_is_the_proposal(client: Client) -> None:
    response = ask(client)
    assert response.context["answer"].headline == "€\xa04.011,79 te kort"
    assert {row["difference"] for row in response.context["table"].data} == {0}


@pytest.mark.parametrize("typed", ["0,07", "0.07", "7 cent"])
def test_a_rate_may_be_typed_in_every_usual_way(client: Client, typed: str) -> None:
    assert ask(client, tarief=typed).context["answer"].headline == "€\xa04.011,79 te kort"


def test_who_does_not_take_part_is_missed_to_the_cent(client: Client) -> None:
    response = ask(client, zonder="GM0200")
    facts = {item.term: item.value for item in response.context["panels"][1].content.items}
    apeldoorn = next(row for row in response.context["table"].data if row["code"] == "GM0200")
    assert response.context["answer"].headline == "€\xa015.382,94 te kort"
    assert facts["Wat u daardoor mist"] == "€\xa011.371,15"
    assert facts["Sluitend tarief"] == "7,501… cent per inwoner"
    assert (apeldoorn["asked"], apeldoorn["difference"], apeldoorn["fixed"]) == (0, -11_371_15, 0)


def test_the_ways_stand_beside_each_other(client: Client) -> None:
    ways = ask(client, zonder=["GM0200", "GM0268"]).context["panels"][2].content.data
    assert [row["payers"] for row in ways] == [76, 74, 74, 7]
    assert ways[0]["difference"] == -4_011_79
    assert [row["raised"] for row in ways][2:] == [230_000_00, 230_000_00]


def test_a_fixed_sum_is_divided_without_a_cent_left(client: Client) -> None:
    rows = ask(client, begroting="100.000,01").context["table"].data
    assert sum(row["fixed"] for row in rows) == 100_000_01
    assert sum(row["largest"] for row in rows) == 100_000_01


def test_rounding_is_shown_not_hidden(client: Client) -> None:
    working = ask(client, tarief="7,124 cent").context["answer"].working
    assert "per gemeente afgerond op de cent: samen" in working


def test_boxes_and_a_shared_address_are_the_same_question(client: Client) -> None:
    ticked = client.get(f"{PAGE}?zonder=GM0200&zonder=GM0153")
    shared = client.get(f"{PAGE}{ticked.context['share_url'].split('#')[0]}")
    assert "zonder=GM0200,GM0153" in ticked.context["share_url"]
    assert shared.context["answer"] == ticked.context["answer"]
    assert ask(client, zonder="gm0200, gm0153").context["answer"] == ticked.context["answer"]


def test_the_download_answers_the_same_question(client: Client) -> None:
    response = client.get(f"{PAGE}?tarief=8+cent&zonder=GM0200&zonder=GM0153&district=Twente")
    link = response.context["table"].downloads[0].url
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{PAGE}{link}").content))
    sheet: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    head, *rows = sheet
    in_file = {row[head.index("CBS-code")]: round(row[head.index("Uw vraag")] * 100) for row in rows}
    assert in_file == {row["code"]: row["asked"] for row in response.context["table"].data}
    assert in_file["GM0153"] == 0
    assert len(in_file) == 14


@pytest.mark.parametrize(
    ("question", "label", "reason"),
    [
        ({"tarief": "7"}, "Tarief per inwoner", "7 cent of 7 euro"),
        ({"tarief": "abc"}, "Tarief per inwoner", "is geen tarief"),
        ({"tarief": ""}, "Tarief per inwoner", "verplicht"),
        ({"tarief": "-0,07"}, "Tarief per inwoner", "geen plus of min"),
        ({"peildatum": "2019-02-30"}, "Peildatum van de inwonertallen", "Kies uit de lijst"),
        ({"peildatum": "2024-01-01"}, "Peildatum van de inwonertallen", "Kies uit de lijst"),
        ({"begroting": "230000.50"}, "Begroting per jaar in euro", "is geen bedrag"),
        ({"begroting": "0"}, "Begroting per jaar in euro", "meer dan nul"),
        ({"begroting": "-5"}, "Begroting per jaar in euro", "meer dan nul"),
        ({"begroting": "9.000.000.000.000"}, "Begroting per jaar in euro", "Controleer de nullen"),
        ({"zonder": "GM9999"}, "Wie doet niet mee?", "GM9999 is op deze peildatum geen gemeente"),
    ],
    ids=str,
)
def test_errors_say_at_the_field_what_to_do(
    client: Client, question: dict[str, str], label: str, reason: str
) -> None:
    response = ask(client, **question)
    assert reason in errors(response)[label]
    assert "answer" not in response.context
    for target in (error.target for error in response.context["errors"]):
        assert f'id="{target}"' in response.content.decode()


def test_nobody_taking_part_is_no_question(client: Client) -> None:
    codes = re.findall(r'value="(GM\d{4})"', ask(client).content.decode())
    assert len(codes) == 76
    assert "geen enkele gemeente" in errors(ask(client, zonder=codes))["Wie doet niet mee?"]


def test_fewer_than_seven_leave_no_old_regime(client: Client) -> None:
    codes = sorted(re.findall(r'value="(GM\d{4})"', ask(client).content.decode()))
    response = ask(client, zonder=codes[3:])
    assert len(response.context["panels"][2].content.data) == 3
    assert {row["largest"] for row in response.context["table"].data} == {None}


def test_a_rate_of_zero_never_breaks_even(client: Client) -> None:
    response = ask(client, tarief="0")
    needed = next(
        item for item in response.context["panels"][1].content.items if item.term == "Sluitend inwonertal"
    )
    assert response.context["answer"].headline == "€\xa0230.000,00 te kort"
    assert (needed.value, needed.note) == ("", "met een tarief van nul komt er nooit iets binnen")


def test_before_the_merger_the_figures_are_those_of_the_successor(client: Client) -> None:
    response = ask(client, peildatum="2018-01-01")
    names = [row["name"] for row in response.context["table"].data]
    assert len(names) == 76
    assert "West Betuwe" in names
    assert "Geldermalsen" not in names


def test_folds_say_who_is_left_out(client: Client) -> None:
    districts = ask(client, zonder="GM0200").context["districts"]
    assert {each.name: each.summary for each in districts}["Noord- en Oost-Gelderland"] == "niet: Apeldoorn"
    assert {each.name: each.summary for each in districts}["Twente"] == "alle 14 doen mee"


def test_a_date_that_few_have_a_figure_for_says_so(client: Client) -> None:
    day = dt.date(2022, 6, 15)
    figure = Figure("GM0141", day, 73_000, is_provisional=False, source="eigen telling")
    record_populations([figure], actor=COMMAND, now=dt.datetime(2023, 5, 1, tzinfo=dt.UTC))

    page = client.get("/bijdragen/wat-als/?peildatum=2022-06-15").content.decode()

    assert "Van 75 gemeenten is op deze peildatum geen inwonertal bekend; zij tellen niet mee." in page
