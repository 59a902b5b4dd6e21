"""The ``noaber`` program: Dutch throughout, three exit codes, a reference that is true."""

import re
import sys

import pytest

from noaber.site.commandline import command_names, load_command, overview
from tests.commands.conftest import Noaber
from tests.consistency.house import ROOT

ENGLISH = ("usage", "optional", "options:", "show this", "arguments", "positional", "error:")


@pytest.mark.parametrize("name", sorted(command_names()))
def test_help_is_dutch_and_says_what_the_command_does(name: str) -> None:
    command = load_command(name)
    parser = command.create_parser("noaber", name.replace("-", "_"))
    text = parser.format_help()
    assert text.startswith(f"gebruik: noaber {name}")
    assert not [word for word in ENGLISH if word in text.lower()]
    assert str(command.help).endswith(".")
    assert not [action.dest for action in parser._actions if not action.help]


def test_the_list_names_every_command_once() -> None:
    lines = [line for line in overview().splitlines() if line.startswith("  ") and line[2] != " "]
    listed = [re.split(r"\s{2,}", line.strip())[0] for line in lines]
    assert sorted(listed) == sorted(name for name in command_names() if not load_command(name).is_hidden)


def test_without_a_command_the_list_is_shown(noaber: Noaber) -> None:
    result = noaber()
    assert result.returncode == 0
    assert result.stdout.startswith("gebruik: noaber OPDRACHT")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bestaatniet"], "noaber: onbekende opdracht: bestaatniet"),
        (["migrate"], "noaber: onbekende opdracht: migrate"),
        (["figures"], "noaber figures: kies uit effect, fetch, import, query, releases, signals"),
        (["figures", "onzin"], "noaber figures: kies uit effect, fetch, import, query, releases, signals"),
        (["demo", "--until", "30-2-2019"], "noaber demo: --until: 30-2-2019 bestaat niet"),
        (["demo", "--until"], "noaber demo: optie --until vraagt een waarde"),
        (["prepare", "nu"], "noaber prepare: onbekende argumenten: nu"),
        (["load-network"], "noaber load-network: verplichte argumenten ontbreken: MAP"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_ends_with_two_and_one_dutch_sentence(
    noaber: Noaber, arguments: list[str], sentence: str
) -> None:
    result = noaber(*arguments)
    assert result.returncode == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_what_the_records_refuse_ends_with_one(noaber: Noaber) -> None:
    result = noaber("demo", "--until", "1-1-1990")
    assert result.returncode == 1
    assert result.stderr.startswith("De demonstratie begint op")
    assert len(result.stderr.splitlines()) == 1


def test_what_comes_out_of_a_demonstration_says_so_beside_the_data(
    noaber: Noaber, oost_nederland: None
) -> None:
    for arguments in (
        ["people", "--json"],
        ["health", "--csv"],
        ["contributions", "--reference-date", "2019-01-01", "--csv"],
    ):
        result = noaber(*arguments)
        assert result.stderr.startswith("Voorbeeldgegevens: dit is een demonstratie.")
        assert "demonstratie" not in result.stdout


def test_the_reference_is_what_the_commands_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    monkeypatch.delitem(sys.modules, "cli_reference", raising=False)
    import cli_reference

    assert cli_reference.PAGE.read_text(encoding="utf-8") == cli_reference.render(), (
        "run tools/cli_reference.py"
    )
