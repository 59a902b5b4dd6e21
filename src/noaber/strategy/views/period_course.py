"""The course of a period as its page shows it: from what municipalities put first to what was reached."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import COMMAND, Actor
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, Thread, ThreadStep
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import closings, proposal
from noaber.strategy.access import (
    may_keep_survey,
    may_see_goals,
    may_see_result,
    may_see_review,
    may_see_round,
    may_see_survey,
)
from noaber.strategy.models import REVIEW_KINDS
from noaber.strategy.queries.chosen import standing_choices, themes_chosen, themes_put
from noaber.strategy.queries.consulting import (
    Counted,
    PeriodCourse,
    adopted_apart,
    period_course,
    still_runs,
    was_ever_put,
)
from noaber.strategy.queries.coverage import Coverage
from noaber.strategy.queries.goals import goals
from noaber.strategy.queries.periods import PeriodRow, as_adopted
from noaber.strategy.queries.progress import FINE
from noaber.strategy.queries.results import result_titles
from noaber.strategy.queries.reviews import final_review, review_titles
from noaber.strategy.queries.selection import being_weighed, rounds
from noaber.strategy.queries.surveys import all_surveys
from noaber.strategy.rules.periods import PeriodState
from noaber.strategy.rules.results import ResultState
from noaber.strategy.rules.reviews import ReviewKind
from noaber.strategy.rules.surveys import SurveyState
from noaber.strategy.views.places import (
    GIVEN_BY_MUNICIPALITIES,
    goals_address,
    inventory_address,
    nota_address,
    period_address,
    progress_address,
    results_address,
    reviews_address,
    round_address,
    rounds_address,
    rows_address,
    surveys_address,
)
from noaber.strategy.words.choices import changed_sentence, saw_earlier_words
from noaber.strategy.words.periods import given_words, hearing_unknown
from noaber.strategy.words.reviews import review_status
from noaber.strategy.words.surveys import survey_status


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at which period, on which day, and how far its inventory is."""

    actor: Actor
    period: PeriodRow
    covered: Coverage
    asof: AsOf

    @property
    def decisions(self) -> PeriodCourse:
        return period_course(self.actor, self.period.code, self.period.terms, self.asof)

    @property
    def is_settled(self) -> bool:
        return self.period.terms.state in (PeriodState.CLOSED, PeriodState.DISCHARGED)

    @property
    def is_over(self) -> bool:
        return self.asof.valid_on > self.period.terms.ends_on


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
        return ThreadStep(_("Keuze van de thema’s"), address, _("Nog niet gekozen."))
    is_changed = _is_chosen_otherwise(seen)
    text = (
        _("%(themes)s. Na de vaststelling anders gekozen, op") if is_changed else _("%(themes)s. Gekozen op")
    )
    text %= {"themes": in_a_row(found.themes)}
    text = " ".join([*_weighed_anew(seen), text])
    return ThreadStep(_("Keuze van de thema’s"), address, text, "done", on=found.decided_on)


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


def _consent(seen: Seen) -> ThreadStep | None:
    """What the councils said of the chosen themes (R09)."""
    found = seen.decisions.consented
    if found is None or found.is_draft:
        return _consent_unknown(seen)
    address = round_address(seen.period.code, found.number, asof=seen.asof)
    words = ngettext("overleggen stemt in met de thema’s", "overleggen stemmen in met de thema’s", found.done)
    if found.is_former:
        words = _("overleggen stemden in met de thema’s van voor die wijziging")
    if found.is_withdrawn:
        text = _("Het voorstel aan de overleggen is ingetrokken.")
        return ThreadStep(_("Instemming van de overleggen"), address, text, "open")
    is_enough = (found.done == found.total or found.motive) and not found.is_former
    return ThreadStep(
        _("Instemming van de overleggen"),
        address,
        _consent_text(seen, found),
        state="done" if is_enough else "current",
        count=StatusLine(
            found.done,
            found.total,
            words,
            proposal_address(found.proposal) if found.is_readable else address,
        ),
    )


def _consent_text(seen: Seen, found: Counted) -> str:
    """Why it was not waited for all (R14), and that something was said since."""
    waived = _("Er is besloten niet op alle overleggen te wachten. Waarom: %(motive)s")
    if not found.is_readable:
        waived = _("Er is besloten niet op alle overleggen te wachten.")
    moved = _("Zo stond het bij de vaststelling. Daarna is bij het voorstel nog iets vastgelegd.")
    return " ".join(
        [
            *([waived % {"motive": found.motive}] if found.motive else []),
            *([earlier] if (earlier := saw_earlier_words(found.saw_earlier)) else []),
            *([moved] if found.is_moved and seen.period.adopted_on else []),
        ]
    )


def _consent_unknown(seen: Seen) -> ThreadStep | None:
    """A strategy that was adopted here without it, says so, and one that is prepared that it is still to come."""
    if seen.period.terms.state is PeriodState.PREPARATION:
        return _consent_to_come(seen)
    then = as_adopted(seen.period.code, seen.asof)
    if seen.period.adopted_on is None or was_ever_put(seen.period.code, then):
        return None
    address = rounds_address(seen.period.code, seen.asof)
    text = _("Dat de overleggen met de thema’s instemden, is hier niet vastgelegd.")
    return ThreadStep(_("Instemming van de overleggen"), address, text, "open")


