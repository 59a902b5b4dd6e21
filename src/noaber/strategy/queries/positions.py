"""What the network stands for together as it was last recorded, and the log of where that was said (R22)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import JointPositionStatement, LobbyEntry, LobbyWithdrawal
from noaber.strategy.rules.positions import EntryText, PositionText


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the log; `replaces`: the line of which this says more, `withdrawn`: why it was taken back."""

    key: int
    recorded_at: dt.datetime
    text: EntryText
    replaces: int | None
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A joint position with its log, the last first; what was said better or taken back since stands apart."""

    code: str
    theme: str
    revision: int
    recorded_at: dt.datetime
    text: PositionText
    entries: tuple[EntryRow, ...]
    replaced: tuple[EntryRow, ...] = ()
    withdrawn: tuple[EntryRow, ...] = ()

    def entry(self, key: int) -> EntryRow | None:
        return next((each for each in self.entries if each.key == key), None)

    def newest(self, key: int) -> EntryRow | None:
        """What stands now of a line, through all that said it better; None when that was taken back."""
        after = {each.replaces: each for each in (*self.entries, *self.replaced) if each.replaces}
        while key in after:
            key = after[key].key
        return self.entry(key)


@read_once
def joint_positions(asof: AsOf) -> tuple[PositionRow, ...]:
    """Those that were held by the day, the newest first; two queries."""
    rows = _newest(asof).select_related("position__theme").order_by("-since_on", "title")
    entries = _entries(asof)
    return tuple(_row(each, entries[str(each.position_id)]) for each in rows)


@read_once
def stances(asof: AsOf) -> tuple[tuple[str, str, str], ...]:
    """Code, title and stance of each, for shared pages; one query."""
    return tuple(_newest(asof).order_by("title").values_list("position__code", "title", "stance"))


def _newest(asof: AsOf) -> QuerySet[JointPositionStatement]:
    known = Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)
    later = JointPositionStatement.objects.filter(
        known, position=OuterRef("position"), number__gt=OuterRef("number")
    )
    return JointPositionStatement.objects.filter(known, ~Exists(later), since_on__lte=asof.valid_on)


def joint_position(code: str, asof: AsOf) -> PositionRow | None:
    return next((row for row in joint_positions(asof) if row.code == code), None)


@read_once
def position_versions(code: str, asof: AsOf) -> tuple[tuple[dt.datetime, PositionText], ...]:
    """When what was said of a position, the newest first."""
    known = Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)
    found = JointPositionStatement.objects.filter(known, position__code=code).order_by("-number")
    return tuple((each.recorded_at, position_text(each)) for each in found)


def position_text(said: JointPositionStatement) -> PositionText:
    return PositionText(said.title, said.stance, said.since_on, said.is_left, said.reason)


def entry_text(entry: LobbyEntry) -> EntryText:
    return EntryText(entry.forum, entry.said_on, entry.seat.code, entry.said, entry.outcome)


def _entries(asof: AsOf) -> dict[str, list[EntryRow]]:
    known = Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)
    found = LobbyEntry.objects.filter(known, said_on__lte=asof.valid_on).select_related("seat", "withdrawal")
    by_position = defaultdict[str, list[EntryRow]](list)
    for each in found.order_by("-said_on", "-pk"):
        row = EntryRow(each.pk, each.recorded_at, entry_text(each), each.replaces_id, _taken_back(each, asof))
        by_position[str(each.position_id)].append(row)
    return by_position


def _taken_back(entry: LobbyEntry, asof: AsOf) -> str:
    """Why a line was taken back, as far as that was known."""
    found: LobbyWithdrawal | None = getattr(entry, "withdrawal", None)
    if found is None or (asof.known_at is not None and found.recorded_at >= asof.known_at):
        return ""
    return found.reason


def _row(said: JointPositionStatement, entries: list[EntryRow]) -> PositionRow:
    kept = said.position
    old = {each.replaces for each in entries if each.replaces}
    return PositionRow(
        kept.code,
        kept.theme.code if kept.theme else "",
        kept.revision,
        said.recorded_at,
        position_text(said),
        tuple(each for each in entries if each.key not in old and not each.withdrawn),
        tuple(each for each in entries if each.key in old),
        tuple(each for each in entries if each.withdrawn),
    )
