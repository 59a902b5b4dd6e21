"""Charts as SVG and PNG, drawn by a process of their own that is replaced after so many.

Why a process: vl-convert runs Vega in a JavaScript engine, which keeps some 0.1 MB of every chart it drew (measured:
600 charts, 84 to 145 MB) and never gives it back. In a web process that serves for weeks that has no end; a child that
is replaced after `RENDERS` takes all of it along. It is started afresh rather than forked, so that it holds nothing of
the web process, neither its memory nor its connections. And a chart that never ends, or that brings the engine down,
costs that child and not the page.

One chart at a time: threads wait for each other, as more engines on the same processors are no quicker.
"""

import base64
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from multiprocessing.connection import Connection
from socket import socketpair
from typing import Any, Final, Literal

Form = Literal["svg", "png"]
RENDERS: Final = 250
"""Charts of one child: some 25 MB, and a start of under a second for every 250."""
SECONDS: Final = 20.0
KEPT: Final = 64
CHILD: Final = "noaber.figures.formats.chart_child"
_VENDOR: Final = files("noaber.core") / "static" / "vendor"
_FACES: Final = {"400": "source-sans-3-latin-400-normal.woff2", "600": "source-sans-3-latin-600-normal.woff2"}


class ChartFailed(Exception):
    """The chart could not be drawn; the message says why, for the log."""


class _Child:
    """One process and the pipe to it."""

    def __init__(self, module: str) -> None:
        ours, theirs = socketpair()
        self.pipe = Connection(ours.detach())
        with theirs:
            place = theirs.fileno()
            command = [sys.executable, "-m", module, str(place), str(_VENDOR / "fonts-pdf")]
            self.process = subprocess.Popen(command, pass_fds=[place], stdin=subprocess.DEVNULL)
        self.drawn = 0

    def end(self) -> None:
        """Now, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.wait()


class ChartRenderer:
    """Draws charts with one child at a time. `end` when done; a child also ends when its parent does."""

    def __init__(self, *, renders: int = RENDERS, seconds: float = SECONDS, child: str = CHILD) -> None:
        self._renders, self._seconds, self._module = renders, seconds, child
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self.started = 0

    def render(self, spec: Mapping[str, Any], form: Form) -> bytes:
        """The chart as a file. ChartFailed when the specification is wrong, or it takes more than `seconds`.

        A child that is gone (killed for its memory, say) is replaced once; a second one that goes is a fault of the
        chart.
        """
        with self._lock:
            try:
                return self._asked(spec, form)
            except (EOFError, OSError):
                self._end()
            try:
                return self._asked(spec, form)
            except (EOFError, OSError) as error:
                self._end()
                raise ChartFailed("the process that draws charts ended twice on this one") from error

    def _asked(self, spec: Mapping[str, Any], form: Form) -> bytes:
        child = self._ready()
        child.pipe.send((dict(spec), form))
        if not child.pipe.poll(self._seconds):
            self._end()
            raise ChartFailed(f"drawing took more than {self._seconds:g} seconds and was stopped")
        is_drawn, answer = child.pipe.recv()
        child.drawn += 1
        if not is_drawn:
            raise ChartFailed(answer)
        return bytes(answer)

    def _ready(self) -> _Child:
        if self._child is not None and self._child.drawn >= self._renders:
            self._end()
        if self._child is None:
            self._child = _Child(self._module)
            self.started += 1
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None

    def end(self) -> None:
        with self._lock:
            self._end()

    @property
    def process_id(self) -> int | None:
        """Of the child that is there now."""
        return self._child.process.pid if self._child else None


class KeptCharts:
    """The charts asked for last, by a key that says all of what is in them."""

    def __init__(self, renderer: ChartRenderer, kept: int = KEPT) -> None:
        self._renderer, self._most = renderer, kept
        self._kept: OrderedDict[tuple[str, Form], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, key: str, form: Form) -> bool:
        """Whether it is here already, so that nothing has to be drawn."""
        return (key, form) in self._kept

    def render(self, key: str, spec: Mapping[str, Any], form: Form) -> bytes:
        """As `ChartRenderer.render`, with the letters of the house within an SVG."""
        with self._lock:
            if (key, form) in self._kept:
                self._kept.move_to_end((key, form))
                return self._kept[key, form]
        found = self._renderer.render(spec, form)
        if form == "svg":
            found = with_letters(found)
        with self._lock:
            self._kept[key, form] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def with_letters(svg: bytes) -> bytes:
    """The picture with its typeface in it: what stands in an ``<img>``, or in a file, has none of the page's."""
    end = svg.index(b">") + 1
    return svg[:end] + _faces(b'font-weight="600"' in svg) + svg[end:]


@cache
def _faces(has_bold: bool) -> bytes:
    rules = []
    for weight, name in _FACES.items():
        file = _VENDOR / "fonts" / name
        if file.is_file() and (has_bold or weight == "400"):
            data = base64.b64encode(file.read_bytes()).decode()
            rules.append(
                f'@font-face{{font-family:"Source Sans 3";font-weight:{weight};'
                f"src:url(data:font/woff2;base64,{data})}}"
            )
    return f"<style>{''.join(rules)}</style>".encode() if rules else b""


charts: Final = KeptCharts(ChartRenderer())
"""Of this process; the child starts at the first chart."""
