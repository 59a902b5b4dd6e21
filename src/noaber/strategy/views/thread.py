"""Steps of the thread: what municipalities put first, the strategy, what was reached, and the review."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.access import may_see_goals, may_see_review
from noaber.strategy.queries.inventory.coverage import standing
from noaber.strategy.queries.periods.period import titles_of_day
from noaber.strategy.queries.results.result import result_titles
from noaber.strategy.queries.reviews.review import named_at, review_titles
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.views.places import inventory_address, nota_address, results_address, review_address
from noaber.strategy.words.periods import given_words
from noaber.strategy.words.reviews import review_status, review_title, years_of

NAMED: Final = 4


def priorities_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many municipalities gave their priorities for the newest period, and what they name most."""
    known = titles_of_day(asof)
    if not known:
        return None
    newest = known[0]
    found = standing(newest.code, asof)
    return ThreadStep(
        _("Lokale prioriteiten"),
        inventory_address(newest.code, asof),
        _most_named(newest.title, found.most_named[:NAMED]),
        state="done" if found.given and found.given == found.asked else "current",
        count=StatusLine(found.given, found.asked, given_words(found.given)),
    )


def _most_named(title: str, themes: Sequence[str]) -> str:
    if not themes:
        return title
    return _("%(title)s. Het meest genoemd: %(themes)s.") % {"title": title, "themes": in_a_row(themes)}


def results_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many results are recorded of the newest period that has any."""
    found = [row for row in result_titles(asof) if row.state == ResultState.RECORDED]
    period = next(
        (each for each in titles_of_day(asof) if any(row.period == each.code for row in found)), None
    )
    if period is None:
        return None
    rows = [row for row in found if row.period == period.code]
    count = ngettext("%(title)s: %(count)s resultaat.", "%(title)s: %(count)s resultaten.", len(rows))
    return ThreadStep(
        _("Resultaten"),
        results_address(period.code, asof),
        count % {"title": period.title, "count": len(rows)},
        state="current",
    )


def strategy_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """The newest strategy that this reader may read."""
    period = next((each for each in titles_of_day(asof) if may_see_goals(actor, each.state)), None)
    if period is None:
        return None
    is_adopted = period.state is not PeriodState.PREPARATION
    text = _("%(title)s is vastgesteld.") if is_adopted else _("%(title)s is in voorbereiding.")
    return ThreadStep(
        _("De strategie"),
        nota_address(period.code, asof=asof),
        text % {"title": period.title},
        state="done" if is_adopted else "current",
    )


def review_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """The last review that this reader may see, of the newest period that has one, and where it stands."""
    known = {row.code: row for row in titles_of_day(asof)}
    seen = [row for row in review_titles(asof) if row.period in known and may_see_review(actor, row)]
    if not seen:
        return None
    last = max(seen, key=lambda row: (known[row.period].starts_on, row.kind is ReviewKind.ENDTERM))
    period, course = named_at(known[last.period], last), last.course
    facts = {"title": review_title(last.kind, years_of(period)), "state": review_status(course.shown).label}
    if course.takes_reactions(asof.valid_on) and course.due_on:
        text = _("%(title)s: concept gedeeld, reageren kan tot en met %(day)s.")
        facts["day"] = long_date(course.due_on)
    else:
        text = _("%(title)s: %(state)s.")
    return ThreadStep(
        _("Review"),
        review_address(last.period, last.kind, asof=asof),
        text % facts,
        state="done" if course.is_final else "current",
    )
