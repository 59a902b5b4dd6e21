"""The monthly report of 342 municipalities: reckoning all of them at once, and making each mail.

342 municipalities x 50 kinds x 160 months, written by the store's own code. First the figures of every report (the
month, two windows, rates with intervals, district, peers, network) from the file on; then, told apart, the verdicts of
the sentences, of which the model of the months takes nearly all. Then every report as it is sent: two charts, the whole
paper, the mayor's page, the text and the message around them. The peer is the drawing and typesetting of the same
charts and papers alone, in turn with the reports, so that a busy moment of the machine weighs on both.

Bars: the figures of all 342 in under 250 ms (median), a report at most 1.3 times the drawing and typesetting alone.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tests.databases import EMPTY, Installations, start_script

if TYPE_CHECKING:
    from noaber.figures.models import Release
    from noaber.figures.papers.report_charts import ReportChart
    from noaber.figures.queries.areas import Area
    from noaber.figures.queries.counted import Counted
    from noaber.figures.queries.reports.reports import AreaReport, MonthReports

MUNICIPALITIES: Final = 342
KINDS: Final = 50
DISTRICTS: Final = 25
MONTHS: Final = 160
LAST: Final = 202504
ROUNDS: Final = 15
MOST_MS: Final = 250.0
MOST_TIMES: Final = 1.3
NOW: Final = dt.datetime(2025, 6, 2, 10, tzinfo=dt.UTC)
CODE: Final = """
import sys
from bench.figures_reports import measure
sys.exit(not measure(int(sys.argv[1])))
"""


def run(reports: int = MUNICIPALITIES) -> bool:
    """Measure and print; False when a bar is missed. ``run(40)`` makes so many of the mails."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = Installations().copy(EMPTY, Path(folder) / "data")
        process: subprocess.Popen[str] = start_script(copy, CODE, str(reports))
        said = process.communicate(timeout=3_600)[0]
        print(said)
        return process.returncode == 0


@dataclass
class Country:
    """Cells as `formats.police_table.Cells` gives them, made up: levels by area and kind, counts by chance."""

    columns: Any
    areas: dict[str, int] = field(
        default_factory=lambda: {f"GM{100 + place:04}": place for place in range(MUNICIPALITIES)}
    )
    kinds: dict[str, int] = field(
        default_factory=lambda: {f"{1 + place // 10}.{place % 10 + 1:02}": place for place in range(KINDS)}
    )
    left_out: int = 0

    def blocks(self) -> Iterator[Any]:
        from noaber.figures.formats.police_table import Block
        from noaber.figures.rules.periods import back, span

        draw = np.random.default_rng(7)
        level = draw.lognormal(1.5, 1.2, (MUNICIPALITIES, KINDS, 1))
        periods = np.array(span(back(LAST, MONTHS - 1), LAST), np.int32)
        area, kind, period = np.meshgrid(
            np.arange(MUNICIPALITIES, dtype=np.int32),
            np.arange(KINDS, dtype=np.int32),
            periods,
            indexing="ij",
        )
        counts = draw.poisson(np.broadcast_to(level, area.shape)).astype(np.int32)
        yield Block(kind.ravel(), area.ravel(), period.ravel(), {"registered": counts.ravel()})


def measure(reports: int) -> bool:
    """In the process of the installation: fill, reckon, make. False when a bar is missed."""
    release = _filled()
    areas, larger = _areas()
    people = np.random.default_rng(8).lognormal(10.3, 0.8, MUNICIPALITIES).round()
    is_quick = _reckoned(release, areas, larger, people)
    return _made(_month(release, areas, larger, people), areas[:reports]) and is_quick


def _filled() -> Release:
    from django.conf import settings

    from bench.figures_store import _kept
    from noaber.figures.formats.observations import write_cells
    from noaber.figures.formats.police_table import Columns

    with tempfile.TemporaryDirectory(prefix="figures-", dir=settings.DATA) as name:
        columns = Columns("kind", "area", "period", {"registered": "count"})
        return _kept(write_cells(Country(columns), Path(name)))  # type: ignore[arg-type]


def _areas() -> tuple[list[Area], list[Area]]:
    from noaber.figures.queries.areas import Area, AreaKind

    found = [
        Area(
            *(AreaKind.MUNICIPALITY, code, f"Gemeente {code}", (code,)),
            district_code=f"d{place % DISTRICTS}",
            district_name=f"District {place % DISTRICTS}",
        )
        for code, place in Country(None).areas.items()
    ]
    districts = [
        Area(AreaKind.DISTRICT, f"d{at}", f"District {at}", tuple(each.code for each in found[at::DISTRICTS]))
        for at in range(DISTRICTS)
    ]
    return found, [
        *districts,
        Area(AreaKind.NETWORK, "netwerk", "Nederland", tuple(each.code for each in found)),
    ]


