"""The demonstration of one of the `DAYS` (tests/databases.py) goes on from there, as a journey wants."""

import datetime as dt
from typing import Final

from tests.databases import Installation, start_script

MOVE_ON: Final = """
import datetime as dt, sys
from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.models import Demonstration
with verb("site.play_demonstration", actor=COMMAND) as trail:
    mark = Demonstration.objects.get()
    mark.reached_on = dt.date.fromisoformat(sys.argv[1])
    mark.save()
    trail.note(mark, {"reached_on": sys.argv[1]})
"""
GIVE_ACCOUNTS: Final = """
import datetime as dt, sys
from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.core import clock
from noaber.network import api as network
for email in sys.argv[1:]:
    person = network.person_by_email(email, clock.today())
    user = accounts.create_demonstration_user(email, network.person_name(person, clock.today()))
    network.link_account(person, actor=COMMAND, user_id=user.pk)
"""


def run(installation: Installation, code: str, *arguments: str) -> None:
    """Run a piece of Python in a Noaber on this installation."""
    with start_script(installation, code, *arguments) as process:
        process.communicate(timeout=120)
    assert process.returncode == 0


def move_on(installation: Installation, day: dt.date) -> None:
    """Let it be another day, without what the story does until then: the journey does that itself."""
    run(installation, MOVE_ON, f"{day:%Y-%m-%d}")


def give_accounts(installation: Installation, *emails: str) -> None:
    """Let people of the story who have no role to choose sign in too."""
    run(installation, GIVE_ACCOUNTS, *emails)
