"""Who was erased: kept outside the database, as ids only, to hold a restored backup against."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from noaber.core.keeping.lines import append_line, read_lines

FILE_NAME = "erased.jsonl"


def erasure_file() -> Path:
    return Path(settings.DATA) / FILE_NAME


def remember_erasure(person_key: str, *, now: dt.datetime) -> None:
    """Add a person to the list; on disk when this returns."""
    append_line(erasure_file(), {"person": person_key, "at": now.isoformat()})


def erased_persons(path: Path | None = None) -> list[str]:
    """The keys on the list, each once, oldest first."""
    return list(dict.fromkeys(str(line["person"]) for line in read_lines(path or erasure_file())))
