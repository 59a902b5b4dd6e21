"""Charts in a process that is replaced: how quick, and what they leave behind in memory.

The monthly report draws two charts for each of 342 municipalities, every month, in a worker that runs for weeks. Here
10,000 charts are drawn one after another (bars and a line in turn, as on a page, each with figures of its own), and the
memory of this process and its child together is read after the first 1,000 and after all. The peer is the same
drawing without replacing the child.

Bar: memory after 10,000 charts at most 1.2 times that after 1,000. ``run(500)`` looks at 50 and 500.
"""

import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from noaber.figures.formats.chart_rendering import RENDERS, ChartRenderer
from noaber.figures.rules.charts.chart import Shape, specification
from noaber.figures.rules.charts.months import MonthBars, months_chart
from noaber.figures.rules.charts.rates import WindowLines, windows_chart
from noaber.figures.rules.periods import span
from noaber.figures.rules.statistics.rates import rates

CHARTS: Final = 10_000
MOST: Final = 1.2
PEER: Final = 1_000
MONTHS: Final = span(201501, 201912)


def run(charts: int = CHARTS) -> bool:
    """Measure and print; False when the bar is missed."""
    early, late, seconds = _drawn(ChartRenderer(), charts)
    peer = min(charts, PEER)
    first, last, _seconds = _drawn(ChartRenderer(renders=10 * charts), peer)
    print(f"{'':44}{'after a tenth':>14}{'after all':>12}{'ratio':>8}")
    print(
        f"{f'{charts:,} charts, a new child every {RENDERS}':44}{early:11.0f} MB{late:9.0f} MB{late / early:8.2f}"
    )
    print(f"{f'{peer:,} charts, one child':44}{first:11.0f} MB{last:9.0f} MB{last / first:8.2f}")
    print(f"{'a chart, the starts of children included':44}{1_000 * seconds / charts:11.0f} ms")
    print(f"bar: at most {MOST} times\n")
    return late <= MOST * early


def _drawn(renderer: ChartRenderer, charts: int) -> tuple[float, float, float]:
    """Megabytes after a tenth and after all of them, each at the most full child around it, and seconds."""
    draw = np.random.default_rng(6)
    early, late, began = 0.0, 0.0, time.perf_counter()
    for number in range(1, charts + 1):
        renderer.render(_spec(draw, number), "svg")
        if abs(number - charts // 10) <= RENDERS // 2:
            early = max(early, _megabytes(renderer))
        if number > charts - RENDERS:
            late = max(late, _megabytes(renderer))
    seconds = time.perf_counter() - began
    renderer.end()
    return early, late, seconds


def _spec(draw: np.random.Generator, number: int) -> dict[str, Any]:
    counts = draw.poisson(40, len(MONTHS)).astype(float)
    if number % 2:
        return specification(
            months_chart(MonthBars(f"Gemeente {number}", "Aantal", MONTHS, counts)), Shape.WIDE
        )
    found = rates(counts, np.full(len(MONTHS), 100_000.0))
    return specification(
        windows_chart(WindowLines("Per 1.000", "", MONTHS, f"Gemeente {number}", found)), Shape.WIDE
    )


def _megabytes(renderer: ChartRenderer) -> float:
    """Resident, of this process and its child together."""
    return sum(_resident(process) for process in ("self", str(renderer.process_id)))


def _resident(process: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1_000
