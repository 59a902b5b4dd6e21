"""Grants that come in, with their steps and what those come to; and the activities that they pay for."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.clock import day_of
from noaber.core.history import said_of
from noaber.core.reading import read_once
from noaber.core.rules.dutch import sort_key
from noaber.finance.models import FundedActivityStatement, GrantLine, GrantStatement, GrantStep
from noaber.finance.rules.grants.funded_activities import ActivityStatus, FundedActivityText
from noaber.finance.rules.grants.grant import (
    GrantDetails,
    GrantState,
    GrantStepKind,
    GrantStepText,
    GrantSums,
    IncomeLine,
    KnownStep,
    ReportDue,
    reports_due,
    standing,
    state_of,
    sums_of,
)
from noaber.network.api import last_names

EVER: Final = AsOf(dt.date.max)


@dataclass(frozen=True)
class GrantRow:
    """A grant. `every`: all its steps, also those that were corrected or withdrawn."""

    id: uuid.UUID
    code: str
    revision: int
    text: GrantDetails
    applicant_name: str
    every: tuple[KnownStep, ...]

    @cached_property
    def steps(self) -> tuple[KnownStep, ...]:
        """Those that hold."""
        return standing(self.every)

    @cached_property
    def texts(self) -> tuple[GrantStepText, ...]:
        return tuple(each.text for each in self.steps)

    @cached_property
    def sums(self) -> GrantSums:
        return sums_of(self.texts)

    @property
    def state(self) -> GrantState:
        return state_of(self.texts)

    @property
    def reports(self) -> tuple[ReportDue, ...]:
        return reports_due(self.every)

    @property
    def years(self) -> tuple[int, ...]:
        """In which years something happened with it."""
        return tuple(sorted({each.on.year for each in self.texts}))

    def step(self, key: int) -> KnownStep | None:
        """A step that holds."""
        return next((each for each in self.steps if each.key == key), None)


@dataclass(frozen=True, slots=True)
class FundedActivityRow:
    """An activity as it was said last. Amounts and the grant are for the network; the rest is public."""

    id: uuid.UUID
    code: str
    revision: int
    text: FundedActivityText
    lead_name: str
    recorded_at: dt.datetime


@read_once
def grants() -> tuple[GrantRow, ...]:
    """Every grant, by name; two queries."""
    later = GrantStatement.objects.filter(grant=OuterRef("grant"), number__gt=OuterRef("number"))
    newest = GrantStatement.objects.filter(~Exists(later)).select_related("grant", "applicant")
    found = list(
        _with_line(newest.annotate(said=said_of("applicant__versions", EVER), called=F("said__name")))
    )
    names = _names((each.applicant.code, each.called) for each in found)
    steps = _steps()
    rows = (_grant(each, names, steps[each.grant_id]) for each in found)
    return tuple(sorted(rows, key=lambda row: sort_key(row.text.title)))


def _with_line(found: QuerySet[GrantStatement]) -> QuerySet[Any]:
    """With where the grant comes in, as it was said last."""
    last = GrantLine.objects.filter(grant=OuterRef("grant")).order_by("-number")

    def of_last(name: str) -> Subquery:
        return Subquery(last.values(name)[:1])

    return found.annotate(
        line_agreement=of_last("budget_year__agreement__code"),
        line_year=of_last("budget_year__year"),
        line_post=of_last("post__code"),
    )


def _grant(said: Any, names: Mapping[str, str], steps: Iterable[KnownStep]) -> GrantRow:
    code = said.applicant.code
    line = (
        IncomeLine(said.line_agreement, said.line_year, said.line_post)
        if said.line_agreement and said.line_year and said.line_post
        else None
    )
    text = GrantDetails(said.title, said.funder, said.scheme, code, said.file, line)
    return GrantRow(
        said.grant_id, said.grant.code, said.grant.revision, text, names.get(code, code), tuple(steps)
    )


def _steps() -> dict[uuid.UUID, list[KnownStep]]:
    found = defaultdict[uuid.UUID, list[KnownStep]](list)
    for each in GrantStep.objects.order_by("pk"):
        found[each.grant_id].append(known_step(each))
    return found


def known_step(step: GrantStep) -> KnownStep:
    """A kept step as the rules know it."""
    text = GrantStepText(
        GrantStepKind(step.kind), step.happened_on, step.amount_cents, step.reference, step.evidence
    )
    day = day_of(step.recorded_at)
    return KnownStep(step.pk, text, day, step.replaces_id, step.answers_id, step.reason)


def _names(found: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """What organisations are called; of those that are no more what they were called last, by one query more."""
    names = dict(found)
    gone = [code for code, name in names.items() if name is None]
    return {code: name for code, name in names.items() if name} | (last_names(gone) if gone else {})


def grants_on(line: IncomeLine) -> tuple[GrantRow, ...]:
    """Those that come in on a line of a budget."""
    return tuple(row for row in grants() if row.text.line == line)


def grant_called(code: str) -> GrantRow | None:
    return next((row for row in grants() if row.code == code), None)


@read_once
def funded_activities() -> tuple[FundedActivityRow, ...]:
    """Every activity as it was said last, by name."""
    last = {row.code: row for row in _all_said()}
    return tuple(sorted(last.values(), key=lambda row: sort_key(row.text.title)))


def funded_activity(code: str) -> FundedActivityRow | None:
    return next((row for row in funded_activities() if row.code == code), None)


def said_of_activity(code: str) -> tuple[FundedActivityRow, ...]:
    """All that was said of one, the first first."""
    return tuple(row for row in _all_said() if row.code == code)


@read_once
def _all_said() -> tuple[FundedActivityRow, ...]:
    """All that was said of every activity, the first first: there are few; one query."""
    found = FundedActivityStatement.objects.select_related("activity", "lead", "theme", "grant")
    called = found.annotate(said=said_of("lead__versions", EVER), called=F("said__name"))
    rows = list(called.order_by("number"))
    names = _names((each.lead.code, each.called) for each in rows)
    return tuple(
        FundedActivityRow(
            each.activity_id,
            each.activity.code,
            each.activity.revision,
            activity_text(each),
            names.get(each.lead.code, each.lead.code),
            each.recorded_at,
        )
        for each in rows
    )


def activity_text(said: FundedActivityStatement) -> FundedActivityText:
    return FundedActivityText(
        said.title,
        said.lead.code,
        said.funder,
        said.theme.code if said.theme else "",
        ActivityStatus(said.status),
        said.status_on,
        said.grant.code if said.grant else "",
        said.amount_cents,
    )


def activities_of(grant_code: str) -> tuple[FundedActivityRow, ...]:
    """What a grant pays for."""
    return tuple(row for row in funded_activities() if row.text.grant == grant_code)


def tied_cents(grant_code: str, *, besides: str = "") -> int:
    """How much of a grant is tied to activities, but for one of them."""
    rows = activities_of(grant_code)
    return sum(row.text.amount_cents or 0 for row in rows if row.code != besides)
