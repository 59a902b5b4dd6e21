"""The reviews of the demonstration: that of 2015-2018, halfway 2019-2022, and the draft of 2023.

The memo names the endterm review of 2015-2018; its conclusions, findings and all of the later ones are invented.
"""

import datetime as dt
from contextlib import suppress
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.site.demonstration.periods import FIRST_PERIOD, PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import FindingText, Finishing, ReviewKind, ReviewText

MARK: Final = "(voorbeeld)"
FIRST: Final = ReviewText(
    "De eerste strategie bracht gemeenten, politie, OM en RIEC dichter bij elkaar. Negen resultaten zijn vastgelegd; "
    "zij komen van de partners samen, en geen van hen kan een resultaat alleen op zijn naam zetten. "
    f"{MARK}\n\n"
    "Het voorstel zegt dat het aantal woninginbraken met 30 % daalde, zonder jaren te noemen. Nagerekend hangt de "
    f"uitkomst af van de jaren die worden gekozen. Een bewijs van het effect van de samenwerking is het niet. {MARK}",
    (
        ("ondermijning", f"De partners treden vaker samen op. Kleine gemeenten vragen om meer hulp. {MARK}"),
        ("kwetsbare-personen", f"Er zijn veel projecten; nu gaat het om overnemen wat werkt. {MARK}"),
        ("woninginbraken", f"Het aantal daalde; elke gemeente kreeg dezelfde maatregelen aangeboden. {MARK}"),
        ("jeugdgroepen", f"De aanpak is in alle gemeenten bekend en wordt gebruikt waar nodig. {MARK}"),
    ),
    (
        FindingText(
            f"Kleine gemeenten missen mensen om ondermijning aan te pakken. {MARK}",
            "ondermijning",
            "Maak hulp van buurgemeenten mogelijk, met afspraken vooraf.",
        ),
        FindingText(
            f"Projecten voor personen met verward gedrag blijven vaak in één gemeente. {MARK}",
            "kwetsbare-personen",
            "Houd bij welke gemeente een project van een ander overneemt.",
        ),
        FindingText(
            f"Keuzes worden nog weinig met cijfers onderbouwd. {MARK}",
            "informatiegestuurd-werken",
            "Kies vooraf welke jaren en cijfers worden vergeleken.",
        ),
        FindingText(
            f"Misdaad gaat steeds vaker via internet; de eerste strategie noemde dat niet. {MARK}",
            "cybercrime",
            "Maak digitale misdaad een eigen thema.",
        ),
        FindingText(
            f"Wat inbraken voorkomt, werkt het best als buren meedoen. {MARK}",
            "woninginbraken",
            "Blijf de maatregelen aanbieden, ook nu het geen thema meer is.",
        ),
        FindingText(
            f"Van niet elk resultaat is te vinden waaruit het blijkt. {MARK}",
            recommendation="Leg bij elk resultaat vast waar het bewijs te vinden is.",
        ),
    ),
)
HALFWAY: Final = ReviewText(
    f"Halverwege liggen de meeste doelen op koers. De coronatijd vertraagde wat met bijeenkomsten moest. {MARK}",
    (
        ("ondermijning", f"De aanpak in het buitengebied vraagt meer mensen dan gedacht. {MARK}"),
        ("cybercrime", f"Voorlichting kon niet doorgaan; de bus is een goede vondst. {MARK}"),
    ),
    (
        FindingText(
            f"Teams in twee districten hebben te weinig mensen. {MARK}",
            "ondermijning",
            "Laat districten elkaar mensen lenen.",
        ),
        FindingText(
            f"Doelen zonder cijfer zijn moeilijk te volgen. {MARK}",
            recommendation="Geef elk doel een indicator met een begin en een doel.",
        ),
    ),
)
LAST: Final = ReviewText(
    f"De tweede strategie is uitgevoerd; niet elk doel is gehaald. Dit concept is bedoeld om op te reageren. {MARK}",
    (
        (
            "ondermijning",
            f"Gemeenten herkennen signalen eerder. Of dat meer oplevert, is nog niet te zeggen. {MARK}",
        ),
        ("kwetsbare-personen", f"Street triage is nu in meer gemeenten vast werk. {MARK}"),
    ),
    (
        FindingText(
            f"Samen oefenen werkt, maar niet elke gemeente deed mee. {MARK}",
            "cybercrime",
            "Plan oefeningen een jaar vooruit, per district.",
        ),
        FindingText(
            f"Hulp tussen gemeenten komt traag op gang. {MARK}",
            "ondermijning",
            "Spreek een vast aanspreekpunt per district af.",
        ),
    ),
)
REACTIONS: Final = (
    ("GM0193", f"Wij missen de inzet van de wijkteams bij kwetsbare personen. {MARK}"),
    ("GM0166", f"Het tekort aan mensen herkennen wij. Benoem ook de kleine gemeenten. {MARK}"),
    ("POLITIE-ON", f"Noem bij de cijfers dat zij over geregistreerde misdrijven gaan. {MARK}"),
)
ANSWERS: Final = (
    ("partly", f"De wijkteams staan nu bij de activiteiten; een eigen doel komt er niet bij. {MARK}"),
    ("adopted", f"Dat staat nu in de bevinding. {MARK}"),
    ("answered", f"Dat staat bij elk cijfer al als bron. {MARK}"),
)


