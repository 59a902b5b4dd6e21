"""Saying what is to be reached, what is done for it, and by what it is measured: each time anew (R12, R49)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.dutch import long_date
from noaber.figures.api import offence_titles
from noaber.network import api as network
from noaber.strategy.access import may_add_goal, may_keep_goal
from noaber.strategy.models import (
    Activity,
    ActivityDoer,
    ActivityStatement,
    Goal,
    GoalIndicator,
    GoalStatement,
    IndicatorStatement,
    IndicatorValue,
    PolicyPeriod,
)
from noaber.strategy.queries.goals.goal import activity_text, goal_text, indicator_text
from noaber.strategy.queries.periods.period import terms_of
from noaber.strategy.queries.selection.period_themes import carried_under
from noaber.strategy.rules.goals.days import needs_owner, new_refusal, over_fault
from noaber.strategy.rules.goals.goal import (
    NETWORK,
    RESERVED,
    ActivityText,
    GoalText,
    IndicatorText,
    Term,
    ValueText,
    activity_faults,
    goal_faults,
    indicator_faults,
    is_another_plan,
    is_same,
    value_faults,
)
from noaber.strategy.rules.goals.values import TypedValue, is_mended, that_count
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.services.stating import next_statement, refuse, refuse_overtaken
from noaber.strategy.services.taken_titles import refuse_taken

P = TypeVar("P", Activity, GoalIndicator)
M = TypeVar("M", ActivityText, IndicatorText)


def record_goal(
    period: str,
    theme: str,
    code: str,
    text: GoalText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say what a goal is, under a theme (its code); False when it was known to be just so.

    `expected_revision`: what the editor saw, 0 for a goal that is new. `DomainError` names the field that is wrong: no
    goal without an owner (R12), and no change of an adopted strategy without a reason (R49).
    """
    asof = AsOf(today)
    with verb("strategy.record_goal", actor=actor) as trail:
        kept, terms = open_goals(period)
        goal = Goal.objects.filter(period=kept, code=code).first()
        if goal is None:
            refuse_new(terms, today)
            goal = _new_goal(kept, theme, code, text.title, actor, asof)
        goal = lock(Goal, goal.pk, revision=None, label=text.title)
        last = goal.statements.select_related("owner").last()
        known = goal_text(last) if last else None
        if known:
            require(may_keep_goal(actor, goal.theme.code, known.owner, asof))
        if is_same(text, known):
            return False
        refuse_overtaken(goal, expected_revision, text.title)
        refuse(goal_faults(text, term_of(terms), needs_reason=is_adopted(terms)))
        _check_given(goal, theme, text.owner, known, terms=terms, asof=asof)
        written = GoalStatement.objects.create(
            goal=goal,
            title=text.title,
            aim=text.aim,
            owner_id=network.post_id(text.owner),
            due_on=text.due_on,
            is_innovation=text.is_innovation,
            reason=text.reason,
            **next_statement(goal, actor=actor, now=now, today=today),
        )
        trail.note(goal, {"period": period, "goal": code, "number": goal.revision}, records=[written])
    return True


def record_activity(
    period: str,
    goal: str,
    text: ActivityText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    number: int | None = None,
    expected_revision: int | None = None,
) -> int:
    """Say what is done for a goal, anew or under its number; answers that number.

    `expected_revision`: what the editor saw of it; of what is new, how many activities the goal had.
    That an activity runs or is done needs no reason; any other change of an adopted strategy does (R49).
    """
    with verb("strategy.record_activity", actor=actor) as trail:
        held, terms = kept_goal(period, goal, actor=actor, today=today)
        if number is None:
            made = [activity_text(each) for each in _made_since(Activity, held, expected_revision)]
            if there := _refuse_made(text, made, expected_revision):
                return there
            refuse_new(terms, today)
        part = part_of(Activity, held, number)
        last = part.statements.select_related("body").last() if number else None
        known = activity_text(last) if last else None
        if is_same(text, known):
            return part.number
        if number:
            refuse_overtaken(part, expected_revision, text.title)
        needs_reason = is_adopted(terms) and is_another_plan(text, known)
        refuse(activity_faults(text, term_of(terms), needs_reason=needs_reason))
        written = _write_activity(part, text, actor, now, today)
        _note(trail, part, period, goal, written)
    return part.number


