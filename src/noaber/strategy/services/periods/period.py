"""Recording a policy period: a new statement each time, the earlier ones stay."""

import datetime as dt

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.dutch import long_date
from noaber.core.rules.reasons import WORDS_NEEDED, says_something
from noaber.decisions.api import closings, keep_as_it_is, proposal, sent_among
from noaber.network import api as network
from noaber.strategy.access import may_record_period
from noaber.strategy.models import LinkedPlan, PeriodStatement, PolicyPeriod
from noaber.strategy.queries.consulting.adopted_instead import (
    adopted_instead,
    follows_adoption,
    points_followed,
    ways_on,
    when_put_up,
)
from noaber.strategy.queries.consulting.adopting import adoption_fault, departures, may_name_more, other_words
from noaber.strategy.queries.consulting.course import (
    Counted,
    period_course,
    rejected_themes,
    settled_on,
    still_runs,
    was_ever_put,
)
from noaber.strategy.queries.consulting.order import last_before
from noaber.strategy.queries.periods.period import (
    period,
    statements,
    terms_of,
    titles,
)
from noaber.strategy.queries.reviews.review import final_review
from noaber.strategy.queries.selection.chosen import proposals_ever, themes_chosen
from noaber.strategy.queries.selection.round import rounds
from noaber.strategy.rules.periods.notes import PLAN_NEEDED
from noaber.strategy.rules.periods.period import (
    PeriodState,
    PeriodTerms,
    closing_fault,
    decision_of,
    faults,
    mends_extension,
    note_faults,
    put_faults,
)
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.periods.plans import apart, check_own_plans, check_plans
from noaber.strategy.services.stating import refuse


