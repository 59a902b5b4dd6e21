"""What happens around the strategy and the own decisions in the demonstration, in order of days.

All people are functions; what is invented is said to be.

`moment(day)` is when the network learned of it: known from then on, whatever day it is valid from.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from noaber.accounts import api as accounts
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.rules.dutch import MONTHS
from noaber.decisions.api import Answer, Said
from noaber.figures import api as figures
from noaber.network import api as network
from noaber.site.demonstration import lobby, periods, results, selection
from noaber.site.demonstration.budgets import LATE_IN_2021, WITHOUT_2023, take_out, take_up
from noaber.site.demonstration.draft import write_evaluation
from noaber.site.demonstration.memo import (
    AGREED,
    COUNCILS,
    adopt,
    answer_as,
    ask_the_last,
    decide_locally,
    send_memo,
)
from noaber.site.demonstration.memo import (
    CODE as MEMO_CODE,
)
from noaber.site.demonstration.police_plan import CODE as POLICE_PLAN
from noaber.site.demonstration.police_plan import hear_councils, send_plan
from noaber.site.demonstration.remarks import answer_council, answer_organisations

Play = Callable[[dt.datetime, dt.date], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One day: ``play(now, today)`` does what happened."""

    on: dt.date
    title: str
    play: Play


def moment(day: dt.date) -> dt.datetime:
    """Ten in the morning of a day."""
    return dt.datetime.combine(day, dt.time(10), ZoneInfo("Europe/Amsterdam"))


ROLES: Final = (
    # address in people.csv (or of nobody in the register), role for the whole network, what this role does
    ("coordinator@netwerkbureau.invalid", accounts.Role.COORDINATOR, ""),
    (
        "burgemeester@enschede.invalid",
        "",
        "Zit de BBG voor, zit in het RVO en heeft een thema in portefeuille.",
    ),
    (
        "burgemeester@zwolle.invalid",
        "",
        "Zit in het DVO, de BBG en het Bestuurscollege voor de eigen gemeente.",
    ),
    ("veiligheid@zwolle.invalid", "", "Houdt de gegevens van de gemeente bij en bereidt besluiten voor."),
    (
        "bestuurssecretariaat@enschede.invalid",
        "",
        "Bereidt stukken voor namens de burgemeester van Enschede.",
    ),
    (
        "trekker@platform-ondermijning.invalid",
        "",
        "Leidt het Platform Ondermijning en bewaakt de samenstelling.",
    ),
    ("eenheidsleiding@politie-on.invalid", "", "Vertegenwoordigt de politie in de BBG."),
    ("controller@beheerorganisatie.invalid", accounts.Role.CONTROLLER, ""),
    ("beheerder@netwerkbureau.invalid", accounts.Role.ADMINISTRATOR, ""),
)
NAMES: Final = {
    "controller@beheerorganisatie.invalid": "Controller van de beheerorganisatie",
    "beheerder@netwerkbureau.invalid": "Functioneel beheerder",
}


def load_register(now: dt.datetime, today: dt.date) -> None:
    """The network as the files give it, and the users who can be chosen with one click."""
    network.load_network(network.OOST_NEDERLAND, actor=COMMAND, now=now, today=today)
    for email, role, description in ROLES:
        make_user(email, role, description, today)
    _name_assistant(now, today)


def make_user(email: str, role: str, description: str, today: dt.date) -> None:
    """Somebody who can be chosen with one click: a person of the register, or one of `NAMES`."""
    person = network.person_by_email(email, today)
    name = network.person_name(person, today) if person else NAMES[email]
    user = accounts.create_demonstration_user(email, name, role, description)
    if person:
        network.link_account(person, actor=COMMAND, user_id=user.pk)


def _name_assistant(now: dt.datetime, today: dt.date) -> None:
    mayor = accounts.User.objects.get(email="burgemeester@enschede.invalid")
    assistant = accounts.User.objects.get(email="bestuurssecretariaat@enschede.invalid")
    accounts.name_assistant(
        actor=accounts.actor_for(mayor, today),
        email=assistant.email,
        display_name=assistant.display_name,
        kind="prepare",
        valid_from=today,
        now=now,
        today=today,
    )


