"""noaber decision-pack: the packs of everyone in a folder, safe to make again."""

import csv
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from noaber.decisions.management.commands.decision_pack import MANIFEST, Command
from noaber.decisions.tests.conftest import (
    AGREE,
    CODE,
    MUNICIPALITIES,
    all_councils_agree,
    draft,
    record,
    send,
)
from noaber.decisions.tests.forwarded import send_memo
from noaber.network.services.load_network import LoadReport
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
@made_once
def sent(voorbeeldland: LoadReport) -> None:
    send_memo()


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / MANIFEST).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make(folder: Path, capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    call_command("decision_pack", CODE, to=str(folder), **options)
    return capsys.readouterr().out


def test_everyone_gets_both_files_and_the_manifest_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nieuw" / "map"
    said = make(folder, capsys)
    assert "8 van 8" in said
    assert "8 pakketten" in said
    rows = manifest(folder)
    years = [key.format(year=year) for year in range(2020, 2024) for key in Command.yearly_keys]
    assert tuple(rows[0]) == (*Command.output_keys, *years)
    assert [row["organisation"] for row in rows] == sorted(row["organisation"] for row in rows)
    named = {row[key] for row in rows for key in ("proposal_file", "mayor_file")}
    assert {path.name for path in folder.iterdir()} == named | {MANIFEST, "bijlagen"}
    assert [path.name for path in (folder / "bijlagen").iterdir()] == ["Voorstel - Strategie 2020-2023.pdf"]
    for row in rows:
        for what in ("proposal", "mayor"):
            data = (folder / row[f"{what}_file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == row[f"{what}_sha256"]
    first = rows[0]
    assert (first["organ"], first["due_on"], first["state"]) == ("council", "2020-11-15", "ahead")


def test_made_again_only_what_changed_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path, capsys)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert "0 bestanden zijn nieuw of gewijzigd" in make(tmp_path, capsys)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_for_one_organisation_the_others_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path, capsys)
    all_councils_agree()
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    assert "1 pakket in" in make(tmp_path, capsys, only="GM9001")
    states = {row["organisation"]: row["state"] for row in manifest(tmp_path)}
    assert len(states) == 8
    assert (states["GM9001"], states["GM9002"]) == ("decided", "ahead")


def test_what_cannot_be_made_is_said(tmp_path: Path) -> None:
    for code, options, said in (
        ("anders", {}, "Er is geen voorstel “anders”. Wel: strategie."),
        (CODE, {"only": "GM0000"}, "besluit niet over dit voorstel"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("decision_pack", code, to=str(tmp_path), **options)
    draft("los")
    send("los")
    with pytest.raises(CommandError, match="hoeft geen organisatie zelf te besluiten"):
        call_command("decision_pack", "los", to=str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("decision_pack", CODE, to=str(tmp_path / "bestand"))
