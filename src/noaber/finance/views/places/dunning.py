"""The addresses of reminding."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.finance.rules.dunning.reminders import ReminderStep
from noaber.finance.views.places.billing import invoice_address, invoices_crumbs

REMINDERS: Final = "/facturen/herinneren/"
SEND: Final = "/facturen/herinneren/versturen/"
TERMS: Final = "/facturen/herinneren/instellen/"


def letter_address_of(number: str, step: ReminderStep) -> str:
    return invoice_address(number, f"herinnering/{step.value}/")


def reminders_crumbs() -> list[tuple[str, str]]:
    return [*invoices_crumbs(), (_("Herinneren"), REMINDERS)]