def record_figures(now: dt.datetime, today: dt.date, *, year: int, is_provisional: bool) -> None:
    """The figures of one 1 January. The days on which they come out are invented; the figures are not."""
    found = [
        figure for figure in network.read_figures(network.OOST_NEDERLAND) if figure.reference_on.year == year
    ]
    if is_provisional:
        found = [replace(figure, is_provisional=True) for figure in found]
    network.record_populations(found, actor=COMMAND, now=now)


def record_offences(now: dt.datetime, today: dt.date, *, until: int) -> None:
    """What the police registered up to a year. The day on which it comes out is invented; the counts are not."""
    counts = [
        replace(each, figures=tuple(figure for figure in each.figures if figure.year <= until))
        for each in figures.read_offences(figures.OOST_NEDERLAND)
    ]
    figures.record_years(counts, actor=COMMAND, now=now)


def record_months(now: dt.datetime, today: dt.date, *, last_period: int) -> None:
    """Invented months of real years, published as the police does: all of them anew, the last ones still too low."""
    figures.record_example_months(last_period, actor=COMMAND, now=now)


def record_later_figures(now: dt.datetime, today: dt.date) -> None:
    """Figures of after the last day, to reckon with; they were really only known from the moment of loading."""
    later = [figure for figure in network.read_figures(network.OOST_NEDERLAND) if figure.reference_on > today]
    network.record_populations(later, actor=COMMAND, now=clock.now())


def put_up_police_plan(now: dt.datetime, today: dt.date) -> None:
    """The police puts its plan before the councils; the strategy beside it names that proposal."""
    send_plan(now, today, councils=COUNCILS)
    periods.name_proposals(now, today, police=POLICE_PLAN)


def name_memo(now: dt.datetime, today: dt.date) -> None:
    """The memo asks consent to the chosen themes, and is what the strategy will be adopted with."""
    selection.put_to_councils(now, today)
    periods.name_proposals(now, today, decided_by=MEMO_CODE, police=POLICE_PLAN)


def adopt_strategy(now: dt.datetime, today: dt.date) -> None:
    """The college adopts the memo; with that the second period holds, and the first is closed."""
    adopt(now, today)
    periods.adopt(now, today, decided_by=MEMO_CODE, police=POLICE_PLAN)


def open_project_leader(now: dt.datetime, today: dt.date) -> None:
    """R51: the strategy is adopted, the money is arranged, and the function is opened to the partners."""
    network.open_vacancy(
        "netwerkbureau:project-leader",
        actor=COMMAND,
        now=now,
        today=today,
        description="Projectleider van het veiligheidsnetwerk, door een partner om niet beschikbaar gesteld.",
        replies_until=dt.date(2019, 11, 29),
    )


def fill_project_leader(now: dt.datetime, today: dt.date) -> None:
    """The term that the BBG gives is 43 months, so that it ends while the network is being evaluated."""
    name = "Projectleider van het veiligheidsnetwerk"
    person = _register(name, "GM0150", "projectleider@netwerkbureau.invalid", dt.date(2020, 1, 1), now)
    network.fill_vacancy(
        network.open_vacancy_of("netwerkbureau:project-leader", today),
        actor=COMMAND,
        now=now,
        today=today,
        person=person,
        valid_from=dt.date(2020, 1, 1),
    )


def correct_contact_of_hengelo(now: dt.datetime, today: dt.date) -> None:
    """Known two months late: who looks at January as it was known in February sees the predecessor."""
    since = dt.date(2020, 1, 1)
    name = "Adviseur veiligheid van Hengelo (sinds 2020)"
    successor = _register(name, "GM0164", "veiligheid.2020@hengelo.invalid", since, now)
    network.change_holder("GM0164:contact", successor, actor=COMMAND, now=now, effective_on=since)


