"""A joint position with its log, and the file of the national money against ondermijning.

The memo says that the Platform Ondermijning coordinated the application, brought in what municipalities need and will
be involved in the implementation. The days, the words and the needs are invented; amounts are in neither.
"""

import datetime as dt
from typing import Final

from django.core.files.base import ContentFile

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.network import api as network
from noaber.strategy import api as strategy
from noaber.strategy.api import EntryText, GrantText, PositionText, StepKind, StepText

POSITION: Final = "wijkagenten-in-kleine-gemeenten"
GRANT: Final = "ondermijningsgelden"
THEME: Final = "ondermijning"
CHAIR: Final = "bbg:chair"
MINISTRY: Final = "Overleg van regio’s met het ministerie (voorbeeld)"
SAID: Final = "De politie op het platteland is te dun verdeeld. Wij vragen een norm per gebied (voorbeeld)."
NEEDS: Final = (
    ("GM0193", "Iemand die signalen uit de binnenstad bij elkaar brengt (voorbeeld)."),
    ("GM0153", "Controles samen met Duitse buren (voorbeeld)."),
    ("GM0150", "Training voor medewerkers aan de balie (voorbeeld)."),
    ("GM0180", "Hulp bij het toezicht op bedrijventerreinen (voorbeeld)."),
    ("GM0200", "Een barrièremodel voor vakantieparken (voorbeeld)."),
    ("GM0268", "Meer kennis van geldstromen (voorbeeld)."),
    ("GM0202", "Een gezamenlijk team voor de aanpak van drugspanden (voorbeeld)."),
    ("GM1586", "Toezicht in het buitengebied (voorbeeld)."),
    ("RIEC-ON", "Analisten voor het regionale beeld (voorbeeld)."),
)
BEFORE: Final = (
    StepText(
        StepKind.POSITION,
        dt.date(2018, 5, 14),
        "Het platform brengt in dat het geld ook in kleine gemeenten terecht moet komen (voorbeeld).",
    ),
    StepText(
        StepKind.APPLICATION,
        dt.date(2018, 9, 28),
        "Het Platform Ondermijning dient het plan voor 2019 in, mede namens de gemeenten (voorbeeld).",
        "https://voorbeeld.invalid/aanvraag",
    ),
    StepText(
        StepKind.AWARD,
        dt.date(2018, 12, 14),
        "De ronde van 2019 is toegekend. Het bedrag staat bij de financiën (voorbeeld).",
    ),
)
LETTER: Final = b"Brief over de toekenning. Dit is een voorbeeld, zonder bedragen.\n"


def open_file(now: dt.datetime, today: dt.date) -> None:
    text = GrantText(
        "Landelijke ondermijningsgelden",
        "Ondermijningsfonds van het Rijk",
        "Versterking van de aanpak van ondermijning in de regio’s.",
    )
    strategy.record_grant(GRANT, THEME, text, actor=COMMAND, now=now, today=today)
    for step in BEFORE:
        _step(step, now, today)


def ask_needs(now: dt.datetime, today: dt.date) -> None:
    """For the next round the municipalities say beforehand what they need."""
    for organisation, need in _needs(today).items():
        strategy.state_need(GRANT, organisation, need, actor=COMMAND, now=now)


def apply_again(now: dt.datetime, today: dt.date) -> None:
    text = "Het Platform Ondermijning vraagt de ronde van 2020 aan, met wat de gemeenten nodig hebben (voorbeeld)."
    _step(StepText(StepKind.APPLICATION, today, text, "https://voorbeeld.invalid/aanvraag-2020"), now, today)


def hear_award(now: dt.datetime, today: dt.date) -> None:
    text = "De ronde van 2020 is toegekend. Het bedrag staat bij de financiën (voorbeeld)."
    _step(StepText(StepKind.AWARD, today, text), now, today)


def _step(step: StepText, now: dt.datetime, today: dt.date) -> None:
    name = f"brief-{step.on.year}-voorbeeld.txt"
    upload = ContentFile(LETTER, name=name) if step.kind is StepKind.AWARD else None
    strategy.record_grant_step(GRANT, step, actor=COMMAND, now=now, today=today, upload=upload)


def _needs(today: dt.date) -> dict[str, str]:
    """What some said in words of their own; of the others one of every three needs one of the same things."""
    towns = [row.code for row in network.municipalities(ANONYMOUS, AsOf(today)) if int(row.code[2:]) % 3 == 1]
    said = [need for code, need in NEEDS if code.startswith("GM")]
    return {code: said[place % len(said)] for place, code in enumerate(towns)} | dict(NEEDS)


def take_position(now: dt.datetime, today: dt.date) -> None:
    text = PositionText(
        "Wijkagenten in kleine gemeenten (voorbeeld)",
        "Elke gemeente houdt een wijkagent die er bekend is, ook waar weinig mensen wonen. Bij de verdeling van de "
        "politie telt niet alleen het aantal inwoners, maar ook de afstand.",
        dt.date(2019, 5, 29),
    )
    strategy.record_position(POSITION, "", text, actor=COMMAND, now=now, today=today)
    _log(EntryText("Brief aan de Tweede Kamer (voorbeeld)", dt.date(2019, 6, 3), CHAIR, SAID), now, today)


def go_on(now: dt.datetime, today: dt.date) -> None:
    _log(EntryText(MINISTRY, dt.date(2020, 2, 20), CHAIR, SAID), now, today)
    begun = StepText(
        StepKind.IMPLEMENTATION,
        dt.date(2020, 2, 3),
        "De eerste gemeenten werken met de signalenkaart; het platform is betrokken (voorbeeld).",
    )
    _step(begun, now, today)


def hear_outcome(now: dt.datetime, today: dt.date) -> None:
    outcome = "Het ministerie neemt afstand mee in de volgende verdeling (voorbeeld)."
    _log(
        EntryText("Rondetafelgesprek over de politie (voorbeeld)", dt.date(2021, 4, 8), CHAIR, SAID, outcome),
        now,
        today,
    )


def _log(text: EntryText, now: dt.datetime, today: dt.date) -> None:
    strategy.log_lobby(POSITION, text, actor=COMMAND, now=now, today=today)
