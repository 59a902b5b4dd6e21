"""The counts of a whole country down to its neighbourhoods, asked as the pages and the report ask them.

17,000 areas x 50 offences x 160 months, 136 million cells, staged and written by the store's own code; then every
question of the product beside the bare SQL of the same question in DuckDB, and beside pandas on the same cells in
memory. In a process of its own, on an installation of its own.

Bars: a page of one municipality at most 1.5 times the bare SQL and under 50 ms, a ranking of all 342 with totals of
twelve months under 50 ms, the counts of the report of all 342 under 250 ms (medians). Told as well: how fast it was
written, with how much memory, and how large the files are.
"""

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
    import pandas as pd

    from noaber.figures.models import Release

MUNICIPALITIES: Final = 342
AREAS: Final = 17_000
KINDS: Final = 50
MONTHS: Final = 160
FIRST_YEAR: Final = 2012
BLOCK_AREAS: Final = 100
ROUNDS: Final = 31
ONE: Final = "GM0153"
KIND: Final = "1.01"
MOST_TIMES: Final = 1.5
MOST_PAGE_MS: Final = 50.0
MOST_RANKING_MS: Final = 50.0
MOST_REPORT_MS: Final = 250.0
CODE: Final = "import sys\nfrom bench.figures_store import measure\nsys.exit(not measure())\n"


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = Installations().copy(EMPTY, Path(folder) / "data")
        process: subprocess.Popen[str] = start_script(copy, CODE)
        said = process.communicate(timeout=3_600)[0]
        print(said)
        return process.returncode == 0


@dataclass
class Country:
    """Cells as `formats.police_table.Cells` gives them, made up: levels by area and kind, counts by chance."""

    kinds: dict[str, int] = field(
        default_factory=lambda: {f"{1 + place // 10}.{place % 10 + 1:02}": place for place in range(KINDS)}
    )
    areas: dict[str, int] = field(
        default_factory=lambda: {code: place for place, code in enumerate(_areas())}
    )
    columns: Any = None
    left_out: int = 0

    def blocks(self) -> Iterator[Any]:
        from noaber.figures.formats.police_table import Block

        draw = np.random.default_rng(6)
        periods = np.array(months(), np.int32)
        for first in range(0, AREAS, BLOCK_AREAS):
            places = np.arange(first, min(first + BLOCK_AREAS, AREAS), dtype=np.int32)
            area, kind, period = (
                each.ravel()
                for each in np.meshgrid(places, np.arange(KINDS, dtype=np.int32), periods, indexing="ij")
            )
            level = np.where(area < MUNICIPALITIES, 8.0, 0.16)
            counts = draw.poisson(level).astype(np.int32)
            yield Block(kind, area, period, {"registered": counts})


