"""Periods, priorities, their other sources and selection rounds in the search box."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import sort_key
from noaber.network.api import organisations
from noaber.strategy.access import (
    may_see_goals,
    may_see_result,
    may_see_review,
    may_see_round,
    may_see_survey,
)
from noaber.strategy.models import KINDS
from noaber.strategy.queries.goals.updates import goal_states
from noaber.strategy.queries.grants import grant_titles
from noaber.strategy.queries.inventory.plans import named
from noaber.strategy.queries.local import finder
from noaber.strategy.queries.periods.period import titles
from noaber.strategy.queries.positions import stances
from noaber.strategy.queries.results.result import result_titles
from noaber.strategy.queries.reviews.review import named_at, review_titles
from noaber.strategy.queries.searched import (
    names_of_gone,
    searched_reviews,
    searched_rounds,
    searched_sources,
)
from noaber.strategy.queries.surveys import all_surveys
from noaber.strategy.rules.inventory import SourceKind
from noaber.strategy.views.places import (
    goal_address,
    grant_address,
    local_address,
    period_address,
    plan_address,
    position_address,
    result_address,
    review_address,
    round_address,
    source_address,
    survey_address,
)
from noaber.strategy.words.periods import status_on
from noaber.strategy.words.reviews import review_title, years_of


def strategy_hits(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Periods by their title; results, positions, grants and priorities by what they say."""
    known = titles(asof)
    for row in known:
        if _matches(words, row.title):
            text = status_on(asof.valid_on, row.state, row.ends_on).label
            yield SearchHit(_("beleidsperiode"), row.title, text, period_address(row.code, asof=asof))
        if may_see_goals(actor, row.state):
            yield from _goals(row.code, words, asof)
    yield from _surveys(actor, words, asof)
    yield from _reached(actor, words, asof)
    yield from _towns(words, asof)
    if known:
        yield from _priorities(actor, words, asof)
        yield from _sources(words, asof)
        yield from _rounds(actor, words, asof)


def _surveys(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """By title and introduction, never by what was answered."""
    for row in all_surveys(asof):
        state = row.state_as_of(asof)
        if _matches(words, row.text.title, row.text.introduction) and may_see_survey(
            actor, state, was_opened=row.opened_on is not None
        ):
            address = survey_address(row.period, row.code, asof=asof)
            yield SearchHit(_("peiling"), row.text.title, row.text.introduction, address)


def _goals(period: str, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in goal_states(asof):
        if row.period == period and _matches(words, row.title, row.aim):
            yield SearchHit(_("doel"), row.title, row.aim, goal_address(period, row.code, asof=asof))


def _towns(words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """What the strategy of the day means for a municipality, by its name."""
    found = finder(asof)
    for code, name in found.towns if found else ():
        title = _("Wat betekent de strategie voor %(name)s?") % {"name": name}
        if found and _matches(words, title):
            yield SearchHit(
                _("voor uw gemeente"), title, found.title, local_address(found.period, code, asof)
            )


def _reached(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Results that this actor may see, joint positions and grants, by their words."""
    yield from _reviews(actor, words, asof)
    for row in result_titles(asof):
        if _matches(words, row.title, row.reached) and may_see_result(actor, row, asof):
            address = result_address(row.period, row.code, asof=asof)
            told = _("Het cijfer is bij het resultaat nagerekend.") if row.has_claim else ""
            yield SearchHit(_("resultaat"), row.title, f"{row.reached} {told}".strip(), address)
    for code, title, stance in stances(asof):
        if _matches(words, title, stance):
            yield SearchHit(_("gezamenlijk standpunt"), title, stance, position_address(code, asof=asof))
    for code, title, *about in grant_titles(asof):
        if _matches(words, title, *about):
            yield SearchHit(_("landelijke subsidie"), title, about[0], grant_address(code, asof=asof))


def _reviews(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Reviews that the reader may see, by their title and what the version says that others read."""
    known = {row.code: row for row in titles(asof)}
    said = searched_reviews(asof)
    for row in review_titles(asof):
        if row.period not in known or not may_see_review(actor, row):
            continue
        title = review_title(row.kind, years_of(named_at(known[row.period], row)))
        conclusion, *findings = said.get((row.period, row.kind), ("",))
        if _matches(words, title, conclusion, *findings):
            yield SearchHit(_("review"), title, conclusion, review_address(row.period, row.kind, asof=asof))


def _priorities(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    found = named(asof)
    called = {row.code: row.name for row in organisations(actor, asof)}
    if gone := frozenset(row.organisation for row in found) - set(called):
        called |= names_of_gone(gone)
    for (organisation, period), rows in groupby(found, key=lambda row: (row.organisation, row.period)):
        given, name = list(rows), called.get(organisation, "")
        themes = list(dict.fromkeys(row.name for row in given))
        own = [part for row in given for part in (row.wording, row.ambition)]
        title = _("Prioriteiten van %(name)s, %(period)s") % {"name": name, "period": period}
        if name and _matches(words, title, *themes, *own):
            address = plan_address(period, organisation, asof=asof)
            yield SearchHit(_("prioriteiten"), title, ", ".join(themes), address)


def _sources(words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Agendas and reviews by their title, their themes and their own words."""
    for row in searched_sources(asof):
        if _matches(words, row.title, *row.themes, *row.words):
            address = source_address(row.period, row.code, asof=asof)
            yield SearchHit(str(KINDS[SourceKind(row.kind)]), row.title, ", ".join(row.themes), address)


def _rounds(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Selection rounds that the reader may see, by their title and the names of their themes."""
    for row in searched_rounds(asof):
        may_see = may_see_round(actor, is_open=row.opened_at is not None, is_chosen=row.is_chosen)
        if may_see and _matches(words, row.title, *row.themes):
            address = round_address(row.period, row.number, asof=asof)
            yield SearchHit(_("keuze van thema’s"), row.title, ", ".join(row.themes), address)


def _matches(words: Sequence[str], *texts: str) -> bool:
    haystack = sort_key(" ".join(texts))[1]
    return all(word in haystack for word in words)
