"""Figures in files: one row per kind of offence and municipality, one column per year ("2025*": provisional)."""

import csv
from collections import defaultdict
from pathlib import Path

from noaber.figures.rules.series import AreaFigure, OffenceCounts

_PROVISIONAL = "*"
_KINDS = Path(__file__).parent / "data" / "kinds.csv"


def read_offences(folder: Path) -> list[OffenceCounts]:
    """What ``offences.csv`` in the folder counts, in its order; an empty cell is a year without a figure."""
    titles: dict[str, str] = {}
    figures: dict[str, list[AreaFigure]] = defaultdict(list)
    with (folder / "offences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            offence, area = row.pop("offence"), row.pop("code")
            titles[offence] = row.pop("title")
            figures[offence] += [
                AreaFigure(area, int(year.rstrip(_PROVISIONAL)), int(count), year.endswith(_PROVISIONAL))
                for year, count in row.items()
                if count
            ]
    return [OffenceCounts(offence, title, tuple(figures[offence])) for offence, title in titles.items()]


def read_kind_titles() -> dict[str, str]:
    """What the police call their kinds of offence, by code."""
    with _KINDS.open(encoding="utf-8", newline="") as file:
        return {row["offence"]: row["title"] for row in csv.DictReader(file)}
