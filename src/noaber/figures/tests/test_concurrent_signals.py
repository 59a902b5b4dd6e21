"""Two who open the same month, or take up the same card, at the same moment, in real processes."""

from collections.abc import Callable

import pytest

from tests.databases import EMPTY, Installation, in_rounds

PREPARE = """
import datetime as dt
from noaber.core.access import COMMAND
from noaber.core.audit import verify_chain
from noaber.core.errors import Conflict
from noaber.figures.models import SignalCard, SignalMonth, SignalReading, SignalStep
from noaber.figures.rules.signals.course import Act
from noaber.figures.services.signals.steps import StepText, record_step
from noaber.figures.tests.signals_played import AREA, NOW, PEAK, TODAY, opened, take_in
from noaber.network.tests.conftest import load
"""
PLAYED = "load(); take_in({(AREA, PEAK): 70}); print('ready')"
OPEN = "print('known' if opened().is_known else 'landed')"
STEP = """
try:
    said = StepText(Act.FOUND, "Dader {number}", happened_on=TODAY)
    record_step(SignalCard.objects.get().pk, said, actor=COMMAND, now=NOW, today=TODAY, expected_revision=0)
    print("landed")
except Conflict:
    print("conflict")
"""
READ = """
assert verify_chain()[1] is None
print(*[each.objects.count() for each in (SignalMonth, SignalCard, SignalReading, SignalStep)])
"""


@pytest.mark.db
def test_one_lands(installation: Callable[[str], Installation]) -> None:
    steps = [STEP.format(number=number) for number in range(3)]
    made, opening, stepping, found = in_rounds(
        installation(EMPTY), PREPARE, [PLAYED], [OPEN] * 3, steps, [READ]
    )
    assert made[0].strip() == "ready"
    assert sorted(text.strip() for text in opening) == ["known", "known", "landed"]
    assert sorted(text.strip() for text in stepping) == ["conflict", "conflict", "landed"]
    assert found[0].split() == ["1", "1", "1", "1"]
