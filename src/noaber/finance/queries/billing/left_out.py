"""Who is not invoiced again for a year, because its invoice was credited and nothing comes instead."""

import datetime as dt
from dataclasses import dataclass

from noaber.finance.models import Invoice, LeaveOutStep


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A municipality (by the code and name it had), the credit note that says so, and why."""

    code: str
    name: str
    note_number: str
    reason: str


def left_out(agreement_code: str, year: int, *, known_at: dt.datetime | None = None) -> dict[str, LeftOut]:
    """Everyone who is left out of a run, or was out of the one that was made at a moment; one query."""
    steps = LeaveOutStep.objects.filter(
        credit_note__credits__contribution__run__billing_year__agreement__code=agreement_code,
        credit_note__credits__contribution__run__billing_year__year=year,
    )
    if known_at:
        steps = steps.filter(recorded_at__lte=known_at)
    path = "credit_note__credits__contribution"
    columns = (f"{path}__organisation__code", f"{path}__name", "credit_note__number", "reason", "is_left_out")
    last = {
        note: (LeftOut(code, name, note, reason), is_out)
        for code, name, note, reason, is_out in steps.order_by("number").values_list(*columns)
    }
    return {found.code: found for found, is_out in last.values() if is_out}


def last_step(note: Invoice) -> LeaveOutStep | None:
    """What was said last of a credit note; one query."""
    return LeaveOutStep.objects.filter(credit_note=note).order_by("-number").first()


def last_step_of(number: str) -> LeaveOutStep | None:
    """The same, by the number of the credit note."""
    return LeaveOutStep.objects.filter(credit_note__number=number).order_by("-number").first()
