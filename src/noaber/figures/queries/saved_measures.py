"""The questions about measures that were saved, by name; for who is in the network."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.figures.models import SavedMeasure
from noaber.figures.rules.effect.question import Comparison, Question, areas_of, starts_of


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved question and the release it was looked at in."""

    id: int
    name: str
    kind: str
    question: Question
    release_id: int
    published_at: dt.datetime
    recorded_at: dt.datetime
    recorded_by_id: int | None
    on_behalf_of_id: int | None


def saved_measures(actor: Actor) -> tuple[SavedRow, ...]:
    """Those that were not removed."""
    return _all() if actor.is_in_network else ()


def saved_measure(actor: Actor, key: int) -> SavedRow | None:
    return next((row for row in saved_measures(actor) if row.id == key), None)


@read_once
def _all() -> tuple[SavedRow, ...]:
    rows = SavedMeasure.objects.filter(removal=None).select_related("release")
    return tuple(_row(each) for each in rows)


def _row(each: SavedMeasure) -> SavedRow:
    question = Question(
        starts_of(each.starts),
        each.months_before,
        each.months_after,
        Comparison(each.comparison),
        areas_of(each.chosen),
        areas_of(each.excluded),
    )
    return SavedRow(
        each.pk,
        each.name,
        each.offence_id,
        question,
        each.release_id,
        each.release.published_at,
        each.recorded_at,
        each.recorded_by_id,
        each.on_behalf_of_id,
    )
