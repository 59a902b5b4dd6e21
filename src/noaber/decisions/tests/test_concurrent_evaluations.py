"""Two who record the same evaluation at the same moment, in real processes: one lands, the other is told."""

from collections.abc import Callable

import pytest

from tests.databases import EMPTY, Installation, in_rounds

PREPARE = """
from noaber.core.audit import verify_chain
from noaber.core.errors import Conflict
from noaber.core.models import AuditEntry
from noaber.decisions.tests.conftest import *
from noaber.decisions.tests.test_services_evaluations import *
"""
DECIDED = """
load()
points = [replace(each, obligation=ASKED) if each.label == "4" else each for each in POINTS]
draft(points=points, stages=(CONSENTING, replace(ADOPTING, labels=("1", "4")), DECIDING))
send()
all_councils_agree()
record(2, BOARD, {"1": AGREE, "4": AGREE})
print("ready")
"""
OTHERWISE = """
try:
    adopt(replace(SAID, evidence="Stuk {number}"), seen=0)
    print("landed")
except Conflict:
    print("conflict")
"""
SAME = "print('landed' if adopt(seen=0) else 'nothing new')"
READ = """
assert verify_chain()[1] is None
print(EvaluationEntry.objects.count(), AuditEntry.objects.filter(verb="decisions.record_evaluation").count())
"""


@pytest.mark.db
@pytest.mark.parametrize(
    ("acts", "loser"),
    [([OTHERWISE.format(number=number) for number in range(4)], "conflict"), ([SAME] * 4, "nothing new")],
)
def test_one_lands(installation: Callable[[str], Installation], acts: list[str], loser: str) -> None:
    made, told, found = in_rounds(installation(EMPTY), PREPARE, [DECIDED], acts, [READ])
    assert made[0].strip() == "ready"
    assert sorted(text.strip() for text in told) == sorted(["landed", *[loser] * 3])
    assert found[0].split() == ["1", "1"]
