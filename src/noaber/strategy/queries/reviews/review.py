"""The reviews of periods as they stand, or stood on a day: their versions, and what was said of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import (
    ReactionAnswer,
    ReviewFinding,
    ReviewReaction,
    ReviewStatement,
    ThemeConclusion,
)
from noaber.strategy.queries.periods.period import TitleRow, just_after, titled
from noaber.strategy.rules.reviews.composition import Composition, read
from noaber.strategy.rules.reviews.review import (
    Course,
    FindingText,
    ReactionState,
    ReviewKind,
    ReviewState,
    ReviewText,
    reaction_states,
    text_shared,
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a review. `composed` is empty while it was only written; `until`: what was known when it was
    recorded, was recorded before."""

    number: int
    state: ReviewState
    said_on: dt.date
    text: ReviewText
    due_on: dt.date | None
    decided_on: dt.date | None
    source: str
    composed: str
    until: dt.datetime

    @property
    def composition(self) -> Composition | None:
        return read(self.composed) if self.composed else None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with its versions, the first before the last."""

    period: str
    kind: ReviewKind
    versions: tuple[VersionRow, ...]

    @property
    def last(self) -> VersionRow:
        return self.versions[-1]

    @property
    def number(self) -> int:
        """What its editor saw last."""
        return self.last.number

    @property
    def shared(self) -> tuple[VersionRow, ...]:
        """The versions that others read: what was shared, and the final one."""
        return tuple(each for each in self.versions if each.state is not ReviewState.WRITING)

    @property
    def final(self) -> VersionRow | None:
        return self.last if self.last.state is ReviewState.FINAL else None

    @property
    def course(self) -> Course:
        return course_of((each.state, each.said_on, each.due_on) for each in self.versions)


def course_of(said: Iterable[tuple[ReviewState, dt.date, dt.date | None]]) -> Course:
    """How far a review is, from its versions in order: state, day, and until when reactions are asked."""
    state, shared_on, due_on = None, None, None
    states = list[ReviewState]()
    for state, on, until in said:
        states.append(state)
        if state is ReviewState.SHARED:
            shared_on, due_on = on, until
    return Course(state, shared_on, due_on, text_shared(states))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was answered to a reaction; `effect`: one of the effects of an answer to a remark."""

    number: int
    on: dt.date
    effect: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """What an organisation said of a version; `answers`: the first before the last, which counts."""

    number: int
    organisation: str
    on: dt.date
    version: int
    text: str
    state: ReactionState
    answers: tuple[AnswerRow, ...]

    @property
    def answer(self) -> AnswerRow | None:
        return self.answers[-1] if self.answers else None


def review(period: str, kind: ReviewKind, asof: AsOf) -> ReviewRow | None:
    """One review, from what `reviews` reads."""
    return next((row for row in reviews(period, asof) if row.kind is kind), None)


@read_once
def reviews(period: str, asof: AsOf) -> tuple[ReviewRow, ...]:
    """The reviews of a period, midterm before endterm; three queries."""
    found = _with_parts(_held(ReviewStatement, asof).filter(review__period__code=period))
    by_kind: dict[ReviewKind, list[VersionRow]] = {}
    for each in found.select_related("review").order_by("number"):
        by_kind.setdefault(ReviewKind(each.review.kind), []).append(_version(each))
    return tuple(ReviewRow(period, kind, tuple(by_kind[kind])) for kind in ReviewKind if kind in by_kind)


@dataclass(frozen=True, slots=True)
class ReviewTitle:
    """A review by where it stands, for shared pages, which need no more of it. `since`: of its last version.

    `decided_on`: when it was decided that it is final; `until`: as `VersionRow`, of its last version.
    """

    period: str
    kind: ReviewKind
    course: Course
    since: dt.date
    decided_on: dt.date | None
    until: dt.datetime


@read_once
def review_titles(asof: AsOf) -> tuple[ReviewTitle, ...]:
    """The reviews of all periods in one query, whatever is in them."""
    columns = (
        "review__period__code",
        "review__kind",
        "state",
        "said_on",
        "due_on",
        "decided_on",
        "recorded_at",
    )
    said: dict[tuple[str, ReviewKind], list[tuple[Any, ...]]] = {}
    for code, kind, *row in _held(ReviewStatement, asof).order_by("number").values_list(*columns):
        said.setdefault((code, ReviewKind(kind)), []).append((ReviewState(row[0]), *row[1:]))
    return tuple(
        ReviewTitle(
            code, kind, course_of(row[:3] for row in rows), rows[-1][1], rows[-1][3], just_after(rows[-1][4])
        )
        for (code, kind), rows in sorted(said.items(), reverse=True)
    )


