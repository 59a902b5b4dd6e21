"""The surveys of a period: what is asked, who answered, and what the answers come to.

For the review of a period::

    outcome = survey_of(period, kind, asof)     # kind: "midterm" or "endterm"; None when there is none to show
    outcome.state                               # "open": the response, and no questions yet; "closed": all of it
    outcome.answered, outcome.asked             # 61 of 79 organisations; outcome.missing names the other 18
    outcome.is_low                              # fewer than half: to be said beside every figure
    for each in outcome.questions:              # QuestionOutcome, in the order of the form
        each.whole.counts, each.whole.shares    # six numbers: [0] "weet ik niet", [1] "zeer oneens" .. [5] "zeer eens"
        each.whole.middle                       # (4,) or, between two steps, (3, 4); () when nobody has an opinion
        each.by_district                        # ((label, Distribution), ...); () when nothing can be broken down
        each.open_answers                       # (OpenAnswer(text, organisation name or ""), ...), for the network only
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import in_a_row, sort_key
from noaber.network.api import OrganisationRow, organisations
from noaber.strategy.models import (
    Survey,
    SurveyAnswer,
    SurveyClosing,
    SurveyExtension,
    SurveyQuestion,
    SurveyReminder,
    SurveyResponse,
    SurveyWithdrawal,
)
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.rules.surveys import (
    SMALLEST_GROUP,
    Distribution,
    QuestionKind,
    QuestionText,
    ResponseText,
    SurveyKind,
    SurveyState,
    SurveyText,
    distribution,
    is_low,
    pooled,
)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as it is written, with the last day that holds.

    `closed_on`: the day on which it was closed before its last day. `told_day`: the last day that was told when it was
    opened, where that was moved.
    """

    id: uuid.UUID
    period: str
    code: str
    kind: SurveyKind
    revision: int
    opened_on: dt.date | None
    text: SurveyText
    closed_on: dt.date | None = None
    withdrawal_reason: str = ""
    told_day: dt.date | None = None

    def state_on(self, day: dt.date) -> SurveyState:
        """How it stands on a day; on its last day it is open."""
        if self.withdrawal_reason:
            return SurveyState.WITHDRAWN
        if self.opened_on is None:
            return SurveyState.DRAFT
        is_over = self.closed_on is not None or day > self.text.closes_on
        return SurveyState.CLOSED if is_over else SurveyState.OPEN

    def state_as_of(self, asof: AsOf) -> SurveyState:
        """How it stands as of two dates. What was known before its last day does not know the outcome.

        So nobody reads two outcomes of which one has an answer more. A day to come closes nothing: whoever asks for
        it reads the survey as it stands today.
        """
        state = self.state_on(min(asof.valid_on, clock.today()))
        was_open = asof.known_on is not None and asof.known_on < self.ended_on
        return SurveyState.OPEN if state is SurveyState.CLOSED and was_open else state

    @property
    def questions(self) -> dict[int, QuestionText]:
        return dict(enumerate(self.text.questions, start=1))

    @property
    def ended_on(self) -> dt.date:
        """The last day on which it could be answered."""
        return self.closed_on or self.text.closes_on


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """What an organisation (its code) last answered, and on which day; `number`: how often it did."""

    organisation: str
    number: int
    on: dt.date
    text: ResponseText


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Own words; `organisation`: its name where the survey says so beforehand, else empty."""

    text: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """What came of one question. `whole`: of all who answered; None for an open question."""

    number: int
    text: QuestionText
    whole: Distribution | None = None
    by_kind: tuple[tuple[str, Distribution], ...] = ()
    by_district: tuple[tuple[str, Distribution], ...] = ()
    open_answers: tuple[OpenAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyOutcome:
    """A survey with who answered; with `questions` once it is closed and enough answered to tell nobody apart.

    `asked` and `missing`: the organisations of the day on which it was opened. `is_pooled`: a group was too small to
    stand apart, and joined another. `is_too_few`: so few answered that nothing is shown.
    """

    survey: SurveyRow
    state: SurveyState
    asked: int
    answered: int
    missing: tuple[str, ...]
    questions: tuple[QuestionOutcome, ...] = ()
    is_pooled: bool = False

    @property
    def is_low(self) -> bool:
        return is_low(self.answered, self.asked)

    @property
    def is_too_few(self) -> bool:
        return self.answered < SMALLEST_GROUP


def survey_of(period: str, kind: str, asof: AsOf) -> SurveyOutcome | None:
    """The survey of a review that was opened and not withdrawn, with its outcome; see the top of this file."""
    found = [row for row in surveys(period, asof) if row.kind == kind]
    shown = (row for row in found if row.state_as_of(asof) in (SurveyState.OPEN, SurveyState.CLOSED))
    row = next(shown, None)
    return outcome_of(row, asof) if row else None


@read_once
def surveys(period: str, asof: AsOf) -> tuple[SurveyRow, ...]:
    """The surveys of a period, the last opened first; two queries. A draft keeps no history: it is of today."""
    found = _extended(asof).filter(period__code=period).select_related("closing", "withdrawal")
    rows = [_row(each, period, asof) for each in found if _is_known(each, asof)]
    questions: dict[uuid.UUID, list[QuestionText]] = defaultdict(list)
    columns = ("survey_id", "kind", "text", "theme__code")
    asked = SurveyQuestion.objects.filter(survey__in=[row.id for row in rows]).order_by("number")
    for key, kind, text, theme in asked.values_list(*columns) if rows else ():
        questions[key].append(QuestionText(QuestionKind(kind), text, theme or ""))
    rows = [replace(row, text=replace(row.text, questions=tuple(questions[row.id]))) for row in rows]
    return tuple(sorted(rows, key=lambda row: (row.opened_on or dt.date.max, row.code), reverse=True))


@read_once
def all_surveys(asof: AsOf) -> tuple[SurveyRow, ...]:
    """Every survey of every period without its questions, for the search box; one query."""
    found = _extended(asof).select_related("period", "closing", "withdrawal")
    return tuple(_row(each, each.period.code, asof) for each in found if _is_known(each, asof))


def survey(period: str, code: str, asof: AsOf) -> SurveyRow | None:
    """One survey by its code, from what `surveys` reads."""
    return next((row for row in surveys(period, asof) if row.code == code), None)


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey that is answered, without its questions; `given`: the codes of who answered."""

    row: SurveyRow
    given: frozenset[str]

    def silent(self, asof: AsOf) -> tuple[OrganisationRow, ...]:
        return tuple(each for each in asked_of(self.row, asof) if each.code not in self.given)


