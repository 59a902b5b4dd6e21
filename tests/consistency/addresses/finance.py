"""What to fill in for the addresses of finance."""

from functools import partial
from typing import Final

from tests.consistency.addresses.shared import Samples

BILLING: Final = "bijdragen/factureren/<slug:agreement_code>"
SAMPLES: Final[Samples] = {
    "bijdragen/afspraak/<slug:code>/wijzigen/": lambda: "bijdragen-2020-2023",
    "bijdragen/afspraak/<slug:code>/intrekken/": lambda: "bijdragen-2020-2023",
    "bijdragen/factureren/betalers/<str:code>/": lambda: "GM0193",
    f"{BILLING}/deelname/<str:code>/": lambda: "bijdragen/factureren/bijdragen-2020-2023/deelname/GM0193/",
    **{
        f"{BILLING}/<int:year>/{page}": partial(str, f"bijdragen/factureren/bijdragen-2020-2023/2023/{page}")
        for page in ("", "instellen/", "ronde/nieuw/")
    },
    **{
        f"{BILLING}/<int:year>/ronde/<int:number>/{page}": partial(
            str, f"bijdragen/factureren/bijdragen-2020-2023/2023/ronde/1/{page}"
        )
        for page in ("", "goedkeuren/", "versturen/", "intrekken/")
    },
    **{
        f"facturen/<slug:number>/{page}": lambda: "2023-0076"  # that of Zwolle
        for page in ("", "pdf/", "ubl/", "crediteren/")
    },
}