def named_at(period: TitleRow, last: ReviewTitle) -> TitleRow:
    """A period by the name and the days that its review tells: of a final one those of then."""
    return _then(period, last.since, last.until) if last.course.is_final else period


def named_in(period: TitleRow, version: VersionRow | None) -> TitleRow:
    """The same of a version: what was shared stays as it was read, whatever became of the period since."""
    if version is None or version.state is ReviewState.WRITING:
        return period
    return _then(period, version.said_on, version.until)


def _then(period: TitleRow, day: dt.date, until: dt.datetime) -> TitleRow:
    return titled(period.code, AsOf(day, until)) or period


def final_review(period: str, kind: ReviewKind, asof: AsOf) -> ReviewTitle | None:
    """The review of a period, once it is final."""
    found = (row for row in review_titles(asof) if row.period == period and row.kind is kind)
    return next((row for row in found if row.course.is_final), None)


def final_on(period: str, asof: AsOf) -> dt.date | None:
    """Of which day the last review of a period is that is final; None without one."""
    found = (final_review(period, kind, asof) for kind in ReviewKind)
    return max((each.decided_on for each in found if each and each.decided_on), default=None)


@read_once
def reacted(period: str, kind: ReviewKind, asof: AsOf) -> Mapping[str, int]:
    """By the code of each organisation that said anything of a review the version that it said last something of.

    One query, for shared pages.
    """
    held = _held(ReviewReaction, asof).filter(review__period__code=period, review__kind=kind.value)
    return dict(held.order_by("number").values_list("organisation__code", "statement__number"))


@read_once
def reactions(period: str, kind: ReviewKind, asof: AsOf) -> tuple[ReactionRow, ...]:
    """What organisations said of a review, in the order in which they did; two queries."""
    held = _held(ReviewReaction, asof).filter(review__period__code=period, review__kind=kind.value)
    columns = ("pk", "number", "organisation__code", "said_on", "statement__number", "text")
    rows = list(held.order_by("number").values_list(*columns))
    answers = _answers(period, kind, asof) if rows else {}
    answered = {number for key, number, *_rest in rows if key in answers}
    states = reaction_states(((row[1], row[2]) for row in rows), answered)
    return tuple(
        ReactionRow(number, place, on, version, text, states[number], answers.get(key, ()))
        for key, number, place, on, version, text in rows
    )


def _answers(period: str, kind: ReviewKind, asof: AsOf) -> Mapping[int, tuple[AnswerRow, ...]]:
    of = {"reaction__review__period__code": period, "reaction__review__kind": kind.value}
    found: dict[int, tuple[AnswerRow, ...]] = {}
    columns = ("reaction_id", "number", "said_on", "effect", "answer")
    for key, *row in _held(ReactionAnswer, asof).filter(**of).order_by("number").values_list(*columns):
        found[key] = (*found.get(key, ()), AnswerRow(*row))
    return found


def text_of(statement: ReviewStatement) -> ReviewText:
    """The stored judgement as the rules know it."""
    return ReviewText(
        statement.conclusion,
        tuple((_code_of(each), each.text) for each in statement.of_themes.all()),
        tuple(
            FindingText(each.text, each.theme.code if each.theme else "", each.recommendation)
            for each in statement.findings.all()
        ),
    )


def _code_of(each: ThemeConclusion) -> str:
    """Of the theme of the network; of one that it lacked, that of the round."""
    if each.theme:
        return each.theme.code
    return each.option.code if each.option else ""


def _with_parts(found: QuerySet[ReviewStatement]) -> QuerySet[ReviewStatement]:
    conclusions = ThemeConclusion.objects.select_related("theme", "option").order_by("pk")
    findings = ReviewFinding.objects.select_related("theme").order_by("position")
    return found.prefetch_related(
        Prefetch("of_themes", queryset=conclusions), Prefetch("findings", queryset=findings)
    )


def _version(each: ReviewStatement) -> VersionRow:
    return VersionRow(
        each.number,
        ReviewState(each.state),
        each.said_on,
        text_of(each),
        each.due_on,
        each.decided_on,
        each.source,
        each.composed,
        just_after(each.recorded_at),
    )


def _held(model: Any, asof: AsOf) -> QuerySet[Any]:
    """What was said by the day, and known at the moment."""
    found: QuerySet[Any] = model._default_manager.filter(said_on__lte=asof.valid_on)
    return found if asof.known_at is None else found.filter(recorded_at__lt=asof.known_at)
