"""What was put right of a proposal after it was adopted: of whom, what and when; never why, which is not public."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from noaber.core import clock
from noaber.decisions.queries.proposals.matrix import Party, Recorded, StageStanding, Standing
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.put_right import PutRight, Told, put_right
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class RightedRow:
    """What one party said otherwise than it stood at the adoption, on one point or more of its stage. `on`: the day on
    which that was recorded, `at`: the moment; `was_on`, `now_on`: of which day the answer was, and is."""

    stage: int
    role: Role
    is_hearing: bool
    party: Party
    what: PutRight
    on: dt.date
    at: dt.datetime
    was_on: dt.date
    now_on: dt.date
    labels: tuple[str, ...]
    is_on_all: bool


def righted(found: Standing, since: dt.datetime | None = None) -> tuple[RightedRow, ...]:
    """In the order of the days on which it was put right; nothing of what was not adopted. No query of its own.

    Of the steps on which the adoption rests, and of that itself: what organisations decide for themselves after it, is
    no correction. `since`: where something else was adopted on it, from that moment on.
    """
    since = since or adopted_at(found)
    if since is None:
        return ()
    said = _by_point(found)
    rows = [
        row
        for stage in found.stages
        if not stage.is_follow_up
        for party in stage.parties
        for row in _of_party(stage, party, said, since)
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, row.stage, row.party.name, row.labels)))


def reason_of_righting(found: Standing, row: RightedRow) -> str:
    """Why it was put right, as it was said with it; empty where nothing was taken back. For who is in the network."""
    said = (
        each.text
        for each in reversed(found.recorded)
        if each.answer is Answer.RETRACTED
        and (each.consultation_id, each.recorded_at) == (row.party.consultation_id, row.at)
        and each.label in row.labels
    )
    return next(said, "")


def adopted_at(found: Standing) -> dt.datetime | None:
    """When the last answer that the adoption needed was first recorded; None while it is not adopted.

    A day of it that was put right since does not move that.
    """
    if found.adopted_on is None:
        return None
    said, moments = _by_point(found), list[dt.datetime]()
    for stage in found.stages:
        for label in stage.labels if stage.role is Role.ADOPT else ():
            agreed = sorted(_first(said[each.consultation_id, label]) for each in _in_favour(stage, label))
            needed = stage.outcomes[label].needed if label in stage.outcomes else len(agreed)
            moments += agreed[:needed][-1:]
    # One moment later: what was recorded in the very act of adopting, belongs to it.
    return max(moments) + dt.timedelta(microseconds=1) if moments else None


def _in_favour(stage: StageStanding, label: str) -> Iterator[Party]:
    cells = ((party, stage.cells.get((party.key, label))) for party in stage.parties)
    return (party for party, cell in cells if cell and cell.answer in FINAL - {Answer.OBJECTION})


def _first(said: Sequence[Recorded]) -> dt.datetime:
    """When the answer that stands was first recorded: with another day since, it is the same answer."""
    last = said[-1]
    same = takewhile(lambda each: each.answer in (last.answer, Answer.RETRACTED), reversed(said))
    return min(
        each.recorded_at for each in same if (each.answer, each.on_version) == (last.answer, last.on_version)
    )


def _by_point(found: Standing) -> dict[tuple[uuid.UUID, str], list[Recorded]]:
    said = defaultdict[tuple[uuid.UUID, str], list[Recorded]](list)
    for each in found.recorded:
        said[each.consultation_id, each.label].append(each)
    return said


def _of_party(
    stage: StageStanding,
    party: Party,
    said: dict[tuple[uuid.UUID, str], list[Recorded]],
    since: dt.datetime,
) -> Iterator[RightedRow]:
    """The points that were put right alike on one day, together."""
    alike: dict[tuple[dt.datetime, PutRight, dt.date, dt.date], list[str]] = {}
    for label in party.labels:
        told = [
            Told(each.answer, each.text, each.decided_on, each.recorded_at)
            for each in said[party.consultation_id, label]
        ]
        if found := put_right(told, since, is_hearing=stage.is_hearing):
            key = (found.at, found.what, found.was_on, found.now_on)
            alike.setdefault(key, []).append(label)
    for (at, what, was_on, now_on), labels in alike.items():
        yield RightedRow(
            stage.number,
            stage.role,
            stage.is_hearing,
            party,
            what,
            clock.day_of(at),
            at,
            was_on,
            now_on,
            tuple(labels),
            len(labels) == len(party.labels),
        )
