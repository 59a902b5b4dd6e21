"""Months of two invented municipalities with a signal, somebody who wants the report, and letters without drawing."""

import uuid
from collections.abc import Sequence

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.figures.papers.report_charts import ReportChart
from noaber.figures.queries.signal_cards import cards
from noaber.figures.rules.signals.course import Act
from noaber.figures.services.annotations import AnnotationText, annotate
from noaber.figures.services.reports import letters
from noaber.figures.services.signals.steps import StepText, record_step
from noaber.figures.tests.conftest import become as become
from noaber.figures.tests.reports.readers_played import ANNOTATED, NOTED
from noaber.figures.tests.signals_played import AREA, KIND, NOW, PEAK, TODAY, opened, take_in
from noaber.network.api import seats
from noaber.network.models import SafetyField
from noaber.network.tests.conftest import voorbeeldland as voorbeeldland
from tests.made_once import made_once

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
@made_once
def month(voorbeeldland: object) -> None:
    """March 2020 with a signal in one municipality, on which people wrote."""
    SafetyField.objects.create(code="1", name="Veilige woon- en leefomgeving")
    take_in({(AREA, PEAK): 70})
    opened()
    [card] = cards(COMMAND)
    said = StepText(Act.TAKEN_UP, holder=f"zetel:{AREA}:contact")
    record_step(card.id, said, actor=COMMAND, now=NOW, today=TODAY)
    record_step(card.id, StepText(Act.FOUND, NOTED, happened_on=TODAY), actor=COMMAND, now=NOW, today=TODAY)
    annotate(AnnotationText(AREA, PEAK, PEAK, ANNOTATED, KIND), actor=COMMAND, now=NOW, today=TODAY)


@pytest.fixture
def contact(month: None) -> uuid.UUID:
    """The contact person of the municipality."""
    holder = seats(COMMAND, AsOf(TODAY), code=f"{AREA}:contact")[0].holder
    assert holder is not None
    return holder.person_id


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and papers that take no time; the mail around them is real."""

    def charts(_report: object) -> Sequence[ReportChart]:
        return [
            ReportChart(f"{name}.png", name, "aantal", f"Woorden bij {name}", PNG) for name in ("een", "twee")
        ]

    monkeypatch.setattr(letters, "report_charts", charts)
    monkeypatch.setattr(letters, "paper_of", lambda *_parts: b"%PDF-1.7")
