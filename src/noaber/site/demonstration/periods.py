"""The two policy periods of the demonstration, and what organisations put first.

Terms, themes and days are those of the memo. The priorities of municipalities and partners are invented: they follow
from the code of the municipality, so that every demonstration has the same ones.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network import api as network
from noaber.strategy import api as strategy
from noaber.strategy.api import (
    LinkedTerms,
    PeriodState,
    PeriodTerms,
    PlanText,
    PriorityText,
    SourceKind,
    ThemeNames,
)

FIRST_PERIOD, PERIOD = "2015-2018", "2019-2022"
STRATEGY: Final = "Veiligheidsstrategie Oost-Nederland"
POLICE: Final = "POLITIE-ON"

# How many of every hundred municipalities name a theme (invented), and what they call it.
FAVOUR: Final = (
    ("5.2", 88, "Ondermijning"),
    ("X.2", 79, "Verwarde personen"),
    ("X.1", 68, "Cybercrime"),
    ("1.3", 64, "Woninginbraken en overlast"),
    ("3.1", 47, "Jeugdgroepen"),
    ("X.3", 41, "Informatiegestuurd werken"),
    ("4.1", 33, "Verkeersveiligheid"),
    ("3.3", 29, "Alcohol en drugs onder jongeren"),
    ("5.1", 24, "Radicalisering"),
    ("2.4", 21, "Veilige evenementen"),
    ("1.1", 17, "Sociale samenhang in de wijk"),
    ("2.2", 12, "Veilige bedrijventerreinen"),
)
# The four themes of the memo beside the taxonomy (domain.md, section 3); the expert team has the old name still.
NAMES: Final = (
    ("5.2", "Ondermijning"),
    ("X.1", "Cybercrime/gedigitaliseerde criminaliteit"),
    ("X.2", "Kwetsbare personen", "Verwarde personen"),
    ("X.3", "Informatiegestuurd werken"),
)
OF_PARTNERS: Final = {
    POLICE: ("5.2", "X.1", "1.3", "X.2"),
    "OM-ON": ("5.2", "X.1", "3.2"),
    "RIEC-ON": ("5.2", "X.3"),
}
# What the partners and the national agenda put first before; of the years before 2015 there is a look back.
OF_PARTNERS_THEN: Final = {
    POLICE: ("1.3", "5.2", "3.1", "X.2"),
    "OM-ON": ("5.2", "1.3", "3.1"),
    "RIEC-ON": ("5.2",),
}
SOURCES_THEN: Final = (
    (
        "landelijke-veiligheidsagenda",
        SourceKind.AGENDA,
        "Landelijke veiligheidsagenda 2015-2018",
        ("5.2", "1.3", "X.1"),
    ),
    ("terugblik", SourceKind.REVIEW, "Terugblik 2013-2014", ("1.3", "X.2", "3.1", "5.2")),
)
# The last review opens the next inventory, and the national agenda stands beside it (R06); what they name is invented.
SOURCES: Final = (
    (
        "landelijke-veiligheidsagenda",
        SourceKind.AGENDA,
        "Landelijke veiligheidsagenda 2019-2022",
        ("5.2", "X.1", "3.2"),
    ),
    ("endterm-review", SourceKind.REVIEW, "Endterm review 2015-2018", ("5.2", "X.2", "X.3", "1.3", "X.1")),
)
LATE: Final = ("GM0277", "GM0180")
"""Who hands in after the others, once asked."""
ASKED_UNTIL: Final = dt.date(2019, 1, 4)


SAID: Final = {
    PeriodState.ADOPTED: "Vastgesteld voordat besluiten hier werden vastgelegd.",
    PeriodState.CLOSED: "De nieuwe strategie neemt de plaats van deze in.",
}


def _period(
    first_year: int,
    state: PeriodState,
    decided_on: dt.date | None = None,
    *,
    decided_by: str = "",
    police: str = "",
) -> PeriodTerms:
    """`police`: the proposal of the police's plan, once there is one."""
    starts_on, ends_on = dt.date(first_year, 1, 1), dt.date(first_year + 3, 12, 31)
    plan = LinkedTerms(POLICE, "Meerjarenbeleidsplan Politie Oost-Nederland", starts_on, ends_on, police)
    source = "besluitenlijst Bestuurscollege (voorbeeld)" if decided_on and not decided_by else ""
    note = SAID.get(state, "") if source else ""
    return PeriodTerms(STRATEGY, starts_on, ends_on, state, decided_on, source, decided_by, note, (plan,))


def take_over_first(now: dt.datetime, today: dt.date) -> None:
    """The first strategy as it was prepared: what everyone put first, and what stood beside it."""
    terms = _period(2015, PeriodState.PREPARATION)
    strategy.record_period(FIRST_PERIOD, terms, actor=COMMAND, now=now, today=today)
    for row in network.municipalities(ANONYMOUS, AsOf(dt.date(2015, 1, 1))):
        _hand_in(FIRST_PERIOD, row.code, _plan_of(row.code, 2015), now)
    _hand_in_of_partners(FIRST_PERIOD, OF_PARTNERS_THEN, 2015, now)
    _record_sources(FIRST_PERIOD, SOURCES_THEN, 2015, now)


