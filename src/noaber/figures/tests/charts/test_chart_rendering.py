"""Charts are drawn by a child that is replaced, and one that dies or hangs costs no page."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from noaber.figures.formats.chart_rendering import ChartFailed, ChartRenderer, KeptCharts, with_letters

Start = Callable[..., ChartRenderer]
HERE = "noaber.figures.tests.charts"


@pytest.fixture
def start() -> Iterator[Start]:
    """Renderers with a child that only says what it was asked: the pipe is what is tested, not Vega."""
    begun: list[ChartRenderer] = []

    def begin(**settings: Any) -> ChartRenderer:
        begun.append(ChartRenderer(**{"child": f"{HERE}.echoing_child", **settings}))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


def test_a_child_is_replaced_after_so_many_charts(start: Start) -> None:
    renderer, seen = start(renders=2), []
    for _number in range(5):
        renderer.render({}, "svg")
        seen.append(renderer.process_id)
    assert (renderer.started, seen[0], seen[2]) == (3, seen[1], seen[3])
    assert len(set(seen)) == 3


def test_a_child_that_was_killed_is_replaced_and_the_chart_is_drawn(start: Start) -> None:
    renderer = start()
    renderer.render({}, "svg")
    os.kill(renderer.process_id or 0, signal.SIGKILL)
    assert renderer.render({"say": "again"}, "svg") == b"again svg"
    assert renderer.started == 2


def test_a_chart_that_ends_every_child_is_refused_after_the_second(start: Start) -> None:
    renderer = start()
    with pytest.raises(ChartFailed, match="ended twice"):
        renderer.render({"end": True}, "svg")
    assert renderer.started == 2
    assert renderer.render({"say": "next"}, "png") == b"next png"


def test_a_chart_that_hangs_is_stopped_and_said_so(start: Start) -> None:
    renderer = start(seconds=0.3)
    with pytest.raises(ChartFailed, match=r"more than 0\.3 seconds"):
        renderer.render({"hang": True}, "svg")
    assert renderer.process_id is None


def test_threads_wait_for_each_other_and_get_their_own_chart(start: Start) -> None:
    renderer, found = start(), {}

    def ask(name: str) -> None:
        found[name] = renderer.render({"say": name}, "svg")

    threads = [threading.Thread(target=ask, args=[str(number)]) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == {name: f"{name} svg".encode() for name in found}
    assert (len(found), renderer.started) == (8, 1)


def test_what_is_wrong_with_a_chart_is_told_and_the_child_stays(start: Start) -> None:
    renderer = start()
    with pytest.raises(ChartFailed, match="not a chart"):
        renderer.render({"wrong": "not a chart"}, "svg")
    renderer.render({}, "svg")
    assert renderer.started == 1


def test_a_chart_that_was_drawn_is_not_drawn_again(start: Start) -> None:
    renderer = start(renders=1)
    kept = KeptCharts(renderer, kept=1)
    kept.render("a", {"say": "<svg>"}, "svg")
    kept.render("a", {"say": "<svg>"}, "svg")
    assert renderer.started == 1
    kept.render("b", {"say": "<svg>"}, "svg")
    kept.render("a", {"say": "<svg>"}, "svg")
    assert renderer.started == 3


def test_the_letters_of_the_house_go_into_the_picture() -> None:
    assert with_letters(b'<svg width="1">inside</svg>').endswith(b"inside</svg>")


def test_vega_draws_a_chart_with_dutch_numbers_and_asks_nobody() -> None:
    """The real child, once: it takes a second."""
    renderer = ChartRenderer()
    mark = {"type": "text", "text": {"expr": "format(12345.5, ',')"}}
    spec = {"data": {"values": [{}]}, "mark": mark, "config": {"font": "Source Sans 3"}}
    try:
        assert b"12.345,5" in renderer.render(spec, "svg")
        assert renderer.render(spec, "png").startswith(b"\x89PNG")
        with pytest.raises(ChartFailed):
            renderer.render({"data": {"url": "http://example.invalid/x.csv"}, "mark": "bar"}, "svg")
        assert renderer.started == 1
    finally:
        renderer.end()
