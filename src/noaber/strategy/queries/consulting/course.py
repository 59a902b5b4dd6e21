"""The course of a strategy through the decisions room: put to the councils, consented, heard, adopted."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import (
    Rejected,
    Role,
    Standing,
    any_sent,
    closings,
    heard,
    proposal,
    rejected,
    rejected_words,
    with_righted,
)
from noaber.network.api import bodies
from noaber.strategy.queries.consulting.adopting import adoption_fault
from noaber.strategy.queries.consulting.after_adoption import later_than
from noaber.strategy.queries.consulting.asked_themes import (
    agreeing,
    faults_of_asking,
    saw_earlier,
    seen_otherwise,
    theme_consents,
)
from noaber.strategy.queries.periods.period import (
    adopted_on,
    as_adopted,
    period,
    periods,
    titles,
)
from noaber.strategy.queries.selection.chosen import (
    ChosenThemes,
    WeighedTheme,
    proposals_ever,
    proposals_of,
    put_ever,
    themes_chosen,
    themes_put,
)
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.bodies import DISTRICT_COUNCIL
from noaber.strategy.rules.consulting.after_adoption import Happened
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.rules.selection.round import ChoiceText
from noaber.strategy.words.choices import saw_earlier_words


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of how many, and of which proposal. `number`: of the round, or of the stage where it is counted.

    `is_withdrawn`: the proposal was taken back, so that nothing comes any more; `rejected`: by whom it was rejected,
    if it was: then it is not consented to, whatever the councils said (R14). `is_former`: it is about the themes
    with which the strategy was adopted; others were chosen since. `later`: what happened there since.
    `motive`: why it was decided not to wait for those that did not consent (R14). `saw_earlier`: how many of
    those that did not, agreed with an earlier text. `objectors`: which object, by name. `is_draft`: nobody was asked
    yet; `is_readable`: for this reader. Who may not read it, knows how many consented: its themes are public.
    """

    proposal: str
    done: int
    total: int
    number: int
    is_withdrawn: bool = False
    rejected: Rejected | None = None
    is_former: bool = False
    later: tuple[Happened, ...] = ()
    motive: str = ""
    saw_earlier: int = 0
    is_draft: bool = False
    is_readable: bool = True
    objectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodCourse:
    """How far a period is, as far as this reader may know; None for what does not play (yet).

    `faults`: what the proposals to consent and to adopt do not ask, though it was chosen, or ask though it was not.
    """

    consented: Counted | None
    heard: Counted | None
    faults: tuple[str, ...] = ()

    @property
    def is_consented(self) -> bool:
        found = self.consented
        if found is None or found.is_withdrawn or found.rejected or found.is_former:
            return False
        return found.done == found.total or bool(found.motive)