def _consent_to_come(seen: Seen) -> ThreadStep | None:
    """Chosen themes of which no council was asked anything yet, or not since what asked them came to nothing."""
    code, asof = seen.period.code, seen.asof
    chosen, put = themes_chosen(code, asof), themes_put(code, asof)
    if chosen is None or (put and put.proposal == chosen.proposal):
        return None
    text = _("De gekozen thema’s zijn nog niet aan de overleggen voorgelegd.")
    if put:
        text = _("Eerder gekozen thema’s zijn aan de overleggen voorgelegd, deze nog niet.")
    if put and set(put.themes) == set(chosen.themes):
        text = _("Deze thema’s zijn aan de overleggen voorgelegd. Opnieuw voorleggen is nog niet gedaan.")
        if not still_runs(COMMAND, put.proposal, asof):
            text = _(
                "Deze thema’s zijn aan de overleggen voorgelegd, met een voorstel dat is ingetrokken of verworpen. Zij "
                "zijn nog niet opnieuw voorgelegd."
            )
    address = round_address(code, chosen.number, asof=asof)
    return ThreadStep(_("Instemming van de overleggen"), address, text, "open")


def _hearing(seen: Seen) -> ThreadStep | None:
    """Of how many municipalities the council was heard on the plan beside the strategy (R15)."""
    found = seen.decisions.heard
    if found is None:
        return _hearing_unknown(seen)
    address = f"{proposal_address(found.proposal)}stap/{found.number}/"
    words = ngettext("gemeenteraden is gehoord", "gemeenteraden zijn gehoord", found.done)
    is_past = seen.period.terms.state is not PeriodState.PREPARATION
    text = _("Over het plan dat tegelijk loopt.")
    if is_past and found.done < found.total:
        text += " " + _("Het plan is vastgesteld; wie niet is gehoord, staat bij het voorstel.")
    if is_past and not found.done:
        text = _(
            "Het plan is vastgesteld, maar bij het voorstel is van geen gemeenteraad vastgelegd dat die is gehoord."
        )
    return ThreadStep(
        _("Horen van de gemeenteraden"),
        address,
        text,
        state="done" if found.done and (is_past or found.done == found.total) else "current",
        count=StatusLine(found.done, found.total, words, address),
    )


def _hearing_unknown(seen: Seen) -> ThreadStep | None:
    """A strategy that was adopted without a proposal that could tell it, says so."""
    if seen.period.adopted_on is None or seen.period.terms.tells_of_hearing:
        return None
    text = hearing_unknown(seen.period.terms, len(seen.covered.asked))
    return ThreadStep(_("Horen van de gemeenteraden"), period_address(seen.period.code), text, "open")


def _adoption(seen: Seen) -> ThreadStep:
    terms = seen.period.terms
    named = seen.period.adopted_by if seen.period.adopted_on else terms.decided_by
    found = proposal(seen.actor, named, seen.asof) if named else None
    address = proposal_address(found.code) if found else period_address(seen.period.code)
    if terms.state is PeriodState.PREPARATION:
        if found is None or not found.is_sent:
            return ThreadStep(_("Vaststelling"), address, _("De strategie wordt voorbereid."), "open")
        if not still_runs(COMMAND, found.code, seen.asof):
            text = _("Het voorstel is ingetrokken of verworpen. De strategie ligt nu niet voor.")
            return ThreadStep(_("Vaststelling"), period_address(seen.period.code), text, "open")
        closing = closings(seen.asof).get(found.code)
        if closing and closing.is_adopted and closing.on:
            text = _("Het voorstel is vastgesteld op %(day)s. De coördinator legt dat hier nog vast.")
            day = long_date(closing.on)
            return ThreadStep(_("Vaststelling"), address, text % {"day": day}, "current")
        if not seen.decisions.is_consented:
            text = _("Wacht op de instemming van alle overleggen.")
            return ThreadStep(_("Vaststelling"), address, text, "open")
        return ThreadStep(_("Vaststelling"), address, _("Ligt voor ter vaststelling."), "current")
    together = in_a_row(plan.title for plan in terms.plans if _is_adopted_too(seen, plan.proposal))
    text = _("Samen met %(plans)s.") % {"plans": together} if together else ""
    told = " ".join([text, *adopted_apart(terms, seen.period.adopted_on, seen.asof), _other_day(seen)])
    return ThreadStep(_("Vaststelling"), address, " ".join(told.split()), "done")


def _other_day(seen: Seen) -> str:
    """That the proposal tells another day of the adoption: that day was corrected there since."""
    if seen.period.terms.state is not PeriodState.ADOPTED:
        return ""
    closing = closings(seen.asof).get(seen.period.terms.decided_by)
    if closing is None or not closing.is_adopted or closing.on in (None, seen.period.adopted_on):
        return ""
    text = _("Bij het voorstel staat nu een andere dag: %(day)s. De coördinator legt dat hier nog vast.")
    return text % {"day": long_date(closing.on)}


def _is_adopted_too(seen: Seen, code: str) -> bool:
    """Whether the plan with this proposal was adopted on the day of the strategy; what is not known is not said."""
    found = closings(seen.asof).get(code) if code else None
    return found is not None and found.is_adopted and found.on == seen.period.adopted_on


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
    is_chosen = themes_chosen(seen.period.code, seen.asof) is not None
    text = _("Wat er is gekozen, wat wij willen bereiken, en wat dat voor elke gemeente betekent.")
    address = nota_address(seen.period.code, asof=seen.asof)
    state: Literal["done", "current", "open"] = "done" if is_adopted else "current" if is_chosen else "open"
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
    _consent,
    _hearing,
    _adoption,
    _document,
    _goals,
    _results,
    _surveys,
    _reviews,
    _discharge,
)
