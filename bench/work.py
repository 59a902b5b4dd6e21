"""Two pieces of work of some size: drawing the tile map, and reading a workbook, beside the bare library.

Bars: the map of the 76 municipalities takes at most the limit; reading and checking every cell of a workbook of 17,100
people takes at most twenty times what python-calamine needs to hand over the bare values.
"""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import xlsxwriter
from python_calamine import CalamineWorkbook

from noaber.core.documents.sheets import SheetColumn, read_sheet
from noaber.network.rules.tilemap import place_tiles

MUNICIPALITIES: Final = (
    Path(__file__).resolve().parent.parent / "src/noaber/network/data/oost_nederland/municipalities.csv"
)
MAP_LIMIT: Final = 5.0  # seconds, once for a network
PEOPLE: Final = 17_100
TIMES_BARE: Final = 20.0
COLUMNS: Final = ("Naam", "E-mailadres", "Vanaf")


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    map_seconds = best_of(_draw_map)
    data = _workbook()
    bare, checked = best_of(lambda: _read_bare(data)), best_of(lambda: _read_checked(data))
    print(f"tile map of 76 municipalities: {map_seconds:.1f} s (limit {MAP_LIMIT:.0f} s)")
    print(
        f"workbook of {PEOPLE:,} people: {checked:.2f} s, the bare library {bare:.2f} s: "
        f"{checked / bare:.1f} times (bar {TIMES_BARE:.0f})\n"
    )
    return map_seconds < MAP_LIMIT and checked / bare < TIMES_BARE


def best_of(part: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the quickest round."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        part()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _draw_map() -> None:
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    place_tiles({row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows})


def _workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        for number in range(PEOPLE):
            sheet.write_row(number + 1, 0, (f"Persoon {number}", f"p{number}@gemeente.invalid", "28-1-2019"))
    return target.getvalue()


def _read_bare(data: bytes) -> None:
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _read_checked(data: bytes) -> None:
    columns = [SheetColumn(name, name) for name in COLUMNS]
    table = read_sheet(data, "people.xlsx").match(columns)
    for row in table.rows():
        row["Naam"].text(), row["E-mailadres"].mail_address(), row["Vanaf"].date()
