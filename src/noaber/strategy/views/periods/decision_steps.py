"""The steps of the course of a period that are decisions: consent of the councils, hearing, adoption."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import COMMAND, Actor
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import (
    Closing,
    Standing,
    closings,
    objections_words,
    proposal,
    rejected_words,
    righted_words,
)
from noaber.strategy.queries.consulting.adopted_instead import follows_adoption
from noaber.strategy.queries.consulting.after_adoption import righted_of
from noaber.strategy.queries.consulting.course import (
    Counted,
    PeriodCourse,
    adopted_apart,
    became,
    came_to_nothing,
    councils_consent,
    period_course,
    settled_on,
    still_runs,
    was_ever_put,
)
from noaber.strategy.queries.consulting.own_day import other_day, own_day
from noaber.strategy.queries.inventory.coverage import Coverage
from noaber.strategy.queries.periods.period import PeriodRow, as_adopted
from noaber.strategy.queries.selection.chosen import themes_chosen, themes_put
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.views.places import period_address, round_address, rounds_address
from noaber.strategy.words.after_adoption import after_adoption_words
from noaber.strategy.words.choices import saw_earlier_words
from noaber.strategy.words.periods import hearing_unknown, other_day_words


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


def consent_step(seen: Seen) -> ThreadStep | None:
    """What the councils said of the chosen themes (R09)."""
    if followed := _consent_followed(seen):
        return followed
    found = seen.decisions.consented
    if found is None or found.is_draft:
        return _consent_unknown(seen)
    address = round_address(seen.period.code, found.number, asof=seen.asof)
    words = ngettext("overleggen stemt in met de thema’s", "overleggen stemmen in met de thema’s", found.done)
    if found.is_former:
        words = _("overleggen stemden in met de thema’s van voor die wijziging")
    if found.is_withdrawn:
        text = _("Het voorstel aan de overleggen is ingetrokken.")
        state, word = _without_consent(seen, _("ingetrokken"))
        return ThreadStep(_("Instemming van de overleggen"), address, text, state, became=word)
    is_enough = (found.done == found.total or found.motive) and not (found.is_former or found.rejected)
    lacking, word = _without_consent(seen, "" if is_enough else _lacks(found))
    return ThreadStep(
        _("Instemming van de overleggen"),
        address,
        _consent_text(seen, found),
        state="done" if is_enough else lacking,
        count=StatusLine(
            found.done,
            found.total,
            words,
            proposal_address(found.proposal) if found.is_readable else address,
        ),
        became=word,
    )


def _without_consent(seen: Seen, became: str) -> tuple[Literal["current", "missed"], str]:
    """Once a strategy was adopted, the consent that it lacked does not come any more: what became of it instead."""
    return ("missed", became) if seen.period.adopted_on and became else ("current", "")


def _lacks(found: Counted) -> str:
    """Why a strategy was adopted without all of it, in a word; empty where other themes are put to the councils."""
    if found.is_former:
        return ""
    return _("verworpen") if found.rejected else _("niet van alle overleggen")


def _consent_followed(seen: Seen) -> ThreadStep | None:
    """What the councils said of the proposal that was adopted, where the choice followed that (R14)."""
    code, then = seen.period.code, as_adopted(seen.period.code, seen.asof)
    terms = seen.period.terms
    if seen.period.adopted_by:
        terms = replace(terms, decided_by=seen.period.adopted_by)
    chosen = themes_chosen(code, seen.asof)
    if chosen is None or chosen.proposal or not follows_adoption(code, terms, then):
        return None
    found = proposal(COMMAND, terms.decided_by, then)
    given, asked = councils_consent(found, chosen.weighed, then) if found else (0, 0)
    if found is None or not asked or given < asked:
        return None
    text = _("Over deze thema’s ging het voorstel dat is vastgesteld; de keuze volgt daarop.")
    words = ngettext("overleg stemde daarmee in", "overleggen stemden daarmee in", given)
    address = round_address(code, chosen.number, asof=seen.asof)
    if proposal(seen.actor, found.code, seen.asof):
        address = proposal_address(found.code)
    line = StatusLine(given, asked, words, address)
    return ThreadStep(_("Instemming van de overleggen"), address, text, "done", count=line)


def _consent_text(seen: Seen, found: Counted) -> str:
    """That it was rejected, who objects, why it was not waited for all (R14), and what happened since."""
    waived = _("Er is besloten niet op alle overleggen te wachten. Waarom: %(motive)s")
    if not found.is_readable:
        waived = _("Er is besloten niet op alle overleggen te wachten.")
    return " ".join(
        [
            *([rejected_words(found.rejected, is_named=found.is_readable)] if found.rejected else []),
            *([objections_words(found.objectors, is_named=found.is_readable)] if found.objectors else []),
            *([waived % {"motive": found.motive}] if found.motive else []),
            *([earlier] if (earlier := saw_earlier_words(found.saw_earlier)) else []),
            *(
                [after_adoption_words(found.later, is_named=found.is_readable)]
                if seen.period.adopted_on
                else []
            ),
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
                "Deze thema’s zijn aan de overleggen voorgelegd, met een voorstel dat is %(became)s. Zij "
                "zijn nog niet opnieuw voorgelegd."
            ) % {"became": became(put.proposal, asof)}
    address = round_address(code, chosen.number, asof=asof)
    return ThreadStep(_("Instemming van de overleggen"), address, text, "current")


def hearing_step(seen: Seen) -> ThreadStep | None:
    """Of how many municipalities the council was heard on the plan beside the strategy (R15)."""
    found = seen.decisions.heard
    if found is None:
        return _hearing_unknown(seen)
    address = f"{proposal_address(found.proposal)}stap/{found.number}/"
    words = ngettext("gemeenteraden is gehoord", "gemeenteraden zijn gehoord", found.done)
    closing = closings(seen.asof).get(found.proposal)
    is_gone = came_to_nothing(found.proposal, seen.asof)
    is_past = closing is not None and closing.on is not None and not is_gone
    text = _("Over het plan dat tegelijk loopt.")
    if is_gone:
        text = _("Het voorstel van dat plan is %(became)s: er wordt nu niemand gehoord.")
        text %= {"became": became(found.proposal, seen.asof)}
    if is_past and found.done < found.total:
        words, text = _("vastgelegd"), _heard_late(found, text)
    is_done = bool(found.total) and found.done == found.total
    is_partly = is_past and 0 < found.done < found.total
    if told := righted_words(
        [
            each
            for each in righted_of(seen.actor, found.proposal, seen.period.code, seen.asof)
            if each.is_hearing
        ]
    ):
        text = f"{text} {told}"
    return ThreadStep(
        _("Horen van de gemeenteraden"),
        address,
        text,
        state="done" if is_done else "missed" if is_gone or is_past else "current",
        count=StatusLine(found.done, found.total, words, address),
        became=_("niet van alle vastgelegd") if is_partly else "",
    )


def _heard_late(found: Counted, text: str) -> str:
    """Of a plan that was adopted: nobody is heard on it any more, but who was can still be recorded (R15)."""
    told = _("%(about)s Het plan is vastgesteld; wie niet is gehoord, staat bij het voorstel.")
    if not found.done:
        told = _(
            "Het plan is vastgesteld, maar bij het voorstel is van geen gemeenteraad vastgelegd dat die is gehoord."
        )
    late = _("Wie voor de vaststelling is gehoord, kan daar nog worden vastgelegd.")
    return f"{told % {'about': text}} {late}"


def _hearing_unknown(seen: Seen) -> ThreadStep | None:
    """A strategy that was adopted without a proposal that could tell it, says so."""
    if seen.period.adopted_on is None or seen.period.terms.tells_of_hearing:
        return None
    text = hearing_unknown(seen.period.terms, len(seen.covered.asked))
    return ThreadStep(_("Horen van de gemeenteraden"), period_address(seen.period.code), text, "open")


def adoption_step(seen: Seen) -> ThreadStep:
    terms = seen.period.terms
    named = seen.period.adopted_by if seen.period.adopted_on else terms.decided_by
    found = proposal(seen.actor, named, seen.asof) if named else None
    address = proposal_address(found.code) if found else period_address(seen.period.code)
    if terms.state is PeriodState.PREPARATION:
        if found is None or not found.is_sent:
            return ThreadStep(_("Vaststelling"), address, _("De strategie wordt voorbereid."), "open")
        if not still_runs(COMMAND, found.code, seen.asof):
            text = _("Het voorstel is %(became)s. De strategie ligt nu niet voor.")
            text %= {"became": became(found.code, seen.asof)}
            return ThreadStep(_("Vaststelling"), period_address(seen.period.code), text, "open")
        if on := settled_on(found.code, seen.asof):
            return ThreadStep(_("Vaststelling"), address, _to_record(seen, found, on), "current")
        closing = closings(seen.asof).get(found.code)
        if closing and closing.on:
            return ThreadStep(_("Vaststelling"), address, _waits_for_plan(seen, closing), "current")
        if not seen.decisions.is_consented:
            return ThreadStep(_("Vaststelling"), address, _waits(seen.decisions.consented), "open")
        return ThreadStep(_("Vaststelling"), address, _("Ligt voor ter vaststelling."), "current")
    together = in_a_row(plan.title for plan in terms.plans if _is_adopted_too(seen, plan.proposal))
    text = _("Samen met %(plans)s.") % {"plans": together} if together else ""
    told = " ".join(
        [text, *adopted_apart(terms, own_day(seen.period, seen.asof), seen.asof), _other_day(seen)]
    )
    return ThreadStep(_("Vaststelling"), address, " ".join(told.split()), "done")


def _waits(found: Counted | None) -> str:
    """Why a strategy that lies before who adopts it is not adopted yet."""
    if found and found.rejected:
        return _("Het voorstel ligt voor, maar de thema’s zijn verworpen.")
    return _("Wacht op de instemming van alle overleggen.")


def _waits_for_plan(seen: Seen, found: Closing) -> str:
    """That it was adopted itself, but not yet the plan with which it goes (R13)."""
    names = [plan.title for plan in seen.period.terms.plans if plan.proposal == found.linked]
    text = _("Zelf vastgesteld op %(day)s. Pas rond als %(plan)s op dezelfde dag is vastgesteld.")
    name = _("‘%(title)s’") % {"title": names[0]} if names else _("het gekoppelde plan")
    return text % {"day": long_date(found.on) if found.on else "", "plan": name}


def _to_record(seen: Seen, found: Standing, on: dt.date) -> str:
    """That it was adopted, and is to be recorded; where the plan beside it was lost, whether it holds without (R13)."""
    told = _("Het voorstel is vastgesteld op %(day)s. De coördinator legt dat hier nog vast.")
    apart = [*adopted_apart(seen.period.terms, on, seen.asof)]
    if closings(seen.asof)[found.code].is_other_day:
        told = _("Het voorstel is vastgesteld op %(day)s.")
        more = _(
            "De coördinator legt nog vast of een van beide dagen niet klopt, of dat de strategie op haar eigen dag "
            "geldt."
        )
        apart.append(more)
    if closings(seen.asof)[found.code].is_lost:
        told = _("Het voorstel is vastgesteld op %(day)s.")
        apart.append(_("Of de strategie zonder dat plan geldt, wordt nog vastgelegd."))
    return " ".join([told % {"day": long_date(on)}, *apart])


def _other_day(seen: Seen) -> str:
    moved = other_day(seen.period, seen.asof)
    return other_day_words(moved) if moved else ""


def _is_adopted_too(seen: Seen, code: str) -> bool:
    """Whether the plan with this proposal was adopted on the day of the strategy; what is not known is not said."""
    found = closings(seen.asof).get(code) if code else None
    return found is not None and found.is_adopted and found.on == own_day(seen.period, seen.asof)
