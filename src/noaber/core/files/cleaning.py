"""Removing bytes that no row knows: after a crash, an undone transaction or a removal."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from noaber.core.files.storing import files_root
from noaber.core.models import StoredFile

# Younger files may belong to a transaction that has not ended yet.
OLD_ENOUGH: Final = timedelta(hours=24)
_BATCH: Final = 500


def remove_orphans(*, now: datetime) -> int:
    """Remove what lies on disk for a day without a living row; returns how many files. Twice does no harm."""
    removed = 0
    batch: list[Path] = []
    for path in _old_files(now):
        batch.append(path)
        if len(batch) == _BATCH:
            removed += _remove_unknown(batch)
            batch = []
    return removed + _remove_unknown(batch)


def _old_files(now: datetime) -> Iterator[Path]:
    before = (now - OLD_ENOUGH).timestamp()
    for folder, _folders, names in os.walk(files_root()):
        for name in names:
            path = Path(folder) / name
            if path.stat().st_mtime < before:
                yield path


def _remove_unknown(paths: list[Path]) -> int:
    by_name = {path.relative_to(files_root()).as_posix(): path for path in paths}
    living = StoredFile.objects.filter(stored_name__in=by_name, is_removed=False)
    unknown = set(by_name) - set(living.values_list("stored_name", flat=True))
    for name in unknown:
        by_name[name].unlink(missing_ok=True)
    return len(unknown)
