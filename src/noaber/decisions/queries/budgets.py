"""All that was ever recorded of the budget of one organisation, in the order of recording."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.decisions.models import BudgetEntry


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One act of recording; `form` is a `BudgetEntry.Form`."""

    label: str
    year: int
    form: str
    decided_on: dt.date
    evidence: str
    evidence_file: uuid.UUID | None
    recorded_at: dt.datetime


@read_once
def kept_entries(consultation: uuid.UUID) -> tuple[KeptEntry, ...]:
    columns = ("label", "year", "form", "decided_on", "evidence", "evidence_file", "recorded_at")
    rows = BudgetEntry.objects.filter(consultation=consultation).order_by("pk")
    return tuple(KeptEntry(*values) for values in rows.values_list(*columns))
