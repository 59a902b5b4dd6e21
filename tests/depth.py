"""How much is tried: ``make test`` a part of it each time, ``make soak`` all (``TEST_DEPTH=all``).

No ``NOABER_`` variable: noaber.site.settings.test keeps those away from the tests.
"""

import os
from typing import Final

IS_ALL: Final = os.environ.get("TEST_DEPTH") == "all"


def examples(number: int) -> int:
    """How many examples a property gets: of `number` a half, or all. Without a number of its own it has that of 100."""
    return number if IS_ALL else (number + 1) // 2
