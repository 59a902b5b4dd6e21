"""``noaber contributions``: the figures of the page for scripts, and refusals in one Dutch sentence."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.usefixtures("oost_nederland")


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("contributions", *arguments, stdout=output)
    return output.getvalue()


def refusal(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    return refused.value.returncode, str(refused.value)


def records(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json"))
    return found


def test_a_row_per_municipality_and_the_total() -> None:
    *rows, total = records("--reference-date", "2019-01-01", "--tariff", "0.07")
    assert len(rows) == 76
    assert rows[0] == {
        "code": "GM0141",
        "name": "Almelo",
        "district": "Twente",
        "reference_date": "2019-01-01",
        "population": 72_849,
        "is_provisional": False,
        "tariff": "0.07",
        "amount_cents": 509_943,
    }
    assert (total["code"], total["population"], total["amount_cents"]) == ("total", 3_228_403, 225_988_21)


def test_without_leaves_out_and_the_total_follows() -> None:
    *rows, total = records(
        "--reference-date", "2019-01-01", "--tariff", "7 cent", "--without", "GM0200", "gm0153"
    )
    assert len(rows) == 74
    assert total["amount_cents"] == 225_988_21 - 11_371_15 - 11_129_02


def test_csv_and_json_hold_the_same() -> None:
    lines = list(
        csv.DictReader(io.StringIO(run("--reference-date", "2020-01-01", "--tariff", "0.07", "--csv")))
    )
    as_json = records("--reference-date", "2020-01-01", "--tariff", "0.07")
    assert [line["amount_cents"] for line in lines] == [str(record["amount_cents"]) for record in as_json]
    assert lines[-1]["is_provisional"] == "true"
    assert lines[-1]["amount_cents"] == "22738499"


def test_figures_from_after_the_day_of_the_demonstration_count_for_who_names_their_date() -> None:
    """The page of populations shows them too."""
    total = records("--reference-date", "2024-01-01")[-1]
    assert total["population"] == 3_338_104


def test_people_get_a_readable_list() -> None:
    text = run("--reference-date", "1-1-2019")
    assert "Peildatum 1 januari 2019, 7 cent per inwoner." in text
    assert text.splitlines()[-1].endswith("€\xa0225.988,21")


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--reference-date", "2019-01-02"], 1, "Van 2 januari 2019 zijn geen inwonertallen bekend"),
        (["--reference-date", "2031-01-01"], 1, "Van 1 januari 2031 zijn geen inwonertallen bekend"),
        (
            ["--reference-date", "2019-01-01", "--without", "GM9999"],
            1,
            "GM9999: geen gemeente van het netwerk",
        ),
        (["--reference-date", "2019-02-30"], 2, "2019-02-30 bestaat niet"),
        (["--reference-date", "2019-01-01", "--tariff", "7"], 2, "7 cent of 7 euro"),
        (["--reference-date", "2019-01-01", "--csv", "--json"], 2, "gaan niet samen"),
        ([], 2, "verplichte argumenten ontbreken"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_refusals_have_their_code_and_a_dutch_reason(arguments: list[str], code: int, reason: str) -> None:
    returned, message = refusal(*arguments)
    assert returned == code
    assert reason in message


def test_nobody_left_is_refused() -> None:
    codes = [record["code"] for record in records("--reference-date", "2019-01-01")[:-1]]
    assert refusal("--reference-date", "2019-01-01", "--without", *codes) == (
        1,
        "Er doet geen enkele gemeente mee.",
    )