def months() -> list[int]:
    return [(FIRST_YEAR + place // 12) * 100 + place % 12 + 1 for place in range(MONTHS)]


def _areas() -> list[str]:
    """Municipalities, and their neighbourhoods as evenly as it goes."""
    codes = [f"GM{100 + place:04}" for place in range(MUNICIPALITIES)]
    small = [
        f"BU{codes[place % MUNICIPALITIES][2:]}{place // MUNICIPALITIES:04}"
        for place in range(AREAS - MUNICIPALITIES)
    ]
    return codes + small


@dataclass(frozen=True, slots=True)
class Question:
    """One question three ways; `most_ms` is its bar, None where there is none."""

    name: str
    product: Callable[[], object]
    bare: Callable[[], object]
    pandas: Callable[[], object]
    most_ms: float | None
    most_times: float | None = None


def measure() -> bool:
    """In the process of the installation: fill, ask, print. False when a bar is missed."""
    release = _filled()
    questions = _questions(release)
    print(
        f"{'median of ' + str(ROUNDS):34}{'Noaber':>12}{'bare DuckDB':>14}{'pandas':>12}{'beside bare':>13}"
    )
    held = [_asked(question) for question in questions]
    print(
        f"bars: a municipality {MOST_TIMES} times the bare SQL and {MOST_PAGE_MS:.0f} ms, ranking "
        f"{MOST_RANKING_MS:.0f} ms, report {MOST_REPORT_MS:.0f} ms\n"
    )
    return all(held)


def _asked(question: Question) -> bool:
    product, bare = _medians([question.product, question.bare])
    [pandas] = _medians([question.pandas])
    print(f"{question.name:34}{product:9.1f} ms{bare:11.1f} ms{pandas:9.1f} ms{product / bare:12.2f}x")
    is_quick = question.most_ms is None or product < question.most_ms
    return is_quick and (question.most_times is None or product / bare <= question.most_times)


def _medians(questions: Sequence[Callable[[], object]]) -> list[float]:
    """In milliseconds. In turns, and the turns turned round: what else the machine does then falls on all of them."""
    taken: list[list[float]] = [[] for _ in questions]
    for question in questions:
        question()
    for count in range(ROUNDS):
        pairs = list(zip(questions, taken, strict=True))
        for question, times in pairs if count % 2 else reversed(pairs):
            began = time.perf_counter()
            question()
            times.append((time.perf_counter() - began) * 1000)
    return [statistics.median(times) for times in taken]


def _filled() -> "Release":
    """Write the country by the store's own code and keep it as a release."""
    from django.conf import settings

    from noaber.figures.formats.observations import write_cells
    from noaber.figures.formats.police_table import Columns

    cells = Country(columns=Columns("kind", "area", "period", {"registered": "count"}))
    with tempfile.TemporaryDirectory(prefix="figures-", dir=settings.DATA) as name:
        began = time.perf_counter()
        written = write_cells(cells, Path(name))  # type: ignore[arg-type]
        seconds = time.perf_counter() - began
        size = sum(path.stat().st_size for path in (written.areas, written.neighbourhoods) if path)
        print(
            f"{written.cell_count:,} cells written in {seconds:.0f} s ({written.cell_count / seconds:,.0f} a second), "
            f"files of {size / 1e6:.0f} MB, peak memory {peak():.0f} MB"
        )
        return _kept(written)


def _kept(written: Any) -> "Release":
    import datetime as dt

    from noaber.core.access import COMMAND
    from noaber.core.audit import verb
    from noaber.figures.formats.observations import Differences
    from noaber.figures.models import SourceTable
    from noaber.figures.rules.tables import MONTHLY
    from noaber.figures.services import releases

    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    outcome = releases.ReleaseOutcome(MONTHLY, now, written, Differences(written.cell_count, 0, 0, None), 0)
    with verb("figures.import_release", actor=COMMAND) as trail:
        table = SourceTable.objects.create(code=MONTHLY)
        release = releases._kept(
            releases._Prepared(outcome, None, {}, [], None),
            table,
            releases.Origin("bench", is_invented=True),
            COMMAND,
            now,
        )
        trail.note(release, {"table": MONTHLY}, records=[release])
    return release


def _questions(release: "Release") -> list[Question]:
    from noaber.core.files import path_of
    from noaber.figures.formats.observations import connect
    from noaber.figures.queries.matrix import matrix
    from noaber.figures.queries.observations import counts

    areas, kinds, last = list(Country().areas), list(Country().kinds), months()
    large, small = areas[:MUNICIPALITIES], [code for code in areas if code.startswith(f"BU{ONE[2:]}")]
    assert release.neighbourhoods is not None
    files = str(path_of(release.areas)), str(path_of(release.neighbourhoods))
    base = connect()

    def bare(question: str, **values: object) -> Callable[[], object]:
        return lambda: base.cursor().execute(question, values).fetchall()

    frames = [_frame(base, file) for file in files]
    return [
        Question(
            "one municipality, five years",
            lambda: counts([ONE], kinds, last[-60:]),
            bare(PAGE, file=files[0], area=ONE, first=last[-60]),
            lambda: _one(frames[0], ONE, last[-60]),
            MOST_PAGE_MS,
            MOST_TIMES,
        ),
        Question(
            f"its {len(small)} neighbourhoods, two years",
            lambda: counts(small, [KIND], last[-24:]),
            bare(NEIGHBOURHOODS, file=files[1], municipality=ONE, kind=KIND, first=last[-24]),
            lambda: _many(frames[1], small, last[-24]),
            MOST_PAGE_MS,
            MOST_TIMES,
        ),
        Question(
            "ranking of all, twelve months",
            lambda: np.argsort(-matrix(release, large, [KIND], last[-12:]).counts[:, 0].sum(axis=1)),
            bare(RANKING, file=files[0], kind=KIND, first=last[-12]),
            lambda: _ranking(frames[0], last[-12]),
            MOST_RANKING_MS,
        ),
        Question(
            "report of all, two windows",
            lambda: _windows(matrix(release, large, kinds, last[-24:]).counts),
            bare(REPORT, file=files[0], first=last[-24], half=last[-12]),
            lambda: _report(frames[0], last[-24], last[-12]),
            MOST_REPORT_MS,
        ),
    ]


PAGE: Final = (
    "select area, kind, period, value from read_parquet($file) where area = $area and measure = 'registered' "
    "and period >= $first"
)
NEIGHBOURHOODS: Final = (
    "select area, kind, period, value from read_parquet($file) where municipality = $municipality "
    "and kind = $kind and measure = 'registered' and period >= $first"
)
RANKING: Final = (
    "select area, sum(value) as total from read_parquet($file) where kind = $kind and measure = 'registered' "
    "and period >= $first group by area order by total desc"
)
REPORT: Final = (
    "select area, kind, sum(value) filter (period >= $half) as now, sum(value) filter (period < $half) as before "
    "from read_parquet($file) where measure = 'registered' and period >= $first group by area, kind"
)


def _windows(counts: Any) -> Any:
    return counts[:, :, -12:].sum(axis=2), counts[:, :, :12].sum(axis=2)


def _frame(base: Any, file: str) -> "pd.DataFrame":
    """The cells in memory as pandas would keep them: codes as categories."""
    codes = ", ".join(
        f"(select list(code) from (select distinct {name} as code from read_parquet($file) order by 1))"
        for name in ("area", "kind")
    )
    areas, kinds = base.execute(f"select {codes}", {"file": file}).fetchone()
    found = base.execute(
        "select a.at::int as area, k.at::tinyint as kind, period::int as period, value::int as value "
        "from read_parquet($file) c "
        "join (select unnest($areas) as code, generate_subscripts($areas, 1) - 1 as at) a on a.code = c.area "
        "join (select unnest($kinds) as code, generate_subscripts($kinds, 1) - 1 as at) k on k.code = c.kind",
        {"file": file, "areas": areas, "kinds": kinds},
    ).df()
    import pandas as pd

    for name, names in (("area", areas), ("kind", kinds)):
        found[name] = pd.Categorical.from_codes(found[name], categories=names)
    return found


def _one(frame: "pd.DataFrame", area: str, first: int) -> object:
    return frame[(frame["area"] == area) & (frame["period"] >= first)]


def _many(frame: "pd.DataFrame", areas: list[str], first: int) -> object:
    return frame[frame["area"].isin(areas) & (frame["kind"] == KIND) & (frame["period"] >= first)]


def _ranking(frame: "pd.DataFrame", first: int) -> object:
    found = frame[(frame["kind"] == KIND) & (frame["period"] >= first)]
    return found.groupby("area", observed=True)["value"].sum().sort_values(ascending=False)


def _report(frame: "pd.DataFrame", first: int, half: int) -> object:
    found = frame[frame["period"] >= first]
    later = found["period"] >= half
    return [
        part.groupby(["area", "kind"], observed=True)["value"].sum() for part in (found[later], found[~later])
    ]


def peak() -> float:
    """Most memory of this process so far, in MB."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")
    )
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(not run())
