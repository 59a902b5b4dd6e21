"""How firm a choice is: over which range of each weight it stays the same, and which scores decide it.

One weight moves from 0 to 1 while the others keep their proportions. A total is then a straight line in that weight,
so the weights at which a set of options is the top of the ranking are one interval with exact ends: where a line of
someone in the set crosses one of someone outside. Nothing is sampled.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from noaber.strategy.rules.selection.ranking import HIGHEST, LOWEST, Scores, Weights, check, total_of

Pair = tuple[str, str]
"""One who is in the set, and one who is not."""


@dataclass(frozen=True, slots=True)
class WeightRange:
    """The weights from `low` to `high`, both included, at which a set is the top of the ranking.

    At an end who are named there are equal: beyond it the one overtakes the other. An end at 0 or 1 without names
    means that the weight can go no further. `ties` are equal whatever this weight is.
    """

    low: Fraction
    high: Fraction
    ties_at_low: tuple[Pair, ...] = ()
    ties_at_high: tuple[Pair, ...] = ()
    ties: tuple[Pair, ...] = ()

    def holds(self, weight: Fraction) -> bool:
        return self.low <= weight <= self.high

    @property
    def is_by_tie(self) -> bool:
        """Whether the set is the top at none of these weights but by sharing its last place with another.

        >>> half, whole = Fraction(1, 2), Fraction(1)
        >>> WeightRange(half, whole, ties_at_low=(("a", "b"),)).is_by_tie
        False
        >>> WeightRange(whole, whole, ties_at_low=(("a", "b"),)).is_by_tie
        True
        >>> WeightRange(half, whole, ties=(("a", "b"),)).is_by_tie
        True
        """
        return self.low == self.high or bool(self.ties)

    @property
    def tied_with(self) -> tuple[str, ...]:
        """Who of outside the set are equal to one inside, at all of these weights."""
        at_once = (*self.ties_at_low, *self.ties_at_high) if self.low == self.high else ()
        return tuple(dict.fromkeys(outside for _inside, outside in (*self.ties, *at_once)))

    @property
    def is_everywhere(self) -> bool:
        """Whether this weight cannot change the set at all, not even to a tie."""
        is_whole = self.low == 0 and self.high == 1
        return is_whole and not (self.ties_at_low or self.ties_at_high or self.ties)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One criterion: its weight, and the range at which the set is the top (None: at no weight of this criterion).

    A criterion that weighs for all has no range to speak of: the others have no proportions to keep (`can_move`).
    """

    criterion: str
    weight: Fraction
    range: WeightRange | None
    can_move: bool = True

    @property
    def would_make_it(self) -> bool:
        """Whether another weight of this criterion alone would make the set the top, while the present one does not.

        It may do so only by a tie: `WeightRange.is_by_tie`.
        """
        return self.range is not None and not self.range.holds(self.weight)


@dataclass(frozen=True, slots=True)
class Single:
    """What one voice gave an option on a criterion; the score on it is the mean of all that were given."""

    option: str
    criterion: str
    voice: str
    value: int


@dataclass(frozen=True, slots=True)
class DecidingScore:
    """What one voice gave that could change the set alone: when it `becomes` that, option and `rival` change places.

    `is_tie`: not even at the end of the scale; there they only become equal.
    """

    option: str
    criterion: str
    voice: str
    value: int
    becomes: int
    rival: str
    is_tie: bool = False

    @property
    def move(self) -> int:
        return abs(self.becomes - self.value)


def moved(weights: Weights, criterion: str, weight: Fraction) -> dict[str, Fraction]:
    """The weights when one becomes `weight` and the others keep their proportions.

    >>> parts = {"x": Fraction(1, 2), "y": Fraction(1, 3), "z": Fraction(1, 6)}
    >>> {name: str(part) for name, part in moved(parts, "x", Fraction(1, 4)).items()}
    {'x': '1/4', 'y': '1/2', 'z': '1/4'}
    """
    rest = 1 - weights[criterion]
    if not rest:
        raise ZeroDivisionError("the other weights are all 0 and have no proportions to keep")
    return {
        name: weight if name == criterion else part * (1 - weight) / rest for name, part in weights.items()
    }


