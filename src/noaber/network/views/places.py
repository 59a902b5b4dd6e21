"""Addresses within the register that its own pages link to."""

import uuid

from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address, with_dates
from noaber.core.asof import AsOf


def seat_address(code: str, asof: AsOf | None = None) -> str:
    return with_dates(f"/zetels/{code}/", asof)


def handover_address(key: uuid.UUID) -> str:
    return f"/overdrachten/{key}/"


def vacancy_address(key: uuid.UUID) -> str:
    return f"/vacatures/{key}/"


def organisation_crumbs(code: str, name: str) -> list[tuple[str, str]]:
    """The way to an organisation: through the municipalities, or through all organisations."""
    is_municipality = code.startswith("GM")
    listed = (_("Gemeenten"), "/gemeenten/") if is_municipality else (_("Organisaties"), "/organisaties/")
    return [listed, (name, organisation_address(code))]
