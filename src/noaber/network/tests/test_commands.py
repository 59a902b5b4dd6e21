"""`noaber load-network`, `health` and `people` promise the same as the pages, for scripts."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from noaber.network.management.commands.import_populations import table_address
from noaber.network.tests.conftest import FOLDER

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def records(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json"))
    return found


def test_a_network_is_loaded_once() -> None:
    assert "Toegevoegd: " in run("load_network", str(FOLDER))
    assert "Er is niets gewijzigd" in run("load_network", str(FOLDER))


def test_mistakes_in_the_files_are_the_reason_of_the_refusal(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"network\.csv: dit bestand ontbreekt") as refused:
        run("load_network", str(tmp_path))

    assert refused.value.returncode == 1


def test_health_gives_a_record_per_finding_and_per_rule_that_holds(oost_nederland: None) -> None:
    then, now = records("health", "--on", "2019-01-28"), records("health", "--on", "2023-05-15")

    assert all(record["holds"] for record in then)
    assert {record["rule"] for record in then} >= {"R34", "R36", "R37", "R38", "R39", "R40", "R41"}
    (team,) = [record for record in now if record["rule"] == "R39"]
    assert (team["holds"], team["subject"], team["missing"]) == (False, "et-cybercrime", ["gelderland-zuid"])


def test_health_in_words_counts_the_rules_that_hold(oost_nederland: None) -> None:
    assert run("health", "--on", "28-1-2019").startswith(
        "Op 28 januari 2019 zijn 17 van de 17 regels in orde."
    )
    assert "Herstel: het DVO Gelderland-Zuid draagt iemand voor" in run("health")


def test_people_are_given_as_of_two_dates(oost_nederland: None) -> None:
    def contact_of_hengelo(*options: str) -> str:
        rows = csv.DictReader(StringIO(run("people", "--on", "2020-01-15", "--csv", *options)))
        return next(row["name"] for row in rows if row["post_code"] == "GM0164:contact")

    assert contact_of_hengelo() == "Adviseur veiligheid van Hengelo (sinds 2020)"
    assert contact_of_hengelo("--known-on", "2020-02-01") == "Adviseur veiligheid van Hengelo"


def test_people_gives_one_row_per_seat(oost_nederland: None) -> None:
    rows = [
        row for row in records("people", "--on", "2019-01-28") if row["name"] == "Burgemeester van Enschede"
    ]

    assert {row["post_code"] for row in rows} == {
        "GM0153:mayor",
        "bbg:chair",
        "bestuurscollege:GM0153",
        "dvo-twente:GM0153",
        "dvo-twente:chair",
        "rvo:twente",
    }


@pytest.mark.parametrize(
    ("url", "table", "address"),
    [
        ("https://a.invalid/odata/", None, "https://a.invalid/odata/70072ned"),
        ("https://a.invalid/odata", "03759ned", "https://a.invalid/odata/03759ned"),
        ("https://a.invalid/odata/03759ned/", None, "https://a.invalid/odata/03759ned"),
        ("https://a.invalid/odata/70072ned", "70072ned", "https://a.invalid/odata/70072ned"),
    ],
)
def test_the_address_of_a_table_may_be_given_whole(url: str, table: str | None, address: str) -> None:
    assert table_address(url, table) == address