def weight_range(
    chosen: Collection[str], criterion: str, weights: Weights, scores: Scores
) -> WeightRange | None:
    """At which weights of one criterion the chosen options are the top of the ranking; None when at no weight.

    >>> parts = {"x": Fraction(1, 2), "y": Fraction(1, 2)}
    >>> scores = {"a": {"x": Fraction(5), "y": Fraction(1)}, "b": {"x": Fraction(2), "y": Fraction(3)}}
    >>> found = weight_range({"a"}, "x", parts, scores)
    >>> str(found.low), found.ties_at_low, str(found.high), found.ties_at_high
    ('2/5', (('a', 'b'),), '1', ())
    """
    without, only = (
        {option: total_of(parts, row) for option, row in scores.items()}
        for parts in (moved(weights, criterion, Fraction(0)), moved(weights, criterion, Fraction(1)))
    )
    ends: dict[
        Pair, tuple[Fraction, bool]
    ] = {}  # where they are equal, and whether the pair needs more than that
    ties = []
    for pair in _pairs(chosen, scores):
        inside, outside = pair
        at_none = without[inside] - without[outside]
        at_all = only[inside] - only[outside]
        slope = at_all - at_none
        if slope:
            ends[pair] = (-at_none / slope, slope > 0)
        elif at_none < 0:
            return None
        elif not at_none:
            ties.append(pair)
    low = max([Fraction(0), *(end for end, is_low in ends.values() if is_low)])
    high = min([Fraction(1), *(end for end, is_low in ends.values() if not is_low)])
    if low > high:
        return None
    equal_at_low = tuple(pair for pair, (end, _is_low) in ends.items() if end == low)
    equal_at_high = tuple(pair for pair, (end, _is_low) in ends.items() if end == high)
    return WeightRange(low, high, equal_at_low, equal_at_high, tuple(ties))


def sensitivity(chosen: Collection[str], weights: Weights, scores: Scores) -> tuple[Sensitivity, ...]:
    """For each criterion at which weights the chosen options are the top; see `weight_range`."""
    check(weights, scores)
    return tuple(
        Sensitivity(name, part, weight_range(chosen, name, weights, scores))
        if part != 1
        else Sensitivity(name, part, None, can_move=False)
        for name, part in weights.items()
    )


def deciding_scores(
    chosen: Collection[str], weights: Weights, scores: Scores, given: Collection[Single]
) -> tuple[DecidingScore, ...]:
    """Of all that was given what would, alone and within the scale, change the top; the smallest change first.

    `chosen` is the top of the ranking, `scores` the means of what was `given` beside what is computed. Lowering what
    was given to one inside lets the best of outside overtake it; raising it for one outside lets it overtake the last
    of inside. Each has the nearest whole score at which that happens.

    >>> parts, given = {"x": Fraction(1)}, [Single("a", "x", "p", 4), Single("b", "x", "p", 3)]
    >>> scores = {"a": {"x": Fraction(4)}, "b": {"x": Fraction(3)}}
    >>> [(row.option, row.value, row.becomes) for row in deciding_scores({"a"}, parts, scores, given)]
    [('a', 4, 2), ('b', 3, 5)]
    """
    totals = {option: total_of(weights, row) for option, row in scores.items()}
    inside = [option for option in scores if option in chosen]
    outside = [option for option in scores if option not in chosen]
    if not inside or not outside:
        return ()
    first_outside = min(outside, key=lambda option: (-totals[option], option))
    last_inside = min(inside, key=lambda option: (totals[option], option))
    voices = Counter((each.option, each.criterion) for each in given)
    found = []
    for each in given:
        rival = first_outside if each.option in chosen else last_inside
        part = weights[each.criterion] / voices[each.option, each.criterion]
        lead = abs(totals[each.option] - totals[rival])
        if part and (row := _decides(each, rival, lead / part, is_inside=each.option in chosen)):
            found.append(row)
    return tuple(sorted(found, key=lambda row: (row.is_tie, row.move, row.option, row.criterion, row.voice)))


def _decides(single: Single, rival: str, steps: Fraction, *, is_inside: bool) -> DecidingScore | None:
    """`steps`: by how much it has to change to be equal to the rival; the first whole number beyond overtakes."""
    room = single.value - LOWEST if is_inside else HIGHEST - single.value
    change = int(steps) + 1
    is_tie = change > room and steps == room > 0
    if change > room and not is_tie:
        return None
    change = min(change, room)
    becomes = single.value - change if is_inside else single.value + change
    return DecidingScore(single.option, single.criterion, single.voice, single.value, becomes, rival, is_tie)


def _pairs(chosen: Collection[str], scores: Scores) -> Iterator[Pair]:
    outside = [option for option in scores if option not in chosen]
    return ((inside, other) for inside in scores if inside in chosen for other in outside)
