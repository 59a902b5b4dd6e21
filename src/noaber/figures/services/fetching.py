"""Fetching a table page by page into a folder, so that an interrupted fetch goes on where it was.

Each page is a file; the state says where the next one is. A newer release on the other side starts anew. Afterwards the
folder is read as any saved answers are, so live and offline are one way in.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.odata import ODataError, ODataTable, Progress, SavedTable

STATE: Final = "state"

OnProgress = Callable[[Progress], None]


@contextmanager
def fetched(table: ODataTable, address: str, on_progress: OnProgress | None = None) -> Iterator[SavedTable]:
    """The table, fetched whole. It is thrown away when the caller ends well, and when the caller refuses it: what is
    wrong in it may be mended on the other side by the next time. A caller that dies leaves it for the next.

    ODataError: the service; asking again goes on after the last page that came. DomainError: somebody else is at it, or
    the disk is full.
    """
    folder = Path(settings.DATA) / "figures-incoming" / table.table_id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        try:
            _fetch(table, address, folder, on_progress)
        except OSError as error:
            raise DomainError(
                _(
                    "Tabel %(table)s kan niet worden bewaard: er is niet genoeg ruimte op de schijf, of de map is "
                    "niet te beschrijven. Er is niets gewijzigd. Maak ruimte en begin opnieuw; wat al is opgehaald, "
                    "blijft staan."
                )
                % {"table": table.table_id},
                field="table",
            ) from error
        try:
            yield SavedTable([folder], table_id=table.table_id)
        except (DomainError, ODataError):
            _empty(folder)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _fetch(table: ODataTable, address: str, folder: Path, on_progress: OnProgress | None) -> None:
    info = table.info()
    about = {"address": address, "modified": info.modified}
    state = _state(folder)
    if {name: state.get(name) for name in about} != about:
        _empty(folder)
        _keep_lists(table, folder)
        state = {**about, "pages": 0, "rows": 0, "bytes": 0, "next": "", "is_done": False}
        _keep(folder / STATE, state)
    if state["is_done"]:
        return
    for page in table.pages(start_link=str(state["next"]) or None):
        number = int(str(state["pages"])) + 1
        _keep(folder / f"{table.figures_name}-{number:05d}.json", {"value": page.rows})
        state = {
            **about,
            "pages": number,
            "rows": int(str(state["rows"])) + len(page.rows),
            "bytes": int(str(state["bytes"])) + page.size,
            "next": page.next_link or "",
            "is_done": page.next_link is None,
        }
        _keep(folder / STATE, state)
        if on_progress is not None:
            done = int(str(state["rows"])), int(str(state["bytes"]))
            on_progress(Progress(number, *done, page.next_link, info.row_count))


def _keep_lists(table: ODataTable, folder: Path) -> None:
    for name in table.list_names():
        _keep(folder / f"{name}.json", {"value": table.list_rows(name)})


def _state(folder: Path) -> Mapping[str, object]:
    try:
        found = json.loads((folder / STATE).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(path: Path, content: Mapping[str, object]) -> None:
    """Whole or not there at all."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    unfinished.replace(path)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != LOCK:
            path.unlink()


LOCK: Final = ".lock"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One fetch of a table at a time. The lock goes with the process, however that ends."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DomainError(
                _("Deze tabel wordt al opgehaald. Wacht tot dat klaar is."), field="table"
            ) from None
        yield
    finally:
        os.close(handle)
