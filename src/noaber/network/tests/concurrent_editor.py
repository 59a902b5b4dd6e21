"""One editor among many, as a process of its own: ``python -m noaber.network.tests.concurrent_editor NAME TIMES GO``.

Says that it is ready, waits until the file GO exists, then edits one organisation again and again: reads its
revision, as a page does, thinks for a moment, and saves. Prints per edit what became of it and what was typed.
"""

import datetime as dt
import sys
import time
from pathlib import Path

import django

CODE = "GM0193"
THINKING_SECONDS = 0.005


def edit(value: str) -> str:
    from noaber.core import clock
    from noaber.core.access import COMMAND
    from noaber.core.errors import Conflict
    from noaber.network.models import Organisation
    from noaber.network.services.organisations import change_organisation

    seen = Organisation.objects.get(code=CODE).revision
    time.sleep(THINKING_SECONDS)
    try:
        change_organisation(
            CODE,
            actor=COMMAND,
            now=clock.now(),
            valid_from=dt.date(2023, 5, 15),
            values={"phone": value},
            expected_revision=seen,
        )
    except Conflict:
        return "conflict"
    return "landed"


def main(name: str, times: int, go: Path) -> None:
    django.setup()
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.01)
    for number in range(times):
        value = f"{name}-{number}"
        print(edit(value), value)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
