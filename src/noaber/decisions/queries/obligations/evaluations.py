"""What was recorded of evaluations, and with what else is kept of one proposal: one query each."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, QuerySet, TextField, UUIDField, Value

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import BudgetEntry, EvaluationEntry

_Entry = TypeVar("_Entry", BudgetEntry, EvaluationEntry)


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """One act of recording, in the order of `id`; `form` is an `EvaluationEntry.Form`, `body` a code."""

    id: int
    proposal: str
    label: str
    year: int
    form: str
    body: str
    decided_on: dt.date
    evidence: str
    evidence_file: uuid.UUID | None
    note: str
    recorded_at: dt.datetime

    @property
    def is_adopted(self) -> bool:
        return self.form == EvaluationEntry.Form.ADOPTED


_COLUMNS = (
    "pk",
    "code",
    "label",
    "year",
    "form",
    "body_code",
    "decided_on",
    "evidence",
    "evidence_file",
    "note",
    "recorded_at",
)
_OF_BUDGET = ("consultation_key", "party")


@read_once
def kept_evaluations(asof: AsOf) -> tuple[KeptEvaluation, ...]:
    """Of all proposals, as far as they were decided by the day and known at the moment, in the order of recording."""
    rows = _known(_evaluations(), asof).order_by("pk")
    return tuple(KeptEvaluation(*values) for values in rows.values_list(*_COLUMNS))


def evaluations_of(code: str, asof: AsOf) -> list[KeptEvaluation]:
    """Of one proposal."""
    rows = kept_of(code, asof)
    return [KeptEvaluation(*each.common) for each in rows if each.consultation_id is None]


@dataclass(frozen=True, slots=True)
class Kept:
    """One act of recording: of a budget, with the consultation and the party, or of an evaluation, without."""

    common: Sequence[Any]
    consultation_id: uuid.UUID | None
    party: str


@read_once
def kept_of(code: str, asof: AsOf) -> tuple[Kept, ...]:
    """What was recorded of one proposal, budgets and evaluations each in the order of recording; one query."""
    budgets = _budgets().filter(consultation__stage__proposal__code=code)
    evaluations = _evaluations().filter(proposal__code=code)
    rows = _known(budgets, asof).order_by().values_list(*_COLUMNS, *_OF_BUDGET)
    both = rows.union(_known(evaluations, asof).order_by().values_list(*_COLUMNS, *_OF_BUDGET), all=True)
    found = sorted(both, key=lambda values: values[0])
    return tuple(map(_kept, found))


def kept_of_party(consultation: uuid.UUID, asof: AsOf) -> tuple[Kept, ...]:
    """What was recorded of the budgets of one party, in the order of recording."""
    rows = _known(_budgets().filter(consultation=consultation), asof).order_by("pk")
    return tuple(map(_kept, rows.values_list(*_COLUMNS, *_OF_BUDGET)))


def _kept(values: Sequence[Any]) -> Kept:
    return Kept(values[: len(_COLUMNS)], *values[len(_COLUMNS) :])


def _budgets() -> QuerySet[BudgetEntry]:
    return BudgetEntry.objects.annotate(
        code=F("consultation__stage__proposal__code"),
        body_code=Value(""),
        note=Value("", output_field=TextField()),
        consultation_key=F("consultation"),
        party=F("consultation__organisation__code"),
    )


def _evaluations() -> QuerySet[EvaluationEntry]:
    return EvaluationEntry.objects.annotate(
        code=F("proposal__code"),
        body_code=F("body__code"),
        consultation_key=Value(None, output_field=UUIDField()),
        party=Value(""),
    )


def _known(rows: QuerySet[_Entry], asof: AsOf) -> QuerySet[_Entry]:
    rows = rows.filter(decided_on__lte=asof.valid_on)
    return rows.filter(recorded_at__lt=asof.known_at) if asof.known_at else rows
