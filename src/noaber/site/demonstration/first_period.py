"""The first period of the demonstration, 2015-2018, taken over from the archive in the first days of the register.

The memo names what was reached in these years; the themes follow from those results. Criteria, scores, goals, days and
who takes part are invented, and marked so. What was said then has the day of then, and is known from December 2018 on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from noaber.accounts import api as accounts
from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.network import api as network
from noaber.site.demonstration.goals import MARK, part_of
from noaber.site.demonstration.periods import FIRST_PERIOD
from noaber.site.demonstration.selection import SCORERS, scores_of
from noaber.strategy import api as strategy
from noaber.strategy.api import (
    USUAL_CRITERIA,
    ActivityState,
    ActivityText,
    ChoiceText,
    EntryText,
    GoalStatus,
    GoalText,
    IndicatorText,
    OptionText,
    PositionText,
    RoundText,
    Said,
    UpdateText,
    ValueText,
    Verdict,
)

NUMBER: Final = 1
CHOSEN_ON: Final = dt.date(2015, 2, 4)
WRITTEN_ON: Final = dt.date(2015, 4, 1)
BEGAN_ON, ENDS_ON = dt.date(2014, 12, 31), dt.date(2018, 12, 31)
YEARS: Final = (2015, 2016, 2017)
SOURCE: Final = f"Opgave van het team {MARK}"
THEMES: Final = ("ondermijning", "kwetsbare-personen", "woninginbraken", "jeugdgroepen")
OPTIONS: Final = (
    OptionText(
        "ondermijning", "Ondermijning", "5.2", f"Losse acties verstoren, maar werken niet door. {MARK}"
    ),
    OptionText(
        "kwetsbare-personen", "Verwarde personen", "X.2", f"Het aantal meldingen stijgt elk jaar. {MARK}"
    ),
    OptionText("woninginbraken", "Woninginbraken", "1.3", f"Wie samenwerkte, zag het aantal dalen. {MARK}"),
    OptionText(
        "jeugdgroepen", "Problematische jeugdgroepen", "3.1", f"Elke gemeente pakt het anders aan. {MARK}"
    ),
    OptionText("cybercrime", "Cybercrime", "X.1", f"Er is nog weinig over bekend. {MARK}"),
    OptionText("verkeer", "Verkeersveiligheid", "4.1"),
    OptionText("alcohol", "Alcohol en drugs onder jongeren", "3.3"),
)
SCORES: Final = {
    "ondermijning": "55454554",
    "kwetsbare-personen": "44554445",
    "woninginbraken": "55444552",
    "jeugdgroepen": "44444444",
    "cybercrime": "53242235",
    "verkeer": "22423321",
    "alcohol": "22333322",
}
REJECTED: Final = {
    "cybercrime": f"Hier is nog te weinig over bekend; dit komt terug bij de volgende keuze. {MARK}",
    "verkeer": f"Dit is vooral lokaal. {MARK}",
    "alcohol": f"Gemeenten doen dit samen met scholen en de GGD. {MARK}",
}


@dataclass(frozen=True, slots=True)
class _Goal:
    """An invented goal; `counted` has the base and a value per year, then the target."""

    theme: str
    code: str
    owner: str
    title: str
    aim: str
    activity: str
    last: GoalStatus
    said: str
    indicator: str = ""
    unit: str = ""
    counted: tuple[int, ...] = ()
    target: int = 0


GOALS: Final = (
    _Goal(
        "ondermijning",
        "hennep-verstoren",
        "platform-ondermijning:lead",
        "Partners verstoren de hennepteelt samen",
        "Gemeenten, politie, OM en energiebedrijven maken afspraken en houden zich daaraan.",
        "Een regionaal convenant over hennep schrijven",
        GoalStatus.REACHED,
        "Het convenant is er en wordt gebruikt.",
        "Gemeenten die volgens de afspraken werken",
        "gemeenten",
        (0, 12, 31, 64),
        60,
    ),
    _Goal(
        "kwetsbare-personen",
        "projecten-zorg",
        "et-kwetsbare-personen:lead",
        "Meer goede projecten voor verwarde personen",
        "Gemeenten krijgen hulp om subsidie aan te vragen, en leren van elkaars projecten.",
        "Gemeenten helpen bij hun aanvraag",
        GoalStatus.REACHED,
        "Er liepen meer projecten dan gedacht.",
        "Projecten met subsidie",
        "projecten",
        (0, 8, 19, 28),
        25,
    ),
    _Goal(
        "woninginbraken",
        "minder-inbraken",
        "werkgroep:police",
        "Minder woninginbraken",
        "Elke gemeente krijgt maatregelen aangeboden die inbraak lastiger maken.",
        "Maatregelen tegen inbraak aanbieden",
        GoalStatus.REACHED,
        "Het aantal daalde elk jaar, op één na.",
        "Woninginbraken",
        "misdrijven per jaar",
        target=7500,
    ),
    _Goal(
        "jeugdgroepen",
        "een-aanpak",
        "bbg:gelderland-zuid",
        "Eén aanpak van jeugdgroepen",
        "Elke gemeente kent de integrale aanpak en gebruikt die waar het nodig is.",
        "De aanpak in elk district uitleggen",
        GoalStatus.STOPPED,
        "Nog niet elke gemeente gebruikt de aanpak; zij blijft beschikbaar.",
        "Gemeenten die de aanpak gebruiken",
        "gemeenten",
        (5, 20, 38, 51),
        78,
    ),
)
TRANSPORT: Final = "vervoer-van-verwarde-personen"
ASKED: Final = f"Iemand die zorg nodig heeft, hoort niet in een politieauto. {MARK}"


def choose(now: dt.datetime, today: dt.date) -> None:
    """The choice of 2015 as its papers tell it: criteria, the scores of three members, and why."""
    text = RoundText(f"Keuze van de thema’s 2015-2018 {MARK}", 4, "bbg", USUAL_CRITERIA, OPTIONS)
    strategy.prepare_round(FIRST_PERIOD, text, actor=COMMAND)
    strategy.open_round(FIRST_PERIOD, NUMBER, actor=COMMAND, now=now, today=today)
    for place, email in enumerate(SCORERS):
        actor = accounts.actor_for(accounts.User.objects.get(email=email), today)
        given = scores_of(SCORES, place)
        strategy.give_scores(FIRST_PERIOD, NUMBER, given, actor=actor, now=now, today=today)
    verdicts = {
        each.code: Verdict(each.code not in REJECTED, REJECTED.get(each.code, "")) for each in OPTIONS
    }
    choice = ChoiceText(verdicts, CHOSEN_ON, f"Besluitenlijst BBG {MARK}")
    strategy.record_choice(FIRST_PERIOD, NUMBER, choice, actor=COMMAND, now=now, today=today)


def write_goals(now: dt.datetime, today: dt.date) -> None:
    """What the strategy of 2015 wanted to reach."""
    for each in GOALS:
        goal = GoalText(each.title, f"{each.aim} {MARK}", each.owner, ENDS_ON)
        strategy.record_goal(
            FIRST_PERIOD, each.theme, each.code, goal, actor=COMMAND, now=now, today=WRITTEN_ON
        )
        strategy.record_activity(
            FIRST_PERIOD, each.code, _activity(each), actor=COMMAND, now=now, today=WRITTEN_ON
        )
        strategy.record_indicator(
            FIRST_PERIOD, each.code, _indicator(each), actor=COMMAND, now=now, today=WRITTEN_ON
        )


def _activity(goal: _Goal, state: ActivityState = ActivityState.PLANNED) -> ActivityText:
    body = goal.owner.partition(":")[0]
    return ActivityText(
        f"{goal.activity} {MARK}", dt.date(2015, 9, 1), dt.date(2018, 6, 30), state, body=body
    )


def _indicator(goal: _Goal) -> IndicatorText:
    if not goal.counted:
        source = "Politie en CBS; het doel is een voorbeeld"
        target = Decimal(goal.target)
        return IndicatorText(
            goal.indicator, goal.unit, BEGAN_ON, target, ENDS_ON, source, None, "1.1.1", "network"
        )
    title, base = f"{goal.indicator} {MARK}", Decimal(goal.counted[0])
    return IndicatorText(title, goal.unit, BEGAN_ON, Decimal(goal.target), ENDS_ON, SOURCE, base)


def follow(now: dt.datetime, today: dt.date) -> None:
    """How it went, year by year, with one change and something new in the middle (R49); at last every goal ended."""
    said = partial(strategy.update_goals, FIRST_PERIOD, actor=COMMAND, now=now, today=today)
    for place, year in enumerate(YEARS, start=1):
        on = dt.date(year, 12, 15)
        going = UpdateText(GoalStatus.ON_COURSE, f"De activiteiten lopen zoals gepland. {MARK}")
        late = UpdateText(GoalStatus.BEHIND, f"Niet elk district heeft er mensen voor. {MARK}")
        said({each.code: Said(late if each.theme == THEMES[-1] else going) for each in GOALS}, on=on)
        for each in GOALS:
            if each.counted:
                value = ValueText(Decimal(each.counted[place]), on, SOURCE)
                strategy.record_value(FIRST_PERIOD, each.code, 1, value, actor=COMMAND, now=now, today=today)
    _change_course(now)
    for each in GOALS:
        done, ended_on = _activity(each, ActivityState.DONE), dt.date(2018, 7, 2)
        strategy.record_activity(
            FIRST_PERIOD, each.code, done, actor=COMMAND, now=now, today=ended_on, number=1
        )
    said({each.code: Said(UpdateText(each.last, f"{each.said} {MARK}")) for each in GOALS})


def _change_course(now: dt.datetime) -> None:
    """In 2017 the goal about groups of youngsters was made wider, and something new was tried."""
    goal, on = GOALS[-1], dt.date(2017, 3, 13)
    reason = f"Groepen spreken online af; wie alleen op straat kijkt, ziet hen niet. {MARK}"
    aim = f"Elke gemeente kent de aanpak, ook van groepen die online afspreken. {MARK}"
    text = GoalText(goal.title, aim, goal.owner, ENDS_ON, reason=reason)
    strategy.record_goal(FIRST_PERIOD, goal.theme, goal.code, text, actor=COMMAND, now=now, today=on)
    online = ActivityText(
        f"Jongerenwerkers die ook online aanwezig zijn {MARK}",
        dt.date(2017, 5, 1),
        dt.date(2018, 6, 30),
        ActivityState.DONE,
        organisations=("GM0268", "GM0153"),
        is_innovation=True,
        reason=reason,
    )
    strategy.record_activity(FIRST_PERIOD, goal.code, online, actor=COMMAND, now=now, today=on)


def take_part(now: dt.datetime, today: dt.date) -> None:
    """Two of every three municipalities, and the police, said in which themes they took part."""
    on = dt.date(2015, 11, 19)
    towns = [row.code for row in network.municipalities(ANONYMOUS, AsOf(on))]
    for code in [*(code for code in towns if int(code[2:]) % 3), "POLITIE-ON"]:
        number = int(code[2:]) if code.startswith("GM") else 0
        said = {theme: part_of(number // (place + 1)) for place, theme in enumerate(THEMES)}
        strategy.record_participation(FIRST_PERIOD, code, said, actor=COMMAND, now=now, today=on)


def take_position(now: dt.datetime, today: dt.date) -> None:
    """For what the network stood together in these years, where it said so, and what came of it."""
    text = PositionText(
        f"Vervoer van verwarde personen {MARK}",
        "Wie verward is en hulp nodig heeft, wordt vervoerd door de zorg en niet door de politie.",
        dt.date(2016, 11, 16),
    )
    strategy.record_position(TRANSPORT, "kwetsbare-personen", text, actor=COMMAND, now=now, today=today)
    log = partial(strategy.log_lobby, TRANSPORT, actor=COMMAND, now=now, today=today)
    log(EntryText(f"Overleg met de zorgverzekeraars {MARK}", dt.date(2017, 2, 9), "bbg:chair", ASKED))
    outcome = f"De verzekeraars betalen een proef met eigen vervoer. {MARK}"
    log(EntryText(f"Gesprek met het ministerie {MARK}", dt.date(2018, 3, 15), "bbg:chair", ASKED, outcome))


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2018, 12, 6), "De keuze van de thema’s van 2015-2018 is overgenomen", choose),
    (dt.date(2018, 12, 7), "De doelen van 2015-2018 zijn overgenomen", write_goals),
    (dt.date(2018, 12, 11), "Hoe het met de doelen van 2015-2018 ging, is overgenomen", follow),
    (dt.date(2018, 12, 12), "Wie aan de thema’s van 2015-2018 meedeed, is overgenomen", take_part),
    (dt.date(2018, 12, 13), "Waar het netwerk in 2015-2018 voor stond, is overgenomen", take_position),
)
