"""A measure looked at in the counts of a release: what was found, and what is known around it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.figures.models import Release
from noaber.figures.queries.annotations import annotations
from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import Counted, all_months
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.revisions import revisions_of
from noaber.figures.rules.effect.assumptions import Around
from noaber.figures.rules.effect.measuring import Counts, Measured, measure_effect
from noaber.figures.rules.effect.question import Question
from noaber.figures.rules.effect.rows import Known, Start
from noaber.figures.rules.effect.telling import Asked, later_text, left_out_text
from noaber.figures.rules.periods import back, span, still_open
from noaber.figures.rules.reliability import is_police_driven
from noaber.network.api import successors


@dataclass(frozen=True, slots=True)
class StartLine:
    """A municipality that started: counts before and after (NaN where its window is not whole), and its part.

    `takes_part`; else a month of its window has no figure (`has_gap`), or the window does not fit.
    """

    start: Start
    name: str
    before: float
    after: float
    takes_part: bool
    has_gap: bool


@dataclass(frozen=True, slots=True)
class EffectFound:
    """`compared` are the names of those beside whom it was seen; `left_out` as in `Measured`, by name."""

    release: Release
    question: Question
    asked: Asked
    kind: str
    measured: Measured
    lines: tuple[StartLine, ...]
    compared: tuple[str, ...]
    left_out: tuple[str, ...]

    def beside_whom(self, most: int | None = None) -> list[str]:
        """Sentences on who of those compared with started later, and on who could have been; at most so many names."""
        started = [line.name for line in self.lines]
        said = (later_text(self.compared, started, most), left_out_text(self.left_out, self.compared, most))
        return [each for each in said if each]


def known_areas(release: Release, areas: Sequence[Area], today: dt.date) -> Known:
    """What rows of a measure are held against."""
    names = {each.code: each.name for each in areas}
    return Known(names, release.first_period, release.last_period, successors(today))


def effect_found(
    release: Release, question: Question, kind: str, areas: Sequence[Area], today: dt.date
) -> EffectFound:
    """`areas` are all municipalities; every start is of one of them, in a month of the release."""
    counted = all_months(release, areas, tuple(offence_titles()), today)
    measured = _measured(release, question, kind, tuple(areas), today)
    names = {each.code: each.name for each in areas}
    return EffectFound(
        release,
        question,
        Asked(offence_titles()[kind], question.before, question.after),
        kind,
        measured,
        tuple(_line(each, names, counted, kind, question, measured) for each in question.starts),
        tuple(names[code] for code in measured.compared),
        tuple(names[code] for code in measured.left_out),
    )


@read_once
def _measured(
    release: Release, question: Question, kind: str, areas: tuple[Area, ...], today: dt.date
) -> Measured:
    counted = all_months(release, areas, tuple(offence_titles()), today)
    codes = counted.matrix.areas
    people: Mapping[str, float] = dict(zip(codes, np.nan_to_num(counted.people[:, -1]).tolist(), strict=True))
    wanted = {*question.started, *question.others(codes, people)}
    rows = [at for at, code in enumerate(codes) if code in wanted]
    first = counted.months.index(release.first_period)
    counts = counted.matrix.counts[rows, counted.matrix.kinds.index(kind), first:]
    found = Counts(
        tuple(codes[at] for at in rows), counted.months[first:], counts, counted.people[rows, first:]
    )
    return measure_effect(found, question.started, question.before, question.after)


def _line(
    start: Start, names: Mapping[str, str], counted: Counted, kind: str, question: Question, found: Measured
) -> StartLine:
    counts = counted.matrix.counts[counted.matrix.areas.index(start.area), counted.matrix.kinds.index(kind)]
    at = counted.months.index(start.period)
    first = counted.months.index(counted.release.first_period)
    is_whole = at - first >= question.before and at + question.after <= len(counted.months)
    before = float(counts[at - question.before : at].sum()) if is_whole else np.nan
    after = float(counts[at : at + question.after].sum()) if is_whole else np.nan
    return StartLine(
        start,
        names[start.area],
        before,
        after,
        start.area in found.treated,
        bool(is_whole and np.isnan(before + after)),
    )


def around(actor: Actor, found: EffectFound) -> Around:
    """What is known beside the counts, as far as this actor may read it."""
    windows = [
        span(back(month, found.question.before), back(month, 1 - found.question.after))
        for month in found.measured.started_in
    ]
    months = sorted(set().union(*windows))
    treated = found.measured.treated
    noted = (
        annotations(actor, areas=treated, offences=[found.kind], periods=months) if treated and months else ()
    )
    revised = [
        each
        for each in _revisions(found.release, treated)
        if each[0] == found.kind and each[1] in set(months)
    ]
    recent = max((still_open(window[-1], found.release.last_period) for window in windows), default=0)
    return Around(len(noted), len(revised), recent, is_police_driven(found.kind))


@read_once
def _revisions(release: Release, areas: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Kind and month of what the release changed in these areas."""
    return tuple((each.kind, each.period) for each in revisions_of(release, areas))
