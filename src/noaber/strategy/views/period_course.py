"""The course of a period as its page shows it: from what municipalities put first to results and review."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, Thread, ThreadStep
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import may_see_goals, may_see_result, may_see_review
from noaber.strategy.queries.chosen import themes_chosen
from noaber.strategy.queries.consulting import PeriodCourse
from noaber.strategy.queries.coverage import Coverage
from noaber.strategy.queries.goals import goals
from noaber.strategy.queries.periods import PeriodRow, titled
from noaber.strategy.queries.progress import FINE
from noaber.strategy.queries.results import result_titles
from noaber.strategy.queries.reviews import review_titles
from noaber.strategy.rules.periods import PeriodState
from noaber.strategy.rules.results import ResultState
from noaber.strategy.rules.reviews import ReviewKind
from noaber.strategy.views.places import (
    GIVEN_BY_MUNICIPALITIES,
    goals_address,
    inventory_address,
    period_address,
    progress_address,
    results_address,
    reviews_address,
    round_address,
    rounds_address,
    rows_address,
)
from noaber.strategy.views.thread import step_of
from noaber.strategy.words import given_words


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at which period, on which day, how far its inventory is, and how far it is in the decisions room."""

    actor: Actor
    period: PeriodRow
    covered: Coverage
    course: PeriodCourse
    asof: AsOf

    @property
    def is_over(self) -> bool:
        return self.asof.valid_on > self.period.terms.ends_on


def course_of(seen: Seen) -> Thread:
    """Every step that this reader may open, in the order of the memo."""
    found = (step(seen) for step in STEPS)
    return Thread(tuple(step for step in found if step), _("De weg van deze strategie"))


def _priorities(seen: Seen) -> ThreadStep:
    code, asof = seen.period.code, seen.asof
    given, asked = len(seen.covered.plans), len(seen.covered.asked)
    rows = rows_address(code, asof, **GIVEN_BY_MUNICIPALITIES)
    return ThreadStep(
        _("Prioriteiten"),
        inventory_address(code, asof),
        _("Wat elke gemeente, de politie en het OM vooropzetten."),
        state="done" if given and given == asked else "current" if given else "open",
        count=StatusLine(given, asked, given_words(given), rows),
    )


def _choice(seen: Seen) -> ThreadStep:
    found = themes_chosen(seen.period.code, seen.asof)
    address = rounds_address(seen.period.code, seen.asof)
    if found is None:
        return ThreadStep(_("Keuze van de thema’s"), address, _("Nog niet gekozen."))
    text = _("%(themes)s. Gekozen op") % {"themes": in_a_row(found.themes)}
    return ThreadStep(_("Keuze van de thema’s"), address, text, "done", on=found.decided_on)


def _consent(seen: Seen) -> ThreadStep | None:
    """What the councils say of the themes (R09)."""
    found = seen.course.consented
    if found is None:
        return None
    words = ngettext("overleggen stemt in met de thema’s", "overleggen stemmen in met de thema’s", found.done)
    address = round_address(seen.period.code, found.number, asof=seen.asof)
    text = _("Wat de districtelijke veiligheidsoverleggen zeiden.")
    return ThreadStep(
        _("Instemming"),
        address,
        text,
        "done" if found.done == found.total else "current",
        StatusLine(found.done, found.total, words),
    )


def _hearing(seen: Seen) -> ThreadStep | None:
    """How many municipal councils were heard on the plan that runs beside it (R15)."""
    found = seen.course.heard
    if found is None:
        return None
    words = ngettext("gemeenteraden is gehoord", "gemeenteraden zijn gehoord", found.done)
    return ThreadStep(
        _("Horen van de raden"),
        f"{proposal_address(found.proposal)}stap/{found.number}/",
        _("Over het plan van de politie (Politiewet 2012, artikel 38b)."),
        "done" if found.done == found.total else "current",
        StatusLine(found.done, found.total, words),
    )


def _adoption(seen: Seen) -> ThreadStep:
    terms = seen.period.terms
    address = proposal_address(terms.decided_by) if terms.decided_by else period_address(seen.period.code)
    if terms.state is PeriodState.PREPARATION:
        return ThreadStep(_("Vaststelling"), address, _("De strategie wordt voorbereid."), "open")
    plans = in_a_row(plan.title for plan in terms.plans)
    text = _("Samen met %(plans)s.") % {"plans": plans} if plans else ""
    return ThreadStep(_("Vaststelling"), address, text, "done")


def _goals(seen: Seen) -> ThreadStep | None:
    if not may_see_goals(seen.actor, seen.period.terms.state):
        return None
    code, asof = seen.period.code, seen.asof
    rows = goals(code, asof)
    address = goals_address(code, asof=asof)
    if not rows:
        return ThreadStep(_("Doelen"), address, _("Er zijn nog geen doelen."))
    fine = sum(1 for row in rows if row.last and row.last.text.status in FINE)
    words = _("doelen op koers of bereikt")
    line = StatusLine(fine, len(rows), words, progress_address(code, asof))
    text = _("Elk met een eigenaar, activiteiten en een stand.")
    return ThreadStep(_("Doelen"), address, text, "done" if seen.is_over else "current", count=line)


def _results(seen: Seen) -> ThreadStep:
    code, asof = seen.period.code, seen.asof
    rows = [
        row for row in result_titles(asof) if row.period == code and may_see_result(seen.actor, row, asof)
    ]
    count = sum(1 for row in rows if row.state == ResultState.RECORDED)
    if not count:
        return ThreadStep(_("Resultaten"), results_address(code, asof), _("Er zijn nog geen resultaten."))
    text = ngettext("%(count)s resultaat.", "%(count)s resultaten.", count) % {"count": count}
    return ThreadStep(
        _("Resultaten"), results_address(code, asof), text, "done" if seen.is_over else "current"
    )


def _review(seen: Seen) -> ThreadStep:
    """The last review of this period that this reader may see."""
    code, asof = seen.period.code, seen.asof
    found = [row for row in review_titles(asof) if row.period == code and may_see_review(seen.actor, row)]
    period = titled(code, asof)
    if not found or period is None:
        return ThreadStep(_("Review"), reviews_address(code, asof), _("Er is nog geen review om te lezen."))
    last = max(found, key=lambda row: row.kind is ReviewKind.ENDTERM)
    return step_of(period, last, reviews_address(code, asof), asof)


STEPS: Final[tuple[Callable[[Seen], ThreadStep | None], ...]] = (
    _priorities,
    _choice,
    _consent,
    _hearing,
    _adoption,
    _goals,
    _results,
    _review,
)
