"""What the tests of reports say on a card and beside a figure, and how they choose and send."""

import datetime as dt
import uuid
from typing import Final

from noaber.accounts.api import User, actor_for, name_assistant
from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.figures.models import ReportChoice, ReportRun
from noaber.figures.services.reports.choosing import Wanted, choose_by_link
from noaber.figures.services.reports.links import token_of
from noaber.figures.services.reports.sending import ask_reports, send_reports
from noaber.figures.tests.signals_played import AREA, NOW, PEAK, TODAY
from noaber.network.api import link_account, register_person
from noaber.network.tests.conftest import organisation

NOTED: Final = "Twee daders in beeld (alleen voor het netwerk)."
ANNOTATED: Final = "Driehonderd meldingen door één webwinkel (alleen voor het netwerk)."
MONTHLY, QUARTERLY, NEVER = Wanted("month"), Wanted("quarter"), Wanted("none")


def assistant_of(person: uuid.UUID) -> uuid.UUID:
    """Somebody in the register without a seat, whom the holder of a seat names as assistant until two days on."""
    principal, assistant = (
        User.objects.create(email=f"{name}@voorbeeld.invalid", display_name=name) for name in ("chef", "hulp")
    )
    values = {
        "name": "Hulp",
        "job_title": "Secretaris",
        "employer": organisation(AREA).organisation,
        "email": assistant.email,
    }
    found = register_person(actor=COMMAND, now=NOW, valid_from=TODAY, values=values).pk
    for key, user in ((person, principal), (found, assistant)):
        link_account(key, actor=COMMAND, user_id=user.pk)
    name_assistant(
        actor=actor_for(principal, TODAY),
        email=assistant.email,
        display_name="Hulp",
        kind="prepare",
        valid_from=TODAY,
        valid_until=TODAY + dt.timedelta(days=2),
        now=NOW,
        today=TODAY,
    )
    return found


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
