"""A hundred concurrent edits of one record lose none silently: each lands or meets the conflict."""

from collections.abc import Callable

import pytest

from tests.databases import DEMONSTRATION, Installation, in_rounds

EDITORS, TIMES = 4, 25
PREPARE = """
import datetime as dt, time
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.audit import verify_chain
from noaber.core.errors import Conflict
from noaber.core.models import AuditEntry
from noaber.network.models import Organisation, OrganisationVersion
from noaber.network.services.organisations import change_organisation
CODE, DAY = "GM0193", dt.date(2023, 5, 15)
"""
# Reads the revision, as a page does, thinks for a moment, and saves.
EDIT = """
for number in range({times}):
    typed = dict(phone="{name}-" + str(number))
    seen = Organisation.objects.get(code=CODE).revision
    time.sleep(0.005)
    try:
        change_organisation(
            CODE, actor=COMMAND, now=clock.now(), valid_from=DAY, values=typed, expected_revision=seen
        )
        print("landed", typed["phone"])
    except Conflict:
        print("conflict", typed["phone"])
"""
READ = """
assert verify_chain()[1] is None
print(AuditEntry.objects.filter(verb="network.change_organisation").count())
phones = OrganisationVersion.objects.filter(organisation__code=CODE).exclude(phone="")
print(*phones.values_list("phone", flat=True))
"""


@pytest.mark.db
def test_every_edit_lands_or_meets_the_conflict(installation: Callable[[str], Installation]) -> None:
    edits = [EDIT.format(name=f"10{number}", times=TIMES) for number in range(EDITORS)]

    said, found = in_rounds(installation(DEMONSTRATION), PREPARE, edits, [READ])

    lines = [line.split() for text in said for line in text.splitlines()]
    landed = [value for outcome, value in lines if outcome == "landed"]
    assert len(lines) == EDITORS * TIMES
    assert 0 < len(landed) < len(lines)
    audited, stored = found[0].splitlines()
    assert int(audited) == len(landed)
    assert sorted(stored.split()) == sorted(landed)
