"""Writing a review, sharing it for reactions, and making it final: each time a new version, the earlier ones stay."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_write_review
from noaber.strategy.models import (
    REVIEW_KINDS,
    Goal,
    PolicyPeriod,
    Review,
    ReviewFinding,
    ReviewStatement,
    ThemeConclusion,
    ThemeOption,
)
from noaber.strategy.queries.periods.period import TitleRow, terms_of, titled
from noaber.strategy.queries.periods.period import period as find_period
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.review import ReactionRow, course_of, reactions, text_of
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.queries.selection.period_themes import carried_under, lacking_themes, tied_since
from noaber.strategy.rules.faults import Fault
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.reviews.composition import written
from noaber.strategy.rules.reviews.review import (
    Course,
    Finishing,
    ReactionState,
    ReviewKind,
    ReviewState,
    ReviewText,
    finishing_faults,
    order_faults,
    renamed,
    sharing_faults,
    text_faults,
)
from noaber.strategy.services.stating import refuse


@dataclass(frozen=True, slots=True)
class Held:
    """A review that is locked, with what it says last, and the themes by code that it may be about.

    `lacking`: the options of those that were chosen and that the network does not have.
    """

    review: Review
    course: Course
    text: ReviewText
    themes: Mapping[str, uuid.UUID]
    lacking: Mapping[str, int]


def write_review(
    period: str,
    kind: ReviewKind,
    text: ReviewText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_number: int | None = None,
) -> bool:
    """Write the judgement of a review; False when it says just so.

    `expected_number`: the version that the writer saw, 0 for none.
    """
    require(may_write_review(actor))
    with verb("strategy.write_review", actor=actor) as trail:
        held = hold_review(period, kind, today, is_new=True)
        refuse(order_faults(held.course, ReviewState.WRITING))
        if held.review.revision and held.text == text:
            return False
        _refuse_overtaken(held, expected_number)
        refuse(text_faults(text, held.themes, held.lacking))
        _append(trail, held, text, ReviewState.WRITING, actor=actor, now=now, today=today)
    return True


def share_review(
    period: str,
    kind: ReviewKind,
    due_on: dt.date,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_number: int | None = None,
) -> None:
    """Let who takes part read the draft and react until a day; what it shows of the records is kept with it."""
    require(may_write_review(actor))
    with verb("strategy.share_review", actor=actor) as trail:
        held = hold_review(period, kind, today)
        _refuse_overtaken(held, expected_number)
        refuse(sharing_faults(held.course, due_on, today))
        _append(
            trail,
            held,
            held.text,
            ReviewState.SHARED,
            actor=actor,
            now=now,
            today=today,
            due_on=due_on,
            composed=_composed(period, kind, today),
        )


def finish_review(
    period: str,
    kind: ReviewKind,
    said: Finishing,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_number: int | None = None,
) -> None:
    """Make it final, once all reactions are answered; from then on nothing of it changes, the database sees to that."""
    require(may_write_review(actor))
    with verb("strategy.finish_review", actor=actor) as trail:
        held = hold_review(period, kind, today)
        _refuse_overtaken(held, expected_number)
        refuse(_finishing(held, kind, said, reactions(period, kind, AsOf(today)), today))
        _append(
            trail,
            held,
            held.text,
            ReviewState.FINAL,
            actor=actor,
            now=now,
            today=today,
            decided_on=said.decided_on,
            source=said.source.strip(),
            composed=_composed(period, kind, today),
        )
        held.review.final_at = now
        held.review.save(update_fields=["final_at"])


def _finishing(
    held: Held, kind: ReviewKind, said: Finishing, given: Iterable[ReactionRow], today: dt.date
) -> Iterator[Fault]:
    rows = tuple(given)
    return finishing_faults(
        held.course,
        said,
        held.text,
        kind,
        unanswered=sum(row.state is ReactionState.OPEN for row in rows),
        today=today,
        answered_on=max((each.on for row in rows for each in row.answers), default=None),
    )


def hold_review(period: str, kind: ReviewKind, today: dt.date, *, is_new: bool = False) -> Held:
    """The review, locked, new when it may be; of a period whose strategy was adopted and not discharged."""
    kept = PolicyPeriod.objects.select_for_update().filter(code=period).first()
    last = kept.statements.last() if kept else None
    if kept is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    state = terms_of(last).state
    if state in (PeriodState.PREPARATION, PeriodState.WITHDRAWN):
        raise DomainError(_("De strategie is nog niet vastgesteld; er valt nog niet op terug te kijken."))
    if state is PeriodState.DISCHARGED:
        raise DomainError(_("Voor deze periode is decharge verleend; er wordt niets meer over vastgelegd."))
    if not is_new and not Review.objects.filter(period=kept, kind=kind.value).exists():
        raise DomainError(_("Schrijf de review eerst."))
    found, _is_new = Review.objects.get_or_create(period=kept, kind=kind.value)
    review = lock(Review, found.pk, revision=None, label=str(REVIEW_KINDS[kind]))
    said = list(review.statements.order_by("number"))
    if said and said[-1].said_on > today:
        raise DomainError(_("Er is al iets vastgelegd op een latere dag."))
    course = course_of((ReviewState(each.state), each.said_on, each.due_on) for each in said)
    asof, row = AsOf(today), titled(period, AsOf(today))
    text = renamed(text_of(said[-1]), tied_since(row, asof)) if said and row else ReviewText()
    return Held(review, course, text, _themes(kept, today), _lacking(row, asof) if row else {})


def _lacking(found: TitleRow, asof: AsOf) -> dict[str, int]:
    chosen, missing = themes_chosen(found.code, asof), lacking_themes(found, asof)
    if chosen is None or not missing:
        return {}
    options = ThemeOption.objects.filter(round__period__code=found.code, round__number=chosen.number)
    keys = dict(options.values_list("code", "pk"))
    return {code: keys[each.code] for code, each in missing.items()}


def _themes(period: PolicyPeriod, today: dt.date) -> dict[str, uuid.UUID]:
    """Those of the day, those of the period, and those under which it had its goals, also when they are no more."""
    of_goals = Goal.objects.filter(period=period).values_list("theme__code", "theme_id")
    asof = AsOf(today)
    rows = (*carried_under(period.code, asof).values(), *network.themes(ANONYMOUS, asof))
    return dict(of_goals) | {row.code: row.id for row in rows}


def _refuse_overtaken(held: Held, seen: int | None) -> None:
    if seen not in (None, held.review.revision):
        raise Conflict(str(REVIEW_KINDS[ReviewKind(held.review.kind)]), revision=held.review.revision)


def _composed(period: str, kind: ReviewKind, today: dt.date) -> str:
    """What the records say on the day, by the very moment of sharing."""
    asof = AsOf(today)
    found = find_period(period, asof)
    if found is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    return written(compose(found, kind, asof))


def _append(
    trail: Trail,
    held: Held,
    text: ReviewText,
    state: ReviewState,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    **said: Any,
) -> None:
    review = held.review
    review.revision += 1
    statement = ReviewStatement.objects.create(
        review=review,
        number=review.revision,
        said_on=today,
        state=state.value,
        conclusion=text.conclusion,
        **said,
        **recorded_by(actor, now),
    )
    parts = _write_parts(statement, held, text)
    review.save(update_fields=["revision"])
    facts: dict[str, Fact] = {
        "period": review.period.code,
        "kind": review.kind,
        "number": review.revision,
        "state": state.value,
    }
    trail.note(review, facts, records=[statement, *parts])


def _write_parts(statement: ReviewStatement, held: Held, text: ReviewText) -> list[Model]:
    conclusions = ThemeConclusion.objects.bulk_create(
        ThemeConclusion(
            statement=statement,
            theme_id=held.themes.get(theme),
            option_id=None if theme in held.themes else held.lacking[theme],
            text=words,
        )
        for theme, words in text.of_themes
    )
    findings = ReviewFinding.objects.bulk_create(
        ReviewFinding(
            statement=statement,
            position=place,
            theme_id=held.themes[each.theme] if each.theme else None,
            text=each.text,
            recommendation=each.recommendation,
        )
        for place, each in enumerate(text.findings, start=1)
    )
    return [*conclusions, *findings]
