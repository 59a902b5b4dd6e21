"""What a process does that dies or may write no more: in a fork, so that the tests go on."""

import os
from collections.abc import Callable


def in_a_fork(act: Callable[[], None]) -> int:
    """How the process ended: 0 when all went well, 1 when something was raised, minus the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
