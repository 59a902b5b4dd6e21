"""What to fill in for the addresses of finance."""

import datetime as dt
from functools import partial
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.consistency.addresses.shared import Samples

OURS: Final = "NL74XXXX0000000150"  # of the host in the demonstration


def waiting_file() -> str:
    """A bank file that waits to be looked at."""
    from noaber.core.access import COMMAND
    from noaber.finance.services.bank_uploads import take_in
    from noaber.finance.tests.bank_samples import camt, entry

    upload = SimpleUploadedFile("mei.xml", camt([entry(5)], account=OURS))
    return str(take_in(upload, actor=COMMAND, now=dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)).pk)


def bank_entry(page: str = "") -> str:
    """A payment that is booked on an invoice, and a page of it; one that still waits for what books it."""
    from noaber.finance.models import Allocation
    from noaber.finance.queries.bank import entries

    booked = Allocation.objects.filter(invoice__isnull=False).order_by("pk")[0]
    if page == "losmaken/":
        return f"bank/{booked.entry_id}/losmaken/{booked.pk}/"
    waiting = next(row for row in entries(unexplained=True) if row.is_incoming)
    return f"bank/{waiting.id}/{page}"


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
    "facturen/<slug:number>/weer-factureren/": lambda: "facturen/2023-0077/weer-factureren/",  # a credit note
    "bank/inlezen/<uuid:key>/": waiting_file,
    "bank/inlezen/<uuid:key>/weggooien/": lambda: f"bank/inlezen/{waiting_file()}/weggooien/",
    **{
        f"bank/<int:key>/{page}": partial(bank_entry, page)
        for page in ("", "verrekenen/", "terugbetaald/", "apart/")
    },
    "bank/<int:key>/losmaken/<int:booked>/": partial(bank_entry, "losmaken/"),
}
