"""Addresses within the register that its own pages link to."""

import uuid

from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf


def seat_address(code: str, asof: AsOf | None = None) -> str:
    return with_dates(f"/zetels/{code}/", asof)


def handover_address(key: uuid.UUID) -> str:
    return f"/overdrachten/{key}/"


def vacancy_address(key: uuid.UUID) -> str:
    return f"/vacatures/{key}/"
