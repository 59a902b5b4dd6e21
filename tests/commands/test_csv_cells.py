"""No command writes a cell that a spreadsheet would run (OWASP, CSV injection)."""

import csv
from io import StringIO
from typing import Final

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import OutputWrapper

from noaber.core.commandline import Command, csv_cell

RUN: Final = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\uff1d1+1")


def csv_commands() -> list[str]:
    """The commands that have --csv."""
    ours = [name for name, app in get_commands().items() if str(app).startswith("noaber")]
    return sorted(name for name in ours if "--csv" in options_of(command_called(name)))


def command_called(name: str) -> Command:
    command = load_command_class(str(get_commands()[name]), name)
    assert isinstance(command, Command)
    return command


def options_of(command: Command) -> set[str]:
    parser = command.create_parser("noaber", "x")
    return {option for action in parser._actions for option in action.option_strings}


def test_the_commands_that_write_csv_are_found() -> None:
    assert {"contributions", "health", "matrix", "obligations", "people"} <= set(csv_commands())


@pytest.mark.parametrize("name", csv_commands())
@pytest.mark.parametrize("text", RUN)
def test_no_cell_of_a_command_begins_as_a_formula(name: str, text: str) -> None:
    command, written = command_called(name), StringIO()
    command.stdout = OutputWrapper(written)

    command.print_csv([dict.fromkeys(command.output_keys, text)])

    rows = list(csv.reader(StringIO(written.getvalue(), newline="")))
    assert rows[1:] == [[f"'{text}"] * len(command.output_keys)]


def test_a_number_below_zero_stays_a_number() -> None:
    assert [csv_cell(value) for value in (-5, None, True, "Zwolle")] == [-5, "", "true", "Zwolle"]
