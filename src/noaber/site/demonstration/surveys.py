"""The surveys of the demonstration's second period: halfway in 2021, closed, and at the end in 2023, still open.

What organisations answer is invented and marked so; it follows from their codes, so that it is the same each time.
"""

import datetime as dt
from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.network import api as network
from noaber.site.demonstration.goals import MARK
from noaber.site.demonstration.periods import PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import ResponseText, SurveyKind, SurveyText

TITLES: Final = {
    SurveyKind.MIDTERM: "Hoe gaat het halverwege?",
    SurveyKind.ENDTERM: "Wat heeft de strategie gebracht?",
}
INTRODUCTION: Final = (
    "Wij kijken samen terug op de veiligheidsstrategie. Wat vindt uw organisatie ervan? Met alle antwoorden samen "
    "schrijven wij de review. De antwoorden in deze peiling zijn verzonnen."
)
CLOSES_ON: Final = {SurveyKind.MIDTERM: dt.date(2021, 6, 18), SurveyKind.ENDTERM: dt.date(2023, 5, 31)}
# Where the answers to each statement lie, and how far each organisation stands from there; None: "weet ik niet".
AROUND: Final = {
    SurveyKind.MIDTERM: (4, 4, 3, 3, 3, 4, 3, 3, 2),
    SurveyKind.ENDTERM: (4, 4, 4, 4, 3, 4, 3, 3, 3),
}
APART: Final = (0, 0, 1, 0, -1, 0, 1, -2, 0, None, -1, 0, 1)
WORDS: Final = (
    ("Bijeenkomsten met andere gemeenten leveren ons veel op.", "Kleine gemeenten hebben weinig tijd."),
    ("Wij weten elkaar sneller te vinden.", "Maak minder producten, en help bij het invoeren ervan."),
    ("Het platform denkt praktisch mee.", "Geef vaker cijfers per gemeente."),
    ("Eén aanpak in het hele district scheelt ons werk.", "Laat eerder weten wat u van ons vraagt."),
    ("De lijnen met politie en OM zijn kort.", "Betrek de gemeenteraden eerder."),
    ("Wij gebruiken de voorbeelden van anderen.", "Kies minder onderwerpen tegelijk."),
    ("De coördinator is goed te bereiken.", "Zet alles op één plek bij elkaar."),
)
WORDS_FROM: Final = 10  # one in so many writes something
SILENT: Final = frozenset({"GM0193", "GM0153", "OM-ON"})
"""Who did not answer the second survey yet, so that these roles have it on their home page."""


def open_survey(now: dt.datetime, today: dt.date, *, kind: SurveyKind) -> None:
    """The coordinator puts the usual questions, with one per theme."""
    themes = {row.code: row.name for row in network.themes(ANONYMOUS, AsOf(today))}
    questions = strategy.usual_questions(kind, themes)
    text = SurveyText(f"{TITLES[kind]} {MARK}", INTRODUCTION, CLOSES_ON[kind], questions)
    code = strategy.prepare_survey(PERIOD, kind, text, actor=COMMAND, today=today)
    strategy.open_survey(PERIOD, code, actor=COMMAND, now=now, today=today)


def answer(
    now: dt.datetime, today: dt.date, *, kind: SurveyKind, parts: Collection[int], but: Collection[str] = ()
) -> None:
    """One part of the organisations answers on a day; `parts`: which remainders of their place in the list by nine."""
    count = len(AROUND[kind])
    for place, code in enumerate(_asked(today)):
        if place % 9 in parts and code not in but:
            said = _response(kind, place, count)
            strategy.answer_survey(PERIOD, kind.value, code, said, actor=COMMAND, now=now, today=today)


def _asked(today: dt.date) -> list[str]:
    towns = [row.code for row in network.municipalities(ANONYMOUS, AsOf(today))]
    return [*towns, "OM-ON", "POLITIE-ON", "RIEC-ON"]


def _response(kind: SurveyKind, place: int, count: int) -> ResponseText:
    opinions = {
        number: _opinion(around, APART[(7 * place + 5 * number) % len(APART)])
        for number, around in enumerate(AROUND[kind], start=1)
    }
    if place % WORDS_FROM:
        return ResponseText(opinions)
    good, other = WORDS[place // WORDS_FROM % len(WORDS)]
    return ResponseText(opinions, {count + 1: f"{good} {MARK}", count + 2: f"{other} {MARK}"})


def _opinion(around: int, apart: int | None) -> int:
    return 0 if apart is None else min(max(around + apart, 1), 5)


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (
        dt.date(2021, 5, 25),
        "De coördinator peilt hoe het halverwege gaat",
        partial(open_survey, kind=SurveyKind.MIDTERM),
    ),
    (
        dt.date(2021, 6, 3),
        "De eerste organisaties vullen de peiling in",
        partial(answer, kind=SurveyKind.MIDTERM, parts=(0, 2, 4, 6, 8)),
    ),
    (
        dt.date(2021, 6, 15),
        "Meer organisaties vullen de peiling in",
        partial(answer, kind=SurveyKind.MIDTERM, parts=(1, 3, 7)),
    ),
    (
        dt.date(2023, 4, 17),
        "De coördinator peilt wat de strategie heeft gebracht",
        partial(open_survey, kind=SurveyKind.ENDTERM),
    ),
    (
        dt.date(2023, 4, 26),
        "De eerste organisaties vullen de tweede peiling in",
        partial(answer, kind=SurveyKind.ENDTERM, parts=(0, 3, 4, 7), but=SILENT),
    ),
    (
        dt.date(2023, 5, 10),
        "Meer organisaties vullen de tweede peiling in",
        partial(answer, kind=SurveyKind.ENDTERM, parts=(1, 6), but=SILENT),
    ),
)
