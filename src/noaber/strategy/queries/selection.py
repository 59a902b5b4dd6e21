"""Selection rounds as they stand: what was prepared, who gave which score, the ranking that follows, and the choice."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import ChoiceLine, Criterion, Score, SelectionRound, ThemeOption
from noaber.strategy.queries.coverage import Coverage, coverage
from noaber.strategy.rules.ranking import Ranked, TopSet, breadth, mean, ranking, top
from noaber.strategy.rules.selection import Computed, CriterionText, OptionText, RoundText, Verdict
from noaber.strategy.rules.sensitivity import DecidingScore, Sensitivity, deciding_scores, sensitivity


@dataclass(frozen=True, slots=True)
class GivenScore:
    """The last score of one scorer on one criterion of one theme."""

    option: str
    criterion: str
    scorer_id: int
    value: int
    motive: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What was chosen last, by the code of each theme."""

    decided_on: dt.date
    source: str
    recorded_at: dt.datetime
    verdicts: Mapping[str, Verdict]

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(code for code, verdict in self.verdicts.items() if verdict.is_chosen)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round whole. `named`: of each theme how many of how many plans named it when the round was opened."""

    id: uuid.UUID
    period: str
    number: int
    revision: int
    opened_at: dt.datetime | None
    text: RoundText
    named: Mapping[str, tuple[int, int]]
    given: tuple[GivenScore, ...]
    choice: ChoiceRow | None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None

    @property
    def option_names(self) -> dict[str, str]:
        return {each.code: each.name for each in self.text.options}

    @property
    def criterion_names(self) -> dict[str, str]:
        return {each.code: each.name for each in self.text.criteria}

    @property
    def scored_criteria(self) -> tuple[CriterionText, ...]:
        """The criteria on which people give a score."""
        return tuple(each for each in self.text.criteria if each.computed is Computed.NOT)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The theme and criterion pairs that nobody scored."""
        done = {(each.option, each.criterion) for each in self.given}
        pairs = ((option.code, each.code) for option in self.text.options for each in self.scored_criteria)
        return tuple(pair for pair in pairs if pair not in done)


@dataclass(frozen=True, slots=True)
class Result:
    """The ranking of a round with its arithmetic, and how sure it is.

    `top` is the top by the scores; `of_choice` says of the choice, where it differs, whether one weight would make it
    the top.
    """

    ranked: tuple[Ranked, ...]
    top: TopSet
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
    chosen = first.certain | frozenset(sorted(first.tied)[: first.places_left])
    ours = frozenset(row.choice.chosen) if row.choice else chosen
    return Result(
        ranked,
        first,
        sensitivity(chosen, weights, scores),
        deciding_scores(chosen, weights, scores),
        sensitivity(ours, weights, scores) if ours != chosen else (),
    )


