"""Signals of a month: what stands out is found, chance is told beside it, and what is not known gives no alarm."""

import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.errors import DomainError
from noaber.figures.files import read_offences
from noaber.figures.queries.matrix import matrix
from noaber.figures.queries.observations import the_release
from noaber.figures.queries.signals import month_signals
from noaber.figures.rules.cells import Merger
from noaber.figures.rules.periods import span
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.counts_at_hand import FOLDER, record_example_months
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.tests.police_samples import row, table

NOW = dt.datetime(2020, 2, 15, 9, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str


@pytest.fixture
def network(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Municipality]:
    """The municipalities of the figures, with the months of the demonstration taken in."""
    record_example_months(202001, actor=COMMAND, now=NOW)
    codes = sorted({each.area for kind in read_offences(FOLDER) for each in kind.figures})
    found = [Municipality(code, f"Gemeente {code}") for code in codes]
    monkeypatch.setattr("noaber.figures.queries.signals.municipalities", lambda _actor, _asof: found)
    return found


def test_a_month_that_stands_out_is_a_signal_and_one_that_was_not_published_is_refused(
    network: list[Municipality],
) -> None:
    found = month_signals(201906, ANONYMOUS, clock.today())
    [signal] = [each for each in found.signals if each.area == "GM0153"]
    assert (signal.offence, signal.since, signal.is_discovery) == ("1.2.3", 201906, True)
    assert signal.count > signal.upper > signal.expected
    assert len(found.signals) <= 1 + found.budget.at_most(0.999)
    series = len(network) * 12
    assert found.budget.tested + sum(found.not_tested.values()) == series
    with pytest.raises(DomainError, match="Van februari 2020 zijn geen cijfers gepubliceerd"):
        month_signals(202002, ANONYMOUS, clock.today())
    output = io.StringIO()
    call_command("figures_signals", "--month", "2019-06", "--json", stdout=output, stderr=io.StringIO())
    told: list[dict[str, Any]] = json.loads(output.getvalue())
    assert ("GM0153", "2019-06", True) in {
        (each["area"], each["period"], each["is_invented"]) for each in told
    }


@pytest.mark.django_db
def test_what_merged_is_counted_with_the_successor_and_unknown_where_a_part_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        row("GM0153", "2020MM01", 5),
        row("GM0193", "2020MM01", 2),
        row("GM0153", "2020MM02", None),
        row("GM0193", "2020MM02", 3),
        row("GM0193", "2020MM03", 4),
        row("GM0193", "2020MM04", 6),
    ]
    import_release(
        table(lines, "2020-05-15T02:00:00"),
        TABLES[MONTHLY],
        Origin("proef"),
        actor=COMMAND,
        now=NOW + dt.timedelta(days=90),
    )
    monkeypatch.setattr(
        "noaber.figures.queries.matrix.mergers_of", lambda periods: [Merger("GM0153", "GM0193", 202004)]
    )
    found = matrix(the_release(MONTHLY), ["GM0193"], ["1.1.1"], span(202001, 202004))
    np.testing.assert_array_equal(found.counts, [[[7, np.nan, 4, 6]]])


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "said"), [("2019", "Geef een maand"), ("juni", "is geen maand")])
def test_a_month_is_asked(month: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("figures_signals", "--month", month, stdout=io.StringIO())


@pytest.mark.django_db
def test_without_figures_that_is_said() -> None:
    with pytest.raises(DomainError, match="nog geen cijfers"):
        month_signals(201906, ANONYMOUS, clock.today())
