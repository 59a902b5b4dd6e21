"""What the addresses of several rooms are filled in with."""

from collections.abc import Callable, Mapping
from typing import Final

NOWHERE: Final = "00000000-0000-4000-8000-000000000000"
# By address: what to fill in (or, for an address with several gaps, the whole path).
Samples = Mapping[str, Callable[[], str]]