def change_mayor_of_zwolle(now: dt.datetime, today: dt.date) -> None:
    """Announced two weeks ahead. The role to choose in the demonstration goes to the new mayor."""
    since = dt.date(2021, 6, 1)
    name = "Burgemeester van Zwolle (sinds 2021)"
    predecessor = _person("burgemeester@zwolle.invalid", today)
    successor = _register(name, "GM0193", "burgemeester.2021@zwolle.invalid", since, now)
    network.change_holder("GM0193:mayor", successor, actor=COMMAND, now=now, effective_on=since)
    user = accounts.User.objects.get(email="burgemeester@zwolle.invalid")
    network.link_account(predecessor, actor=COMMAND, user_id=None)
    network.link_account(successor, actor=COMMAND, user_id=user.pk)


def leave(now: dt.datetime, today: dt.date, *, email: str, post: str, valid_until: dt.date) -> None:
    """Somebody leaves a post and nobody follows yet."""
    membership = network.membership_of(_person(email, today), post)
    network.end_membership(membership, actor=COMMAND, now=now, valid_until=valid_until)


def _person(email: str, on: dt.date) -> uuid.UUID:
    person = network.person_by_email(email, on)
    if person is None:
        raise LookupError(f"the demonstration knows nobody with address {email}")
    return person


def _register(name: str, employer: str, email: str, since: dt.date, now: dt.datetime) -> uuid.UUID:
    values = {"name": name, "job_title": name, "employer": network.organisation_id(employer), "email": email}
    return network.register_person(actor=COMMAND, now=now, valid_from=since, values=values).pk


def _figures(on: dt.date, year: int, *, is_provisional: bool = False) -> Step:
    status = "voorlopige" if is_provisional else "definitieve"
    return Step(
        on,
        f"De {status} inwonertallen van 1 januari {year} zijn bekend",
        partial(record_figures, year=year, is_provisional=is_provisional),
    )


def _offences(on: dt.date, year: int) -> Step:
    title = f"De misdrijven die de politie in {year} registreerde, zijn bekend"
    return Step(on, title, partial(record_offences, until=year))


def _months(on: dt.date, last_period: int) -> Step:
    year, month = divmod(last_period, 100)
    title = f"De misdrijven per maand zijn bekend tot en met {MONTHS[month - 1]} {year} (verzonnen maanden)"
    return Step(on, title, partial(record_months, last_period=last_period))


REMARK: Final = "De bijdrage van de kleine gemeenten verdient aandacht bij de evaluatie."
WITH_REMARK: Final = {**AGREED, "3": Said(Answer.WITH_REMARK, REMARK)}


def _council(on: dt.date, title: str, body: str, said: Mapping[str, Said] = AGREED) -> Step:
    return Step(on, f"Het {title} geeft zijn standpunten", partial(answer_as, body=body, said=said))


def _budgets(on: dt.date, year: int, decided_on: dt.date, *, but: tuple[str, ...] = ()) -> Step:
    title = f"De begrotingen van {year} bevatten de bijdrage"
    return Step(on, title, partial(take_up, year=year, decided_on=decided_on, but=but))


def _amendments(on: dt.date, year: int, decided_on: dt.date) -> Step:
    title = f"Wie de bijdrage van {year} nog miste, wijzigt de begroting"
    return Step(on, title, partial(take_up, year=year, decided_on=decided_on, form="amendment"))


PUBLISHED_IN: Final = (2, 5, 8, 11)
"""The months of the year in which months come out; the police does so every month, a demonstration four times."""


def _all_months() -> Iterator[Step]:
    """In the middle of a month, up to the month before; the last ones just before the story ends."""
    yield _months(dt.date(2018, 12, 14), 201811)
    for year in range(2019, 2023):
        for month in PUBLISHED_IN:
            yield _months(dt.date(year, month, 16), year * 100 + month - 1)
    yield _months(dt.date(2023, 2, 14), 202301)
    yield _months(dt.date(2023, 5, 5), 202304)