def scores_of(row: RoundRow) -> dict[str, dict[str, Fraction]]:
    """By theme and criterion the mean of what people gave, or what was computed."""
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in row.given:
        given[each.option, each.criterion].append(each.value)
    return {
        option.code: {
            each.code: breadth(*row.named[option.code])
            if each.computed is Computed.BREADTH
            else mean(given[option.code, each.code])
            for each in row.text.criteria
        }
        for option in row.text.options
    }


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a theme comes from (R06): municipalities and partners that named it, and what the review says."""

    municipalities: tuple[str, ...]
    partners: tuple[str, ...]
    evaluation: str

    @property
    def lacking(self) -> tuple[str, ...]:
        kinds = {
            "lokaal": self.municipalities,
            "partners": self.partners,
            "evaluatie": self.evaluation.strip(),
        }
        return tuple(kind for kind, found in kinds.items() if not found)


def sources_of(row: RoundRow, asof: AsOf) -> dict[str, Sources]:
    """The sources of each theme, from the inventory as it stands."""
    found = coverage(row.period, asof)
    return {each.code: _sources(each, found) for each in row.text.options}


def _sources(option: OptionText, found: Coverage) -> Sources:
    def who(rows: Mapping[str, object], named: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        return tuple(code for code in rows if option.field in named[code])

    local = {code: plan.text.fields for code, plan in found.plans.items()}
    partners = {code: plan.text.fields for code, plan in found.partner_plans.items()}
    return Sources(who(local, local), who(partners, partners), option.evaluation)


def breadth_counts(period: str, fields: Mapping[str, str], asof: AsOf) -> dict[str, tuple[int, int]]:
    """Of each option (code -> field) how many of the municipalities that gave priorities name it."""
    found = coverage(period, asof)
    plans = [plan.text.fields for plan in found.plans.values()]
    return {code: (sum(field in each for each in plans), len(plans)) for code, field in fields.items()}


@read_once
def rounds(period: str) -> tuple[RoundRow, ...]:
    """The rounds of a period in order; six queries, however many there are."""
    found = SelectionRound.objects.filter(period__code=period).select_related("body").order_by("number")
    return tuple(_read(list(found), period))


def selection_round(period: str, number: int) -> RoundRow | None:
    return next((row for row in rounds(period) if row.number == number), None)


def _read(found: Sequence[SelectionRound], period: str) -> list[RoundRow]:
    keys = [each.pk for each in found]
    criteria, options = defaultdict(list), defaultdict(list)
    for criterion in Criterion.objects.filter(round__in=keys):
        criteria[criterion.round_id].append(criterion)
    for option in ThemeOption.objects.filter(round__in=keys):
        options[option.round_id].append(option)
    given, choices = _given(keys), _choices(keys)
    return [
        RoundRow(
            each.pk,
            period,
            each.number,
            each.revision,
            each.opened_at,
            text_of(each, criteria[each.pk], options[each.pk]),
            {row.code: (row.named_by or 0, row.answered or 0) for row in options[each.pk]},
            tuple(given[each.pk]),
            choices.get(each.pk),
        )
        for each in found
    ]


def text_of(kept: SelectionRound, criteria: Sequence[Criterion], options: Sequence[ThemeOption]) -> RoundText:
    """The stored round as the rules know it."""
    return RoundText(
        kept.title,
        kept.places,
        kept.body.code,
        tuple(
            CriterionText(each.code, each.name, each.weight, each.meaning, Computed(each.computed))
            for each in criteria
        ),
        tuple(OptionText(each.code, each.name, each.field_id, each.evaluation) for each in options),
    )


def _given(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[GivenScore]]:
    columns = ("option__round_id", "option__code", "criterion__code", "scorer_id", "value", "motive")
    last: dict[tuple[uuid.UUID, str, str, int], GivenScore] = {}
    for key, *values in Score.objects.filter(option__round__in=keys).order_by("pk").values_list(*columns):
        score = GivenScore(*values)
        last[key, score.option, score.criterion, score.scorer_id] = score
    found: dict[uuid.UUID, list[GivenScore]] = defaultdict(list)
    for (key, *_rest), score in last.items():
        found[key].append(score)
    return found


def _choices(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, ChoiceRow]:
    """The last choice of each round."""
    columns = ("choice__round_id", "choice_id", "choice__decided_on", "choice__source", "choice__recorded_at")
    rows = ChoiceLine.objects.filter(choice__round__in=keys).order_by("choice_id", "option__position")
    found: dict[uuid.UUID, ChoiceRow] = {}
    verdicts: dict[int, dict[str, Verdict]] = defaultdict(dict)
    said = ("option__code", "is_chosen", "reason")
    for key, choice, decided_on, source, recorded_at, code, is_chosen, reason in rows.values_list(
        *columns, *said
    ):
        verdicts[choice][code] = Verdict(is_chosen, reason)
        found[key] = ChoiceRow(decided_on, source, recorded_at, verdicts[choice])
    return found


def scorers(row: RoundRow) -> int:
    """How many people gave a score."""
    return len({each.scorer_id for each in row.given})
