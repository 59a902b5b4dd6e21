"""The import commands: the same services as the pages, three exit codes, and nothing written unless asked."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands.conftest import Noaber
from tests.servers.odata import ODataServer
from tests.servers.odata.samples import population_tables

pytestmark = pytest.mark.usefixtures("oost_nederland")


def write(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> Path:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    path = folder / name
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def named(noaber: Noaber, name: str) -> int:
    """How many people of this name the register gives."""
    found = json.loads(noaber("people", "--on", "2023-05-15", "--json").stdout)
    return sum(person["name"] == name for person in found)


PERSON = [["naam", "organisatie", "zetel"], ["Strateeg van Zwolle", "GM0193", ""]]


def test_people_are_shown_and_with_apply_brought_in_once(
    noaber: Noaber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "personen.csv", PERSON)

    shown = noaber("import-people", str(path))
    assert (shown.returncode, named(noaber, "Strateeg van Zwolle")) == (0, 0)
    assert "1 nieuw, 0 gewijzigd, 0 ongewijzigd." in shown.stdout

    applied = noaber("import-people", str(path), "--apply")
    assert (applied.returncode, named(noaber, "Strateeg van Zwolle")) == (0, 1)
    assert "De lijst is doorgevoerd." in applied.stdout
    assert "alles stond al zo" in noaber("import-people", str(path), "--apply").stdout
    # The files of the demonstration are in the folder of its template, not in that of this process.
    monkeypatch.setattr("noaber.core.keeping.seals.changed_files", lambda: (0, []))
    assert noaber("verify-audit").returncode == 0


def test_mistakes_end_with_one_and_a_line_each(noaber: Noaber, tmp_path: Path) -> None:
    path = write(
        tmp_path, "personen.csv", [["naam", "organisatie", "zetel"], ["A", "GM0000", ""], ["", "GM0193", "x"]]
    )

    for options in ([], ["--apply"]):
        result = noaber("import-people", str(path), *options)
        assert result.returncode == 1
        assert (
            "Rij 2, kolom B (organisatie): de organisatie ‘GM0000’ staat niet in het register"
            in result.stderr
        )
        assert result.stderr.splitlines()[-1] == "3 fouten; er is niets gewijzigd."


def test_organisations_are_brought_in_from_a_day(noaber: Noaber, tmp_path: Path) -> None:
    path = write(tmp_path, "partners.csv", [["code", "soort", "naam"], ["VRT", "andere partner", "Partner"]])

    result = noaber("import-organisations", str(path), "--valid-from", "1-6-2023", "--apply")

    assert (result.returncode, "nieuw  Partner" in result.stdout) == (0, True)


def test_populations_come_from_a_service_or_a_file(noaber: Noaber, tmp_path: Path) -> None:
    with ODataServer(population_tables({"GM0193": {2012: 120_000}})) as server:
        source = ["import-populations", "--url", f"{server.origin}/ODataFeed/odata", "--table", "03759ned"]
        result = noaber(*source, "--year", "2012", "--apply")
        assert (result.returncode, "1 nieuw" in result.stdout) == (0, True), result.stderr
        unknown = noaber(*source[:-1], "99999ned", "--year", "2012")
    assert (unknown.returncode, "kent tabel 99999ned niet" in unknown.stderr) == (1, True)
    rows = [
        ["gemeentecode", "peildatum", "inwoners", "status", "bron"],
        ["GM0193", "1-1-2012", "-5", "definitief", "x"],
    ]
    wrong = noaber("import-populations", "--file", str(write(tmp_path, "inwoners.csv", rows)))
    assert (wrong.returncode, "kan niet negatief zijn" in wrong.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["import-people"],
        ["import-populations"],
        ["import-populations", "--file", "a.csv", "--url", "http://localhost"],
        ["import-populations", "--file", "a.csv", "--year", "2019"],
        ["import-populations", "--url", "http://localhost", "--year", "vorig"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(noaber: Noaber, tmp_path: Path, arguments: list[str]) -> None:
    result = noaber(*arguments)
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)


def test_a_file_that_is_not_there_is_one_sentence(noaber: Noaber, tmp_path: Path) -> None:
    result = noaber("import-people", "nergens.xlsx")
    assert (result.returncode, result.stderr.strip()) == (1, "nergens.xlsx bestaat niet.")