def _counted(release: Release, areas: list[Area], people: Any) -> Counted:
    """As `queries.counted.counted`, of a country that is in no register."""
    from noaber.figures.queries.counted import MONTHS as SEEN
    from noaber.figures.queries.counted import Counted
    from noaber.figures.queries.matrix import matrix
    from noaber.figures.rules.periods import back, span

    periods = span(back(LAST, SEEN - 1), LAST)
    found = matrix(release, [each.code for each in areas], list(Country(None).kinds), periods)
    years = tuple(period // 100 for period in periods)
    return Counted(release, found, np.repeat(people[:, None], len(periods), axis=1), years)


def _reckoned(release: Release, areas: list[Area], larger: list[Area], people: Any) -> bool:
    from noaber.figures.queries.reports.numbers import numbers
    from noaber.figures.queries.reports.windows import windows

    found = _counted(release, areas, people)
    of_all = numbers(found, areas, larger)
    read = _median(lambda: _counted(release, areas, people))
    whole = _median(lambda: numbers(_counted(release, areas, people), areas, larger))
    told = _median(lambda: windows(found, of_all, areas), rounds=3)
    print(
        f"{f'figures of all {MUNICIPALITIES}, file to report':44}{whole:9.0f} ms, of which reading {read:.0f} ms"
    )
    print(f"{'verdicts of all sentences':44}{told:9.0f} ms")
    return whole < MOST_MS


def _median(question: Callable[[], object], rounds: int = ROUNDS) -> float:
    question()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        question()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _month(release: Release, areas: list[Area], larger: list[Area], people: Any) -> MonthReports:
    from noaber.figures.queries.reports.numbers import numbers
    from noaber.figures.queries.reports.reports import MonthReports
    from noaber.figures.queries.reports.windows import windows

    found = _counted(release, areas, people)
    of_all = numbers(found, areas, larger)
    titles = tuple((code, f"Soort misdrijf {code}") for code in Country(None).kinds)
    told = windows(found, of_all, areas)
    return MonthReports(
        LAST,
        release,
        titles,
        found,
        of_all,
        told,
        {},
        frozenset(),
        {},
        release,
        0,
        dict.fromkeys(found.matrix.kinds, ()),
    )


def _made(month: MonthReports, areas: list[Area]) -> bool:
    from noaber.figures.papers.report_charts import report_charts
    from noaber.figures.queries.reports.reports import area_report
    from noaber.figures.services.reports.files import eml
    from noaber.figures.services.reports.letters import report_letter

    ours, peer, size = 0.0, 0.0, 0
    drawn = report_charts(area_report(month, areas[0]))
    for place, area in enumerate(areas):
        began = time.perf_counter()
        size += len(eml(report_letter(area_report(month, area), NOW)))
        ours += time.perf_counter() - began
        # Of another municipality: a chart that was drawn a moment before is drawn again in half the time.
        other = month.areas[(place + MUNICIPALITIES // 2) % MUNICIPALITIES]
        peer += _peer(area_report(month, other), drawn)
    each, alone = 1_000 * ours / len(areas), 1_000 * peer / len(areas)
    whole = f"{ours:9.1f} s, each {each:.0f} ms, {size / len(areas) / 1e3:.0f} kB"
    print(f"{f'{len(areas)} reports as mail, with papers':44}{whole}")
    print(f"{'drawing and typesetting alone':44}{peer:9.1f} s, each {alone:.0f} ms; {ours / peer:.2f}x")
    print(f"bars: figures of all under {MOST_MS:.0f} ms, a report at most {MOST_TIMES} times the peer\n")
    return ours / peer <= MOST_TIMES


def _peer(report: AreaReport, drawn: Sequence[ReportChart]) -> float:
    """Seconds that its two charts and its two papers take, with nothing around them."""
    from noaber.core.documents.pdf import to_pdf
    from noaber.figures.formats.chart_rendering import charts
    from noaber.figures.papers.mayor_page import mayor_paper
    from noaber.figures.papers.report import report_paper
    from noaber.figures.papers.report_charts import months_of, windows_of
    from noaber.figures.rules.charts.chart import Shape, specification
    from noaber.figures.source_words import mark_of

    mark = mark_of(report.month.release)
    papers = [report_paper(report, drawn, NOW), mayor_paper(report, drawn[1], NOW)]
    specs = [specification(each, Shape.MAIL, mark=mark) for each in (months_of(report), windows_of(report))]
    began = time.perf_counter()
    for spec in specs:
        charts._renderer.render(spec, "png")
    for paper in papers:
        to_pdf(paper)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(not run())
