"""What the tests of reports say on a card and beside a figure, and how they choose and send."""

import datetime as dt
import uuid
from typing import Final

from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.figures.models import ReportChoice, ReportRun
from noaber.figures.services.reports.choosing import Wanted, choose_by_link
from noaber.figures.services.reports.links import token_of
from noaber.figures.services.reports.sending import ask_reports, send_reports
from noaber.figures.tests.signals_played import AREA, NOW, PEAK, TODAY

NOTED: Final = "Twee daders in beeld (alleen voor het netwerk)."
ANNOTATED: Final = "Driehonderd meldingen door één webwinkel (alleen voor het netwerk)."
MONTHLY, QUARTERLY, NEVER = Wanted("month"), Wanted("quarter"), Wanted("none")


def choose(person: uuid.UUID, wanted: Wanted = MONTHLY, area: str = AREA) -> ReportChoice | None:
    return choose_by_link(token_of(person, area), wanted, actor=ANONYMOUS, now=NOW, today=TODAY)


def asked(
    edition: int = 1, *, actor: Actor = COMMAND, now: dt.datetime = NOW, period: int = PEAK
) -> ReportRun:
    return ask_reports(period, edition, actor=actor, now=now)


def sent(edition: int = 1, *, now: dt.datetime = NOW, period: int = PEAK) -> int:
    """Asked and done; how many went out."""
    run = asked(edition, now=now, period=period)
    return send_reports(run.pk, today=TODAY, now=lambda: now)
