"""The files of national grants: who needs what, and the steps of each, as they were last recorded (R23)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.files import warnings_of
from noaber.core.reading import read_once
from noaber.strategy.models import (
    GrantFile,
    GrantNeed,
    GrantNeedWithdrawal,
    GrantStatement,
    GrantStep,
    GrantStepWithdrawal,
)
from noaber.strategy.rules.grants.grant import GrantState, GrantText, StepKind, StepText, state_of


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What an organisation said last that it needs; `withdrawn`: why that was taken back."""

    key: int
    organisation: str
    text: str
    recorded_at: dt.datetime
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One dated step, with its document if any; `withdrawn`: why it was taken back."""

    key: int
    recorded_at: dt.datetime
    text: StepText
    file_name: str = ""
    warnings: tuple[str, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant file with its needs by organisation, and its steps, the first first; beside them what was taken back."""

    code: str
    theme: str
    revision: int
    text: GrantText
    needs: tuple[NeedRow, ...]
    steps: tuple[StepRow, ...]
    withdrawn_needs: tuple[NeedRow, ...] = ()
    withdrawn_steps: tuple[StepRow, ...] = ()

    @property
    def state(self) -> GrantState:
        return state_of(each.text for each in self.steps)

    def need(self, organisation: str) -> NeedRow | None:
        return next((each for each in self.needs if each.organisation == organisation), None)

    def withdrawn_need(self, organisation: str) -> NeedRow | None:
        return next((each for each in self.withdrawn_needs if each.organisation == organisation), None)

    def step_with(self, file: str) -> StepRow | None:
        """The step with this document (key of a file), also one that was taken back."""
        every = (*self.steps, *self.withdrawn_steps)
        return next((each for each in every if each.text.file == file), None) if file else None

    def step(self, key: int) -> StepRow | None:
        return next((each for each in self.steps if each.key == key), None)


@read_once
def grant_files(asof: AsOf) -> tuple[GrantRow, ...]:
    """Every file of which something was known, the newest first; three queries."""
    known = _known(asof)
    found = _newest(known).select_related("grant__theme")
    needs = _needs(known, asof)
    steps = _steps(GrantStep.objects.filter(known, happened_on__lte=asof.valid_on), asof)
    return tuple(
        _row(each, needs[each.grant_id].values(), steps[each.grant_id])
        for each in found.order_by("-recorded_at", "title")
    )


def _row(said: GrantStatement, needs: Collection[NeedRow], steps: Collection[StepRow]) -> GrantRow:
    return GrantRow(
        said.grant.code,
        said.grant.theme.code if said.grant.theme else "",
        said.grant.revision,
        grant_text(said),
        tuple(each for each in needs if not each.withdrawn),
        tuple(each for each in steps if not each.withdrawn),
        tuple(each for each in needs if each.withdrawn),
        tuple(each for each in steps if each.withdrawn),
    )


@read_once
def grant_titles(asof: AsOf) -> tuple[tuple[str, str, str, str], ...]:
    """Code, title, fund and purpose of each, for shared pages; one query."""
    found = _newest(_known(asof)).order_by("title")
    return tuple(found.values_list("grant__code", "title", "fund", "about"))


def _newest(known: Q) -> QuerySet[GrantStatement]:
    later = GrantStatement.objects.filter(known, grant=OuterRef("grant"), number__gt=OuterRef("number"))
    return GrantStatement.objects.filter(known, ~Exists(later))


def grant_file(code: str, asof: AsOf) -> GrantRow | None:
    return next((row for row in grant_files(asof) if row.code == code), None)


def grant_text(said: GrantStatement) -> GrantText:
    return GrantText(said.title, said.fund, said.about)


def steps_of(grant: GrantFile) -> list[StepText]:
    """The steps of one file as the rules know them, without those that were taken back."""
    rows = _steps(grant.steps.filter(withdrawal__isnull=True), AsOf(dt.date.max))
    return [each.text for each in rows[grant.pk]]


def _known(asof: AsOf) -> Q:
    return Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)


def _taken_back(withdrawal: GrantNeedWithdrawal | GrantStepWithdrawal | None, asof: AsOf) -> str:
    """Why something was taken back, as far as that was known."""
    if withdrawal is None or (asof.known_at is not None and withdrawal.recorded_at >= asof.known_at):
        return ""
    return withdrawal.reason


def _needs(known: Q, asof: AsOf) -> dict[Any, dict[str, NeedRow]]:
    found = defaultdict[Any, dict[str, NeedRow]](dict)
    rows = GrantNeed.objects.filter(known).select_related("organisation", "withdrawal")
    for each in rows.order_by("pk"):
        code, why = each.organisation.code, _taken_back(getattr(each, "withdrawal", None), asof)
        found[each.grant_id][code] = NeedRow(each.pk, code, each.text, each.recorded_at, why)
    return found


def step_text(step: GrantStep) -> StepText:
    file = step.file if step.file and not step.file.is_removed else None
    kind, key = StepKind(step.kind), str(file.pk) if file else ""
    return StepText(kind, step.happened_on, step.text, step.link, key)


def _steps(rows: QuerySet[GrantStep], asof: AsOf) -> dict[Any, list[StepRow]]:
    found = defaultdict[Any, list[StepRow]](list)
    for each in rows.select_related("file", "withdrawal").order_by("happened_on", "pk"):
        file = each.file if each.file and not each.file.is_removed else None
        text = step_text(each)
        warnings = tuple(warnings_of(file)) if file else ()
        why = _taken_back(getattr(each, "withdrawal", None), asof)
        found[each.grant_id].append(
            StepRow(each.pk, each.recorded_at, text, file.name if file else "", warnings, why)
        )
    return found
