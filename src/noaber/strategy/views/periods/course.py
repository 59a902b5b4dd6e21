"""The course of a period as its page shows it: from what municipalities put first to what was reached."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.pictures import StatusLine, Thread, ThreadStep
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import (
    may_keep_survey,
    may_see_goals,
    may_see_result,
    may_see_review,
    may_see_round,
    may_see_survey,
)
from noaber.strategy.models import REVIEW_KINDS
from noaber.strategy.queries.goals.goal import goals
from noaber.strategy.queries.goals.progress import FINE
from noaber.strategy.queries.results.result import result_titles
from noaber.strategy.queries.reviews.review import final_review, review_titles
from noaber.strategy.queries.selection.chosen import standing_choices, themes_chosen
from noaber.strategy.queries.selection.round import being_weighed, rounds
from noaber.strategy.queries.surveys import all_surveys
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.rules.surveys import SurveyState
from noaber.strategy.views.periods.decision_steps import Seen, adoption_step, consent_step, hearing_step
from noaber.strategy.views.places import (
    GIVEN_BY_MUNICIPALITIES,
    goals_address,
    inventory_address,
    nota_address,
    period_address,
    progress_address,
    results_address,
    reviews_address,
    rounds_address,
    rows_address,
    surveys_address,
)
from noaber.strategy.words.choices import changed_sentence
from noaber.strategy.words.periods import given_words
from noaber.strategy.words.reviews import review_status
from noaber.strategy.words.surveys import survey_status


def course(seen: Seen) -> Thread:
    """Every step that this reader may open, in the order of the memo."""
    found = (step(seen) for step in STEPS)
    steps = (_past(step) if seen.is_settled else step for step in found if step)
    return Thread(tuple(steps), _("De weg van deze strategie"))


def _past(step: ThreadStep) -> ThreadStep:
    """Of a period that was closed nothing is still to begin."""
    return replace(step, state="missed") if step.state == "open" else step


def _priorities(seen: Seen) -> ThreadStep:
    code, asof = seen.period.code, seen.asof
    given, asked = len(seen.covered.plans), len(seen.covered.asked)
    if not asked:
        text = _("Wat de gemeenten voorop zetten, is van deze periode niet vastgelegd.")
        return ThreadStep(_("Prioriteiten"), inventory_address(code, asof), text, "open")
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
        return _to_choose(seen, address)
    is_changed = _is_chosen_otherwise(seen)
    text = (
        _("%(themes)s. Na de vaststelling anders gekozen, op") if is_changed else _("%(themes)s. Gekozen op")
    )
    text %= {"themes": in_a_row(found.themes)}
    text = " ".join([*_weighed_anew(seen), text])
    return ThreadStep(_("Keuze van de thema’s"), address, text, "done", on=found.decided_on)


def _to_choose(seen: Seen, address: str) -> ThreadStep:
    """While nothing is chosen: in which rounds it is weighed, for who may know."""
    titles: tuple[str, ...] = ()
    if may_see_round(seen.actor, is_open=True, is_chosen=False):
        titles = being_weighed(seen.period.code, seen.asof)
    if not titles:
        return ThreadStep(_("Keuze van de thema’s"), address, _("Nog niet gekozen."))
    text = _("De thema’s worden gewogen in %(rounds)s. Nog niet gekozen.")
    text %= {"rounds": in_a_row(f"‘{each}’" for each in titles)}
    return ThreadStep(_("Keuze van de thema’s"), address, text, "current")


def _weighed_anew(seen: Seen) -> Iterator[str]:
    """That themes are weighed once more, for who may know."""
    if not may_see_round(seen.actor, is_open=True, is_chosen=False):
        return
    if titles := being_weighed(seen.period.code, seen.asof):
        text = ngettext(
            "In een nieuwe ronde wordt opnieuw gewogen: %(titles)s. Tot de keuze geldt:",
            "In nieuwe rondes wordt opnieuw gewogen: %(titles)s. Tot de keuze geldt:",
            len(titles),
        )
        yield text % {"titles": in_a_row(f"‘{each}’" for each in titles)}


def _is_chosen_otherwise(seen: Seen) -> bool:
    """Whether other themes are chosen than those that were adopted; rounds are read where more than one set was."""
    code, asof = seen.period.code, seen.asof
    if len({frozenset(each.themes) for each in standing_choices(code, asof)}) < 2:
        return False
    known = rounds(code, asof.known_at, asof.valid_on)
    last = next(each for each in reversed(known) if each.choice)
    return bool(changed_sentence(last, seen.period, known))


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


def _document(seen: Seen) -> ThreadStep | None:
    """The strategy itself, to read."""
    if not may_see_goals(seen.actor, seen.period.terms.state):
        return None
    is_adopted = seen.period.terms.state is not PeriodState.PREPARATION
    text = _("Wat er is gekozen, wat wij willen bereiken, en wat dat voor elke gemeente betekent.")
    address = nota_address(seen.period.code, asof=seen.asof)
    state: Literal["done", "current", "open"] = "done" if is_adopted else "open"
    if seen.decisions.is_consented and not is_adopted:
        state = "current"
    return ThreadStep(_("De strategie"), address, text, state)


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


def _surveys(seen: Seen) -> ThreadStep | None:
    """What the members think of it; the step of one who may see none is not there."""
    code, asof = seen.period.code, seen.asof
    shown = [
        (row, state)
        for row in all_surveys(asof)
        if row.period == code
        for state in [row.state_as_of(asof)]
        if may_see_survey(seen.actor, state, was_opened=row.opened_on is not None)
    ]
    if not shown and not may_keep_survey(seen.actor):
        return None
    states = {state for _row, state in shown}
    text = in_a_row(f"{row.text.title} ({survey_status(state).label})" for row, state in shown)
    return ThreadStep(
        _("Peilingen"),
        surveys_address(code, asof),
        text or _("Er is nog geen peiling."),
        "current" if SurveyState.OPEN in states else "done" if SurveyState.CLOSED in states else "open",
    )


def _reviews(seen: Seen) -> ThreadStep:
    """What the network says of it itself, halfway and at the end."""
    code, asof = seen.period.code, seen.asof
    rows = [row for row in review_titles(asof) if row.period == code and may_see_review(seen.actor, row)]
    shown = in_a_row(f"{REVIEW_KINDS[row.kind]} ({review_status(row.course.shown).label})" for row in rows)
    is_done = any(row.course.is_final and row.kind is ReviewKind.ENDTERM for row in rows)
    return ThreadStep(
        _("Review"),
        reviews_address(code, asof),
        shown or _("Er is nog geen review."),
        "done" if is_done else "current" if rows else "open",
    )


def _discharge(seen: Seen) -> ThreadStep | None:
    """The end of it: closed, and who made it discharged; no step while the strategy still runs."""
    state, decided_on = seen.period.terms.state, seen.period.terms.decided_on
    title, address = _("Afsluiting en decharge"), period_address(seen.period.code)
    is_reviewed = final_review(seen.period.code, ReviewKind.ENDTERM, seen.asof) is not None
    if state is PeriodState.DISCHARGED:
        return ThreadStep(title, address, _("Decharge verleend op"), "done", on=decided_on)
    if state is PeriodState.CLOSED:
        text = _("De strategie is afgesloten. Decharge is nog niet verleend. Afgesloten op")
        if not is_reviewed:
            text = _("De strategie is afgesloten. Decharge kan pas na de endterm review. Afgesloten op")
        return ThreadStep(title, address, text, "current", on=decided_on)
    if state is PeriodState.PREPARATION or not seen.is_over:
        return None
    text = _("De looptijd is voorbij. Eerst komt de endterm review. Wie eerder afsluit, zegt waarom.")
    if is_reviewed:
        text = _(
            "De looptijd is voorbij en de endterm review is definitief. De strategie kan worden afgesloten."
        )
    return ThreadStep(title, address, text, "open")


STEPS: Final[tuple[Callable[[Seen], ThreadStep | None], ...]] = (
    _priorities,
    _choice,
    consent_step,
    hearing_step,
    adoption_step,
    _document,
    _goals,
    _results,
    _surveys,
    _reviews,
    _discharge,
)
