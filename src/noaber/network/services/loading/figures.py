"""Population figures of the files."""

import datetime as dt
from pathlib import Path

from noaber.network.models import Organisation, PopulationFigure
from noaber.network.services.loading.checking import convert
from noaber.network.services.loading.folder import NetworkFiles
from noaber.network.services.loading.lines import NetworkFilesError, read_file
from noaber.network.services.loading.shapes import POPULATIONS, PROVISIONAL, SHAPES
from noaber.network.services.loading.writing import CHUNK, Book
from noaber.network.services.populations import Figure, note_figures


def read_figures(folder: Path) -> list[Figure]:
    """The figures of the folder's populations.csv, for whoever records them one date at a time."""
    lines, problems = read_file(folder, POPULATIONS, SHAPES[POPULATIONS])
    entries, wrong = convert(lines, POPULATIONS, starts_on=dt.date.min)
    if problems or wrong:
        raise NetworkFilesError(problems + wrong)
    return [
        Figure(
            entry["code"],
            entry["reference_date"],
            entry["population"],
            entry["status"] == PROVISIONAL,
            entry["source"],
        )
        for entry in entries
    ]


def count_after(files: NetworkFiles, today: dt.date) -> int:
    """How many figures have a reference date that is still to come."""
    return sum(entry["reference_date"] > today for entry in files[POPULATIONS])


def load_populations(files: NetworkFiles, book: Book, today: dt.date) -> None:
    """Add the figures of dates up to `today` for which the register has none yet."""
    ids = dict(Organisation.objects.values_list("code", "pk"))
    recorded = set(PopulationFigure.objects.values_list("organisation__code", "reference_on"))
    due = [entry for entry in files[POPULATIONS] if entry["reference_date"] <= today]
    new = [entry for entry in due if (entry["code"], entry["reference_date"]) not in recorded]
    rows = PopulationFigure.objects.bulk_create(
        [
            PopulationFigure(
                organisation_id=ids[entry["code"]],
                reference_on=entry["reference_date"],
                population=entry["population"],
                is_provisional=entry["status"] == PROVISIONAL,
                source=entry["source"],
                known_from=book.now,
            )
            for entry in new
        ],
        batch_size=CHUNK,
    )
    note_figures(book.trail, rows)
    book.tally.count(PopulationFigure, added=len(new), kept=len(due) - len(new))
