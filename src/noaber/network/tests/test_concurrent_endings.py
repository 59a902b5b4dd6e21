"""A body that is ended while somebody is appointed in it: one ending lands, and nobody sits in what is no more."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import DEMONSTRATION, Installation

BEGIN = """
import datetime as dt, sys, time
from pathlib import Path
import django
django.setup()
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.errors import Conflict, DomainError
from noaber.network.models import *
from noaber.network.services.endings import end_body
from noaber.network.services.memberships import appoint
ON, TEAM, SEAT = dt.date(2023, 9, 1), "et-cybercrime", "et-cybercrime:gelderland-zuid"
seen = Body.objects.get(code=TEAM).revision
person = PersonVersion.objects.get(email="veiligheid@tiel.invalid", known_until=None).person_id
print("ready", flush=True)
while not Path(sys.argv[1]).exists():
    time.sleep(0.01)
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
import datetime as dt
import django
django.setup()
from noaber.core.audit import verify_chain
from noaber.network.models import *
assert verify_chain()[1] is None
there = MembershipVersion.objects.known(None).valid_on(dt.date(2023, 9, 1))
print(Ending.objects.count(), there.filter(membership__post__body__code="et-cybercrime").count())
"""


@pytest.mark.db
def test_an_ending_and_an_appointment_at_once(
    installation: Callable[[str], Installation], tmp_path: Path
) -> None:
    copy, go = installation(DEMONSTRATION), tmp_path / "go"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN.replace("ACT", act), str(go)],
            env=copy.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for act in (END, END, APPOINT)
    ]
    for each in running:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    go.touch()
    said = [each.communicate(timeout=60)[0].strip() for each in running]

    assert sorted(line == "done" for line in said[:2]) == [False, True], said
    read = subprocess.run(
        [sys.executable, "-c", READ], env=copy.environment, capture_output=True, text=True, check=True
    )
    assert read.stdout.split() == ["1", "0"], said
