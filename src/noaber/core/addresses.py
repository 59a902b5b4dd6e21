"""Addresses that more than one room links to. A test holds them against the urls that answer there."""

import uuid

from noaber.core.asof import AsOf


def organisation_address(code: str, asof: AsOf | None = None) -> str:
    """The page of an organisation, with a panel per room (site); it keeps the two dates that were asked."""
    place = "gemeenten" if code.startswith("GM") else "organisaties"
    return with_dates(f"/{place}/{code}/", asof)


def body_address(code: str, asof: AsOf | None = None) -> str:
    return with_dates(f"/overleggen/{code}/", asof)


def person_address(key: uuid.UUID, asof: AsOf | None = None) -> str:
    return with_dates(f"/personen/{key}/", asof)


def proposal_address(code: str) -> str:
    return f"/voorstellen/{code}/"


def position_address(code: str, consultation: uuid.UUID) -> str:
    """Where is recorded what a party answered."""
    return f"/voorstellen/{code}/standpunt/{consultation}/"


def with_dates(address: str, asof: AsOf | None) -> str:
    query = asof.query if asof else ""
    return f"{address}?{query}" if query else address
