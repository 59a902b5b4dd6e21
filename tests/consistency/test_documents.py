"""What the documents say is there, is there: files, names, commands, targets, words of the glossary."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from noaber.core.commandline import FAMILIES
from noaber.site.commandline import command_names, load_command
from noaber.site.prose import HELP, STATEMENTS, STATIC, read_prose
from noaber.site.views.prose import SUBJECTS
from tests.consistency.house import ROOT, SOURCES, committed_files, place, python_files

DOCUMENTS: Final = [path for path in committed_files() if path.suffix == ".md"]
ADRS: Final = sorted((ROOT / "docs" / "adr").glob("*.md"))
FOLDERS: Final = ("src/", "docs/", "tests/", "tools/", "bench/", ".ci/")
CODE: Final = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET: Final = re.compile(r"\bmake ([a-z][a-z-]*)")
OPTION: Final = re.compile(r"--[a-z][a-z-]*")
COMMAND: Final = re.compile(rf"\bnoaber ((?:(?:{'|'.join(FAMILIES)}) )?[a-z][a-z-]*)((?: [^\n`]*)?)")
ONLY_BUILT: Final = ("src/noaber/core/static/vendor",)  # packed on the machine, not in git


def named(document: Path) -> Iterator[str]:
    """Everything in a document that is set as code, also inside blocks."""
    for found in CODE.findall(document.read_text(encoding="utf-8")):
        yield found.strip("`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_path_exists(document: Path) -> None:
    """A path of the repository, or ``path::name``: then the file also has that name at its top."""
    wrong = [
        name
        for name in named(document)
        if name.startswith(FOLDERS) and " " not in name and "<" not in name and not is_there(name)
    ]
    assert not wrong, f"{place(document)} names {wrong}"


def is_there(name: str) -> bool:
    path, _, defined = name.partition("::")
    if path.startswith(ONLY_BUILT):
        return True
    if not (ROOT / path).exists():
        return False
    definition = rf"^(?:def |class )?{re.escape(defined)}\b"
    return not defined or bool(re.search(definition, (ROOT / path).read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_make_target_exists(document: Path) -> None:
    wrong = {
        target for name in named(document) for target in TARGET.findall(name) if target not in make_targets()
    }
    assert not wrong, f"{place(document)} names make {wrong}"


@cache
def make_targets() -> frozenset[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_command_and_its_options_exist(document: Path) -> None:
    wrong = [
        f"noaber {command}{rest}"
        for name in named(document)
        for command, rest in COMMAND.findall(name)
        if not (command in command_names() and set(OPTION.findall(rest)) <= options_of(command))
    ]
    assert not wrong, f"{place(document)} names {wrong}"


@cache
def options_of(command: str) -> frozenset[str]:
    parser = load_command(command).create_parser("noaber", command)
    return frozenset(option for action in parser._actions for option in action.option_strings)


def test_the_settings_that_documents_name_exist() -> None:
    from noaber.site.settings.environment import Environment

    known = {f"NOABER_{name.upper()}" for name in Environment.model_fields}
    wrong = [
        f"{place(document)}: {name}"
        for document in DOCUMENTS
        for name in re.findall(r"\bNOABER_[A-Z_]+\b", document.read_text(encoding="utf-8"))
        if name not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_the_names_of_the_glossary_are_in_the_code() -> None:
    words = set(re.findall(r"\w+", "\n".join(path.read_text(encoding="utf-8") for path in python_files())))
    names = re.findall(r"`(\w+)`", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert len(names) > 50
    assert not [name for name in names if name not in words]


def test_the_glossary_has_each_term_once() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    terms = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    terms = [term for term in terms if term not in {"Dutch", "---"}]
    assert sorted(terms) == sorted(set(terms))


def test_decisions_are_numbered_short_and_of_one_form() -> None:
    assert [path.name[:4] for path in ADRS] == [f"{number:04}" for number in range(1, len(ADRS) + 1)]
    for path in ADRS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), place(path)
        assert len(text.splitlines()) <= 40, place(path)
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], place(
            path
        )


def test_what_lives_in_a_room_is_told_in_a_few_lines() -> None:
    for path in SOURCES.glob("*/README.md"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 25, place(path)


@pytest.mark.parametrize("path", [*HELP.glob("*.md"), *STATEMENTS.glob("*.md")], ids=place)
def test_every_written_page_can_be_shown(path: Path) -> None:
    page = read_prose(path)
    assert page.title
    assert page.intro
    assert 'alt=""' not in page.html, "a picture in the help says something: describe it"


def test_every_page_of_the_help_is_in_its_index() -> None:
    assert {path.stem for path in HELP.glob("*.md")} == set(SUBJECTS)
    listed = (ROOT / "docs" / "help" / "README.md").read_text(encoding="utf-8")
    assert [name for name in SUBJECTS if f"/help/{name}.md)" not in listed] == []


def test_every_picture_is_used_and_small() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    pictures = sorted((STATIC / "site" / "help").glob("*.png"))
    assert pictures
    assert not [picture.name for picture in pictures if f"/{picture.name})" not in texts]
    assert not [picture.name for picture in pictures if picture.stat().st_size > 100_000]


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == version


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == list(range(1, 16))
    assert text.rstrip().endswith("EUPL version.")


def test_make_help_lists_what_the_readme_promises() -> None:
    answer = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[0] for line in answer.stdout.splitlines()}
    assert {"run", "test", "setup", "check"} <= listed
