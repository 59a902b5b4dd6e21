"""What organisations put first in a period: the plans as they were last handed in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from noaber.core.asof import AsOf
from noaber.core.files import warnings_of
from noaber.core.reading import read_once
from noaber.strategy.models import LocalPlanStatement, LocalPriority
from noaber.strategy.queries.themes import newest_namings
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.themes.names import ThemeNames


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
    found = newest_statements(asof.known_at).filter(plan__period__code=period)
    return _rows(found.order_by("plan__organisation__code", "plan__source"))


@read_once
def plan(period: str, organisation: str, asof: AsOf) -> PlanRow | None:
    """The plan of one organisation for a period."""
    found = newest_statements(asof.known_at).filter(
        plan__period__code=period, plan__organisation__code=organisation
    )
    return next(iter(_rows(found)), None)


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


def text_of(statement: LocalPlanStatement, priorities: Sequence[PriorityText]) -> PlanText:
    """The stored plan as the rules know it."""
    return PlanText(
        title=statement.title,
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        priorities=tuple(priorities),
        council_on=statement.council_on,
        link=statement.link,
        file=str(statement.file_id) if statement.file and not statement.file.is_removed else "",
    )


def priorities_of(statements: Collection[int]) -> dict[int, list[PriorityText]]:
    """By statement, in order of rank; as tuples, for a list of plans has hundreds of them."""
    found = defaultdict[int, list[PriorityText]](list)
    rows = LocalPriority.objects.filter(statement__in=statements).order_by("rank")
    columns = ("statement", "rank", "field", "wording", "page", "ambition")
    for statement, rank, field, *words in rows.values_list(*columns):
        found[statement].append(PriorityText(rank, field, *words))
    return found


def newest_statements(known_at: dt.datetime | None) -> QuerySet[LocalPlanStatement]:
    """The last statement of each plan as known at a moment (None: now)."""
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    later = LocalPlanStatement.objects.filter(known, plan=OuterRef("plan"), number__gt=OuterRef("number"))
    return LocalPlanStatement.objects.filter(known, ~Exists(later))


def _rows(found: QuerySet[LocalPlanStatement]) -> tuple[PlanRow, ...]:
    statements = list(found.select_related("plan__organisation", "file"))
    said = priorities_of([each.pk for each in statements]) if statements else {}
    return tuple(_row(each, said.get(each.pk, ())) for each in statements)


def _row(statement: LocalPlanStatement, priorities: Sequence[PriorityText]) -> PlanRow:
    plan = statement.plan
    file = statement.file if statement.file and not statement.file.is_removed else None
    return PlanRow(
        plan.organisation.code if plan.organisation else "",
        statement.number,
        plan.revision,
        statement.recorded_at,
        text_of(statement, priorities),
        plan.source,
        plan.kind,
        file.name if file else "",
        tuple(warnings_of(file)) if file else (),
    )
