"""The monthly report of every area: all of it read and reckoned once, then one area after another.

Of signals there is the name of the offence and nothing else: what people wrote on a card, or beside a figure, is for
the network and is never read here.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from noaber.core.access import COMMAND
from noaber.figures.models import Release, SignalMonth, SignalReading
from noaber.figures.queries.absent import absent_names
from noaber.figures.queries.areas import Area, AreaKind, district_areas, municipality_areas, network_area
from noaber.figures.queries.counted import WINDOW, Counted, counted
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.reports.changes import revised_between, withheld_in
from noaber.figures.queries.reports.numbers import MONTH, MONTH_BEFORE, Numbers, numbers
from noaber.figures.queries.reports.windows import Windows, windows
from noaber.figures.rules.fields import code_order
from noaber.figures.rules.periods import still_open
from noaber.figures.rules.reports.lines import KindLine, focus_of
from noaber.figures.rules.revised import RevisedCell
from noaber.figures.rules.signals.tested import Tested
from noaber.figures.rules.statistics.alerts import Standing
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.tables import TOTAL

Titles = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MonthReports:
    """What the reports of a month are made from. `compared`: the release that they were revised since, if any.

    `since_month`: the month of the report that went out from it; 0 where it is the publication before. `signals`: by
    area, None where nobody read the month in this release yet. `absent`: by kind, who is not in the rates of
    municipalities together.
    """

    period: int
    release: Release
    titles: Titles
    counted: Counted
    numbers: Numbers
    windows: Windows
    revised: Mapping[str, list[RevisedCell]]
    withheld: frozenset[tuple[str, str]]
    signals: Mapping[str, frozenset[str]] | None
    compared: Release | None
    since_month: int
    absent: Mapping[str, tuple[str, ...]]

    @property
    def areas(self) -> tuple[Area, ...]:
        return self.numbers.areas

    @property
    def municipalities(self) -> tuple[Area, ...]:
        return tuple(each for each in self.areas if each.kind is AreaKind.MUNICIPALITY)

    @property
    def recent(self) -> int:
        """How many of its months may still rise."""
        return still_open(self.period, self.release.last_period)

    def area(self, code: str) -> Area | None:
        return next((each for each in self.areas if each.code == code), None)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A municipality in the report of its district or the network: the kinds that rose, fell or rang, by name."""

    name: str
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaReport:
    """The report of one area: of the kinds that were asked for, in the order of their codes.

    `tested`: of the series in which there may be signals, those of its municipalities.
    """

    month: MonthReports
    area: Area
    lines: tuple[KindLine, ...]
    revised: tuple[RevisedCell, ...]
    members: tuple[MemberLine, ...]
    tested: Tested

    @property
    def focus(self) -> str:
        """The kind that its charts are of."""
        return focus_of(self.lines)

    @property
    def is_chosen(self) -> bool:
        """Whether it is of some kinds, which a reader chose; what it says of all of them holds for those alone."""
        return len(self.lines) < len(self.month.titles)

    @property
    def signals(self) -> tuple[str, ...]:
        return tuple(each.title for each in self.lines if each.has_signal)

    @property
    def is_municipality(self) -> bool:
        return self.area.kind is AreaKind.MUNICIPALITY

    @property
    def title(self) -> str:
        return dict(self.month.titles)[self.focus]


def month_reports(
    release: Release,
    period: int,
    today: dt.date,
    *,
    since: Release | None = None,
    since_month: int = 0,
) -> MonthReports:
    """Everything of a month, as this release has it; `since` is the release that revisions are told from."""
    found = tuple(municipality_areas(COMMAND, today))
    larger = (*district_areas(found), network_area(found))
    titles = tuple(sorted(offence_titles().items(), key=lambda each: code_order(each[0])))
    counts = counted(release, found, tuple(code for code, _title in titles), period, today)
    of_all = numbers(counts, found, larger)
    return MonthReports(
        period,
        release,
        titles,
        counts,
        of_all,
        windows(counts, of_all, found),
        revised_between(since, release, [area.code for area in found], period),
        withheld_in(release, period),
        signals_in(period, release),
        since,
        since_month,
        dict(zip(counts.matrix.kinds, absent_names(counts, larger[-1], found, WINDOW), strict=True)),
    )


