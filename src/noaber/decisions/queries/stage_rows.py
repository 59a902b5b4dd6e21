"""The stages of proposals with who is asked and what they answered, as rows: one query, however many are asked."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.asof import AsOf
from noaber.decisions.models import Disposition, GateOverride, Stage
from noaber.decisions.queries.matrix import Cell, Recorded
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
class StageRows:
    """The stages of one proposal in order (with `override` where there is one), their parties and answers.

    `said`: what counts, by consultation, without what was taken back; `recorded`: all that was ever said, also on an
    older text.
    """

    stages: dict[int, Stage] = field(default_factory=dict)
    asked: dict[int, dict[uuid.UUID, Asked]] = field(default_factory=lambda: defaultdict(dict))
    said: dict[uuid.UUID, list[Answered]] = field(default_factory=lambda: defaultdict(list))
    recorded: list[Recorded] = field(default_factory=list)

    def of_stage(self, stage: int) -> Sequence[Asked]:
        return list(self.asked.get(stage, {}).values())


_STAGE = ("pk", "number", "title", "role", "rule", "quorum", "labels", "after", "due_on", "is_follow_up")
_OVERRIDE = ("override__pk", "override__motive", "override__decided_on")
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
    replied = Exists(Disposition.objects.filter(position=OuterRef("consultations__positions__pk")))
    rows = of.annotate(is_replied=replied).order_by("proposal", "number", "consultations__positions__pk")
    starts = (1, 1 + len(_STAGE), 1 + len(_STAGE) + len(_OVERRIDE))
    for *row, is_replied in rows.values_list(*_COLUMNS):
        proposal, stage, override = row[0], row[1 : starts[1]], row[starts[1] : starts[2]]
        party, position = row[starts[2] : starts[2] + len(_PARTY)], row[starts[2] + len(_PARTY) :]
        mine = found[proposal]
        if stage[0] not in mine.stages:
            mine.stages[stage[0]] = _stage(proposal, stage, override)
        if party[0] is None:
            continue
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


def _stage(proposal: uuid.UUID, values: Sequence[Any], override: Sequence[Any]) -> Stage:
    """The stage with its override, or with knowing that it has none: nobody asks for it again."""
    stage = Stage(proposal_id=proposal, **dict(zip(_STAGE, values, strict=True)))
    found = GateOverride(pk=override[0], motive=override[1], decided_on=override[2]) if override[0] else None
    stage._state.fields_cache["override"] = found
    return stage


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
    """A position that was given by the day and known at the moment; None for a later one."""
    if decided_on > asof.valid_on or (asof.known_at and recorded_at >= asof.known_at):
        return None
    cell = Cell(Answer(answer), text, decided_on, evidence, evidence_file, recorded_at, key, number)
    return Answered(label, cell, key)
