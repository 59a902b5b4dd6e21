"""The files of national grants: who needs what, and the steps of each, as they were last recorded (R23)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.files import warnings_of
from noaber.core.reading import read_once
from noaber.strategy.models import GrantFile, GrantNeed, GrantStatement, GrantStep
from noaber.strategy.rules.grants import GrantState, GrantText, StepKind, StepText, state_of


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What an organisation said last that it needs; `key` tells one time from another."""

    key: int
    organisation: str
    text: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """One dated step, with its document if any."""

    key: int
    recorded_at: dt.datetime
    text: StepText
    file_name: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant file with its needs by organisation, and its steps, the first first."""

    code: str
    theme: str
    revision: int
    text: GrantText
    needs: tuple[NeedRow, ...]
    steps: tuple[StepRow, ...]

    @property
    def state(self) -> GrantState:
        return state_of(each.text for each in self.steps)

    def need(self, organisation: str) -> NeedRow | None:
        return next((each for each in self.needs if each.organisation == organisation), None)

    def step_with(self, file: str) -> StepRow | None:
        return next((each for each in self.steps if each.text.file == file), None) if file else None


@read_once
def grant_files(asof: AsOf) -> tuple[GrantRow, ...]:
    """Every file of which something was known, the newest first; three queries."""
    known = _known(asof)
    found = _newest(known).select_related("grant__theme")
    needs, steps = _needs(known), _steps(GrantStep.objects.filter(known, happened_on__lte=asof.valid_on))
    return tuple(
        GrantRow(
            each.grant.code,
            each.grant.theme.code if each.grant.theme else "",
            each.grant.revision,
            grant_text(each),
            tuple(needs[each.grant_id].values()),
            tuple(steps[each.grant_id]),
        )
        for each in found.order_by("-recorded_at", "title")
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
    """The steps of one file as the rules know them."""
    return [each.text for each in _steps(grant.steps.all())[grant.pk]]


def _known(asof: AsOf) -> Q:
    return Q() if asof.known_at is None else Q(recorded_at__lt=asof.known_at)


def _needs(known: Q) -> dict[Any, dict[str, NeedRow]]:
    found = defaultdict[Any, dict[str, NeedRow]](dict)
    for each in GrantNeed.objects.filter(known).select_related("organisation").order_by("pk"):
        code = each.organisation.code
        found[each.grant_id][code] = NeedRow(each.pk, code, each.text, each.recorded_at)
    return found


def _steps(rows: QuerySet[GrantStep]) -> dict[Any, list[StepRow]]:
    found = defaultdict[Any, list[StepRow]](list)
    for each in rows.select_related("file").order_by("happened_on", "pk"):
        file = each.file if each.file and not each.file.is_removed else None
        text = StepText(
            StepKind(each.kind), each.happened_on, each.text, each.link, str(file.pk) if file else ""
        )
        warnings = tuple(warnings_of(file)) if file else ()
        found[each.grant_id].append(
            StepRow(each.pk, each.recorded_at, text, file.name if file else "", warnings)
        )
    return found
