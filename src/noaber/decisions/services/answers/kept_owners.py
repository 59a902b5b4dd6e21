"""A remark whose words are put right is still taken up by the seat that took it up; the answer to it lapses."""

from collections.abc import Iterable

from noaber.decisions.models import Position, RemarkOwner
from noaber.decisions.rules.positions import Answer, needs_text


def keep_owners(wrong: Iterable[Position], again: Iterable[Position]) -> list[RemarkOwner]:
    """Of what was wrong, by point, and is said again otherwise: the new remark gets the owner of what it replaces."""
    before = {each.point_id: each for each in wrong}
    kept = []
    for now in again:
        was = before[now.point_id]
        if not (needs_text(Answer(was.answer)) and needs_text(Answer(now.answer))):
            continue
        if (was.answer, was.text) == (now.answer, now.text):
            continue  # the same remark, which has it already
        if owner := _owner_of(was):
            kept.append(
                RemarkOwner(
                    position=now,
                    owner_id=owner.owner_id,
                    recorded_at=now.recorded_at,
                    recorded_by_id=now.recorded_by_id,
                )
            )
    return RemarkOwner.objects.bulk_create(kept)


def _owner_of(said: Position) -> RemarkOwner | None:
    """The last one of the same words on the same text, as `queries.remarks` reads it."""
    same = RemarkOwner.objects.filter(
        position__consultation=said.consultation_id,
        position__point=said.point_id,
        position__answer=said.answer,
        position__text=said.text,
    )
    return same.order_by("position", "pk").last()
