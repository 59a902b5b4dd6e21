"""Who is reminded of the last contributions, and who disputes one: invented, as who did not pay is."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from noaber.core.access import COMMAND
from noaber.finance import api as finance

WHY: Final = "De gemeente rekende op een lager inwonertal en vraagt om de bron van het cijfer."


READ_AT: Final = {
    "GM0193": "facturen@zwolle.invalid",
    "GM0153": "facturen@enschede.invalid",
    "GM0150": "facturen@deventer.invalid",
    "GM0202": "facturen@arnhem.invalid",
    "GM0268": "facturen@nijmegen.invalid",
}


def name_addresses(now: dt.datetime, today: dt.date) -> None:
    """Some say where they read invoices; the others get a file or a letter."""
    for code, email in READ_AT.items():
        finance.record_delivery(code, finance.Delivery(email=email), actor=COMMAND, now=now)


def remind(now: dt.datetime, today: dt.date) -> None:
    """The controller sends what is proposed that day."""
    asked = [
        finance.AskedReminder(row.invoice.number, row.due, row.invoice.settlement.open_cents)
        for row in finance.to_remind(today)
        if row.due
    ]
    finance.send_reminders(asked, actor=COMMAND, now=now, today=today)


def dispute(now: dt.datetime, today: dt.date) -> None:
    """The first that was reminded disputes its invoice."""
    late = next(row for row in finance.late_rows(today) if row.sent)
    finance.dispute_invoice(late.invoice.number, reason=WHY, actor=COMMAND, now=now)


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2023, 3, 20), "Gemeenten zeggen waar zij facturen lezen", name_addresses),
    (dt.date(2023, 4, 6), "Wie te laat is, krijgt een betalingsherinnering", remind),
    (dt.date(2023, 4, 13), "Een gemeente betwist haar factuur van 2023", dispute),
    (dt.date(2023, 4, 24), "Wie nog niet betaalde, krijgt een tweede herinnering", remind),
)
