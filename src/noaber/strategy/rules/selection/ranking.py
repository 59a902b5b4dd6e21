"""Choosing themes by weighted criteria: totals, places, and whether the first k can be told from the rest.

A weighted sum: each option has a score per criterion, on a scale from `LOWEST` to `HIGHEST`; each criterion weighs
for a part of the whole; a total is the sum of score times weight. Everything is exact (fractions): a tie is a tie.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

LOWEST: Final = 1
MOST_PLACES: Final = 30
HIGHEST: Final = 5

Weights = Mapping[str, Fraction]
"""Criterion -> its part of the whole; the parts add up to 1."""
Scores = Mapping[str, Mapping[str, Fraction]]
"""Option -> criterion -> score."""


class RankingError(ValueError):
    """What cannot be ranked, in Dutch."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a total: ``score * weight``."""

    criterion: str
    score: Fraction
    weight: Fraction

    @property
    def points(self) -> Fraction:
        return self.score * self.weight


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option with its place (who have the same total share a place) and the arithmetic of its total."""

    option: str
    place: int
    parts: tuple[Part, ...]

    @property
    def total(self) -> Fraction:
        return sum((part.points for part in self.parts), Fraction(0))


@dataclass(frozen=True, slots=True)
class TopSet:
    """The first k of a ranking: who is in for certain, and who share the last places when there are too few."""

    certain: frozenset[str]
    tied: frozenset[str]
    places_left: int

    @property
    def is_decided(self) -> bool:
        return not self.tied


def ranking(weights: Weights, scores: Scores) -> tuple[Ranked, ...]:
    """Rank options by their weighted total, the highest first; equal totals share a place, in order of code.

    Raises `RankingError` when weights do not add up to 1, or a score is missing or off the scale.

    >>> half = Fraction(1, 2)
    >>> scores = {"a": {"x": Fraction(4), "y": Fraction(2)}, "b": {"x": Fraction(1), "y": Fraction(5)},
    ...           "c": {"x": Fraction(5), "y": Fraction(5)}}
    >>> [(row.place, row.option, str(row.total)) for row in ranking({"x": half, "y": half}, scores)]
    [(1, 'c', '5'), (2, 'a', '3'), (2, 'b', '3')]
    """
    check(weights, scores)
    totals = {option: total_of(weights, row) for option, row in scores.items()}
    ordered = sorted(totals, key=lambda option: (-totals[option], option))
    return tuple(
        Ranked(
            option,
            1 + sum(other > totals[option] for other in totals.values()),
            tuple(Part(each, scores[option][each], weight) for each, weight in weights.items()),
        )
        for option in ordered
    )


def total_of(weights: Weights, row: Mapping[str, Fraction]) -> Fraction:
    """The weighted total of one option.

    >>> total_of({"x": Fraction(1, 4), "y": Fraction(3, 4)}, {"x": Fraction(5), "y": Fraction(1)})
    Fraction(2, 1)
    """
    return sum((row[each] * weight for each, weight in weights.items()), Fraction(0))


def check(weights: Weights, scores: Scores) -> None:
    """Refuse what cannot be ranked, naming what is wrong.

    >>> check({"x": Fraction(1, 2)}, {})
    Traceback (most recent call last):
    noaber.strategy.rules.selection.ranking.RankingError: de gewichten zijn samen 50 %, niet 100 %
    """
    whole = sum(weights.values(), Fraction(0))
    if whole != 1:
        raise RankingError(f"de gewichten zijn samen {percents(whole)} %, niet 100 %")
    if any(weight < 0 for weight in weights.values()):
        raise RankingError("een gewicht is minder dan 0 %")
    for option, row in scores.items():
        if missing := [each for each in weights if each not in row]:
            raise RankingError(f"bij {option} ontbreekt de score op {', '.join(missing)}")
        if any(not LOWEST <= row[each] <= HIGHEST for each in weights):
            raise RankingError(f"bij {option} ligt een score buiten {LOWEST} tot en met {HIGHEST}")


def percents(part: Fraction) -> str:
    """A part of the whole in percents, never rounded: what has no end behind the comma stays a fraction.

    >>> percents(Fraction(1, 8)), percents(Fraction(1_000_003, 1_000_000)), percents(Fraction(5, 18))
    ('12,5', '100,0003', '250/9')
    """
    number = part * 100
    for places in range(MOST_PLACES + 1):
        scaled = number * 10**places
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-places):f}".replace(".", ",")
    return str(number)


def top(ranked: Sequence[Ranked], count: int) -> TopSet:
    """The first `count` of a ranking. Where the last place is shared, nobody of those who share it is in for certain.

    >>> one = {"x": Fraction(1)}
    >>> rows = ranking(one, {"a": {"x": Fraction(5)}, "b": {"x": Fraction(3)}, "c": {"x": Fraction(3)}})
    >>> top(rows, 1).certain, top(rows, 1).is_decided
    (frozenset({'a'}), True)
    >>> top(rows, 2).certain, sorted(top(rows, 2).tied), top(rows, 2).places_left
    (frozenset({'a'}), ['b', 'c'], 1)
    """
    if not 0 < count <= len(ranked):
        raise RankingError(f"er zijn {len(ranked)} onderwerpen: daaruit {count} kiezen gaat niet")
    edge = ranked[count - 1].total
    if count == len(ranked) or ranked[count].total < edge:
        return TopSet(frozenset(row.option for row in ranked[:count]), frozenset(), 0)
    certain = frozenset(row.option for row in ranked if row.total > edge)
    tied = frozenset(row.option for row in ranked if row.total == edge)
    return TopSet(certain, tied, count - len(certain))


def breadth(named_by: int, answered: int) -> Fraction:
    """The score for breadth, from how many of those who answered name a theme: none is 1, all is 5.

    >>> breadth(0, 76), breadth(19, 76), breadth(76, 76)
    (Fraction(1, 1), Fraction(2, 1), Fraction(5, 1))
    """
    if not 0 <= named_by <= answered or not answered:
        raise RankingError(f"{named_by} van de {answered} is geen aandeel")
    return LOWEST + (HIGHEST - LOWEST) * Fraction(named_by, answered)


def mean(scores: Collection[int]) -> Fraction:
    """The mean of what several people gave, exactly.

    >>> mean([4, 5, 5])
    Fraction(14, 3)
    """
    if not scores:
        raise RankingError("er is nog geen score")
    return Fraction(sum(scores), len(scores))