def record_period(
    code: str,
    terms: PeriodTerms,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say what a period is, with its state and linked plans; False when it was known to be just so.

    `expected_revision`: what the editor saw, 0 for a period that is new. `DomainError` names the field that is wrong;
    `Conflict` when somebody else was first.
    """
    require(may_record_period(actor))
    with verb("strategy.record_period", actor=actor) as trail:
        period, _is_new = PolicyPeriod.objects.get_or_create(code=code)
        period = lock(PolicyPeriod, period.pk, revision=None, label=code)
        last = period.statements.last()
        known = terms_of(last) if last else None
        if known == terms:
            return False
        if known and known.state is PeriodState.WITHDRAWN:
            raise DomainError(_("Deze periode is ingetrokken; er wordt niets meer op vastgelegd."))
        if known and expected_revision == 0:
            message = _("De periode %(code)s is er al. Wijzig die, of kies andere jaren.")
            raise DomainError(message % {"code": code}, field="starts_on")
        if expected_revision not in (None, period.revision):
            raise Conflict(_("Deze periode"), revision=period.revision)
        if terms.decided_by:
            keep_as_it_is(terms.decided_by)
        _check(code, terms, known, today)
        period.revision += 1
        written = write_terms(period, terms, actor=actor, now=now)
        period.save(update_fields=["revision"])
        facts: dict[str, Fact] = {"code": code, "number": period.revision, "state": terms.state.value}
        trail.note(period, facts, records=written)
    return True


def _check(code: str, terms: PeriodTerms, known: PeriodTerms | None, today: dt.date) -> None:
    """Refuse what cannot be said of a period, after what was said of it before."""
    for fault in faults(terms, known):
        raise DomainError(fault.message, field=fault.field)
    if known:
        _check_put(code, terms, known, today)
        _check_extension(code, terms, known, today)
    if known is None or decision_of(terms) != decision_of(known):
        _check_adoption(code, terms, known, today)
        _check_order(code, terms, today)
        _check_decision(terms, today)
        _check_words(code, terms, known, today)
        _check_closing(code, terms, known, today)
        _check_discharge(code, terms, today)
    check_plans(terms, known, today)
    _check_years(code, terms, today)
    check_own_plans(code, terms, today)
    refuse(note_faults(terms, known))


def _check_put(code: str, terms: PeriodTerms, known: PeriodTerms, today: dt.date) -> None:
    """What others were sent of a strategy is not changed behind their back: neither its term nor the plan beside it."""
    asof = AsOf(today)
    said = [row.terms for row in statements(code, asof)]
    beside = {plan.proposal for each in said for plan in each.plans}
    named = {*proposals_ever(code, asof), *beside, *(each.decided_by for each in said)} - {""}
    sent = sent_among(tuple(sorted(named)), asof)
    lying = {each for each in sent & beside if still_runs(COMMAND, each, asof)}
    refuse(put_faults(terms, known, lying, was_put=bool(sent)))


def _check_extension(code: str, terms: PeriodTerms, known: PeriodTerms, today: dt.date) -> None:
    """An extension of which a day is mended, still ends later and was decided later than what it extends."""
    if not mends_extension(terms, known):
        return
    extended: PeriodTerms | None = None
    standing = known
    for row in statements(code, AsOf(today)):
        is_changed = decision_of(row.terms) != decision_of(standing)
        if is_changed and not mends_extension(standing, row.terms):
            extended = row.terms
            break
        standing = row.terms
    if extended and terms.ends_on <= extended.ends_on:
        raise DomainError(_("Een verlengde periode eindigt later dan eerst."), field="ends_on")
    if extended and extended.decided_on and terms.decided_on and terms.decided_on <= extended.decided_on:
        text = _("Dit is later besloten dan wat ervoor kwam. Vul die latere dag in.")
        raise DomainError(text, field="decided_on")


def _check_adoption(code: str, terms: PeriodTerms, known: PeriodTerms | None, today: dt.date) -> None:
    """Themes that were put to the councils here are adopted along that way: nobody writes around it (R14)."""
    named = known.decided_by if known and known.state is PeriodState.PREPARATION else ""
    if named and terms.decided_by != named:
        _refuse_another(code, terms, named, today)
    if terms.state is not PeriodState.ADOPTED or (known and known.state is not PeriodState.PREPARATION):
        return
    _check_proposal(code, terms, today)
    _check_chosen(code, today)
    _check_consent(code, terms, named, today)


def _refuse_another(code: str, terms: PeriodTerms, named: str, today: dt.date) -> None:
    """No other proposal while the one that was named runs; after one that adopted something else another may come."""
    asof = AsOf(today)
    title, closing = still_runs(COMMAND, named, asof), closings(asof).get(named)
    if not title:
        return
    instead = adopted_instead(period(code, asof), asof)
    if instead and terms.decided_by:
        return
    text = _("Over de strategie wordt hier besloten. Kies dat voorstel, of trek het eerst in.")
    if closing and closing.is_adopted:
        text = _("Over de strategie is besloten met ‘%(title)s’. Kies dat voorstel.") % {"title": title}
    raise DomainError(" ".join([text, *(ways_on(instead) if instead else ())]), field="decided_by")


def _check_consent(code: str, terms: PeriodTerms, named: str, today: dt.date) -> None:
    """All councils consent, or it was decided not to wait for the others (R14).

    What they took back since it was put up and adopted on their consent, stands in the note.
    """
    asof = AsOf(today)
    course = period_course(COMMAND, code, terms, asof)
    for fault in course.faults:
        raise DomainError(fault, field="state")
    if course.is_consented or not (course.consented or was_ever_put(code, asof)):
        return
    lost = course.consented.rejected if course.consented else None
    is_decided = bool(named) and terms.decided_by == named
    if is_decided and (
        _was_consented(code, terms, today) or _was_consented_before(course.consented, terms, today)
    ):
        if says_something(terms.note):
            return
        text = rejected_themes(lost) if lost else _("Nu stemmen niet alle overleggen in.")
        text += " " + _("Zeg in de toelichting waarom dit toch is vastgesteld.")
        if points := points_followed(COMMAND, code, terms, asof):
            text = _(
                "In het voorstel aan de overleggen stonden andere thema’s dan er zijn vastgesteld. Zeg in de "
                "toelichting waarom dit toch zo is vastgesteld, en met welke thema’s."
            )
            text = f"{text} {may_name_more(points)}"
        raise DomainError(f"{text} {WORDS_NEEDED}", field="note")
    is_there = course.consented and not course.consented.is_withdrawn
    text = _("De thema’s liggen bij de overleggen.") if is_there else _("Leg de gekozen thema’s weer voor.")
    text = rejected_themes(lost) if lost else text
    text += " " + _("Eerst stemmen de overleggen in; dan wordt de strategie vastgesteld.")
    raise DomainError(text, field="state")


def _was_consented(code: str, terms: PeriodTerms, today: dt.date) -> bool:
    """Whether the proposal was adopted, and all consented when the period first named it."""
    put_up_at = when_put_up(code, terms.decided_by)
    closing = closings(AsOf(today)).get(terms.decided_by)
    if put_up_at is None or closing is None or not closing.is_adopted:
        return False
    return period_course(COMMAND, code, terms, AsOf(today, put_up_at)).is_consented


def _was_consented_before(counted: Counted | None, terms: PeriodTerms, today: dt.date) -> bool:
    """Whether the proposal was adopted, and all that lacks is that councils agreed with an earlier text of it."""
    closing = closings(AsOf(today)).get(terms.decided_by)
    is_told = counted is not None and 0 < counted.saw_earlier == counted.total - counted.done
    return is_told and closing is not None and closing.is_adopted


def _check_chosen(code: str, today: dt.date) -> None:
    """Where themes are weighed here they are chosen before the adoption; of long ago there may be no round (R09)."""
    weighing = [row for row in rounds(code) if row.is_open and not row.is_withdrawn]
    if weighing and not any(row.choice for row in weighing):
        text = _(
            "In ‘%(round)s’ worden de thema’s nog gewogen. Leg eerst de keuze vast, of trek de ronde in."
        )
        raise DomainError(text % {"round": weighing[-1].text.title}, field="state")


def _check_order(code: str, terms: PeriodTerms, today: dt.date) -> None:
    """First the themes are chosen and consented to, then the strategy is adopted (R09, R14)."""
    if terms.state is not PeriodState.ADOPTED:
        return
    last = last_before(code, terms, AsOf(today))
    if last and terms.decided_on and terms.decided_on < last.on:
        text = _("Op %(day)s werd over de thema’s besloten. De strategie is die dag of later vastgesteld.")
        raise DomainError(text % {"day": long_date(last.on)}, field="decided_on")


def _check_proposal(code: str, terms: PeriodTerms, today: dt.date) -> None:
    """A strategy is adopted by a proposal of its own, that came after the choice of its themes."""
    chosen = themes_chosen(code, AsOf(today))
    found = proposal(COMMAND, terms.decided_by, AsOf(today)) if terms.decided_by else None
    is_of_plan = found is not None and found.code in {plan.proposal for plan in terms.plans}
    is_older = found is not None and chosen is not None and found.dated_on < chosen.decided_on
    if is_of_plan or (is_older and not follows_adoption(code, terms, AsOf(today))):
        text = _(
            "Dit voorstel gaat niet over deze strategie: het is van een ander plan, of van voor de keuze."
        )
        raise DomainError(text, field="decided_by")


def _check_words(code: str, terms: PeriodTerms, known: PeriodTerms | None, today: dt.date) -> None:
    """What adopts a strategy says so in a point."""
    is_new = known is None or known.state is PeriodState.PREPARATION
    if terms.state is not PeriodState.ADOPTED or not is_new or not terms.decided_by:
        return
    asof = AsOf(today)
    chosen = themes_chosen(code, asof)
    found = proposal(COMMAND, terms.decided_by, asof)
    if fault := adoption_fault(found, terms, chosen.weighed if chosen else (), asof):
        raise DomainError(f"{fault} {_way_on(code, terms, asof)}".strip(), field="decided_by")
    if found is None or says_something(terms.note):
        return
    if told := [*other_words(found, terms, chosen, asof), *departures(found, terms, asof)]:
        text = _("%(departures)s Zeg in de toelichting waarom de strategie toch zo is vastgesteld.")
        needed = PLAN_NEEDED if any(apart(terms, asof)) else WORDS_NEEDED
        raise DomainError(f"{text % {'departures': ' '.join(told)}} {needed}", field="note")


def _way_on(code: str, terms: PeriodTerms, asof: AsOf) -> str:
    """What to do where a proposal adopted something else; it is the strategy's own once the period names it."""
    row = period(code, asof)
    if row and row.terms.decided_by == terms.decided_by:
        instead = adopted_instead(row, asof)
        return " ".join(ways_on(instead)) if instead else ""
    return _(
        "Is het toch dit voorstel? Leg het dan eerst vast bij een strategie in voorbereiding; daarna kan de keuze "
        "volgen op wat is vastgesteld."
    )


def _check_decision(terms: PeriodTerms, today: dt.date) -> None:
    """What is said to be decided was decided: not on a day to come, and a proposal that is named on that very day."""
    day = terms.decided_on
    if day and day > today:
        text = _("Deze dag ligt na vandaag. Leg het vast als het is besloten.")
        raise DomainError(text, field="decided_on")
    if day and terms.decided_by:
        on = settled_on(terms.decided_by, AsOf(today))
        if on is None:
            text = _("Dit voorstel is niet vastgesteld. Kies een ander, of vul in waar het besluit staat.")
            raise DomainError(text, field="decided_by")
        if on != day:
            text = _(
                "Dit voorstel is vastgesteld op %(day)s. Kies het voorstel of de dag van dit besluit. Is er voor dit "
                "besluit geen voorstel? Kies dan ‘geen’, en vul in waar het besluit staat."
            )
            raise DomainError(text % {"day": long_date(on)}, field="decided_by")


def _check_years(code: str, terms: PeriodTerms, today: dt.date) -> None:
    """Over the same years there is one strategy."""
    for other in titles(AsOf(today)):
        if other.code != code and (other.starts_on, other.ends_on) == (terms.starts_on, terms.ends_on):
            text = _("Over deze jaren is er al een strategie: %(title)s.")
            raise DomainError(text % {"title": other.title}, field="starts_on")


def _check_closing(code: str, terms: PeriodTerms, known: PeriodTerms | None, today: dt.date) -> None:
    """What was yielded is told in the endterm review; who closes before it says why."""
    found = final_review(code, ReviewKind.ENDTERM, AsOf(today))
    if fault := closing_fault(terms, known, found.decided_on if found else None):
        raise DomainError(fault, field="note")


def _check_discharge(code: str, terms: PeriodTerms, today: dt.date) -> None:
    """Nobody is discharged before the endterm review is final: what was yielded is known by then."""
    if terms.state is not PeriodState.DISCHARGED or terms.decided_on is None:
        return
    found = final_review(code, ReviewKind.ENDTERM, AsOf(today))
    if found is None:
        text = _("Decharge kan pas als de endterm review van deze periode definitief is.")
        raise DomainError(text, field="state")
    if found.decided_on and terms.decided_on < found.decided_on:
        text = _("De endterm review is vastgesteld op %(day)s; decharge kan niet eerder.")
        raise DomainError(text % {"day": long_date(found.decided_on)}, field="decided_on")


def write_terms(period: PolicyPeriod, terms: PeriodTerms, *, actor: Actor, now: dt.datetime) -> list[Model]:
    """The next statement of a period that is held, with the plans beside it."""
    statement = PeriodStatement.objects.create(
        period=period,
        number=period.revision,
        title=terms.title,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        state=terms.state.value,
        decided_on=terms.decided_on,
        source=terms.source,
        decided_by=terms.decided_by,
        note=terms.note,
        **recorded_by(actor, now),
    )
    plans = LinkedPlan.objects.bulk_create(
        LinkedPlan(
            statement=statement,
            position=place,
            organisation_id=network.organisation_id(plan.organisation),
            title=plan.title,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            proposal=plan.proposal,
        )
        for place, plan in enumerate(terms.plans, start=1)
    )
    return [statement, *plans]
