"""Several who commit at the same moment: a line is never committed for more than it has (R48).

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import EMPTY, Installation, in_rounds

PREPARE: Final = """
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.tests.budget_books import *
from noaber.finance.models import Commitment
from noaber.finance.services.commitments import Wanted, commit, request_commitment
"""
START: Final = """
approved_budget()
for number in range(5):
    wanted = Wanted(CODE, YEAR, "projecten", f"Een proef met nummer {number}", 20_000_00)
    request_commitment(wanted, actor=COORDINATOR, now=NOW)
print("ready")
"""
COMMIT: Final = """
try:
    print(commit(Commitment.objects.get(number={number}).pk, actor=CONTROLLER, now=NOW))
except DomainError:
    print("refused")
"""
READ: Final = """
assert verify_chain()[1] is None
line = budget().line("projecten")
print(line.use.committed_cents, line.left_cents)
"""


@pytest.mark.db
def test_a_line_is_never_committed_for_more_than_it_has(
    installation: Callable[[str], Installation],
) -> None:
    acts = [COMMIT.format(number=number) for number in (1, 2, 3, 4, 5)]
    begun, said, found = in_rounds(installation(EMPTY), PREPARE, [START], acts, [READ])
    assert begun[0].strip() == "ready"
    assert sorted(each.strip() for each in said) == ["True", "True", "True", "refused", "refused"]
    assert found[0].split() == ["6000000", "1000000"]
