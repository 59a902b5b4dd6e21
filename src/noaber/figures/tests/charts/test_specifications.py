"""Every chart says in words what it shows, looks like the house, and is one that Vega can draw."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import noaber.core
from noaber.core.tests.test_look_tokens import contrast
from noaber.figures.formats.chart_rendering import ChartRenderer
from noaber.figures.rules.charts.chart import Chart, Shape, specification
from noaber.figures.rules.charts.funnels import FunnelOf, funnel_chart
from noaber.figures.rules.charts.months import MonthBars, MonthInYear, month_in_year_chart, months_chart
from noaber.figures.rules.charts.rates import AreaRate, WindowLines, areas_chart, windows_chart
from noaber.figures.rules.charts.signal_months import Marked, SignalBars, signal_months_chart
from noaber.figures.rules.charts.style import COLOURS
from noaber.figures.rules.periods import span
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.funnel import funnel
from noaber.figures.rules.statistics.rates import rates

MONTHS = span(201801, 201912)
COUNTS = np.array([*range(10, 33), np.nan])
MARK = "Voorbeeldgegevens: verzonnen"


def bars() -> Chart:
    return months_chart(MonthBars("Inbraak in Zwolle", "Aantal", MONTHS, COUNTS, recent=2))


def month_in_year() -> Chart:
    earlier = np.arange(24.0).reshape(2, 12)
    return month_in_year_chart(MonthInYear("Inbraak in Zwolle", "Aantal", MONTHS[12:], COUNTS[12:], earlier))


def windows() -> Chart:
    found = rates(COUNTS, np.full(24, 100_000.0))
    return windows_chart(WindowLines("Inbraak", "Per 1.000", MONTHS, "Zwolle", found, "Alle samen", found))


def areas() -> Chart:
    found = [
        AreaRate("Zwolle", 8, 4.84, 2.09, 9.53, is_own=True),
        AreaRate("Kampen", np.nan, np.nan, np.nan, np.nan),
    ]
    return areas_chart("Inbraak", "Per 1.000", found, 3.1, "Alle samen")


def funnel_of() -> Chart:
    counts, people = (
        np.array([2.0, 40, 55, 60, 900, np.nan]),
        np.array([1_650.0, 20_000, 25_000, 30_000, 90_000, 5]),
    )
    names = ["Rozendaal", "Epe", "Elburg", "Aalten", "Zwolle", "Kampen"]
    return funnel_chart(
        FunnelOf("Inbraak", "Per 1.000", names, counts, people, funnel(counts, people), "Zwolle")
    )


def signal_months() -> Chart:
    marked = {201906: Marked(14.2, 24.0, is_signal=True), 201907: Marked(15.0, 25.0, is_signal=False)}
    return signal_months_chart(SignalBars("Inbraak in Zwolle", "Aantal", MONTHS, COUNTS, marked, recent=2))


def test_the_months_of_a_signal_stand_out_beside_what_was_to_be_expected() -> None:
    chart = signal_months()
    assert "Een signaal is juni 2019: 27 geteld, 14 te verwachten." in chart.description
    parts = [(point["month"], point["value"]) for point in chart.points if point["part"] == "signaal"]
    assert parts == [("juni 2019", 27)]
    usual = [point["value"] for point in chart.points if point["part"] == "past nog bij toeval"]
    assert usual == [24.0, 25.0]


ALL: tuple[Callable[[], Chart], ...] = (bars, month_in_year, windows, areas, funnel_of, signal_months)


@pytest.fixture(scope="module")
def renderer() -> Iterator[ChartRenderer]:
    found = ChartRenderer()
    yield found
    found.end()


@pytest.mark.parametrize("make", ALL)
def test_a_chart_is_drawn_with_its_title_its_sentence_and_that_it_is_invented(
    make: Callable[[], Chart], renderer: ChartRenderer
) -> None:
    chart = make()
    alone = specification(chart, Shape.ALONE, mark=MARK, said=["Bron: politie"])
    drawn = renderer.render(alone, "svg").decode()
    assert all(text in drawn for text in (chart.title, MARK, "Bron: politie"))
    assert chart.description.endswith(".")
    assert "nan" not in drawn.lower().replace("geen cijfer", "")
    narrow = specification(chart, Shape.NARROW, mark=MARK)
    assert (narrow["width"], MARK in str(narrow["title"]), chart.title in narrow["description"]) == (
        350,
        True,
        True,
    )
    assert "title" not in specification(chart, Shape.WIDE)


def test_an_area_without_a_figure_has_that_in_words_in_the_picture(renderer: ChartRenderer) -> None:
    whole = areas_chart("Inbraak", "Per 1.000", [AreaRate("Zwolle", 8, 4.84, 2.09, 9.53)], 3.1, "Alle samen")
    drawn = [renderer.render(specification(chart, Shape.WIDE), "svg").decode() for chart in (areas(), whole)]
    assert [svg.count(">geen cijfer</text>") for svg in drawn] == [1, 0]


def test_sentences_say_highest_lowest_and_what_is_missing() -> None:
    assert bars().description == (
        "Staven per maand van januari 2018 tot en met december 2019. De laagste maand is januari 2018 met 10, de "
        "hoogste november 2019 met 32. Maanden zonder cijfer: 1."
    )
    assert "Zwolle: 10,0." in funnel_of().description
    assert "Kampen geen cijfer" in areas().description
    assert "geen cijfer" in windows().description
    assert funnel_of().description.startswith("Alle gemeenten met een cijfer samen: ")
    assert funnel_of().description.endswith(" Zonder cijfer, en dus niet vergeleken: Kampen.")
    assert month_in_year().description.endswith("Niet vergeleken, omdat een cijfer ontbreekt: december 2019.")


def test_where_no_month_stands_out_it_is_said_of_the_months_with_a_figure() -> None:
    def said(own: Floats, earlier: Floats) -> str:
        return month_in_year_chart(MonthInYear("Inbraak", "Aantal", MONTHS[12:], own, earlier)).description

    flat, gap = np.full(12, 5.0), np.array([np.nan, *[5.0] * 11])
    whole, part = np.stack([flat, flat]), np.stack([gap, flat])
    usual = "was hoger of lager dan in alle jaren daarvoor."
    assert said(flat, whole) == f"Geen maand {usual}"
    assert said(gap, whole) == (
        f"Geen maand met een cijfer {usual} Niet vergeleken, omdat een cijfer ontbreekt: januari 2019."
    )
    assert said(flat, part) == (
        f"Geen maand {usual} Niet van alle jaren daarvoor is er een cijfer voor januari 2019."
    )
    assert said(np.full(12, np.nan), whole).startswith("Van geen maand is er een cijfer")


def test_the_colours_are_those_of_the_screens() -> None:
    sheet = (Path(noaber.core.__file__).parent / "static/core/tokens.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--noaber-color-([\w-]+): (#\w{6})", sheet))
    assert {name: tokens[name] for name in COLOURS} == dict(COLOURS)


def test_letters_can_be_read_on_the_ground_and_lines_be_seen() -> None:
    """WCAG 2.2: 4.5 for text, 3 for what a chart is read from; what is pale says nothing on its own."""
    assert all(contrast(name, "sheet") >= 4.5 for name in ("ink", "ink-soft", "warning"))
    assert all(contrast(name, "sheet") >= 3 for name in ("accent", "neutral-line", "warning-line"))
