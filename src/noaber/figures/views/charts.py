"""A chart on a page: the picture, what it says in words, its table, and all of it as files.

A page makes its charts as `ChartFigure`, shows each with ``figures/chart.html``, and first asks `chart_file`
whether the address wants one of them as a file (``?grafiek=per-maand&formaat=svg``): one address, so one access.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import asked_too_often
from noaber.core.components.columns import Column, Row
from noaber.core.components.downloads import DOWNLOAD_FORMATS, Download, download_response
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Panel
from noaber.core.models import Demonstration
from noaber.figures.formats.chart_rendering import ChartFailed, charts
from noaber.figures.models import Release
from noaber.figures.rules.charts.chart import WIDTHS, Chart, Shape, specification
from noaber.figures.source_words import mark_of, source_notes

CHART: Final = "grafiek"
FORMAT: Final = "formaat"
SHAPE: Final = "vorm"
PICTURES: Final = {"svg": "image/svg+xml", "png": "image/png"}
SPEC: Final = "json"
DRAWN: Final = "120/m/ip"
"""Charts drawn for one address: they are for everybody, and each costs a tenth of a second of one process."""
logger = logging.getLogger(__name__)


class Chosen(Protocol):
    """What a page shows, as it stands in its address (`choosing.Choice`, or that of another page)."""

    @property
    def release(self) -> Release: ...

    def query(self, **changes: str) -> str:
        """The choice as a query string, with what is added to it."""


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart with its rows, on a page that shows `choice`. `stem` begins the names of its files.

    `notes` are said under it and in its files, besides where the figures come from; `file_notes` in its files alone,
    where the page around it is missing.
    """

    chart: Chart
    columns: Sequence[Column]
    rows: Sequence[Row]
    choice: Chosen
    stem: str
    notes: tuple[str, ...] = ()
    file_notes: tuple[str, ...] = ()

    def _address(self, form: str, shape: str = "") -> str:
        extra = {SHAPE: shape} if shape else {}
        return self.choice.query(**{CHART: self.chart.name, FORMAT: form, **extra})

    @property
    def said(self) -> tuple[str, ...]:
        return (*self.notes, *source_notes(self.choice.release))

    @property
    def said_in_files(self) -> tuple[str, ...]:
        return (*self.file_notes, *self.said)

    @property
    def width(self) -> int:
        return WIDTHS[Shape.WIDE]

    @property
    def picture_url(self) -> str:
        return self._address("svg", Shape.WIDE)

    @property
    def narrow_url(self) -> str:
        return self._address("svg", Shape.NARROW)

    @property
    def spec_url(self) -> str:
        """What the browser draws from, in the wide shape; it asks for the narrow one itself."""
        return self._address(SPEC, Shape.WIDE)

    @property
    def narrow_spec_url(self) -> str:
        return self._address(SPEC, Shape.NARROW)

    @property
    def downloads(self) -> tuple[Download, ...]:
        labels = {
            "xlsx": _("Excel (XLSX)"),
            "csv": _("CSV"),
            "png": _("Plaatje (PNG)"),
            "svg": _("Plaatje (SVG)"),
        }
        return tuple(Download(label, self._address(form)) for form, label in labels.items())

    @property
    def table(self) -> Table:
        return plain_table(
            name=self.chart.name,
            caption=self.chart.title,
            columns=self.columns,
            rows=self.rows,
            phone="scroll",
        )

    def panel(self, width: Any = "full") -> Panel:
        title = self.chart.short or self.chart.title
        return Panel(title, "figures/chart.html", self, intro=self.chart.unit, width=width)


def chart_panels(figures: Sequence[ChartFigure]) -> list[Panel]:
    """The first over the whole width, the others two beside each other; who is left over has a line of its own."""
    last = len(figures) - 1
    return [
        each.panel("full" if not place or (place == last and last % 2) else "half")
        for place, each in enumerate(figures)
    ]


def chart_file(request: HttpRequest, figures: Sequence[ChartFigure]) -> HttpResponse | None:
    """The chart that the address asks for as a file; None when it asks for the page. 404 for one that is not here."""
    name, form = request.GET.get(CHART, ""), request.GET.get(FORMAT, "")
    if not name:
        return None
    found = next((each for each in figures if each.chart.name == name), None)
    if found is None or (form not in PICTURES and form not in DOWNLOAD_FORMATS and form != SPEC):
        raise Http404
    if form in DOWNLOAD_FORMATS:
        notes = [found.chart.unit, *found.said_in_files]
        return download_response(form, found.stem, found.chart.title, found.columns, found.rows, notes)
    return _picture(request, found, form)


def _picture(request: HttpRequest, found: ChartFigure, form: str) -> HttpResponse:
    """Drawn anew only when it is another picture than the browser has: its tag is made of all that is in it."""
    asked = request.GET.get(SHAPE, "")
    shape = Shape(asked) if asked in set(Shape) else Shape.ALONE
    spec = specification(found.chart, shape, mark=mark_of(found.choice.release), said=found.said_in_files)
    key = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    tag = f'"{form}-{key[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    elif form == SPEC:
        answer = JsonResponse(spec)
    elif not charts.has(key, "png" if form == "png" else "svg") and asked_too_often(request, "chart", DRAWN):
        answer = _not_now()
    else:
        answer = _drawn(found, key, spec, form, is_file=shape is Shape.ALONE)
    if answer.status_code < 400:
        answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def _not_now() -> HttpResponse:
    text = _("Er zijn vanaf uw adres veel grafieken gevraagd. Probeer het over een minuut opnieuw.")
    answer = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = "60"
    return answer


def _drawn(
    found: ChartFigure, key: str, spec: Mapping[str, Any], form: str, *, is_file: bool
) -> HttpResponse:
    try:
        content = charts.render(key, spec, "png" if form == "png" else "svg")
    except ChartFailed as error:
        logger.error("chart %s was not drawn: %s", found.chart.name, error)
        text = _("De grafiek kon niet worden getekend. De cijfers staan in de tabel eronder.")
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(content, content_type=PICTURES[form])
    if is_file:
        mark = (
            "-voorbeeldgegevens" if Demonstration.objects.exists() or found.choice.release.is_invented else ""
        )
        answer["Content-Disposition"] = f'attachment; filename="{found.stem}{mark}.{form}"'
    return answer
