"""The results with which an organisation stands as a partner, and the goals for which it does something."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import ActivityStatement, GoalStatement, PartnerWords
from noaber.strategy.queries.results.result import newest_results
from noaber.strategy.rules.results.result import ResultState


@dataclass(frozen=True, slots=True)
class PartRow:
    """A result or a goal by its name, and what the organisation did; `on`: since when, or until when."""

    period: str
    code: str
    title: str
    part: str
    on: dt.date


@read_once
def results_of(organisations: frozenset[str], asof: AsOf) -> tuple[PartRow, ...]:
    """The recorded results of these organisations (codes), the newest first; what they say themselves goes first."""
    found = newest_results(asof).filter(
        state=ResultState.RECORDED.value, partners__organisation__code__in=organisations
    )
    own = _words_of(organisations, asof)
    columns = (
        "result__period__code",
        "result__code",
        "title",
        "partners__role",
        "partners__sentence",
        "since_on",
    )
    rows = found.order_by("-since_on", "title").values_list(*columns)
    return tuple(
        PartRow(period, code, title, _told(role, own.get((period, code), sentence)), on)
        for period, code, title, role, sentence, on in rows
    )


def _told(role: str, sentence: str) -> str:
    return f"{role}: ‘{sentence}’" if role and sentence else role or sentence


def _words_of(organisations: Collection[str], asof: AsOf) -> dict[tuple[str, str], str]:
    """By period and result what they said last themselves."""
    said = PartnerWords.objects.filter(organisation__code__in=organisations, said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        said = said.filter(recorded_at__lt=asof.known_at)
    columns = ("result__period__code", "result__code", "sentence")
    return {(period, code): text for period, code, text in said.order_by("number").values_list(*columns)}


@read_once
def goals_of(organisations: frozenset[str], asof: AsOf) -> tuple[PartRow, ...]:
    """The goals for which these organisations do something, with the activity; none that was taken back."""
    known = {} if asof.known_at is None else {"recorded_at__lt": asof.known_at}
    activities = ActivityStatement.objects.filter(said_on__lte=asof.valid_on, **known)
    goals = GoalStatement.objects.filter(said_on__lte=asof.valid_on, **known)
    later = activities.filter(activity=OuterRef("activity"), number__gt=OuterRef("number"))
    later_goal = goals.filter(goal=OuterRef("goal"), number__gt=OuterRef("number"))
    named = goals.filter(~Exists(later_goal), goal=OuterRef("activity__goal"))
    found = activities.filter(~Exists(later), is_withdrawn=False, doers__organisation__code__in=organisations)
    columns = (
        "activity__goal__period__code",
        "activity__goal__code",
        Subquery(named.values("title")),
        "title",
    )
    rows = found.order_by("-ends_on", "title").values_list(*columns, "ends_on").distinct()
    return tuple(PartRow(*row) for row in rows)
