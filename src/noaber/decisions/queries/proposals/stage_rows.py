"""The stages of proposals with who is asked and what they answered, as rows: one query, however many are asked."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.asof import AsOf
from noaber.decisions.models import Disposition, Stage
from noaber.decisions.queries.proposals.matrix import Cell, Recorded
from noaber.decisions.rules.positions import Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A party as it was read."""

    id: uuid.UUID
    body: str
    organisation: str
    kind: str
    revision: int
    organ: str
    due_on: dt.date | None

    @property
    def key(self) -> str:
        return f"body:{self.body}" if self.body else f"organisation:{self.organisation}"


@dataclass(frozen=True, slots=True)
class Answered:
    """A position as it was read; `sequence` is the order of recording."""

    label: str
    cell: Cell
    sequence: int


@dataclass(frozen=True, slots=True)
class Overridden:
    """The last decision not to wait before a stage. `waived`: who was lacking, per stage before it and point; None
    when it is of before that was kept. `is_of_text`: the text was not materially changed since."""

    motive: str
    decided_on: dt.date
    waived: dict[tuple[int, str], frozenset[str]] | None
    is_of_text: bool


@dataclass(frozen=True, slots=True)
class StageRows:
    """The stages of one proposal in order, their parties and answers, and where it was decided not to wait.

    `said`: what counts, by consultation, without what was taken back; `recorded`: all that was ever said, also on an
    older text.
    """

    stages: dict[int, Stage] = field(default_factory=dict)
    overrides: dict[int, Overridden] = field(default_factory=dict)
    asked: dict[int, dict[uuid.UUID, Asked]] = field(default_factory=lambda: defaultdict(dict))
    said: dict[uuid.UUID, list[Answered]] = field(default_factory=lambda: defaultdict(list))
    recorded: list[Recorded] = field(default_factory=list)

    def of_stage(self, stage: int) -> Sequence[Asked]:
        return list(self.asked.get(stage, {}).values())


_STAGE = ("pk", "number", "title", "role", "rule", "quorum", "labels", "after", "due_on", "is_follow_up")
_OVERRIDE = tuple(
    f"overrides__{name}"
    for name in ("pk", "motive", "decided_on", "recorded_at", "waived", "version__number")
)
_PARTY = ("pk", "body__code", "organisation__code", "organisation__kind", "revision", "organ", "due_on")
_POSITION = (
    "pk",
    "point__version__number",
    "point__label",
    "answer",
    "text",
    "decided_on",
    "evidence",
    "evidence_file",
    "recorded_at",
)
_COLUMNS = (
    "proposal_id",
    *_STAGE,
    *_OVERRIDE,
    *(f"consultations__{name}" for name in _PARTY),
    *(f"consultations__positions__{name}" for name in _POSITION),
    "is_replied",
)


def stage_rows(
    of: QuerySet[Stage], counting: Mapping[uuid.UUID, Collection[int]], asof: AsOf
) -> dict[uuid.UUID, StageRows]:
    """By proposal; an answer counts when it is on one of the `counting` versions of its proposal.

    Answers count that were given by the day and known at the moment, in the order of recording.
    """
    found: dict[uuid.UUID, StageRows] = defaultdict(StageRows)
    first_override: dict[int, int | None] = {}
    replies = Disposition.objects.filter(position=OuterRef("consultations__positions__pk"))
    if asof.known_at:
        replies = replies.filter(recorded_at__lt=asof.known_at)
    order = ("proposal", "number", "-overrides__pk", "consultations__positions__pk")
    rows = of.annotate(is_replied=Exists(replies)).order_by(*order)
    starts = (1, 1 + len(_STAGE), 1 + len(_STAGE) + len(_OVERRIDE))
    for *row, is_replied in rows.values_list(*_COLUMNS):
        proposal, stage, override = row[0], row[1 : starts[1]], row[starts[1] : starts[2]]
        party, position = row[starts[2] : starts[2] + len(_PARTY)], row[starts[2] + len(_PARTY) :]
        mine = found[proposal]
        if stage[0] not in mine.stages:
            mine.stages[stage[0]] = Stage(proposal_id=proposal, **dict(zip(_STAGE, stage, strict=True)))
            first_override[stage[0]] = override[0]
        if override[0] and stage[0] not in mine.overrides:
            _take_override(mine, stage[0], override, counting.get(proposal, ()), asof)
        if party[0] is None or override[0] != first_override[stage[0]]:
            continue  # nobody is asked, or a stage with two overrides says it all again
        key, body, organisation, kind, *facts = party
        mine.asked[stage[0]][key] = Asked(key, body or "", organisation or "", kind or "", *facts)
        each = _answered(asof, *position) if position[0] else None
        if each is None:
            continue
        mine.recorded.append(_recorded(key, each, is_replied=is_replied))
        if each.cell.answer is Answer.RETRACTED:
            mine.said[key] = [said for said in mine.said[key] if said.label != each.label]
        elif each.cell.on_version in counting.get(proposal, ()):
            mine.said[key].append(each)
    return found


def _take_override(
    mine: StageRows, stage: int, values: Sequence[Any], counting: Collection[int], asof: AsOf
) -> None:
    """The last one that was decided by the day and known at the moment."""
    _key, motive, decided_on, recorded_at, waived, number = values
    if decided_on > asof.valid_on or (asof.known_at and recorded_at >= asof.known_at):
        return
    lacking = {(step, label): frozenset(keys) for step, label, keys in waived} if number else None
    mine.overrides[stage] = Overridden(motive, decided_on, lacking, number is None or number in counting)


def _recorded(consultation: uuid.UUID, each: Answered, *, is_replied: bool) -> Recorded:
    cell = each.cell
    return Recorded(
        cell.position_id,
        consultation,
        each.label,
        cell.on_version,
        cell.answer,
        cell.text,
        cell.decided_on,
        cell.recorded_at,
        is_replied,
    )


def _answered(
    asof: AsOf,
    key: int,
    number: int,
    label: str,
    answer: str,
    text: str,
    decided_on: dt.date,
    evidence: str,
    evidence_file: uuid.UUID | None,
    recorded_at: dt.datetime,
) -> Answered | None:
    """A position that was given by the day and known at the moment; None for a later one.

    What was taken back was recorded by mistake: on no day was it given, as far as is known since.
    """
    is_later = decided_on > asof.valid_on and answer != Answer.RETRACTED
    if is_later or (asof.known_at and recorded_at >= asof.known_at):
        return None
    cell = Cell(Answer(answer), text, decided_on, evidence, evidence_file, recorded_at, key, number)
    return Answered(label, cell, key)