def record_indicator(
    period: str,
    goal: str,
    text: IndicatorText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    number: int | None = None,
    expected_revision: int | None = None,
) -> int:
    """Say by what a goal is measured, anew or under its number; answers that number.

    `expected_revision`: what the editor saw of it; of what is new, how many indicators the goal had.
    """
    with verb("strategy.record_indicator", actor=actor) as trail:
        held, terms = kept_goal(period, goal, actor=actor, today=today)
        if number is None:
            made = [indicator_text(each) for each in _made_since(GoalIndicator, held, expected_revision)]
            if there := _refuse_made(text, made, expected_revision):
                return there
            refuse_new(terms, today)
        part = part_of(GoalIndicator, held, number)
        last = part.statements.last() if number else None
        known = indicator_text(last) if last else None
        if is_same(text, known):
            return part.number
        if number:
            refuse_overtaken(part, expected_revision, text.title)
        _check_indicator(part, text, terms, today)
        if known and bool(known.offence) is not bool(text.offence):
            raise DomainError(
                _("Waar de waarden vandaan komen, staat vast. Maak een nieuwe indicator."), field="offence"
            )
        written = IndicatorStatement.objects.create(
            indicator=part, **_fields(text), **next_statement(part, actor=actor, now=now, today=today)
        )
        _note(trail, part, period, goal, [written])
    return part.number


