"""What organisations put first in a period: the plans as they were last handed in."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.files import warnings_of
from noaber.core.reading import read_once
from noaber.strategy.models import LocalPlanStatement, LocalPriority
from noaber.strategy.queries.themes import newest_namings
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.themes import ThemeNames


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan of one organisation as it was last handed in; `number` counts how often.

    Of what is no organisation, `organisation` is empty, and `source` and `kind` say what it is.
    """

    organisation: str
    number: int
    revision: int
    recorded_at: dt.datetime
    text: PlanText
    source: str = ""
    kind: str = ""
    file_name: str = ""
    warnings: tuple[str, ...] = ()  # what seems to stand in the file that does not belong here


def plans(period: str, asof: AsOf) -> tuple[PlanRow, ...]:
    """The plans of a period by the code of their organisation."""
    return tuple(row for row in _all(period, asof) if row.organisation)


def sources(period: str, asof: AsOf) -> tuple[PlanRow, ...]:
    """The agendas and reviews of a period, with what they put first."""
    return tuple(row for row in _all(period, asof) if row.source)


def source(period: str, code: str, asof: AsOf) -> PlanRow | None:
    return next((row for row in sources(period, asof) if row.source == code), None)


@read_once
def _all(period: str, asof: AsOf) -> tuple[PlanRow, ...]:
    """Of organisations and other sources; two queries."""
    found = _with_priorities(newest_statements(asof.known_at).filter(plan__period__code=period))
    return tuple(_row(each) for each in found.order_by("plan__organisation__code", "plan__source"))


@read_once
def plan(period: str, organisation: str, asof: AsOf) -> PlanRow | None:
    """The plan of one organisation for a period."""
    found = newest_statements(asof.known_at).filter(
        plan__period__code=period, plan__organisation__code=organisation
    )
    statement = _with_priorities(found).first()
    return _row(statement) if statement else None


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One priority beside who gave it, for shared pages, which need no more of its plan."""

    period: str
    organisation: str
    rank: int
    field: str
    name: str  # as lists call it
    wording: str
    ambition: str


@read_once
def named(asof: AsOf, *, period: str = "", organisation: str = "") -> tuple[NamedRow, ...]:
    """The priorities of a period, of an organisation, or all; by plan in order of rank, in one query."""
    newest = newest_statements(asof.known_at).filter(plan__organisation__isnull=False)
    if period:
        newest = newest.filter(plan__period__code=period)
    if organisation:
        newest = newest.filter(plan__organisation__code=organisation)
    said = newest_namings(asof.known_at).filter(theme__field=OuterRef("field"))
    columns = (
        "statement__plan__period__code",
        "statement__plan__organisation__code",
        "rank",
        "field_id",
        "wording",
        "ambition",
        "field__name",
        Subquery(said.values("name")),
        Subquery(said.values("earlier")),
    )
    found = LocalPriority.objects.filter(statement__in=newest)
    ordered = found.order_by("statement__plan__organisation__code", "statement", "rank")
    return tuple(_named(*row) for row in ordered.values_list(*columns))


def _named(
    period: str,
    owner: str,
    rank: int,
    field: str,
    wording: str,
    ambition: str,
    name: str,
    own: str | None,
    earlier: str | None,
) -> NamedRow:
    return NamedRow(period, owner, rank, field, shown_name(name, own, earlier), wording, ambition)


def shown_name(name: str, own: str | None, earlier: str | None) -> str:
    """How lists call a theme: by the network's own name with the earlier ones, else by that of the taxonomy."""
    return ThemeNames(own, tuple((earlier or "").splitlines())).shown if own else name


def text_of(statement: LocalPlanStatement) -> PlanText:
    """The stored plan as the rules know it."""
    return PlanText(
        title=statement.title,
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        priorities=tuple(
            PriorityText(each.rank, each.field_id, each.wording, each.page, each.ambition)
            for each in statement.priorities.all()
        ),
        council_on=statement.council_on,
        link=statement.link,
        file=str(statement.file_id) if statement.file and not statement.file.is_removed else "",
    )


def _with_priorities(found: QuerySet[LocalPlanStatement]) -> QuerySet[LocalPlanStatement]:
    priorities = Prefetch("priorities", queryset=LocalPriority.objects.order_by("rank"))
    return found.select_related("plan__organisation", "file").prefetch_related(priorities)


def newest_statements(known_at: dt.datetime | None) -> QuerySet[LocalPlanStatement]:
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    later = LocalPlanStatement.objects.filter(known, plan=OuterRef("plan"), number__gt=OuterRef("number"))
    return LocalPlanStatement.objects.filter(known, ~Exists(later))


def _row(statement: LocalPlanStatement) -> PlanRow:
    plan = statement.plan
    file = statement.file if statement.file and not statement.file.is_removed else None
    return PlanRow(
        plan.organisation.code if plan.organisation else "",
        statement.number,
        plan.revision,
        statement.recorded_at,
        text_of(statement),
        plan.source,
        plan.kind,
        file.name if file else "",
        tuple(warnings_of(file)) if file else (),
    )
