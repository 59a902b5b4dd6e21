"""What a strategy was adopted with instead of what was chosen, so that there is a way on from there (R09, R14)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import Standing, closings, proposal, without_marks
from noaber.strategy.models import PeriodStatement
from noaber.strategy.queries.consulting.adopting import adopting_points, adoption_fault
from noaber.strategy.queries.consulting.asked_themes import weighed_themes
from noaber.strategy.queries.periods.period import PeriodRow, as_adopted, period
from noaber.strategy.queries.selection.chosen import WeighedTheme, themes_chosen
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.consulting.wording import themes_named
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms


@dataclass(frozen=True, slots=True)
class Instead:
    """A proposal that was adopted, on which day, and why it does not adopt what was chosen (`fault`).

    `themes`: of those that were weighed, by code, the ones that it adopts; none: the choice cannot follow it.
    """

    found: Standing
    on: dt.date
    fault: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ToFollow:
    """What a choice can follow: the themes of its round, by code, that a proposal adopted, on which day.

    `points`: what was adopted in full, in which only people can read whether it names themes that were never weighed.
    """

    title: str
    on: dt.date
    themes: frozenset[str]
    points: tuple[str, ...]


def adopted_instead(row: PeriodRow | None, asof: AsOf) -> Instead | None:
    """Of a strategy that is still prepared, the proposal that it names, where that adopted something else."""
    if row is None or row.terms.state is not PeriodState.PREPARATION:
        return None
    closing = closings(asof).get(row.terms.decided_by)
    if closing is None or not closing.is_adopted or closing.on is None:
        return None
    chosen, found = themes_chosen(row.code, asof), proposal(COMMAND, row.terms.decided_by, asof)
    weighed = chosen.weighed if chosen else ()
    fault = adoption_fault(found, row.terms, weighed, asof)
    if found is None or not fault:
        return None
    return Instead(found, closing.on, fault, _adopted_of(weighed, found, row.terms, asof))


def to_follow(row: RoundRow, asof: AsOf) -> ToFollow | None:
    """What can be chosen in a round because it was adopted already; None where no theme of the round is named so."""
    of_period = period(row.period, asof)
    instead = adopted_instead(of_period, asof)
    if of_period is None or instead is None:
        return None
    weighed = [WeighedTheme(each.code, each.name, each.field, is_chosen=False) for each in row.text.options]
    named = _adopted_of(weighed, instead.found, of_period.terms, asof)
    points = _read(instead.found, of_period.terms)
    return ToFollow(instead.found.title, instead.on, named, points) if named else None


def _read(found: Standing, terms: PeriodTerms) -> tuple[str, ...]:
    """Its points that adopt the strategy, as they read."""
    return tuple(without_marks(point.text) for point in adopting_points(found, terms))


def _adopted_of(
    weighed: Sequence[WeighedTheme], found: Standing, terms: PeriodTerms, asof: AsOf
) -> frozenset[str]:
    """Which of these themes its points adopt, by any name that they would go by when chosen."""
    known = weighed_themes([replace(each, is_chosen=True) for each in weighed], asof)
    points = adopting_points(found, terms)
    return frozenset(code for point in points for code in themes_named(point.text, known))


def follows_adoption(code: str, terms: PeriodTerms, asof: AsOf) -> bool:
    """Whether the choice that stands followed the proposal that adopts the strategy.

    It is of the very day of that, and another one than when the period first named that proposal.
    """
    chosen, closing = themes_chosen(code, asof), closings(asof).get(terms.decided_by)
    put_up_at = when_put_up(code, terms.decided_by)
    if chosen is None or closing is None or chosen.decided_on != closing.on or put_up_at is None:
        return False
    before = themes_chosen(code, replace(asof, known_at=put_up_at))
    return before is not None and before.themes != chosen.themes


def points_followed(actor: Actor, code: str, terms: PeriodTerms, asof: AsOf) -> tuple[str, ...]:
    """What adopts the strategy, in full, where the choice followed it; nothing for who may not read the proposal."""
    if not follows_adoption(code, terms, as_adopted(code, asof)):
        return ()
    found = proposal(actor, terms.decided_by, asof)
    return _read(found, terms) if found else ()


def when_put_up(code: str, named: str) -> dt.datetime | None:
    """When a period first named a proposal as that of its adoption."""
    said = PeriodStatement.objects.filter(period__code=code, decided_by=named).order_by("number")
    return said.values_list("recorded_at", flat=True).first() if named else None


def ways_on(instead: Instead) -> Iterator[str]:
    """What can be done where something else was adopted than was chosen, each a sentence."""
    if instead.themes:
        yield _("Klopt het besluit? Laat dan de keuze erop volgen: ‘Wijzig de keuze’ bij de keuzeronde.")
    yield _("Klopt het besluit niet? Leg de strategie dan opnieuw voor ter vaststelling.")
