"""What was released of a meeting, by paper and by item: what readers see, and whether the work went on since."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from noaber.core.reading import read_once
from noaber.meetings.models import Release

TELLS: Final[Mapping[str, tuple[str, ...]]] = {  # what a paper tells of each item
    Release.Paper.AGENDA: ("number", "kind", "title", "text"),
    Release.Paper.DECISION_LIST: ("number", "kind", "title", "treated_as", "decision"),
    Release.Paper.MINUTES: ("number", "kind", "title", "treated_as", "decision", "minutes"),
    Release.Paper.EXTRACT: ("number", "kind", "title", "treated_as", "decision"),
}
DECIDES: Final = frozenset(TELLS) - {
    Release.Paper.AGENDA
}  # these also tell what was answered, and who was there


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A paper as it was released; `is_replaced`: a later one of the same kind took its place."""

    id: int
    paper: str
    item_id: int | None
    item_number: int | None
    file_id: uuid.UUID
    sha256: str
    is_public: bool
    released_at: dt.datetime
    released_by_id: int | None
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """An item as one released paper tells it."""

    release_id: int
    paper: str
    is_public: bool
    released_at: dt.datetime
    item_id: int
    number: int
    kind: str
    title: str
    text: str
    treated_as: int | None
    decision: str
    minutes: str

    @property
    def told(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in TELLS[self.paper]}

    def holds(self, now: Mapping[str, object]) -> bool:
        """Whether the item still reads like this."""
        return all(now[name] == value for name, value in self.told.items())


def told_of(sitting: uuid.UUID) -> Mapping[int, dict[str, object]]:
    """By item what the papers that were released last tell of it, one after the other; later ones prevail."""
    last: dict[tuple[str, int], ToldRow] = {}
    for row in _told(sitting):
        last[row.paper, row.item_id] = row
    found: dict[int, dict[str, object]] = {}
    for row in sorted(last.values(), key=lambda row: row.release_id):
        found.setdefault(row.item_id, {}).update(row.told)
    return found


def released_papers(sitting: uuid.UUID) -> Mapping[str, dt.datetime]:
    """Which kinds of paper went out with items in them, and when last; extracts left aside."""
    return {row.paper: row.released_at for row in _told(sitting) if row.paper != Release.Paper.EXTRACT}


@dataclass(frozen=True, slots=True)
class Stale:
    """A released paper that says something else than what stands there now."""

    paper: str
    is_public: bool
    released_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Moments:
    """When something was answered last on the points of an item, and when its newest paper came."""

    answered_at: dt.datetime | None
    filed_at: dt.datetime | None

    def is_after(self, paper: str, released_at: dt.datetime) -> bool:
        """Papers go with the agenda, answers with all that is made after the meeting."""
        moment = self.answered_at if paper in DECIDES else self.filed_at
        return moment is not None and moment > released_at


def stale_papers(
    sitting: uuid.UUID,
    now: Mapping[int, Mapping[str, object]],
    moments: Mapping[int, Moments],
    has_list: Callable[[int, dt.datetime], bool],
) -> list[Stale]:
    """The papers, for the network and for everyone apart, that were overtaken since they were released last.

    `now`: each item as it stands; what else a paper tells of it has its moments. `has_list`: whether a release of that
    moment still holds the list of who was there.
    """
    last: dict[tuple[str, bool, int], list[ToldRow]] = {}
    for row in _told(sitting):
        of_one = row.item_id if row.paper == Release.Paper.EXTRACT else 0
        before = last.get((row.paper, row.is_public, of_one))
        if before and before[0].release_id == row.release_id:
            before.append(row)
        else:
            last[row.paper, row.is_public, of_one] = [row]
    return [
        Stale(rows[0].paper, rows[0].is_public, rows[0].released_at)
        for rows in last.values()
        if _is_overtaken(rows, now, moments)
        or (rows[0].paper in DECIDES and not has_list(rows[0].release_id, rows[0].released_at))
    ]


def _is_overtaken(
    rows: Iterable[ToldRow],
    now: Mapping[int, Mapping[str, object]],
    moments: Mapping[int, Moments],
) -> bool:
    told = {row.item_id: row for row in rows}
    first = next(iter(told.values()))
    if first.paper != Release.Paper.EXTRACT and told.keys() != now.keys():
        return True
    if not all(row.holds(now[item]) for item, row in told.items() if item in now):
        return True
    return any(moments[item].is_after(first.paper, first.released_at) for item in told if item in moments)


def released_of(sitting: uuid.UUID) -> tuple[ReleaseRow, ...]:
    """Every paper that was released of a meeting, in that order."""
    return _read(sitting)[0]


def _told(sitting: uuid.UUID) -> tuple[ToldRow, ...]:
    return _read(sitting)[1]


_RELEASE: Final = (
    "pk",
    "paper",
    "item_id",
    "item__number",
    "file_id",
    "file__sha256",
    "is_public",
    "released_at",
    "released_by_id",
)
_ITEM: Final = ("item_id", "number", "kind", "title", "text", "treated_as", "decision", "minutes")


@read_once
def _read(sitting: uuid.UUID) -> tuple[tuple[ReleaseRow, ...], tuple[ToldRow, ...]]:
    """The papers, and each item as they tell it; one query."""
    rows = Release.objects.filter(sitting=sitting).order_by("pk", "items__number")
    papers: dict[int, Any] = {}
    told: list[ToldRow] = []
    for row in rows.values_list(*_RELEASE, *(f"items__{name}" for name in _ITEM)):
        paper, item = row[: len(_RELEASE)], row[len(_RELEASE) :]
        papers[paper[0]] = paper
        if item[0] is not None:
            told.append(ToldRow(paper[0], paper[1], paper[6], paper[7], *item))
    return _with_replaced(list(papers.values())), tuple(told)


def _with_replaced(rows: list[Any]) -> tuple[ReleaseRow, ...]:
    """Public and network papers stand beside each other: the one does not replace the other."""
    last = {(paper, item, is_public): key for key, paper, item, _number, _file, _sha, is_public, *_ in rows}
    return tuple(ReleaseRow(*[*row, last[row[1], row[2], row[6]] != row[0]]) for row in rows)
