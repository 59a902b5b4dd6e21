"""What was put right: taken back and said again in one act. That is no later event, and is told as a correction."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from noaber.decisions.queries.proposals.matrix import Recorded
from noaber.decisions.rules.positions import Answer

Correction = tuple[Recorded, Recorded, Recorded]
"""What stood, that it was taken back, and what was said instead."""


def corrections(recorded: Iterable[Recorded]) -> list[Correction]:
    """Of everything that was recorded, in that order."""
    rows: dict[tuple[uuid.UUID, str], list[Recorded]] = defaultdict(list)
    for each in recorded:
        rows[each.consultation_id, each.label].append(each)
    return [
        (was, back, again)
        for own in rows.values()
        for was, back, again in zip(own, own[1:], own[2:], strict=False)
        if back.answer is Answer.RETRACTED and back.recorded_at == again.recorded_at
    ]


def corrected_to(found: Iterable[Correction]) -> dict[int, Recorded]:
    """By position that puts another right, what was recorded first of it."""
    first: dict[int, Recorded] = {}
    for was, _back, again in found:
        first[again.position_id] = first.get(was.position_id, was)
    return first