def signals_in(period: int, release: Release) -> Mapping[str, frozenset[str]] | None:
    """The kinds that rang, by municipality, as the month was read in this release: a report never tells those of other
    figures than its own. Names of offences, and nothing of the cards.
    """
    month = SignalMonth.objects.filter(period=period, release=release).first()
    if month is None:
        return None
    rows = SignalReading.objects.filter(month=month, is_signal=True)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for area, kind in rows.values_list("card__area", "card__offence_id"):
        found[area].add(kind)
    return {area: frozenset(kinds) for area, kinds in found.items()}


def area_report(month: MonthReports, area: Area, kinds: Collection[str] = ()) -> AreaReport:
    """Of one area; of these kinds, or of all of them."""
    place = month.areas.index(area)
    lines = [each for each in _lines(month, place) if not kinds or each.kind in kinds]
    wanted = {each.kind for each in lines}
    revised = [cell for code in area.members for cell in month.revised.get(code, ()) if cell.kind in wanted]
    revised.sort(key=lambda cell: -cell.period)
    members = () if area.kind is AreaKind.MUNICIPALITY else tuple(_members(month, area, wanted))
    return AreaReport(month, area, tuple(lines), tuple(revised), members, _tested(month, area, wanted))


def _tested(month: MonthReports, area: Area, kinds: Collection[str]) -> Tested:
    rows = [place for place, each in enumerate(month.municipalities) if each.code in area.members]
    columns = [at for at, (kind, _title) in enumerate(month.titles) if kind in kinds and kind != TOTAL]
    standing = month.windows.standing[np.ix_(rows, columns)]
    tested, missing = (int((standing == each).sum()) for each in (Standing.TESTED, Standing.MISSING))
    return Tested(tested, missing, standing.size - tested - missing)


def _lines(month: MonthReports, place: int) -> list[KindLine]:
    of_all, area = month.numbers, month.areas[place]
    rang = (month.signals or {}).get(area.code, frozenset())
    absent = _absent_in_month(month, area)
    return [
        KindLine(
            float(of_all.counts[place, at, MONTH]),
            float(of_all.counts[place, at, MONTH_BEFORE]),
            window,
            float(of_all.district_rates[place, at]),
            float(of_all.peers_rates[place, at]),
            float(of_all.network_rates[at]),
            window.kind in rang,
            any((code, window.kind) in month.withheld for code in area.members),
            absent.get(window.kind, ()),
        )
        for at, window in enumerate(month.windows.of(of_all, place, month.titles))
    ]


def _absent_in_month(month: MonthReports, area: Area) -> Mapping[str, tuple[str, ...]]:
    if area.kind is AreaKind.MUNICIPALITY:
        return {}
    found = absent_names(month.counted, area, month.municipalities, 1)
    return dict(zip(month.counted.matrix.kinds, found, strict=True))


def _members(month: MonthReports, area: Area, kinds: Collection[str]) -> Sequence[MemberLine]:
    """Those of which there is something to tell."""
    found = []
    for place, member in enumerate(month.areas):
        if member.kind is AreaKind.MUNICIPALITY and member.code in area.members:
            found.append(_member(member.name, [each for each in _lines(month, place) if each.kind in kinds]))
    return [each for each in found if each.rises or each.falls or each.signals]


def _member(name: str, lines: Sequence[KindLine]) -> MemberLine:
    def titles(verdict: Verdict) -> tuple[str, ...]:
        return tuple(each.title for each in lines if each.window.verdict is verdict)

    rang = tuple(each.title for each in lines if each.has_signal)
    return MemberLine(name, titles(Verdict.MORE), titles(Verdict.FEWER), rang)
