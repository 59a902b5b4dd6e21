"""Two contact persons who want the monthly figures, and the first time that they get them; their choice is invented."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from noaber.core.access import COMMAND
from noaber.figures import api as figures
from noaber.network import api as network

READERS: Final = ("GM0153", "GM0203")
"""Enschede and Barneveld, of whom the story tells what they did with a signal."""
MONTH: Final = 201907


def choose(now: dt.datetime, today: dt.date) -> None:
    """Each for their own municipality, by the link of an invitation."""
    contacts = network.correspondents(COMMAND, today, roles=("contact",))
    for each in contacts:
        if each.organisation_code in READERS:
            figures.want_report(each.person_id, each.organisation_code, now=now, today=today)


def send(now: dt.datetime, today: dt.date) -> None:
    figures.send_month_reports(MONTH, actor=COMMAND, now=now, today=today)


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2019, 8, 18), "Enschede en Barneveld kiezen voor het maandbericht", choose),
    (dt.date(2019, 8, 19), "De eerste maandberichten met cijfers gaan uit", send),
)
