"""The export: every table, described, the same each time, without a single secret."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import DEMONSTRATION, Installation, Installations, run_noaber

# The export itself is written in the audit log.
GROWS = {"tables/core_auditentry.csv", "tables/core_audithead.csv", "README.md"}


@pytest.fixture(scope="module")
def source(installations: Installations, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = installations.copy(DEMONSTRATION, tmp_path_factory.mktemp("export") / "source")
    (made.folder / "files" / "ab").mkdir(parents=True, exist_ok=True)  # a file of its own may begin so
    (made.folder / "files" / "ab" / "stuk").write_bytes(b"stuk")
    yield made
    installations.remove(made)


@pytest.fixture(scope="module")
def folder(source: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `source` was exported to."""
    target = tmp_path_factory.mktemp("export") / "een"
    export(source, target)
    return target


def export(source: Installation, target: Path) -> None:
    result = run_noaber(source, "export", "--to", str(target))
    assert result.returncode == 0, result.stderr


def files_in(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()
    }


@pytest.mark.db
def test_an_export_is_described_complete_and_the_same_each_time(
    source: Installation, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "leeg").mkdir()  # an empty folder will do
    export(source, tmp_path / "leeg")
    first, second = files_in(folder), files_in(tmp_path / "leeg")

    assert {path for path in first if first[path] != second.get(path)} <= GROWS
    assert first["files/ab/stuk"] == b"stuk"
    package = json.loads(first["datapackage.json"])
    assert "voorbeeldgegevens" in package["title"]
    tables = {resource["path"]: resource["schema"]["fields"] for resource in package["resources"]}
    assert {path for path in first if path.endswith(".csv")} == set(tables)
    for path, fields in tables.items():
        header = next(csv.reader(first[path].decode().splitlines()))
        assert header == [field["name"] for field in fields]
        assert all(field["title"] and field["description"] for field in fields)
        assert f"`{path}`" in first["README.md"].decode()
    municipalities = list(csv.DictReader(first["tables/network_organisation.csv"].decode().splitlines()))
    assert sum(row["kind"] == "municipality" for row in municipalities) >= 76


def test_no_password_and_no_key_leaves(source: Installation, folder: Path) -> None:
    everything = files_in(folder)

    users = everything["tables/accounts_user.csv"].decode().splitlines()
    assert len(users) > 1
    assert "password" not in users[0]
    assert not any(b"argon2" in content or content[:1] == b"!" for content in everything.values())
    assert "django_session" not in str(sorted(everything))
    secret = (source.folder / "secret-key").read_bytes().strip()
    assert not any(secret in content for content in everything.values())


def test_an_export_is_closed_to_others(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_something_in_it_is_refused(source: Installation, tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij")

    result = run_noaber(source, "export", "--to", str(tmp_path / "vol"))

    assert result.returncode == 1
    assert "is niet leeg" in result.stderr
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]
