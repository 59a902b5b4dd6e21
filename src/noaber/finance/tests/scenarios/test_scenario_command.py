"""``noaber scenario``: the figures of the page for scripts, a saved one by its code, and refusals in one sentence."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from noaber.core.models import Demonstration
from noaber.finance.tests.scenarios.test_services_scenarios import SAVED_AT, TODAY, save
from noaber.finance.tests.scenarios.test_services_scenarios import agreed as agreed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


@pytest.fixture(autouse=True)
def in_2020(agreed: None) -> None:
    Demonstration.objects.create(started_at=SAVED_AT, reached_on=TODAY)


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("scenario", *arguments, stdout=output)
    return output.getvalue()


def records(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json"))
    return found


def test_a_row_per_municipality_and_year_and_the_totals() -> None:
    rows = records("--rate", "8 cent", "--years", "2", "--growth", "1", "--without", "GM9002:2021")
    assert len(rows) == 2 * 7
    totals = [row for row in rows if row["code"] == "total"]
    assert [row["year"] for row in totals] == [2020, 2021]
    assert totals[0]["asked_cents"] == 8_600_00
    for total in totals:
        own = [row for row in rows if row["year"] == total["year"] and row["code"] != "total"]
        for key in ("asked_cents", "population"):
            assert sum(row[key] for row in own) == total[key], key
        assert total["balance_cents"] == total["asked_cents"] - total["budget_cents"]


def test_csv_holds_the_same_and_a_saved_one_goes_by_its_code() -> None:
    save()
    lines = list(csv.DictReader(io.StringIO(run("het-gat", "--csv"))))
    assert [line["asked_cents"] for line in lines] == [str(row["asked_cents"]) for row in records("het-gat")]
    assert {(line["scenario"], line["version"]) for line in lines} == {("het-gat", "1")}
    assert records("het-gat", "--rate", "0.14")[-1]["asked_cents"] == 2 * 7_525_00


def test_people_get_the_sentence() -> None:
    assert run("--key", "largest", "--largest", "1").startswith("Als de grootste gemeente alles betaalt,")


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["bestaat-niet"], 1, "Er is geen scenario bestaat-niet"),
        (["--years", "0"], 1, "ten minste één jaar"),
        (["--growth=-101"], 1, "niet onder -100%"),
        (["--without", "GM0001"], 1, "GM0001"),
        (["--key", "capped", "--cap=-1"], 1, "niet onder nul"),
        (["--reference-date", "2019-01-02"], 1, "geen inwonertallen bekend"),
        (["--rate", "7"], 2, "7 cent of 7 euro"),
        (["--rate", "-0,07"], 2, "geen plus of min"),
        (["--growth", "veel"], 2, "geen percentage"),
        (["--without", "GM9001:nooit"], 2, "GM0200:2022"),
        (["--csv", "--json"], 2, "gaan niet samen"),
    ],
    ids=str,
)
def test_refusals_have_their_code_and_a_dutch_reason(arguments: list[str], code: int, reason: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == code
    assert reason in str(refused.value)
