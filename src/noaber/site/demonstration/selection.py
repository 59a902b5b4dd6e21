"""The choice of themes of the demonstration. The four themes are those of the memo; scores and reasons are invented.

The memo had the choice agreed before the summer of 2018; here it falls in the weeks before the memo, because the
register of the demonstration begins in December.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.site.demonstration.memo import CODE as PROPOSAL
from noaber.site.demonstration.periods import PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import USUAL_CRITERIA, ChoiceText, Given, OptionText, RoundText, Verdict

NUMBER: Final = 1
CHOSEN_ON: Final = dt.date(2019, 1, 22)
SCORERS: Final = (
    "burgemeester@enschede.invalid",
    "burgemeester@zwolle.invalid",
    "eenheidsleiding@politie-on.invalid",
)
OPTIONS: Final = (
    OptionText(
        "ondermijning",
        "Ondermijning",
        "5.2",
        "Het Platform Ondermijning coördineerde de aanvraag van de landelijke ondermijningsgelden.",
    ),
    OptionText(
        "kwetsbare-personen",
        "Kwetsbare personen",
        "X.2",
        "Meer dan 30 projecten kregen subsidie; wat slaagde, kan worden overgenomen.",
    ),
    OptionText(
        "cybercrime",
        "Cybercrime/gedigitaliseerde criminaliteit",
        "X.1",
        "De review mist het in de strategie van 2015-2018 (voorbeeld).",
    ),
    OptionText(
        "informatiegestuurd-werken",
        "Informatiegestuurd werken",
        "X.3",
        "Alle gemeenten kunnen maandelijks de cijfers per e-mail ontvangen.",
    ),
    OptionText(
        "woninginbraken", "Woninginbraken", "1.3", "Het aantal woninginbraken daalde in vier jaar met 30 %."
    ),
    OptionText(
        "jeugdgroepen",
        "Problematische jeugdgroepen",
        "3.1",
        "De integrale aanpak is bij alle gemeenten bekend en wordt waar nodig gebruikt.",
    ),
    OptionText("verkeer", "Verkeersveiligheid", "4.1"),
    OptionText(
        "radicalisering",
        "Polarisatie en radicalisering",
        "5.1",
        "Het kwam in de vorige strategie niet voor (voorbeeld).",
    ),
)
# In the order of the criteria that people score: the first scorer's; the others are a point off here and there.
SCORES: Final = {
    "ondermijning": "55554553",
    "kwetsbare-personen": "44554443",
    "cybercrime": "55453455",
    "informatiegestuurd-werken": "55234333",
    "woninginbraken": "44424452",
    "jeugdgroepen": "33434332",
    "verkeer": "22433321",
    "radicalisering": "44432333",
}
# By criterion what somebody says with a low, a middling and a high score.
REASONS: Final = {
    "bovenlokaal": ("Dit speelt per gemeente.", "Soms over de grens heen.", "Dit stopt niet bij de grens."),
    "meerwaarde": ("Dat kan ieder zelf.", "Kennis delen helpt.", "Alleen lukt dit geen gemeente."),
    "ernst": ("De schade is beperkt.", "Voor wie het raakt, is het zwaar.", "Het raakt inwoners hard."),
    "urgentie": ("Het neemt af.", "Het blijft gelijk.", "Het neemt snel toe."),
    "invloed": ("Wij hebben er weinig greep op.", "Het verschilt per plaats.", "Onze aanpak werkt."),
    "draagvlak": ("Er is weinig capaciteit voor.", "De meeste partners doen mee.", "Iedereen wil meedoen."),
    "aansluiting": (
        "Politie en OM kiezen anders.",
        "Het past gedeeltelijk.",
        "Politie en OM kiezen dit ook.",
    ),
    "nieuw": ("Anderen doen dit al.", "Een deel is elders belegd.", "Niemand pakt het nu op."),
}
REJECTED: Final = {
    "woninginbraken": "Het staat vierde, maar het aantal daalt al jaren en de maatregelen zijn er voor iedereen.",
    "jeugdgroepen": "De methodiek is bij alle gemeenten bekend; die blijft beschikbaar.",
    "verkeer": "Dit is vooral lokaal en krijgt al aandacht in de verkeersplannen.",
    "radicalisering": "Hiervoor is er al een eigen regionaal overleg.",
}
AGAINST: Final = {
    "informatiegestuurd-werken": "Het staat vijfde, maar de andere drie thema’s kunnen niet zonder gedeelde informatie."
}
MARK: Final = "(voorbeeld)"


def open_scores(now: dt.datetime, today: dt.date) -> None:
    """The coordinator writes the round and opens it for the members of the BBG."""
    text = RoundText("Keuze van de thema’s 2019-2022", 4, "bbg", USUAL_CRITERIA, OPTIONS)
    strategy.prepare_round(PERIOD, text, actor=COMMAND)
    strategy.open_round(PERIOD, NUMBER, actor=COMMAND, now=now, today=today)


def score(now: dt.datetime, today: dt.date) -> None:
    """Three members score; with that every theme has a score on every criterion."""
    for place, email in enumerate(SCORERS):
        actor = accounts.actor_for(accounts.User.objects.get(email=email), today)
        strategy.give_scores(PERIOD, NUMBER, scores_of(SCORES, place), actor=actor, now=now, today=today)


def scores_of(scores: Mapping[str, str], scorer: int) -> dict[tuple[str, str], Given]:
    """What a scorer gives: by theme a digit per criterion, moved a little, with a reason."""
    return {
        (option, criterion): _given(criterion, _moved(int(digit), scorer, row + column))
        for row, (option, digits) in enumerate(scores.items())
        for column, (criterion, digit) in enumerate(zip(REASONS, digits, strict=True))
    }


def _moved(value: int, scorer: int, place: int) -> int:
    """The second scorer is a point lower now and then, the third a point higher."""
    move = {1: -1, 2: 1}.get(scorer, 0) if place % 4 == scorer else 0
    return min(max(value + move, 1), 5)


def _given(criterion: str, value: int) -> Given:
    return Given(value, f"{REASONS[criterion][(value > 2) + (value > 3)]} {MARK}")


def choose(now: dt.datetime, today: dt.date) -> None:
    """Three of the first four, and one that stands fifth, because the others lean on it."""
    strategy.record_choice(PERIOD, NUMBER, _choice(), actor=COMMAND, now=now, today=today)


def put_to_councils(now: dt.datetime, today: dt.date) -> None:
    """The choice names the proposal that carries its themes to the five councils."""
    text = replace(_choice(), proposal=PROPOSAL)
    strategy.record_choice(PERIOD, NUMBER, text, actor=COMMAND, now=now, today=today)


def _choice() -> ChoiceText:
    reasons = {code: f"{text} {MARK}" for code, text in {**REJECTED, **AGAINST}.items()}
    verdicts = {each.code: Verdict(each.code not in REJECTED, reasons.get(each.code, "")) for each in OPTIONS}
    return ChoiceText(verdicts, CHOSEN_ON, f"Besluitenlijst BBG {MARK}")