def write_first(now: dt.datetime, today: dt.date) -> None:
    """What was found in the autumn of 2018 is put beside the results, and shared."""
    _share(FIRST_PERIOD, ReviewKind.ENDTERM, FIRST, now, today, until=dt.date(2019, 1, 22))


def finish_first(now: dt.datetime, today: dt.date) -> None:
    _finish(FIRST_PERIOD, ReviewKind.ENDTERM, now, today)


def take_over(now: dt.datetime, today: dt.date) -> None:
    """The findings open the next inventory."""
    with suppress(DomainError):
        strategy.take_over_findings(PERIOD, actor=COMMAND, now=now, today=today)


def write_halfway(now: dt.datetime, today: dt.date) -> None:
    _share(PERIOD, ReviewKind.MIDTERM, HALFWAY, now, today, until=dt.date(2021, 4, 30))


def react_halfway(now: dt.datetime, today: dt.date) -> None:
    for code, text in REACTIONS:
        _react(ReviewKind.MIDTERM, code, text, now, today)


def answer_halfway(now: dt.datetime, today: dt.date) -> None:
    answer = partial(
        strategy.answer_reaction, PERIOD, ReviewKind.MIDTERM, actor=COMMAND, now=now, today=today
    )
    for number, (effect, text) in enumerate(ANSWERS, start=1):
        with suppress(DomainError):
            answer(number, effect=effect, answer=text)


def finish_halfway(now: dt.datetime, today: dt.date) -> None:
    _finish(PERIOD, ReviewKind.MIDTERM, now, today)


def write_last(now: dt.datetime, today: dt.date) -> None:
    _share(PERIOD, ReviewKind.ENDTERM, LAST, now, today, until=dt.date(2023, 6, 9))


def react_last(now: dt.datetime, today: dt.date) -> None:
    text = f"Street triage begon bij ons; noem ook wat het de zorg opleverde. {MARK}"
    _react(ReviewKind.ENDTERM, "GM0150", text, now, today)


# Who plays on after doing something of it by hand, keeps what they did: what cannot be done any more, is passed over.


def _share(
    period: str, kind: ReviewKind, text: ReviewText, now: dt.datetime, today: dt.date, *, until: dt.date
) -> None:
    with suppress(DomainError):
        strategy.write_review(period, kind, text, actor=COMMAND, now=now, today=today)
        strategy.share_review(period, kind, until, actor=COMMAND, now=now, today=today)


def _react(kind: ReviewKind, code: str, text: str, now: dt.datetime, today: dt.date) -> None:
    with suppress(DomainError):
        strategy.react(PERIOD, kind, code, text, actor=COMMAND, now=now, today=today)


def _finish(period: str, kind: ReviewKind, now: dt.datetime, today: dt.date) -> None:
    said = Finishing(today, f"besluitenlijst BBG {MARK}")
    with suppress(DomainError):
        strategy.finish_review(period, kind, said, actor=COMMAND, now=now, today=today)


STEPS: Final = (
    (dt.date(2019, 1, 17), "Het concept van de endterm review 2015-2018 is gedeeld", write_first),
    (dt.date(2019, 1, 24), "De endterm review 2015-2018 is definitief", finish_first),
    (dt.date(2019, 1, 25), "De bevindingen openen de nieuwe inventarisatie", take_over),
    (dt.date(2021, 4, 6), "Het concept van de midterm review is gedeeld", write_halfway),
    (dt.date(2021, 4, 20), "Organisaties reageren op de midterm review", react_halfway),
    (dt.date(2021, 5, 4), "De coördinator beantwoordt de reacties", answer_halfway),
    (dt.date(2021, 7, 7), "De midterm review is definitief", finish_halfway),
    (dt.date(2023, 4, 18), "Het concept van de endterm review 2019-2022 is gedeeld", write_last),
    (dt.date(2023, 5, 11), "De eerste organisatie reageert op het concept", react_last),
)
