"""What the numbers of every room are made of."""

from collections.abc import Mapping
from typing import Final

ROLES: Final = ("nobody", "coordinator", "mayor of Enschede", "controller")
NOT_FOR: Final = None  # answered with a refusal or with the page for signing in

Numbers = Mapping[str, int]
Counts = Mapping[str, tuple[int | None, ...]]
"""By address how many queries it asks, for each of the roles."""
