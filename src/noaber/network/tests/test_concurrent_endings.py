"""A body that is ended while somebody is appointed in it: one ending lands, and nobody sits in what is no more."""

from collections.abc import Callable

import pytest

from tests.databases import DEMONSTRATION, Installation, in_rounds

PREPARE = """
import datetime as dt
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.errors import Conflict, DomainError
from noaber.network.models import *
from noaber.network.services.endings import end_body
from noaber.network.services.memberships import appoint
ON, TEAM, SEAT = dt.date(2023, 9, 1), "et-cybercrime", "et-cybercrime:gelderland-zuid"
seen = Body.objects.get(code=TEAM).revision
person = PersonVersion.objects.get(email="veiligheid@tiel.invalid", known_until=None).person_id
"""
TRY = """
for attempt in range(5):
    try:
        ACT
        print("done")
        break
    except Conflict as error:  # somebody was appointed meanwhile: look again, unless the body itself changed
        if Body.objects.get(code=TEAM).revision != seen:
            print("refused:", error.message)
            break
    except DomainError as error:
        print("refused:", error.message)
        break
"""
END = 'end_body(TEAM, actor=COMMAND, now=clock.now(), valid_until=ON, reason="Klaar", expected_revision=seen)'
APPOINT = "appoint(person, SEAT, actor=COMMAND, now=clock.now(), valid_from=dt.date(2023, 6, 1))"
READ = """
from noaber.core.audit import verify_chain
assert verify_chain()[1] is None
there = MembershipVersion.objects.known(None).valid_on(dt.date(2023, 9, 1))
print(Ending.objects.count(), there.filter(membership__post__body__code="et-cybercrime").count())
"""


@pytest.mark.db
def test_an_ending_and_an_appointment_at_once(installation: Callable[[str], Installation]) -> None:
    tries = [TRY.replace("ACT", act) for act in (END, END, APPOINT)]

    said, found = in_rounds(installation(DEMONSTRATION), PREPARE, tries, [READ])

    assert sorted(line == "done\n" for line in said[:2]) == [False, True], said
    assert found[0].split() == ["1", "0"], said
