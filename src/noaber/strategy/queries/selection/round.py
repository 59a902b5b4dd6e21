"""Selection rounds as they stand: what was prepared, who gave which score, the ranking that follows, and the choice."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import (
    Criterion,
    Measured,
    RoundWithdrawal,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)
from noaber.strategy.queries.selection.choices import ChoiceRow, choices_of
from noaber.strategy.queries.selection.computing import Count, kind_of
from noaber.strategy.queries.selection.given_scores import GivenScore, given_scores
from noaber.strategy.rules.selection.ranking import Ranked, TopSet, mean, ranking, top
from noaber.strategy.rules.selection.round import (
    Computed,
    CriterionText,
    OptionText,
    RoundText,
)
from noaber.strategy.rules.selection.sensitivity import (
    DecidingScore,
    Sensitivity,
    deciding_scores,
    sensitivity,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round whole. `named`: of each theme how many of how many plans named it when the round was opened.

    `measured`: of each theme what each computed criterion counted then. `choices`: the first one first.
    """

    id: uuid.UUID
    period: str
    number: int
    revision: int
    opened_at: dt.datetime | None
    text: RoundText
    named: Mapping[str, Count]
    measured: Mapping[tuple[str, str], Count]
    given: tuple[GivenScore, ...]
    choices: tuple[ChoiceRow, ...]
    withdrawal_reason: str = ""

    @property
    def choice(self) -> ChoiceRow | None:
        """The last one, which counts."""
        return self.choices[-1] if self.choices else None

    @property
    def chosen_at(self) -> dt.datetime | None:
        """When the themes that count were first chosen; what is told of them may have been put better since."""
        last, moment = self.choice, None
        for each in reversed(self.choices):
            if last is None or each.text.is_another_set(last.text):
                break
            moment = each.recorded_at
        return moment

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawal_reason)

    @property
    def takes_scores(self) -> bool:
        return self.is_open and not self.is_withdrawn and self.choice is None

    @property
    def option_names(self) -> dict[str, str]:
        return {each.code: each.name for each in self.text.options}

    @property
    def criterion_names(self) -> dict[str, str]:
        return {each.code: each.name for each in self.text.criteria}

    def is_scored(self, option: str, criterion: CriterionText) -> bool:
        """Whether people score a theme on a criterion: on one that is computed only where nothing could be counted."""
        if not criterion.computed:
            return True
        counted = self.measured.get((option, criterion.code), (0, 0))
        return self.is_open and kind_of(criterion.computed).is_partial and not counted[1]

    def scored_criteria(self, option: str) -> tuple[CriterionText, ...]:
        """The criteria on which people give a theme a score."""
        return tuple(each for each in self.text.criteria if self.is_scored(option, each))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every theme with every criterion on which people give it a score."""
        return tuple(
            (option.code, each.code)
            for option in self.text.options
            for each in self.scored_criteria(option.code)
        )

    @property
    def voice_numbers(self) -> dict[str, int]:
        """A number for each whose scores there are, so that a reader can tell them apart without who they are."""
        return {voice: place for place, voice in enumerate(sorted({each.voice for each in self.given}), 1)}

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The theme and criterion pairs that nobody scored."""
        done = {(each.option, each.criterion) for each in self.given}
        return tuple(pair for pair in self.pairs if pair not in done)


@dataclass(frozen=True, slots=True)
class Result:
    """The ranking of a round with its arithmetic, and how sure it is.

    `top` is the top by the scores, and `shown` the set that `sensitivity` and `deciding` are about; `of_choice` says of
    the choice, where it differs, whether one weight would make it the top.
    """

    ranked: tuple[Ranked, ...]
    top: TopSet
    shown: frozenset[str]
    sensitivity: tuple[Sensitivity, ...]
    deciding: tuple[DecidingScore, ...]
    of_choice: tuple[Sensitivity, ...]


def result(row: RoundRow) -> Result | None:
    """The ranking of a round that was opened and on which every theme has a score on every criterion; else None."""
    if not row.is_open or row.missing:
        return None
    weights, scores = row.text.weights, scores_of(row)
    ranked = ranking(weights, scores)
    first = top(ranked, row.text.places)
    ours = frozenset(row.choice.text.chosen) if row.choice else frozenset()
    shown = _shown(first, ours)
    return Result(
        ranked,
        first,
        shown,
        sensitivity(shown, weights, scores),
        deciding_scores(shown, weights, scores, [each.single for each in row.given]),
        sensitivity(ours, weights, scores) if ours and ours != shown else (),
    )


def _shown(first: TopSet, chosen: frozenset[str]) -> frozenset[str]:
    """The top; its shared last places as the choice filled them, before there is one in order of code."""
    if first.certain <= chosen <= first.certain | first.tied:
        return chosen
    return first.certain | frozenset(sorted(first.tied)[: first.places_left])


def scores_of(row: RoundRow) -> dict[str, dict[str, Fraction]]:
    """By theme and criterion the mean of what people gave, or what was computed."""
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in row.given:
        given[each.option, each.criterion].append(each.value)
    return {
        option.code: {
            each.code: mean(given[option.code, each.code])
            if row.is_scored(option.code, each)
            else kind_of(each.computed).score(*row.measured[option.code, each.code])
            for each in row.text.criteria
        }
        for option in row.text.options
    }


