"""The addresses of sending."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.finance.views.places.billing import BUYERS, invoices_crumbs

SENDING: Final = "/facturen/verzending/"


def delivery_address(code: str) -> str:
    return f"{BUYERS}{code}/verzending/"


def sending_crumbs() -> list[tuple[str, str]]:
    return [*invoices_crumbs(), (_("Verzending"), SENDING)]
