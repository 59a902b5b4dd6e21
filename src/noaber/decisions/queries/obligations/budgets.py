"""What was recorded of budgets, and which years are still awaited: one query each, for pages with much else to ask.

An entry goes with the decision behind it. Once that was taken back, became anything but a yes (for the years after that
day: `kept_until`), or is about a text that changed too much since, it counts no more: who decides again, says again
whether it stands in the budget.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import BudgetEntry, Classification, Consultation, Position, ProposalVersion
from noaber.decisions.queries.obligations.evaluations import Kept, kept_of, kept_of_party
from noaber.decisions.queries.proposals.corrections import corrections
from noaber.decisions.queries.proposals.matrix import Recorded, Standing
from noaber.decisions.queries.proposals.successors import of_predecessors
from noaber.decisions.rules.forwarding import MUNICIPALITY
from noaber.decisions.rules.obligations import ObligationKind, is_awaited_on
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role

_FAVOURABLE = in_favour_answers(PointKind.DECIDE)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One act of recording, in the order of `id`; `form` is a `BudgetEntry.Form`."""

    id: int
    consultation_id: uuid.UUID | None
    party: str
    label: str
    year: int
    form: str
    decided_on: dt.date
    evidence: str
    evidence_file: uuid.UUID | None
    recorded_at: dt.datetime

    @property
    def is_taken_up(self) -> bool:
        return self.form != BudgetEntry.Form.NOT_TAKEN_UP


def kept_entries(code: str, asof: AsOf) -> tuple[KeptEntry, ...]:
    """Of one proposal, as far as they were decided by the day and known at the moment, in the order of recording."""
    return _entries(kept_of(code, asof))


def counting_entries(
    found: Standing, asof: AsOf, consultation: uuid.UUID | None = None
) -> tuple[KeptEntry, ...]:
    """Those of them that go with the decision that stands; `consultation`: of this party only."""
    kept = _entries(kept_of_party(consultation, asof)) if consultation else kept_entries(found.code, asof)
    mended = {back.position_id for _was, back, _again in corrections(found.recorded)}
    ends = [
        each for each in found.recorded if each.answer not in _FAVOURABLE and each.position_id not in mended
    ]
    texts = [each.sent_at for each in found.versions if each.sent_at and each.is_material and each.number > 1]
    changed = max(texts, default=None)
    return tuple(
        each
        for each in kept
        if not (changed and changed > each.recorded_at) and not any(_ends(end, each) for end in ends)
    )


def _ends(end: Recorded, entry: KeptEntry) -> bool:
    """Whether an answer that is no yes ends the entry: of every year when it takes back, else of the years after it."""
    is_about = (end.consultation_id, end.label) == (entry.consultation_id, entry.label)
    reaches = end.answer is Answer.RETRACTED or entry.year > end.decided_on.year
    return is_about and reaches and end.recorded_at > entry.recorded_at


def _entries(kept: Iterable[Kept]) -> tuple[KeptEntry, ...]:
    return tuple(_entry(each.consultation_id, each.party, each.common) for each in kept if each.party)


def _entry(consultation: uuid.UUID | None, party: str, common: Sequence[Any]) -> KeptEntry:
    key, _code, label, year, form, _body, decided_on, evidence, file, _note, recorded_at = common
    return KeptEntry(key, consultation, party, label, year, form, decided_on, evidence, file, recorded_at)


@dataclass(frozen=True, slots=True)
class AwaitedBudget:
    """A year that a municipality decided to pay for, and that does not stand in its budget."""

    proposal_code: str
    organisation_code: str
    year: int
    proposal_id: uuid.UUID
    is_restricted: bool


def awaited_budgets(organisations: frozenset[str], day: dt.date) -> tuple[AwaitedBudget, ...]:
    """Of these organisations, for the years that can still be put into a budget on the day; each year once."""
    years = tuple(year for year in (day.year, day.year + 1) if is_awaited_on(year, day))
    return missing_budgets(organisations, years, day)


@read_once
def missing_budgets(
    organisations: frozenset[str], years: tuple[int, ...], day: dt.date
) -> tuple[AwaitedBudget, ...]:
    """Of these organisations and years, each year once; also what the predecessors of that day said yes to."""
    rows = _decided(organisations, day).annotate(**{f"form_{year}": _last_form(year) for year in years})
    columns = (
        "proposal_code",
        "organisation__code",
        "stage__proposal",
        "stage__proposal__classification",
        "first_year",
        "last_year",
    )
    found: dict[AwaitedBudget, None] = {}
    for code, party, proposal, classification, first, last, *forms in rows.values_list(
        *columns, *(f"form_{year}" for year in years)
    ):
        is_restricted = classification == Classification.RESTRICTED
        for year, form in zip(years, forms, strict=True):
            if first <= year <= last and form in (None, BudgetEntry.Form.NOT_TAKEN_UP):
                found[AwaitedBudget(code, party, year, proposal, is_restricted)] = None
    return tuple(sorted(found, key=lambda row: (row.year, row.organisation_code)))


def _decided(organisations: Collection[str], day: dt.date) -> QuerySet[Consultation]:
    """What municipalities last said yes to, per point that asks money each year; on a text that still counts.

    With what their predecessors said yes to: it binds whoever went on in their place.
    """
    terms = "stage__proposal__versions__points"
    versions = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal"), sent_at__isnull=False)
    newest = versions.order_by("-number").values("number")[:1]
    material = (
        versions.filter(is_material=True).values("proposal").annotate(last=Max("number")).values("last")
    )
    answers = Position.objects.filter(consultation=OuterRef("pk"), point__label=OuterRef(f"{terms}__label"))
    last = answers.order_by("-pk")[:1]
    rows = Consultation.objects.filter(
        Q(organisation__code__in=organisations) | of_predecessors(organisations, day),
        organisation__kind=MUNICIPALITY,
        stage__role=Role.DECIDE,
        stage__proposal__withdrawn_at=None,
        stage__proposal__versions__number=Subquery(newest),
        stage__proposal__versions__points__obligation__kind=ObligationKind.CONTRIBUTION,
    )
    rows = rows.annotate(
        proposal_code=F("stage__proposal__code"),
        label=F(f"{terms}__label"),
        first_year=F(f"{terms}__obligation__first_year"),
        last_year=F(f"{terms}__obligation__last_year"),
        answer=Subquery(last.values("answer")),
        answered_on=Subquery(last.values("point__version__number")),
        material=Subquery(material),
    )
    return rows.filter(answer__in=_FAVOURABLE).exclude(answered_on__lt=F("material"))


def _last_form(year: int) -> Subquery:
    """As `counting_entries`."""
    since = OuterRef("recorded_at")
    ended = Position.objects.filter(
        Q(answer=Answer.RETRACTED) | Q(decided_on__year__lt=year),
        consultation=OuterRef("consultation"),
        point__label=OuterRef("label"),
        recorded_at__gt=since,
    ).exclude(answer__in=_FAVOURABLE)
    changed = ProposalVersion.objects.filter(
        proposal=OuterRef("consultation__stage__proposal"), is_material=True, number__gt=1, sent_at__gt=since
    )
    entries = BudgetEntry.objects.filter(consultation=OuterRef("pk"), label=OuterRef("label"), year=year)
    counting = entries.filter(~Exists(ended), ~Exists(changed))
    return Subquery(counting.order_by("-pk").values("form")[:1])
