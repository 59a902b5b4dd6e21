"""What to fill in for the addresses of finance."""

from typing import Final

from tests.consistency.addresses.shared import Samples

SAMPLES: Final[Samples] = {
    "bijdragen/afspraak/<slug:code>/wijzigen/": lambda: "bijdragen-2020-2023",
    "bijdragen/afspraak/<slug:code>/intrekken/": lambda: "bijdragen-2020-2023",
}
