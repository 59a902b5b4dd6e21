"""Text drift: on which version each party answered, and whether that is the text that was adopted (R10, R60)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.decisions.queries.proposals.matrix import Party, Standing, TextVersion
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class Seen:
    """On which text one party answered at one stage, and how that text relates to another.

    `versions`: by label of a point the version on which it answered last, whether or not that still counts;
    `version`: the oldest of them, 0 when it has not answered. `is_same_text`: compared by hash, not by number.
    `has_material_change`: the text changed since in a way that matters, so it must answer again.
    """

    stage: int
    stage_title: str
    party: Party
    versions: Mapping[str, int]
    version: int
    content_hash: str
    answered_on: dt.date | None
    is_same_text: bool
    has_material_change: bool

    @property
    def has_answered(self) -> bool:
        return self.version > 0


def adopted_text(found: Standing) -> int | None:
    """The number of the text that was adopted; None as long as nobody adopted any."""
    adopted = [
        cell.on_version
        for stage in found.stages
        if stage.role is Role.ADOPT
        for cell in stage.cells.values()
        if cell.answer in FINAL
    ]
    return max(adopted, default=None)


def text_seen(found: Standing, against: int | None = None) -> tuple[Seen, ...]:
    """Every party at every stage with the text that it answered on, in the order of the standing.

    `against`: the version to compare with; None for the adopted text (R60), or else the one that is asked now. Every
    answer that is recorded counts here, also on a text that changed too much since: that is the point.
    """
    sent = {row.number: row for row in found.versions if row.is_sent}
    answered = _last_answers(found)
    target = against or adopted_text(found) or found.number
    return tuple(
        _seen(stage.number, stage.title, party, answered.get(party.consultation_id, {}), sent, target)
        for stage in found.stages
        for party in stage.parties
    )


def _seen(
    stage: int,
    title: str,
    party: Party,
    answered: Mapping[str, tuple[int, dt.date]],
    sent: Mapping[int, TextVersion],
    target: int,
) -> Seen:
    own = {label: answered[label] for label in party.labels if label in answered} or answered
    versions = {label: number for label, (number, _day) in own.items()}
    oldest = min(versions.values(), default=0)
    text, adopted = sent.get(oldest), sent.get(target)
    is_same = bool(text and adopted and text.content_hash == adopted.content_hash)
    since = [row for number, row in sent.items() if oldest < number <= target]
    return Seen(
        stage=stage,
        stage_title=title,
        party=party,
        versions=versions,
        version=oldest,
        content_hash=text.content_hash if text else "",
        answered_on=max((day for _number, day in own.values()), default=None),
        is_same_text=is_same,
        has_material_change=bool(oldest) and not is_same and any(row.is_material for row in since),
    )


def _last_answers(found: Standing) -> Mapping[uuid.UUID, Mapping[str, tuple[int, dt.date]]]:
    """By consultation and label the version and the day of what was said last that says something."""
    answers: dict[uuid.UUID, dict[str, tuple[int, dt.date]]] = defaultdict(dict)
    for each in found.recorded:
        if each.answer in FINAL:
            answers[each.consultation_id][each.label] = (each.on_version, each.decided_on)
        else:
            answers[each.consultation_id].pop(each.label, None)  # it took back what it said: nothing stands
    return answers
