"""Functions that are or were opened to the partners, as of two dates."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.models import VacancyState, VacancyVersion
from noaber.network.queries.seats import SeatRow, seats


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """One vacancy; `seat` is None when the post itself does not exist on the day."""

    id: uuid.UUID
    state: str
    description: str
    since: dt.date
    replies_until: dt.date | None
    revision: int
    post_code: str
    seat: SeatRow | None

    @property
    def is_open(self) -> bool:
        return self.state == VacancyState.OPEN

    @property
    def state_label(self) -> str:
        return str(VacancyState(self.state).label)

    @property
    def title(self) -> str:
        return self.seat.title if self.seat else self.post_code

    @property
    def place(self) -> str:
        return (self.seat.body_name or self.seat.organisation_name) if self.seat else ""


def vacancies(actor: Actor, asof: AsOf) -> list[VacancyRow]:
    """The vacancies of the day, open ones first; for the network only."""
    if not actor.is_in_network:
        return []
    versions = VacancyVersion.objects.as_of(asof).select_related("vacancy__post").order_by("-valid_from")
    by_code = {row.code: row for row in seats(actor, asof)}
    rows = [_row(version, by_code.get(version.vacancy.post.code)) for version in versions]
    return sorted(rows, key=lambda row: not row.is_open)


def vacancy(actor: Actor, key: uuid.UUID, asof: AsOf) -> VacancyRow | None:
    return next((row for row in vacancies(actor, asof) if row.id == key), None)


def _row(version: VacancyVersion, seat: SeatRow | None) -> VacancyRow:
    return VacancyRow(
        id=version.vacancy_id,
        state=version.state,
        description=version.description,
        since=version.valid_from,
        replies_until=version.replies_until,
        revision=version.vacancy.revision,
        post_code=version.vacancy.post.code,
        seat=seat,
    )
