"""What to fill in for the addresses of figures."""

from typing import Final

from tests.consistency.addresses.shared import Samples

SAMPLES: Final[Samples] = {
    "cijfers/soort/<str:code>/": lambda: "1.1.1",
    "cijfers/gemeente/<slug:code>/": lambda: "GM0193",
    "cijfers/gemeente/<slug:code>/vergelijken/": lambda: "GM0193",
    "cijfers/gemeente/<slug:code>/wijken/": lambda: "GM0193",
    "cijfers/district/<slug:code>/": lambda: "ijsselland",
}