def prepare(now: dt.datetime, today: dt.date) -> None:
    """The first strategy was adopted, the second is prepared; nearly everyone has given priorities."""
    terms = _period(2015, PeriodState.ADOPTED, dt.date(2015, 4, 22))
    strategy.record_period(FIRST_PERIOD, terms, actor=COMMAND, now=now, today=today)
    strategy.record_period(
        PERIOD, _period(2019, PeriodState.PREPARATION), actor=COMMAND, now=now, today=today
    )
    for field, name, *earlier in NAMES:
        strategy.name_theme(field, ThemeNames(name, tuple(earlier)), actor=COMMAND, now=now)
    for row in network.municipalities(ANONYMOUS, AsOf(dt.date(2019, 1, 1))):
        if row.code not in LATE:
            _hand_in(PERIOD, row.code, _plan_of(row.code), now)
    _hand_in_of_partners(PERIOD, OF_PARTNERS, 2019, now)
    _record_sources(PERIOD, SOURCES, 2019, now)


def _hand_in_of_partners(
    period: str, of_partners: Mapping[str, tuple[str, ...]], first_year: int, now: dt.datetime
) -> None:
    for code, fields in of_partners.items():
        ranked = tuple(PriorityText(rank, field) for rank, field in enumerate(fields, start=1))
        _hand_in(period, code, _plan(ranked, "Jaarplan", first_year), now)


def _record_sources(
    period: str,
    sources: Iterable[tuple[str, SourceKind, str, tuple[str, ...]]],
    first_year: int,
    now: dt.datetime,
) -> None:
    for code, kind, title, fields in sources:
        ranked = tuple(PriorityText(rank, field) for rank, field in enumerate(fields, start=1))
        text = _plan(ranked, title, first_year)
        strategy.record_source(period, code, kind, text, actor=COMMAND, now=now)


def ask_late(now: dt.datetime, today: dt.date) -> None:
    """The coordinator asks who gave nothing yet, with one letter each."""
    with suppress(DomainError):  # whoever adopted it by hand has nobody to ask any more
        strategy.ask_missing(
            PERIOD,
            actor=COMMAND,
            now=now,
            today=today,
            due_on=ASKED_UNTIL,
            request_key=uuid.uuid5(uuid.NAMESPACE_URL, f"{PERIOD} {today}"),
            sentence="Op 7 januari begint de BBG met het wegen van de thema’s.",
        )


def hand_in_late(now: dt.datetime, today: dt.date) -> None:
    for code in LATE:
        _hand_in(PERIOD, code, _plan_of(code), now)


def name_proposals(now: dt.datetime, today: dt.date, *, decided_by: str = "", police: str) -> None:
    """The second strategy says with which proposal it will be adopted, and which is that of the police."""
    terms = _period(2019, PeriodState.PREPARATION, decided_by=decided_by, police=police)
    strategy.record_period(PERIOD, terms, actor=COMMAND, now=now, today=today)


def adopt(now: dt.datetime, today: dt.date, *, decided_by: str, police: str) -> None:
    """The Bestuurscollege adopted the second strategy; the first one is closed and its makers are discharged."""
    terms = _period(2019, PeriodState.ADOPTED, today, decided_by=decided_by, police=police)
    record = partial(strategy.record_period, actor=COMMAND, now=now, today=today)
    record(PERIOD, terms)
    record(FIRST_PERIOD, _period(2015, PeriodState.CLOSED, today))
    with suppress(
        DomainError
    ):  # whoever answered no reaction by hand has no final review, and so no discharge
        record(FIRST_PERIOD, _period(2015, PeriodState.DISCHARGED, today))


def _hand_in(period: str, organisation: str, text: PlanText, now: dt.datetime) -> None:
    strategy.hand_in_plan(period, organisation, text, actor=COMMAND, now=now)


def _plan_of(code: str, first_year: int = 2019) -> PlanText:
    """An invented plan: the digits of the code decide which themes it names, and in which order."""
    number = int(code.removeprefix("GM")) + first_year - 2019
    named = [
        (field, wording)
        for place, (field, share, wording) in enumerate(FAVOUR)
        if (number * 37 + place * 61) % 100 < share
    ] or [(FAVOUR[0][0], FAVOUR[0][2])]
    turn = number % min(3, len(named))
    ordered = named[turn:] + named[:turn]
    ranked = tuple(
        PriorityText(rank, field, wording, str(6 + 2 * rank))
        for rank, (field, wording) in enumerate(ordered[:6], start=1)
    )
    return _plan(ranked, "Integraal veiligheidsplan", first_year)


def _plan(ranked: tuple[PriorityText, ...], title: str, first_year: int = 2019) -> PlanText:
    return PlanText(
        f"{title} (voorbeeld)",
        dt.date(first_year, 1, 1),
        dt.date(first_year + 3, 12, 31),
        ranked,
        council_on=dt.date(first_year - 1, 11, 1),
    )
