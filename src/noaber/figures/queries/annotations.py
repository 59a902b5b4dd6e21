"""What people know of a figure, to set a mark beside it in a chart or a table. For who is in the network alone.

    marks = annotations(actor, areas=["GM0153"], offences=["1.2.3"], periods=span(201901, 201912))

Never public and never mailed: who holds nothing in the network gets none, so a public page may ask as well. What
leaves the house (open data, mails, reports) does not ask.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.figures.models import Annotation


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """One remark; `offence` is empty where it is about all offences. `withdrawn_at`: it does not hold any more."""

    id: int
    area: str
    offence: str
    offence_title: str
    first_period: int
    last_period: int
    text: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    withdrawn_at: dt.datetime | None
    withdrawn_because: str

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def covers(self, offence: str, period: int) -> bool:
        """Whether it says something of an offence in a month (201906), or of any month of a year (201900)."""
        first, last = (period + 1, period + 12) if period % 100 == 0 else (period, period)
        return self.offence in ("", offence) and self.first_period <= last and first <= self.last_period


def annotations(
    actor: Actor,
    *,
    areas: Collection[str] = (),
    offences: Collection[str] = (),
    periods: Collection[int] = (),
    with_withdrawn: bool = False,
) -> tuple[AnnotationRow, ...]:
    """What holds, the newest months first; empty `areas`, `offences` or `periods` do not narrow.

    An offence also finds what is about all offences. `periods` are months or years.
    """
    if not actor.is_in_network:
        return ()
    return tuple(
        row
        for row in _all()
        if (with_withdrawn or not row.is_withdrawn)
        and (not areas or row.area in areas)
        and (not offences or not row.offence or row.offence in offences)
        and (not periods or any(row.covers(row.offence, period) for period in periods))
    )


def annotation(actor: Actor, key: int) -> AnnotationRow | None:
    return next((row for row in annotations(actor, with_withdrawn=True) if row.id == key), None)


@read_once
def _all() -> tuple[AnnotationRow, ...]:
    columns = (
        "pk",
        "area",
        text_of("offence_id"),
        text_of("offence__title"),
        "first_period",
        "last_period",
        "text",
        "recorded_at",
        "recorded_by_id",
        "withdrawal__recorded_at",
        text_of("withdrawal__text"),
    )
    rows = Annotation.objects.order_by("-last_period", "-pk").values_list(*columns)
    return tuple(AnnotationRow(*row) for row in rows)
