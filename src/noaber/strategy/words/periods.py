"""How periods and priorities read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import long_date, short_date
from noaber.strategy.models import RESULT_STATES, STATES
from noaber.strategy.rules.grants.grant import GrantState
from noaber.strategy.rules.periods.other_day import OtherDay
from noaber.strategy.rules.periods.period import (
    LinkedTerms,
    PeriodState,
    PeriodTerms,
    mends_extension,
)
from noaber.strategy.rules.results.result import ResultState

TONES: Final[dict[PeriodState, Tone]] = {
    PeriodState.PREPARATION: "info",
    PeriodState.ADOPTED: "ok",
    PeriodState.EXTENDED: "ok",
    PeriodState.CLOSED: "neutral",
    PeriodState.DISCHARGED: "neutral",
    PeriodState.WITHDRAWN: "neutral",
}

RESULT_TONES: Final[dict[ResultState, Tone]] = {
    ResultState.DRAFT: "info",
    ResultState.RECORDED: "ok",
    ResultState.WITHDRAWN: "neutral",
}


def in_preparation() -> str:
    """What who reads of a strategy must know as long as it is prepared."""
    return _("Deze strategie is in voorbereiding. Zij is nog niet vastgesteld, en kan nog veranderen.")


def other_day_words(moved: OtherDay) -> str:
    """That the proposal tells another day of the adoption: that day was corrected there since."""
    text = _(
        "De strategie staat hier als vastgesteld op %(day)s; bij het voorstel staat nu %(other)s. De coördinator legt "
        "dat hier nog vast."
    )
    return text % {"day": long_date(moved.recorded), "other": long_date(moved.told)}


def still_asked(missing: int, whole: int) -> str:
    """What one still has to score."""
    text = ngettext(
        "Van u ontbreekt nog %(count)s van de %(whole)s scores.",
        "Van u ontbreken nog %(count)s van de %(whole)s scores.",
        missing,
    )
    return text % {"count": missing, "whole": whole}


def all_scored(seats: int, of: int) -> str:
    """For how many seats everything was scored, in a sentence."""
    return _("Alles gescoord: %(seats)s van de %(of)s zetels.") % {"seats": seats, "of": of}


def period_status(state: PeriodState) -> Status:
    return Status(str(STATES[state]), TONES[state])


def status_on(day: dt.date, state: PeriodState, ends_on: dt.date) -> Status:
    """As `period_status`, but what ran to its last day is over, also while nobody decided to close it yet."""
    is_over = state in (PeriodState.ADOPTED, PeriodState.EXTENDED) and ends_on < day
    return Status(_("afgelopen"), "neutral") if is_over else period_status(state)


def given_words(count: int) -> str:
    """What stands after "61 van 76"."""
    return ngettext("gemeenten gaf prioriteiten", "gemeenten gaven prioriteiten", count)


def hearing_unknown(terms: PeriodTerms, municipalities: int) -> str:
    """That nothing here tells which councils were heard (R15; Politiewet 2012, article 38b), in a sentence."""
    text = _("Bij dit plan hoort hier geen voorstel.")
    if not terms.plans:
        text = _("Er staat hier geen plan dat tegelijk loopt.")
    unknown = ngettext(
        "Of de raad van de gemeente is gehoord, is hier niet vastgelegd.",
        "Of de raden van de %(count)s gemeenten zijn gehoord, is hier niet vastgelegd.",
        municipalities,
    )
    return f"{text} {unknown % {'count': municipalities}}"


def term_words(starts_on: dt.date, ends_on: dt.date) -> str:
    """Both days in words: "1 januari 2019 tot en met 31 december 2022"."""
    return _("%(from)s tot en met %(until)s") % {"from": long_date(starts_on), "until": long_date(ends_on)}


def result_status(state: ResultState) -> Status:
    return Status(str(RESULT_STATES[state]), RESULT_TONES[state])


def no_effect() -> str:
    """What stands beside every figure (R27)."""
    return _("De cijfers laten zien wat er gebeurde, niet waardoor.")


def theme_word(name: str) -> str:
    """What a theme is called, also where there is none."""
    return name or _("geen van de thema’s")


def fixed_theme(name: str, why: str) -> str:
    """Above the form that changes what is about a theme: which, and why it stays so."""
    return _("Thema: %(theme)s. Het thema staat vast. %(why)s") % {"theme": theme_word(name), "why": why}


def grant_status(state: GrantState) -> Status:
    words: dict[GrantState, tuple[str, Tone]] = {
        GrantState.NEEDS: (_("behoefte ophalen"), "info"),
        GrantState.BROUGHT_IN: (_("standpunt ingebracht"), "info"),
        GrantState.APPLIED: (_("aangevraagd"), "current"),
        GrantState.AWARDED: (_("toegekend"), "ok"),
        GrantState.REFUSED: (_("afgewezen"), "neutral"),
        GrantState.IMPLEMENTED: (_("in uitvoering"), "ok"),
    }
    return Status(*words[state])


def moved(terms: PeriodTerms, before: PeriodTerms | None) -> Iterator[str]:
    """What changed in the term of a strategy and in the plans beside it, from what to what."""
    if before and (terms.starts_on, terms.ends_on) != (before.starts_on, before.ends_on):
        days = (term_words(each.starts_on, each.ends_on) for each in (before, terms))
        yield _("Looptijd gewijzigd: %(change)s.") % {"change": " → ".join(days)}
    yield from plan_changes(terms, before)


def plan_changes(terms: PeriodTerms, before: PeriodTerms | None) -> Iterator[str]:
    """What changed in the plans beside a strategy since it was said before; of the first time nothing."""
    if before is None:
        return
    gone = list(before.plans)
    for plan in terms.plans:
        was = _was(plan, gone)
        if was is None:
            yield _("Gekoppeld plan erbij: %(plan)s.") % {"plan": plan.title}
            continue
        gone.remove(was)
        if plan.proposal and plan.proposal != was.proposal:
            text = _("Gekoppeld plan heeft een ander voorstel: %(plan)s.")
            if not was.proposal:
                text = _("Gekoppeld plan heeft een voorstel: %(plan)s.")
            yield text % {"plan": plan.title}
        elif was.proposal and not plan.proposal:
            yield _("Voorstel van het gekoppelde plan eraf: %(plan)s.") % {"plan": plan.title}
        if replace(plan, proposal=was.proposal) != was:
            yield _("Gekoppeld plan gewijzigd: %(change)s.") % {"change": _plan_change(plan, was)}
    for plan in gone:
        yield _("Gekoppeld plan eraf: %(plan)s.") % {"plan": plan.title}


def _plan_change(now: LinkedTerms, was: LinkedTerms) -> str:
    """What a plan is called and which days it has, from what to what; the name also where only the days differ."""
    days = term_words(was.starts_on, was.ends_on), term_words(now.starts_on, now.ends_on)
    parts = [now.title if now.title == was.title else f"{was.title} → {now.title}"]
    if days[0] != days[1]:
        parts.append(f"{days[0]} → {days[1]}")
    return ", ".join(parts)


def _was(now: LinkedTerms, before: Iterable[LinkedTerms]) -> LinkedTerms | None:
    """What was said of a plan before: by its proposal, else by its name, whatever became of its proposal."""
    own = [each for each in before if each.organisation == now.organisation]
    same = [each for each in own if now.proposal and each.proposal == now.proposal]
    return next((each for each in (*same, *own) if each in same or each.title == now.title), None)


def is_corrected(terms: PeriodTerms, before: PeriodTerms) -> bool:
    """Whether the same decision is told otherwise; another extension is another decision."""
    return terms.state is before.state and terms.ends_on == before.ends_on


def period_words(terms: PeriodTerms, before: PeriodTerms) -> str:
    """What happened to an adopted strategy, in a few words."""
    if terms.state is not before.state and terms.state is PeriodState.CLOSED:
        return _("Strategie afgesloten")
    if terms.state is not before.state and terms.state is PeriodState.DISCHARGED:
        return _("Decharge verleend")
    is_longer = terms.ends_on != before.ends_on and not mends_extension(terms, before)
    return _("Strategie verlengd") if is_longer else _("Strategie gewijzigd")


def period_differences(terms: PeriodTerms, before: PeriodTerms) -> Iterator[str]:
    """What of an adopted strategy is otherwise than before: its state, name and last day, the plans beside it.

    And the day and the source of what was decided, where that was written down wrongly.
    """
    if terms.state is not before.state and terms.state is not PeriodState.EXTENDED:
        yield f"{_('Stand')}: {STATES[before.state]} → {STATES[terms.state]}"
    if is_corrected(terms, before):
        was, day = before.decided_on, terms.decided_on
        if was and day and was != day:
            yield f"{_('Besloten op')}: {short_date(was)} → {short_date(day)}"
        if terms.source != before.source:
            yield f"{_('Bron')}: {before.source or '–'} → {terms.source or '–'}"
    if terms.title != before.title:
        yield f"{_('Naam')}: {before.title} → {terms.title}"
    if terms.ends_on != before.ends_on:
        yield f"{_('Laatste dag')}: {short_date(before.ends_on)} → {short_date(terms.ends_on)}"
    yield from (said.removesuffix(".") for said in plan_changes(terms, before))