@read_once
def open_surveys(asof: AsOf) -> tuple[OpenSurvey, ...]:
    """Those that are answered on a day, over all periods, the first to close first; one query, for the home page."""
    found = _extended(asof).filter(opened_on__lte=asof.valid_on, last_day__gte=asof.valid_on)
    rows = found.select_related("period", "closing", "withdrawal").order_by("last_day", "code")
    given: dict[uuid.UUID, set[str]] = defaultdict(set)
    kept: dict[uuid.UUID, SurveyRow] = {}
    for each in rows.annotate(who=F("responses__organisation__code")):
        kept[each.pk] = _row(each, each.period.code, asof)
        given[each.pk].add(each.who or "")
    is_open = (row for row in kept.values() if row.state_on(asof.valid_on) is SurveyState.OPEN)
    return tuple(OpenSurvey(row, frozenset(given[row.id])) for row in is_open)


def asked_of(row: SurveyRow, asof: AsOf) -> tuple[OrganisationRow, ...]:
    """Who is asked: who was in the network when it was opened (a draft: today). Municipalities first."""
    day = row.opened_on or asof.valid_on
    found = (each for each in organisations(ANONYMOUS, replace(asof, valid_on=day)) if is_asked(each))
    return tuple(sorted(found, key=lambda each: not each.is_municipality))