def record_value(
    period: str,
    goal: str,
    number: int,
    text: ValueText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    reason: str = "",
    expected_revision: int | None = None,
) -> None:
    """Write down what was measured; `expected_revision`: how many values the editor saw. Counted values nobody
    writes down. Another value of the same day changes what was said: in an adopted strategy with a reason (R49).
    """
    with verb("strategy.record_value", actor=actor) as trail:
        held, terms = kept_goal(period, goal, actor=actor, today=today)
        part = part_of(GoalIndicator, held, number)
        measured = indicator_text(part.statements.last())  # type: ignore[arg-type]
        if measured.offence:
            raise DomainError(_("Deze waarden volgen uit de cijfers; u hoeft ze niet in te vullen."))
        last = part.values.count()
        if expected_revision not in (None, last):
            raise Conflict(_("Deze indicator"), revision=last)
        needs_reason = is_adopted(terms) and is_mended(text, _typed(part))
        faults = value_faults(text, measured, today, reason=reason, needs_reason=needs_reason)
        refuse([*faults, *over_fault(term_of(terms), text.on)])
        written = IndicatorValue.objects.create(
            indicator=part,
            number=last + 1,
            said_on=text.on,
            value=text.value,
            source=text.source,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        _note(trail, part, period, goal, [written])


def open_goals(period: str) -> tuple[PolicyPeriod, PeriodTerms]:
    """The period, held so that nobody closes it meanwhile; what was closed is history."""
    kept = PolicyPeriod.objects.select_for_update().filter(code=period).first()
    last = kept.statements.last() if kept else None
    if kept is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    terms = terms_of(last)
    if terms.state not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de doelen ervan staan vast."))
    return kept, terms


def kept_goal(period: str, code: str, *, actor: Actor, today: dt.date) -> tuple[Goal, PeriodTerms]:
    """A goal that this actor keeps, held."""
    kept, terms = open_goals(period)
    found = Goal.objects.filter(period=kept, code=code).first()
    if found is None:
        raise DomainError(_("Dit doel bestaat niet."))
    held = lock(Goal, found.pk, revision=None, label=code)
    owner = held.statements.select_related("owner").latest("number").owner.code
    require(may_keep_goal(actor, held.theme.code, owner, AsOf(today)))
    return held, terms


def is_adopted(terms: PeriodTerms) -> bool:
    return terms.state is not PeriodState.PREPARATION


def term_of(terms: PeriodTerms) -> Term:
    return Term(terms.starts_on, terms.ends_on)


def refuse_new(terms: PeriodTerms, today: dt.date) -> None:
    """Refuse a new goal or part of one in a period that takes none any more."""
    if refusal := new_refusal(term_of(terms), today):
        raise DomainError(refusal)


def _new_goal(kept: PolicyPeriod, theme: str, code: str, title: str, actor: Actor, asof: AsOf) -> Goal:
    found = carried_under(kept.code, asof).get(theme)
    if found is None:
        raise DomainError(_("Dit thema is er niet."), field="theme")
    if found.last_day:
        message = _("Dit thema eindigde op %(day)s. Er komt geen doel meer bij.")
        raise DomainError(message % {"day": long_date(found.last_day)}, field="theme")
    require(may_add_goal(actor, theme, asof))
    refuse_taken(GoalStatement.objects.filter(goal__period=kept), "goal", title)
    if not code or code in RESERVED:
        raise DomainError(
            _("Geef dit doel een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title"
        )
    return Goal.objects.create(period=kept, theme_id=found.id, code=code)


def _check_given(
    goal: Goal, theme: str, owner: str, known: GoalText | None, *, terms: PeriodTerms, asof: AsOf
) -> None:
    """Under its own theme, to a seat that is there, and that is held as long as the period asks for an owner (R12).

    A seat that became empty since keeps its goal: other words are not refused for it.
    """
    if goal.theme.code != theme:
        raise DomainError(_("Er is in deze periode al een doel met deze naam."), field="title")
    seat = next((row for row in network.seats(ANONYMOUS, asof) if row.code == owner), None)
    if seat is None:
        raise DomainError(_("Deze zetel is er niet. Kies een andere eigenaar."), field="owner")
    is_given = known is None or known.owner != owner
    if is_given and seat.is_vacant and needs_owner(terms.state, term_of(terms), asof.valid_on):
        text = _(
            "Deze zetel is leeg: het doel zou geen eigenaar hebben. Kies een zetel die bezet is, of laat eerst iemand "
            "op deze zetel plaatsnemen."
        )
        raise DomainError(text, field="owner")


def _made_since(model: type[P], goal: Goal, seen: int | None) -> list[Any]:
    """What was said last of each part that came to the goal since the editor looked, by number."""
    if seen is None:
        return []
    found = model._default_manager.filter(goal=goal, number__gt=seen).order_by("number")
    return [each.statements.latest("number") for each in found]


def _refuse_made(text: M, made: list[M], seen: int | None) -> int:
    """The number of the part that says just so already, 0 where none does; of something else the editor is told."""
    for number, each in enumerate(made, start=(seen or 0) + 1):
        if is_same(text, each):
            return number
    if made:
        raise Conflict(text.title, revision=(seen or 0) + len(made))
    return 0


def part_of(model: type[P], goal: Goal, number: int | None) -> P:
    """A part of a goal by its number, or the next one; the goal is held, so nobody else takes that number.

    Of what was taken back nothing is said any more.
    """
    if number is None:
        return model._default_manager.create(
            goal=goal, number=model._default_manager.filter(goal=goal).count() + 1
        )
    found = model._default_manager.filter(goal=goal, number=number).first()
    if found is None:
        raise DomainError(_("Dit hoort niet bij dit doel."))
    if found.statements.latest("number").is_withdrawn:
        raise DomainError(_("Dit is ingetrokken; er wordt niets meer op vastgelegd."))
    return found


def _write_activity(
    part: Activity, text: ActivityText, actor: Actor, now: dt.datetime, today: dt.date
) -> list[Model]:
    known = {row.code: row.id for row in network.organisations(actor, AsOf(today))}
    if unknown := [code for code in text.organisations if code not in known]:
        raise DomainError(_("Organisatie %(code)s is er niet.") % {"code": unknown[0]}, field="organisations")
    bodies = {row.code: row.id for row in network.bodies(actor, AsOf(today))}
    if text.body and text.body not in bodies:
        raise DomainError(_("Dit overleg is er niet."), field="body")
    statement = ActivityStatement.objects.create(
        activity=part,
        title=text.title,
        body_id=bodies.get(text.body),
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        state=text.state.value,
        is_innovation=text.is_innovation,
        reason=text.reason,
        **next_statement(part, actor=actor, now=now, today=today),
    )
    doers = ActivityDoer.objects.bulk_create(
        ActivityDoer(statement=statement, organisation_id=known[code]) for code in text.organisations
    )
    return [statement, *doers]


def _check_indicator(part: GoalIndicator, text: IndicatorText, terms: PeriodTerms, today: dt.date) -> None:
    first = next(iter(that_count(_typed(part))), None)
    kinds, needs_reason = offence_titles(), is_adopted(terms)
    refuse(indicator_faults(text, term_of(terms), kinds, needs_reason=needs_reason, today=today, first=first))
    if text.area and text.area != NETWORK and text.area not in {row.code for row in network.districts()}:
        raise DomainError(_("Dit gebied is er niet."), field="area")


def _typed(part: GoalIndicator) -> list[TypedValue]:
    """What people wrote down of an indicator, and took back, in order of the telling."""
    return [
        TypedValue(
            ValueText(each.value, each.said_on, each.source), each.recorded_at, is_withdrawn=each.is_withdrawn
        )
        for each in part.values.order_by("number")
    ]


def _fields(text: IndicatorText) -> dict[str, str | bool | Decimal | dt.date | None]:
    names = (
        "title",
        "unit",
        "base_value",
        "base_on",
        "target_value",
        "target_on",
        "source",
        "offence",
        "area",
    )
    return {name: getattr(text, name) for name in (*names, "reason")}


def _note(
    trail: Trail, part: Activity | GoalIndicator, period: str, goal: str, written: Iterable[Model]
) -> None:
    facts: dict[str, Fact] = {"period": period, "goal": goal, "part": part.number, "number": part.revision}
    trail.note(part, facts, records=written)
