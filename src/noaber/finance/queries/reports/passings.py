"""Of which years the tax is passed on, as the controller said last."""

import uuid
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.models import VatPassingStatement
from noaber.finance.queries.billing.runs import Taken, taken_of


@dataclass(frozen=True, slots=True)
class VatPassingRow:
    """What the controller said last of a year; `id` is None where nothing was said: nothing is passed on."""

    id: uuid.UUID | None
    year: int
    is_passed_on: bool
    motive: str
    revision: int
    made: Taken | None


@read_once
def vat_passings(agreement_code: str) -> tuple[VatPassingRow, ...]:
    """What was said last of each year; one query."""
    found: dict[int, VatPassingRow] = {}
    rows = VatPassingStatement.objects.filter(vat_passing__agreement__code=agreement_code)
    for row in rows.select_related("vat_passing").order_by("vat_passing__year", "number"):
        about = row.vat_passing
        made = taken_of(row, row.motive)
        found[about.year] = VatPassingRow(
            about.pk, about.year, row.is_passed_on, row.motive, about.revision, made
        )
    return tuple(found.values())


def vat_passing_of(agreement_code: str, year: int) -> VatPassingRow:
    found = (row for row in vat_passings(agreement_code) if row.year == year)
    return next(found, VatPassingRow(None, year, False, "", 0, None))


def is_passed_on(agreement_code: str, year: int) -> bool:
    return vat_passing_of(agreement_code, year).is_passed_on