@read_once
def rounds(
    period: str, known_at: dt.datetime | None = None, valid_on: dt.date | None = None
) -> tuple[RoundRow, ...]:
    """The rounds of a period in order, as known at a moment (None: now); five queries, however many there are.

    Of before today only what was opened then is known: a draft keeps no history. `valid_on`: with what was chosen by
    that day.
    """
    known = {"opened_at__lt": known_at} if known_at else {}
    found = SelectionRound.objects.filter(period__code=period, **known).select_related("body", "withdrawal")
    return tuple(_read(list(found.order_by("number")), period, known_at, valid_on))


@read_once
def open_periods() -> tuple[str, ...]:
    """The periods with a round that is scored, not withdrawn and not yet chosen from."""
    found = SelectionRound.objects.filter(opened_at__isnull=False, choices=None, withdrawal=None)
    return tuple(found.order_by("period__code").values_list("period__code", flat=True).distinct())


@read_once
def being_weighed(period: str, asof: AsOf) -> tuple[str, ...]:
    """The titles of the rounds of a period that were scored and not yet chosen from, as known then; one query."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    chosen = ThemeChoice.objects.filter(round=OuterRef("pk"), decided_on__lte=asof.valid_on, **known)
    gone = RoundWithdrawal.objects.filter(round=OuterRef("pk"), **known)
    found = SelectionRound.objects.filter(~Exists(chosen), ~Exists(gone), period__code=period)
    found = found.filter(opened_at__lt=asof.known_at) if asof.known_at else found.exclude(opened_at=None)
    if asof.is_asked:
        found = found.filter(opened_at__date__lte=asof.valid_on)
    return tuple(found.order_by("number").values_list("title", flat=True))


def selection_round(
    period: str, number: int, known_at: dt.datetime | None = None, valid_on: dt.date | None = None
) -> RoundRow | None:
    """One round by its number, from what `rounds` reads."""
    return next((row for row in rounds(period, known_at, valid_on) if row.number == number), None)


def chosen_round(period: str, asof: AsOf) -> RoundRow | None:
    """The last round of a period from which themes were chosen by the day; it is for everyone. None: nothing yet."""
    known = reversed(rounds(period, asof.known_at, asof.valid_on))
    return next((row for row in known if row.choice), None)


def _read(
    found: Sequence[SelectionRound], period: str, known_at: dt.datetime | None, valid_on: dt.date | None
) -> list[RoundRow]:
    if not found:
        return []
    keys = [each.pk for each in found]
    criteria, options = defaultdict(list), defaultdict(list)
    for criterion in Criterion.objects.filter(round__in=keys):
        criteria[criterion.round_id].append(criterion)
    for option in ThemeOption.objects.filter(round__in=keys):
        options[option.round_id].append(option)
    given, choices = given_scores(keys, known_at), choices_of(keys, known_at, valid_on)
    measured = _measured([each for found in criteria.values() for each in found])
    return [
        RoundRow(
            each.pk,
            period,
            each.number,
            each.revision,
            each.opened_at,
            text_of(each, criteria[each.pk], options[each.pk]),
            {row.code: (row.named_by or 0, row.answered or 0) for row in options[each.pk]},
            _counted(criteria[each.pk], options[each.pk], measured),
            tuple(given[each.pk]),
            choices[each.pk],
            _withdrawal_reason(each, known_at),
        )
        for each in found
    ]


def _measured(criteria: Iterable[Criterion]) -> dict[tuple[int, int], Count]:
    """What other kinds than breadth counted, by option and criterion; no query where there is none."""
    keys = [each.pk for each in criteria if each.computed not in (Computed.NOT, Computed.BREADTH)]
    rows = Measured.objects.filter(criterion__in=keys).values_list("option", "criterion", "part", "whole")
    return {(option, criterion): (part, whole) for option, criterion, part, whole in rows}


def _counted(
    criteria: Iterable[Criterion], options: Sequence[ThemeOption], measured: Mapping[tuple[int, int], Count]
) -> dict[tuple[str, str], Count]:
    """By the codes of theme and criterion what was counted at opening."""
    return {
        (option.code, each.code): (option.named_by or 0, option.answered or 0)
        if each.computed == Computed.BREADTH
        else measured.get((option.pk, each.pk), (0, 0))
        for each in criteria
        if each.computed
        for option in options
    }


def _withdrawal_reason(kept: SelectionRound, known_at: dt.datetime | None) -> str:
    found: RoundWithdrawal | None = getattr(kept, "withdrawal", None)
    return found.reason if found and (known_at is None or found.recorded_at < known_at) else ""


def text_of(kept: SelectionRound, criteria: Sequence[Criterion], options: Sequence[ThemeOption]) -> RoundText:
    """The stored round as the rules know it."""
    return RoundText(
        kept.title,
        kept.places,
        kept.body.code,
        tuple(
            CriterionText(each.code, each.name, each.weight, each.meaning, each.computed) for each in criteria
        ),
        tuple(
            OptionText(each.code, each.name, each.field_id, each.evaluation, each.offence) for each in options
        ),
    )


def given_by(row: RoundRow, seat: str) -> dict[tuple[str, str], tuple[int, str]]:
    """By theme and criterion what was given for one seat, and why."""
    return {
        (each.option, each.criterion): (each.value, each.motive) for each in row.given if each.seat == seat
    }


def last_of(row: RoundRow, seat: str) -> int:
    """Up to which score of a seat a reader of this row knows."""
    return max((each.id for each in row.given if each.seat == seat), default=0)


def missing_of(row: RoundRow, seat: str) -> tuple[tuple[str, str], ...]:
    """The pairs of theme and criterion that one seat has not scored yet."""
    mine = given_by(row, seat)
    return tuple(pair for pair in row.pairs if pair not in mine)


def scorers(row: RoundRow) -> int:
    """For how many seats a score was given."""
    return len({each.voice for each in row.given})
