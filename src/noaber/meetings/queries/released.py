"""What was released of an agenda, item by item: what readers see, and whether the working state went on since."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from noaber.core.reading import read_once
from noaber.meetings.models import Release, ReleasedItem

TELLS: Final[Mapping[str, tuple[str, ...]]] = {  # what a paper tells of each item
    Release.Paper.AGENDA: ("number", "kind", "title", "text"),
    Release.Paper.DECISION_LIST: ("number", "kind", "title", "treated_as", "decision"),
    Release.Paper.MINUTES: ("number", "kind", "title", "treated_as", "decision", "minutes"),
    Release.Paper.EXTRACT: ("number", "kind", "title", "treated_as", "decision"),
}
DECIDES: Final = frozenset(TELLS) - {Release.Paper.AGENDA}  # these also tell what was answered on each point


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

    @property
    def paper_label(self) -> str:
        return str(Release.Paper(self.paper).label)


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
    sitting: uuid.UUID, now: Mapping[int, Mapping[str, object]], moments: Mapping[int, Moments]
) -> list[Stale]:
    """The papers, for the network and for everyone apart, that were overtaken since they were released last.

    `now`: each item as it stands; what else a paper tells of it has its moments.
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


@read_once
def _told(sitting: uuid.UUID) -> tuple[ToldRow, ...]:
    columns = (
        "release_id",
        "release__paper",
        "release__is_public",
        "release__released_at",
        "item_id",
        "number",
        "kind",
        "title",
        "text",
        "treated_as",
        "decision",
        "minutes",
    )
    rows = ReleasedItem.objects.filter(release__sitting=sitting).order_by("release_id", "number")
    return tuple(ToldRow(*row) for row in rows.values_list(*columns))