def councils_consent(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> tuple[int, int]:
    """How many councils consent to these themes, of all that the network has.

    Who is not asked did not consent, nor who agreed to points about other themes, or in other words (R09, R14). What
    was answered to points that are not about themes, such as money, says nothing of it.
    """
    given, asked = agreeing(found, themes, asof)
    councils = sum(row.kind == DISTRICT_COUNCIL for row in bodies(ANONYMOUS, asof))
    if given and faults_of_asking(found, themes, asof):
        given = 0
    if given:
        given = max(0, given - len(seen_otherwise(found, themes, asof)))
    return (given, max(asked, councils)) if asked else (0, 0)


def councils_consented(
    period: str, found: Standing, themes: Sequence[WeighedTheme], asof: AsOf
) -> tuple[int, int]:
    """As `councils_consent`, of a choice that was replaced: how many agreed to the last text that asked these themes.

    A later text of the same proposal asks others; what was said until it was sent, was said of these.
    """
    then = as_put(period, found.code, asof)
    read: Standing | None = found
    for each in reversed([each for each in found.versions if each.sent_at]):
        if read and not faults_of_asking(read, themes, then):
            return councils_consent(read, themes, then)
        then = replace(then, known_at=min(each.sent_at, then.known_at or each.sent_at))  # type: ignore[type-var]
        read = proposal(COMMAND, found.code, then)
    return councils_consent(found, themes, as_put(period, found.code, asof))


def waived(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> str:
    """Why it was decided not to wait for the councils that do not consent (R14); empty where more is lacking than them,
    and where nothing is."""
    given, asked = councils_consent(found, themes, asof)
    agreed, of = agreeing(found, themes, asof)
    if given == asked or asked - given != of - agreed:
        return ""
    return next(
        (each.gate.motive for each in found.stages if each.role is Role.ADOPT and each.gate.motive), ""
    )


def period_course(actor: Actor, period: str, terms: PeriodTerms, asof: AsOf) -> PeriodCourse:
    """Consent of the councils to the chosen themes, and hearing on the plan that runs beside it (R15)."""
    newest = themes_chosen(period, asof)
    choice = _choice_of_councils(period, newest, asof)
    found = asking(COMMAND, period, choice.proposal, asof) if choice else None
    read = asking(actor, period, choice.proposal, asof) if choice else None
    if found and not found.is_sent:
        found = read
    then = as_put(period, choice.proposal, asof) if choice else asof
    themes = choice.weighed if choice else ()
    return PeriodCourse(
        consented=_consented(found, choice, then, asof, is_former=choice != newest, is_readable=bool(read))
        if found and choice
        else None,
        heard=next((each for plan in terms.plans if (each := _heard(actor, plan.proposal, asof))), None),
        faults=(*_consent_faults(read, themes, then), *_adoption_faults(actor, terms, themes, asof)),
    )


def _choice_of_councils(period: str, newest: ChosenThemes | None, asof: AsOf) -> ChosenThemes | None:
    """The choice about which the councils are asked: the newest, but one after the adoption was put to nobody."""
    found = asking(COMMAND, period, newest.proposal, asof) if newest else None
    if newest and not (found and found.is_sent) and adopted_on(period, asof):
        return themes_put(period, asof) or newest
    return newest


def _consented(
    found: Standing, choice: ChosenThemes, then: AsOf, asof: AsOf, *, is_former: bool, is_readable: bool
) -> Counted | None:
    """How many councils consent to the choice, in the proposal that asks them; None while it asks none.

    `then`: of when that is read, `asof`: of when what happened since.
    """
    given, asked = councils_consent(found, choice.weighed, then)
    if not asked:
        return None
    return Counted(
        found.code,
        given,
        asked,
        choice.number,
        is_withdrawn=found.withdrawn_at is not None,
        rejected=rejected(found),
        is_former=is_former,
        later=later_than(found.code, then.known_at, asof) if then != asof else (),
        motive=waived(found, choice.weighed, then),
        saw_earlier=saw_earlier(found, choice.weighed, then) if given < asked else 0,
        is_draft=not found.is_sent,
        is_readable=is_readable,
        objectors=_objectors(found, choice.weighed, then) if given < asked else (),
    )


def _objectors(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> tuple[str, ...]:
    """Who objects to a point about the themes, by name."""
    return tuple(dict.fromkeys(row.name for row in theme_consents(found, themes, asof) if row.objects))


def _consent_faults(found: Standing | None, themes: Sequence[WeighedTheme], asof: AsOf) -> Sequence[str]:
    """Of the proposal that asks the councils, unless it was taken back."""
    return faults_of_asking(found, themes, asof) if found and not found.withdrawn_at else ()


def _adoption_faults(
    actor: Actor, terms: PeriodTerms, themes: Sequence[WeighedTheme], asof: AsOf
) -> Iterator[str]:
    """Of the proposal to adopt the strategy, as long as that is being prepared and was not taken back."""
    named = terms.decided_by if terms.state is PeriodState.PREPARATION else ""
    if still_runs(actor, named, asof) and (
        fault := adoption_fault(proposal(actor, named, asof), terms, themes, asof)
    ):
        yield fault


def _heard(actor: Actor, code: str, asof: AsOf) -> Counted | None:
    found = proposal(actor, code, asof) if code else None
    done, total, stage = heard(found) if found else (0, 0, 0)
    return Counted(code, done, total, stage) if total else None


def settled_on(code: str, asof: AsOf) -> dt.date | None:
    """The day on which a strategy was adopted with this proposal; None as long as it was not.

    Where the plan that would go along was rejected, withdrawn or adopted on another day, it is the day on which the
    college adopted the strategy itself (R13): there is nothing to wait for.
    """
    closing = closings(asof).get(code)
    return closing.settled_on if closing else None


def adopted_apart(terms: PeriodTerms, on: dt.date | None, asof: AsOf) -> Iterator[str]:
    """Of each plan beside a strategy that was not adopted on the same day (`on`), what became of it (R13)."""
    for plan in terms.plans:
        found = proposal(COMMAND, plan.proposal, asof) if plan.proposal else None
        closing = closings(asof).get(plan.proposal) if found and found.adopted_on != on else None
        if closing is None or (closing.is_adopted and closing.on == on):
            continue
        text = _("‘%(plan)s’ is apart vastgesteld, op %(day)s.")
        if not (closing.is_adopted or closing.is_other_day) or closing.on is None:
            text = _("‘%(plan)s’ is niet samen met de strategie vastgesteld, en nu nog niet.")
        if not still_runs(COMMAND, plan.proposal, asof):
            text = _("‘%(plan)s’ is niet vastgesteld: het voorstel is %(became)s.")
        facts = {"plan": plan.title, "day": long_date(closing.on) if closing.on else ""}
        yield text % {**facts, "became": became(plan.proposal, asof)}


def put_to(row: RoundRow, actor: Actor, asof: AsOf) -> Standing | None:
    """The proposal in which the themes of a round were put to the councils, as this reader may read it."""
    return asking(actor, row.period, row.choice.text.proposal, asof) if row.choice else None


def asking(actor: Actor, period: str, code: str, asof: AsOf) -> Standing | None:
    """A proposal that asks the councils about themes, as it stands for the strategy."""
    then = as_put(period, code, asof)
    found = proposal(actor, code, then) if code else None
    return found if found is None or then == asof else with_righted(found, then, asof)


def as_put(period: str, code: str, asof: AsOf) -> AsOf:
    """Of when to read a proposal that asked the councils: once a strategy was adopted on it, as it was known then.

    What was put right since, was wrong then already (`asking`).
    """
    then = as_adopted(period, asof)
    return then if then != asof and code in proposals_ever(period, then) else asof


def first_sent(found: Standing) -> dt.datetime | None:
    """When anyone was asked something with this proposal for the first time; None for a draft."""
    return min((each.sent_at for each in found.versions if each.sent_at), default=found.sent_at)


def weighed_in(row: RoundRow, said: ChoiceText | None = None) -> tuple[WeighedTheme, ...]:
    """The themes of a round with what was chosen of them, last or in an earlier choice (`said`)."""
    text = said or (row.choice.text if row.choice else None)
    chosen = text.chosen if text else ()
    told = [one.text.verdicts for one in row.choices]
    return tuple(
        WeighedTheme(
            each.code,
            each.name,
            each.field,
            each.code in chosen,
            tuple(verdicts[each.code].reason for verdicts in told if each.code in verdicts),
        )
        for each in row.text.options
    )


def was_ever_put(period: str, asof: AsOf) -> bool:
    """Whether the councils were ever asked to consent to themes of this period."""
    return bool(put_ever(period, asof))


def still_runs(actor: Actor, code: str, asof: AsOf) -> str:
    """The title of a proposal that is being written, on its way or adopted; empty when it came to nothing."""
    found = proposal(actor, code, asof) if code else None
    if found is None or found.withdrawn_at:
        return ""
    return "" if rejected(found) else found.title


def came_to_nothing(code: str, asof: AsOf) -> bool:
    """Whether a proposal was withdrawn or rejected; not known of one that was not there yet."""
    is_there = bool(code) and proposal(COMMAND, code, asof) is not None
    return is_there and not still_runs(COMMAND, code, asof)


def became(code: str, asof: AsOf) -> str:
    """What a proposal that came to nothing became, in a word."""
    found = proposal(COMMAND, code, asof)
    return _("ingetrokken") if found and found.withdrawn_at else _("verworpen")


def lacking_consent(found: Standing, asof: AsOf) -> Iterator[str]:
    """That a proposal would adopt a strategy of which the chosen themes have not the consent of all councils (R14)."""
    for of in periods(asof):
        if of.terms.state is not PeriodState.PREPARATION or of.terms.decided_by != found.code:
            continue
        course = period_course(COMMAND, of.code, of.terms, asof)
        counted = course.consented
        if course.is_consented or not (counted or was_ever_put(of.code, asof)):
            continue
        if counted is None or counted.is_withdrawn:
            yield _("De gekozen thema’s liggen niet bij de overleggen. Leg ze eerst weer voor.")
            continue
        if counted.rejected:
            yield rejected_themes(counted.rejected)
            continue
        text = _("Niet alle overleggen stemmen nu in met de gekozen thema’s: %(given)s van de %(asked)s.")
        earlier = saw_earlier_words(counted.saw_earlier)
        yield " ".join([text % {"given": counted.done, "asked": counted.total}, earlier]).strip()


def lacking_elsewhere(found: Standing, asof: AsOf) -> Iterator[str]:
    """The same before a text is sent: a proposal that asks the councils itself may always be sent a new text of.

    That is what answers their remarks and objections (R10); it waits for their consent before it is adopted.
    """
    for of in periods(asof):
        chosen = themes_chosen(of.code, asof) if of.terms.decided_by == found.code else None
        if chosen and chosen.proposal == found.code:
            return
    yield from lacking_consent(found, asof)


def rejected_themes(found: Rejected) -> str:
    """That the proposal which asked the councils was rejected, and what is to be done."""
    text = _(
        "De gekozen thema’s zijn aan de overleggen voorgelegd. %(rejected)s Leg de thema’s eerst weer voor."
    )
    return text % {"rejected": rejected_words(found)}


def consent_before_adopting(found: Standing) -> Iterator[str]:
    """The same for who is about to adopt it: who decides may do so, the record of it says why (R14)."""
    for told in lacking_consent(found, AsOf(clock.today())):
        text = _("%(told)s Bij het vastleggen van de strategie is dan een toelichting nodig.")
        yield text % {"told": told}


def before_withdrawing(code: str) -> Iterator[str]:
    """That a strategy is before who adopts it on the consent that was given with this proposal (R14)."""
    asof = AsOf(clock.today())
    for row in titles(asof):
        if row.state is not PeriodState.PREPARATION or code not in proposals_of(row.code, asof):
            continue
        found = period(row.code, asof)
        named = found.terms.decided_by if found else ""
        title = still_runs(COMMAND, named, asof) if named != code and any_sent((named,), asof) else ""
        if title and settled_on(named, asof) is None:
            text = _(
                "Op deze instemming ligt de strategie nu voor ter vaststelling, met ‘%(title)s’. Trek dat voorstel "
                "eerst in."
            )
            yield text % {"title": title}