STORY: Final = (
    *_all_months(),
    Step(dt.date(2018, 12, 3), "Het netwerk Oost-Nederland komt in het register", load_register),
    _offences(dt.date(2018, 12, 4), 2017),
    Step(dt.date(2018, 12, 5), "Wat iedereen in 2015 vooropzette, is overgenomen", periods.take_over_first),
    Step(dt.date(2018, 12, 10), "De prioriteiten van de gemeenten liggen naast elkaar", periods.prepare),
    Step(dt.date(2018, 12, 18), "De coördinator vraagt wie nog geen prioriteiten gaf", periods.ask_late),
    Step(dt.date(2018, 12, 19), "De laatste gemeenten geven hun prioriteiten", periods.hand_in_late),
    Step(dt.date(2019, 1, 7), "De BBG weegt de thema’s: de scores zijn opengesteld", selection.open_scores),
    Step(dt.date(2019, 1, 10), "Leden van de BBG geven hun scores", selection.score),
    Step(
        dt.date(2019, 1, 14),
        "De politie legt haar beleidsplan voor",
        put_up_police_plan,
    ),
    Step(dt.date(2019, 1, 15), "Wat in 2015-2018 is bereikt, is vastgelegd", results.record_first),
    Step(dt.date(2019, 1, 16), "Het dossier van de ondermijningsgelden is geopend", lobby.open_file),
    _figures(dt.date(2019, 1, 21), 2019, is_provisional=True),
    Step(selection.CHOSEN_ON, "De BBG kiest vier thema’s", selection.choose),
    Step(dt.date(2019, 1, 28), "De BBG verstuurt het voorstel aan de vijf overleggen", send_memo),
    Step(dt.date(2019, 1, 29), "De keuze noemt het voorstel dat de thema’s voorlegt", name_memo),
    _offences(dt.date(2019, 2, 18), 2018),
    _council(dt.date(2019, 2, 20), "DVO Twente", COUNCILS[1]),
    _council(dt.date(2019, 2, 28), "DVO IJsselland", COUNCILS[0]),
    Step(dt.date(2019, 3, 7), "De eerste gemeenteraden worden gehoord", partial(hear_councils, part=0, of=2)),
    _council(dt.date(2019, 3, 13), "DVO Gelderland-Midden", COUNCILS[3]),
    _council(dt.date(2019, 3, 27), "DVO Noord- en Oost-Gelderland", COUNCILS[2], WITH_REMARK),
    _council(dt.date(2019, 4, 3), "DVO Gelderland-Zuid", COUNCILS[4]),
    Step(dt.date(2019, 4, 10), "De BBG beantwoordt de kanttekening van een overleg", answer_council),
    Step(dt.date(2019, 4, 11), "Meer gemeenteraden worden gehoord", partial(hear_councils, part=1, of=2)),
    Step(dt.date(2019, 4, 24), "Het Bestuurscollege stelt de strategie vast", adopt_strategy),
    _figures(dt.date(2019, 5, 1), 2019),
    Step(dt.date(2019, 6, 4), "Het netwerk legt vast waar het samen voor staat", lobby.take_position),
    Step(
        dt.date(2019, 6, 11), "Gemeenten zeggen wat zij van de ronde van 2020 nodig hebben", lobby.ask_needs
    ),
    Step(dt.date(2019, 6, 20), "De eerste organisaties besluiten", partial(decide_locally, part=0, of=3)),
    Step(dt.date(2019, 9, 26), "De ondermijningsgelden van 2020 zijn aangevraagd", lobby.apply_again),
    Step(dt.date(2019, 10, 10), "Meer organisaties besluiten", partial(decide_locally, part=1, of=3)),
    Step(
        dt.date(2019, 11, 7),
        "Nog elf gemeenten hebben niet besloten",
        partial(decide_locally, part=2, of=3, codes=("GM0221", "GM1735")),
    ),
    Step(dt.date(2019, 11, 8), "De coördinator vraagt wie nog niet antwoordde", ask_the_last),
    Step(dt.date(2019, 11, 14), "De laatste organisaties besluiten", partial(decide_locally, part=2, of=3)),
    Step(dt.date(2019, 11, 18), "De functie van projectleider is opengesteld", open_project_leader),
    _budgets(dt.date(2019, 11, 25), 2020, dt.date(2019, 11, 12)),
    Step(dt.date(2019, 12, 2), "De projectleider is benoemd", fill_project_leader),
    Step(dt.date(2019, 12, 9), "Het netwerkbureau beantwoordt kanttekeningen", answer_organisations),
    Step(dt.date(2019, 12, 17), "De ondermijningsgelden van 2020 zijn toegekend", lobby.hear_award),
    _figures(dt.date(2020, 1, 21), 2020, is_provisional=True),
    _offences(dt.date(2020, 2, 10), 2019),
    _amendments(dt.date(2020, 2, 17), 2020, dt.date(2020, 2, 6)),
    Step(dt.date(2020, 2, 25), "Het standpunt is opnieuw ingebracht", lobby.go_on),
    Step(
        dt.date(2020, 3, 2), "Hengelo blijkt een nieuwe contactpersoon te hebben", correct_contact_of_hengelo
    ),
    _budgets(dt.date(2020, 11, 23), 2021, dt.date(2020, 11, 10), but=LATE_IN_2021),
    _figures(dt.date(2021, 1, 21), 2021, is_provisional=True),
    _offences(dt.date(2021, 2, 15), 2020),
    _amendments(dt.date(2021, 3, 15), 2021, dt.date(2021, 3, 9)),
    Step(dt.date(2021, 5, 17), "Zwolle krijgt een nieuwe burgemeester", change_mayor_of_zwolle),
    Step(dt.date(2021, 4, 12), "Het standpunt leverde iets op", lobby.hear_outcome),
    Step(dt.date(2021, 5, 20), "De teams leggen hun eerste resultaten vast", results.record_halfway),
    _budgets(dt.date(2021, 11, 22), 2022, dt.date(2021, 11, 9)),
    _figures(dt.date(2022, 1, 21), 2022, is_provisional=True),
    _offences(dt.date(2022, 2, 14), 2021),
    Step(dt.date(2022, 3, 10), "De teams leggen meer resultaten vast", results.record_later),
    _figures(dt.date(2022, 5, 2), 2022),
    Step(
        dt.date(2022, 9, 5),
        "Een lid verlaat het Expertteam Cybercrime",
        partial(
            leave,
            email="digitaleveiligheid@tiel.invalid",
            post="et-cybercrime:gelderland-zuid",
            valid_until=dt.date(2022, 9, 1),
        ),
    ),
    _budgets(dt.date(2022, 11, 21), 2023, dt.date(2022, 11, 8), but=WITHOUT_2023),
    Step(
        dt.date(2023, 1, 9),
        "Rozendaal heeft geen contactpersoon meer",
        partial(
            leave,
            email="veiligheid@rozendaal.invalid",
            post="GM0277:contact",
            valid_until=dt.date(2023, 1, 1),
        ),
    ),
    _figures(dt.date(2023, 1, 23), 2023, is_provisional=True),
    Step(dt.date(2023, 2, 13), "Scherpenzeel haalt de bijdrage van 2023 uit de begroting", take_out),
    Step(
        dt.date(2023, 4, 3),
        "De secretaris van het DVO IJsselland vertrekt in juli",
        partial(
            leave,
            email="secretaris@dvo-ijsselland.invalid",
            post="dvo-ijsselland:secretary",
            valid_until=dt.date(2023, 7, 1),
        ),
    ),
    _offences(dt.date(2023, 2, 20), 2022),
    _figures(dt.date(2023, 5, 1), 2023),
    Step(dt.date(2023, 5, 8), "De coördinator schrijft aan het voorstel voor de evaluatie", write_evaluation),
    Step(dt.date(2023, 5, 15), "Latere inwonertallen liggen klaar om mee te rekenen", record_later_figures),
)