@read_once
def answered(survey_id: uuid.UUID, asof: AsOf) -> Mapping[str, tuple[int, dt.date]]:
    """By organisation how often it answered, and when last; one query."""
    found = SurveyResponse.objects.filter(survey=survey_id, said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        found = found.filter(recorded_at__lt=asof.known_at)
    last = found.order_by().values("organisation__code").annotate(last=Max("number"), on=Max("said_on"))
    return {code: (number, on) for code, number, on in last.values_list("organisation__code", "last", "on")}


def silent(row: SurveyRow, asof: AsOf) -> tuple[OrganisationRow, ...]:
    """Everyone who is asked and did not answer."""
    given = answered(row.id, asof)
    return tuple(each for each in asked_of(row, asof) if each.code not in given)


@read_once
def responses(survey_id: uuid.UUID, asof: AsOf) -> tuple[ResponseRow, ...]:
    """The last answer of each organisation, whole; one query."""
    found = SurveyAnswer.objects.filter(response__survey=survey_id, response__said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        found = found.filter(response__recorded_at__lt=asof.known_at)
    said = ("response__organisation__code", "response__number", "response__said_on")
    given = found.order_by("response__number").values_list(*said, "question__number", "opinion", "text")
    last: dict[str, tuple[int, dt.date, dict[int, int], dict[int, str]]] = {}
    for code, number, on, question, opinion, text in given:
        if code not in last or last[code][0] < number:
            last[code] = (number, on, {}, {})
        if opinion is None:
            last[code][3][question] = text
        else:
            last[code][2][question] = opinion
    return tuple(
        ResponseRow(code, number, on, ResponseText(opinions, remarks))
        for code, (number, on, opinions, remarks) in sorted(last.items())
    )


def outcome_of(row: SurveyRow, asof: AsOf) -> SurveyOutcome:
    """Who answered; and what, once the survey is closed."""
    everyone, given = asked_of(row, asof), answered(row.id, asof)
    missing = tuple(each.name for each in everyone if each.code not in given)
    state = row.state_as_of(asof)
    known = [each for each in everyone if each.code in given]
    found = SurveyOutcome(row, state, len(everyone), len(known), missing)
    if state is not SurveyState.CLOSED or found.is_too_few:
        return found
    kinds = _groups(known, lambda each: each.kind_label)
    districts = _groups(known, lambda each: each.district_name or _("zonder district"))
    said = {each.organisation: each.text for each in responses(row.id, asof)}
    last = {each.code: said.get(each.code, ResponseText()) for each in known}
    names = {each.code: each.name for each in known}
    parts = (
        _outcome(number, text, names, last, kinds, districts, is_named=row.text.is_named)
        for number, text in row.questions.items()
    )
    is_pooled = any(len(members) > 1 for members in (*kinds.pools, *districts.pools))
    return replace(found, questions=tuple(parts), is_pooled=is_pooled)


@dataclass(frozen=True, slots=True)
class _Groups:
    """`members`: the codes of each group that may stand apart, by what it is called; none when there is but one."""

    pools: tuple[tuple[str, ...], ...]
    members: Mapping[str, tuple[str, ...]]


def _groups(known: Sequence[OrganisationRow], called: Callable[[OrganisationRow], str]) -> _Groups:
    within: dict[str, list[str]] = defaultdict(list)
    for each in sorted(known, key=lambda each: (not each.is_municipality, sort_key(called(each)))):
        within[called(each)].append(each.code)
    pools = pooled({name: len(codes) for name, codes in within.items()})
    if len(pools) < 2:
        return _Groups(pools, {})
    members = {in_a_row(names): tuple(code for name in names for code in within[name]) for names in pools}
    return _Groups(pools, members)


def _outcome(
    number: int,
    text: QuestionText,
    names: Mapping[str, str],
    last: Mapping[str, ResponseText],
    kinds: _Groups,
    districts: _Groups,
    *,
    is_named: bool,
) -> QuestionOutcome:
    if text.kind is QuestionKind.OPEN:
        said = [
            OpenAnswer(last[code].remarks[number], names[code] if is_named else "")
            for code in names
            if number in last[code].remarks
        ]
        # In order of the words, so that the order does not say whose they are.
        said.sort(key=lambda each: (sort_key(each.organisation), sort_key(each.text)))
        return QuestionOutcome(number, text, open_answers=tuple(said))

    def counted(codes: Iterable[str]) -> Distribution:
        return distribution(last[code].opinions[number] for code in codes)

    return QuestionOutcome(
        number,
        text,
        counted(names),
        tuple((label, counted(codes)) for label, codes in kinds.members.items()),
        tuple((label, counted(codes)) for label, codes in districts.members.items()),
    )


@dataclass(frozen=True, slots=True)
class Reminded:
    """The letters that went out: by organisation the moment of the last, and the number of the newest of all."""

    last: Mapping[str, dt.datetime]
    newest: int


def reminded(survey_id: uuid.UUID) -> Reminded:
    """By the newest a preview says what it knew; 0 when nobody was reminded. One query."""
    found = SurveyReminder.objects.filter(survey=survey_id).order_by().values("organisation__code")
    rows = list(found.annotate(last=Max("sent_at"), newest=Max("pk")))
    last = {row["organisation__code"]: row["last"] for row in rows}
    return Reminded(last, max((row["newest"] for row in rows), default=0))


def _is_known(kept: Survey, asof: AsOf) -> bool:
    if kept.opened_on is None or kept.opened_at is None:
        return not asof.is_asked
    return kept.opened_on <= asof.valid_on and (asof.known_at is None or kept.opened_at < asof.known_at)


def _extended(asof: AsOf) -> QuerySet[Any]:
    """The surveys with their `last_day`: as it was told, or moved to since."""
    said = SurveyExtension.objects.filter(survey=OuterRef("pk"), said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        said = said.filter(recorded_at__lt=asof.known_at)
    moved = Subquery(said.order_by("-closes_on").values("closes_on")[:1])
    return Survey.objects.annotate(last_day=Coalesce(moved, F("closes_on")))


def _row(kept: Any, period: str, asof: AsOf) -> SurveyRow:
    closing: SurveyClosing | None = getattr(kept, "closing", None)
    withdrawal: SurveyWithdrawal | None = getattr(kept, "withdrawal", None)
    if closing and not _holds(closing.closed_on, closing.recorded_at, asof):
        closing = None
    if withdrawal and not _holds(withdrawal.withdrawn_on, withdrawal.recorded_at, asof):
        withdrawal = None
    return SurveyRow(
        kept.pk,
        period,
        kept.code,
        SurveyKind(kept.kind),
        kept.revision,
        kept.opened_on,
        SurveyText(kept.title, kept.introduction, kept.last_day, (), kept.is_named),
        closing.closed_on if closing else None,
        withdrawal.reason if withdrawal else "",
        kept.closes_on if kept.last_day != kept.closes_on else None,
    )


def _holds(on: dt.date, recorded_at: dt.datetime, asof: AsOf) -> bool:
    return on <= asof.valid_on and (asof.known_at is None or recorded_at < asof.known_at)
