"""A folder of network files as entries that agree with each other, or everything that is wrong with them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from noaber.network.services.loading.checking import Entry, convert, disagreements
from noaber.network.services.loading.expanding import Places, expand, places_in
from noaber.network.services.loading.lines import Line, NetworkFilesError, Problem, read_file
from noaber.network.services.loading.occupation import seat_problems
from noaber.network.services.loading.shapes import (
    MERGERS,
    MUNICIPALITIES,
    NETWORK,
    ORGANISATIONS,
    PARTNERS,
    SHAPES,
)


@dataclass(frozen=True, slots=True)
class NetworkFiles:
    """The entries of every file, by the name of the file."""

    entries: Mapping[str, list[Entry]]

    def __getitem__(self, name: str) -> list[Entry]:
        return self.entries[name]

    @property
    def network(self) -> Entry:
        return self.entries[NETWORK][0]


def read_folder(folder: Path) -> NetworkFiles:
    """Read and check all files; raise `NetworkFilesError` with every problem found, by file, row and column."""
    lines = _read_lines(folder)
    places = places_in(lines)
    lines[MUNICIPALITIES] = [_with_district_code(line, places) for line in lines[MUNICIPALITIES]]
    starts_on = _start(lines[NETWORK])
    problems: list[Problem] = []
    entries: dict[str, list[Entry]] = {}
    for name in SHAPES:
        expanded, unfit = expand(lines[name], name, places)
        entries[name], wrong = convert(expanded, name, starts_on=starts_on)
        problems += unfit + wrong
    problems += disagreements(entries, _codes(entries))
    if problems:  # whether people fit their seats can only be judged when all references hold
        raise NetworkFilesError(problems)
    problems = seat_problems(entries)
    if problems:
        raise NetworkFilesError(problems)
    return NetworkFiles(entries)


def _read_lines(folder: Path) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {}
    problems: list[Problem] = []
    for name, shape in SHAPES.items():
        lines[name], wrong = read_file(folder, name, shape)
        problems += wrong
    if problems:
        raise NetworkFilesError(problems)
    return lines


def _start(lines: list[Line]) -> dt.date:
    """The day the network starts, from the single row of its file."""
    if len(lines) != 1:
        raise NetworkFilesError([Problem(NETWORK, None, "", _("dit bestand heeft precies één rij nodig."))])
    entries, problems = convert(lines, NETWORK, starts_on=dt.date.min)
    if problems:
        raise NetworkFilesError(problems)
    starts_on: dt.date = entries[0]["starts_on"]
    return starts_on


def _with_district_code(line: Line, places: Places) -> Line:
    """A municipality may name its district; from here on it has the code."""
    district = places.municipalities[line.cells["code"]]["district"]
    return replace(line, cells={**line.cells, "district": district})


def _codes(entries: Mapping[str, list[Entry]]) -> dict[str, set[str]]:
    """The codes that may be referred to, by file; municipalities and partners together are organisations."""
    codes = {name: {entry.key[0] for entry in of_file} for name, of_file in entries.items()}
    codes[ORGANISATIONS] = codes[MUNICIPALITIES] | codes[PARTNERS] | codes[MERGERS]
    return codes
