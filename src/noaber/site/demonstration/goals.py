"""The goals of the demonstration's second period: invented, and marked so. Only the burglaries are really counted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Final

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.network import api as network
from noaber.site.demonstration.periods import PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import (
    ActivityState,
    ActivityText,
    GoalStatus,
    GoalText,
    IndicatorText,
    ParticipationKind,
    ParticipationText,
    Said,
    UpdateText,
    ValueText,
)

MARK: Final = "(voorbeeld)"
BEGAN_ON, ENDS_ON = dt.date(2018, 12, 31), dt.date(2022, 12, 31)
COURSE: Final = {
    "K": GoalStatus.ON_COURSE,
    "R": GoalStatus.AT_RISK,
    "A": GoalStatus.BEHIND,
    "B": GoalStatus.REACHED,
}
NOTHING: Final = "-"  # in that quarter the team said nothing
SENTENCES: Final = {
    "K": "De activiteiten lopen zoals gepland.",
    "R": "Niet elk district heeft genoeg mensen om mee te doen.",
    "A": "Het werk lag stil en wordt nu ingehaald.",
    "B": "Het doel is gehaald.",
}
THEMES: Final = ("ondermijning", "kwetsbare-personen", "cybercrime", "informatiegestuurd-werken")
PARTS: Final = {2: ParticipationKind.FOLLOWS, 5: ParticipationKind.FOLLOWS, 7: ParticipationKind.NOT}
DEVIATIONS: Final = {
    ParticipationKind.FOLLOWS: f"Wij gebruiken wat de anderen maken, en leveren zelf geen mensen. {MARK}",
    ParticipationKind.NOT: f"Wij doen dit al met onze buren. {MARK}",
}
ASKED: Final = "Wij vragen de BBG om dit met de districten te bespreken."
# The last days of each quarter, from the middle of 2019 to the end of 2022.
UPDATED_ON: Final = tuple(
    dt.date(year, month, 25)
    for year in range(2019, 2023)
    for month in (3, 6, 9, 12)
    if (year, month) > (2019, 3)
)


@dataclass(frozen=True, slots=True)
class _Goal:
    """An invented goal; `course` has a letter per quarter, `counted` a value per year (base first, then the target)."""

    theme: str
    code: str
    owner: str
    title: str
    aim: str
    activity: str
    course: str
    indicator: str
    unit: str
    counted: tuple[int, ...] = ()
    target: int = 0


GOALS: Final = (
    _Goal(
        "ondermijning",
        "ondermijningsbeeld",
        "platform-ondermijning:lead",
        "Elke gemeente kent haar eigen ondermijningsbeeld",
        "Alle gemeenten hebben een beeld van hoogstens twee jaar oud, en bespreken het in de driehoek.",
        "Samen met het RIEC beelden maken",
        "KKKARRRKKKKKKKB",
        "Gemeenten met een actueel beeld",
        "gemeenten",
        (12, 31, 40, 62, 76),
        76,
    ),
    _Goal(
        "ondermijning",
        "weerbaar-buitengebied",
        "platform-ondermijning:lead",
        "Het buitengebied is weerbaar",
        "Eigenaren van leegstaande schuren herkennen criminele huurders, en melden dat.",
        "Gesprekken met eigenaren van schuren",
        "KKRRAARRKKRRKKK",
        "Eigenaren die wij spraken",
        "eigenaren",
        (0, 240, 310, 790, 1180),
        1500,
    ),
    _Goal(
        "kwetsbare-personen",
        "passende-zorg",
        "et-kwetsbare-personen:lead",
        "Na een melding snel passende zorg",
        "Wie verward gedrag laat zien, krijgt dezelfde dag hulp van zorg in plaats van politie.",
        "Afspraken met ambulancezorg en ggz per district",
        "KKKRRRRRAARRKKK",
        "Districten met afspraken over vervoer",
        "districten",
        (1, 2, 2, 3, 4),
        5,
    ),
    _Goal(
        "kwetsbare-personen",
        "wijk-ggz",
        "bbg:ijsselland",
        "De wijk weet wie zij kan bellen",
        "Elke wijkagent en elk wijkteam heeft een vaste contactpersoon in de zorg.",
        "Bijeenkomsten van wijkagenten en wijkteams",
        "KKKKRRKKKKKKKKK",
        "Wijkteams met een vaste contactpersoon",
        "wijkteams",
        (60, 85, 92, 131, 168),
        160,
    ),
    _Goal(
        "cybercrime",
        "inwoners-herkennen-oplichting",
        "et-cybercrime:lead",
        "Inwoners herkennen digitale oplichting",
        "Inwoners weten hoe oplichters te werk gaan, en doen aangifte als het misgaat.",
        "Voorlichting in bibliotheken",
        "KKKAAKKKKKRKKKK",
        "Gemeenten die voorlichting geven",
        "gemeenten",
        (9, 22, 24, 51, 69),
        76,
    ),
    _Goal(
        "cybercrime",
        "oefenen-cyberaanval",
        "et-cybercrime:lead",
        "Gemeenten oefenen met een cyberaanval",
        "Elke gemeente oefent één keer per twee jaar wat zij doet als haar systemen uitvallen.",
        "Een oefening per district",
        "KRRAARRRKKKRKKK",
        "Gemeenten die oefenden",
        "gemeenten",
        (3, 11, 14, 38, 57),
        76,
    ),
    _Goal(
        "informatiegestuurd-werken",
        "maandcijfers",
        "et-informatiegestuurd-werken:lead",
        "Elke gemeente gebruikt haar maandcijfers",
        "Gemeenten ontvangen elke maand hun cijfers en bespreken wat opvalt met de politie.",
        "Een maandbericht per gemeente",
        "KKKKKRK-KKKKKKB",
        "Gemeenten die het maandbericht ontvangen",
        "gemeenten",
        (20, 48, 70, 76, 76),
        76,
    ),
    _Goal(
        "informatiegestuurd-werken",
        "minder-woninginbraken",
        "et-informatiegestuurd-werken:lead",
        "Met cijfers minder woninginbraken",
        "Gemeenten en politie kiezen met cijfers waar zij optreden. Het aantal inbraken daalt verder.",
        "Elk kwartaal de wijken met de meeste inbraken bespreken",
        "RRRKKKKKKKRRKKK",
        "Woninginbraken",
        "misdrijven per jaar",
        target=4500,
    ),
)
SINGLE: Final = {each.code: each for each in GOALS}


def write_goals(now: dt.datetime, today: dt.date) -> None:
    """The teams write the goals of their themes, before the strategy is adopted."""
    for each in GOALS:
        text = GoalText(each.title, f"{each.aim} {MARK}", each.owner, ENDS_ON)
        strategy.record_goal(PERIOD, each.theme, each.code, text, actor=COMMAND, now=now, today=today)
        body = each.owner.partition(":")[0]
        first = ActivityText(f"{each.activity} {MARK}", dt.date(2019, 9, 1), ENDS_ON, body=body)
        strategy.record_activity(PERIOD, each.code, first, actor=COMMAND, now=now, today=today)
        counted = each.counted[0] if each.counted else None
        indicator = IndicatorText(
            f"{each.indicator} {MARK}" if each.counted else each.indicator,
            each.unit,
            BEGAN_ON,
            Decimal(each.target),
            ENDS_ON,
            f"Opgave van het team {MARK}" if each.counted else "Politie en CBS; het doel is een voorbeeld",
            Decimal(counted) if counted is not None else None,
            "" if each.counted else "1.1.1",
            "" if each.counted else "network",
        )
        strategy.record_indicator(PERIOD, each.code, indicator, actor=COMMAND, now=now, today=today)
    partners = ActivityText(
        f"Lessen over inbraak delen met de basisteams {MARK}",
        dt.date(2020, 1, 1),
        dt.date(2020, 12, 31),
        organisations=("OM-ON", "POLITIE-ON"),
    )
    strategy.record_activity(PERIOD, "minder-woninginbraken", partners, actor=COMMAND, now=now, today=today)


def update(now: dt.datetime, today: dt.date, *, quarter: int) -> None:
    """Every team says how its goals go; at the end of a year also what was measured."""
    open_ones = [
        each for each in GOALS if "B" not in each.course[:quarter] and each.course[quarter] != NOTHING
    ]
    said = {each.code: _said(each, quarter) for each in open_ones}
    strategy.update_goals(PERIOD, said, actor=COMMAND, now=now, today=today)
    year = today.year - BEGAN_ON.year
    for each in GOALS if today.month == 12 else ():
        if each.counted:
            value = ValueText(Decimal(each.counted[year]), today, f"Opgave van het team {MARK}")
            strategy.record_value(PERIOD, each.code, 1, value, actor=COMMAND, now=now, today=today)


def _said(goal: _Goal, quarter: int) -> Said:
    letter = goal.course[quarter]
    asked = ASKED if letter == "A" else ""
    return Said(UpdateText(COURSE[letter], f"{SENTENCES[letter]} {MARK}", asked))


def start_work(now: dt.datetime, today: dt.date) -> None:
    """In the autumn of 2019 what was planned for it begins."""
    for each in GOALS:
        body = each.owner.partition(":")[0]
        text = ActivityText(
            f"{each.activity} {MARK}", dt.date(2019, 9, 1), ENDS_ON, ActivityState.RUNNING, body=body
        )
        strategy.record_activity(PERIOD, each.code, text, actor=COMMAND, now=now, today=today, number=1)


def change_course(now: dt.datetime, today: dt.date) -> None:
    """In the middle of the period two goals change, and one gets something new (R49)."""
    reason = (
        f"Door de coronamaatregelen kon voorlichting niet doorgaan; oplichters belden des te meer. {MARK}"
    )
    oplichting = SINGLE["inwoners-herkennen-oplichting"]
    text = GoalText(
        oplichting.title,
        f"Inwoners weten hoe oplichters te werk gaan, ook aan de telefoon, en kunnen overal oefenen. {MARK}",
        oplichting.owner,
        ENDS_ON,
        reason=reason,
    )
    strategy.record_goal(PERIOD, oplichting.theme, oplichting.code, text, actor=COMMAND, now=now, today=today)
    bus = ActivityText(
        f"Een bus die langs wijken rijdt om te oefenen met echte voorbeelden {MARK}",
        dt.date(2021, 4, 1),
        dt.date(2022, 6, 30),
        ActivityState.RUNNING,
        body="et-cybercrime",
        organisations=("GM0153", "GM0200", "POLITIE-ON"),
        is_innovation=True,
        reason=reason,
    )
    strategy.record_activity(PERIOD, oplichting.code, bus, actor=COMMAND, now=now, today=today)
    schuren = SINGLE["weerbaar-buitengebied"]
    later = GoalText(
        schuren.title,
        f"{schuren.aim} {MARK}",
        "platform-ondermijning:riec",
        ENDS_ON,
        reason=f"Het RIEC heeft de meeste mensen voor deze gesprekken. {MARK}",
    )
    strategy.record_goal(PERIOD, schuren.theme, schuren.code, later, actor=COMMAND, now=now, today=today)


def finish_work(now: dt.datetime, today: dt.date) -> None:
    """What was to end before the summer of 2022, ended."""
    said = partial(strategy.record_activity, PERIOD, actor=COMMAND, now=now, today=today)
    lessons = ActivityText(
        f"Lessen over inbraak delen met de basisteams {MARK}",
        dt.date(2020, 1, 1),
        dt.date(2020, 12, 31),
        organisations=("OM-ON", "POLITIE-ON"),
    )
    said("minder-woninginbraken", replace(lessons, state=ActivityState.DONE), number=2)


def take_part(now: dt.datetime, today: dt.date) -> None:
    """Somewhat more than half of the municipalities, and the police, say in which themes they take part."""
    towns = [row.code for row in network.municipalities(ANONYMOUS, AsOf(today))]
    for place, code in enumerate([*(code for code in towns if int(code[2:]) % 9 < 5), "POLITIE-ON"]):
        said = {theme: part_of(place + 3 * number) for number, theme in enumerate(THEMES)}
        strategy.record_participation(PERIOD, code, said, actor=COMMAND, now=now, today=today)


def part_of(place: int) -> ParticipationText:
    """What an organisation says of a theme: most take part."""
    kind = PARTS.get(place % 10, ParticipationKind.TAKES_PART)
    return ParticipationText(kind, DEVIATIONS.get(kind, ""))


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2019, 4, 8), "De teams schrijven de doelen van hun thema", write_goals),
    (dt.date(2019, 9, 2), "De activiteiten van de doelen beginnen", start_work),
    *(
        (day, "De teams werken de voortgang bij", partial(update, quarter=place))
        for place, day in enumerate(UPDATED_ON)
    ),
    (dt.date(2019, 11, 21), "Gemeenten zeggen aan welke thema’s zij meedoen", take_part),
    (dt.date(2021, 1, 11), "Een activiteit is klaar", finish_work),
    (dt.date(2021, 3, 22), "Twee doelen veranderen halverwege, met een vernieuwing", change_course),
)
