"""Buyers and sellers as the register has them on a day, for the invoices that are made on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance.rules.invoices.invoice import Party
from noaber.network.api import OrganisationRow, organisations, successors


@dataclass(frozen=True)
class PartiesOfDay:
    """Every organisation of a day, by code, and who followed whom up since."""

    day: dt.date
    rows: Mapping[str, OrganisationRow]
    successor_of: Mapping[str, str]

    def payer_of(self, code: str) -> OrganisationRow | None:
        """Who pays for a municipality: itself, or who took over its rights and duties (Wet arhi, article 44)."""
        return self.rows.get(self.successor_of.get(code, code))

    def follower_of(self, code: str) -> Party | None:
        """Who took over the rights and duties of a municipality; None while it is there itself."""
        row = self.rows.get(self.successor_of.get(code, ""))
        return party_of(row) if row else None

    def party(self, code: str, *, vat_number: str = "") -> Party | None:
        """An organisation as an invoice names it; None when it is not in the register on the day."""
        row = self.rows.get(code)
        return party_of(row, vat_number=vat_number) if row else None


def parties_on(day: dt.date) -> PartiesOfDay:
    """What invoices of a day need of the register; two queries."""
    return PartiesOfDay(day, {row.code: row for row in organisations(COMMAND, AsOf(day))}, successors(day))


def party_of(row: OrganisationRow, *, vat_number: str = "") -> Party:
    return Party(
        code=row.code,
        name=_legal_name(row),
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        oin=row.oin,
        kvk=row.kvk,
        vat_number=vat_number,
        endpoint_scheme=row.e_invoice_scheme,
        endpoint_id=row.e_invoice_id,
    )


def _legal_name(row: OrganisationRow) -> str:
    """A municipality is a legal person as "Gemeente X" (Burgerlijk Wetboek 2:1)."""
    return f"Gemeente {row.name}" if row.is_municipality else row.name
