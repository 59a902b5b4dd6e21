"""Grants that came in, and the activities that they paid for (R24): titles, days and amounts are invented.

The memo says that more than thirty projects for personen met verward gedrag got a grant of ZonMw, that many of them are
finished, and it names two: street triage of Deventer and crisisopvang of Zwolle. The rest is marked as an example.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.rules.dutch import short_date
from noaber.core.rules.money import euro_to_type
from noaber.finance import api as finance
from noaber.finance.api import GrantDetails, GrantStepKind, GrantStepText

ZONMW: Final = "ZonMw"
SCHEME: Final = "Actieprogramma personen met verward gedrag"
THEME: Final = "kwetsbare-personen"
FIRST: Final = "personen-met-verward-gedrag-ronde-1"
SECOND: Final = "personen-met-verward-gedrag-ronde-2"
RURAL: Final = "ondermijningsgelden-2020"
FILE: Final = "ondermijningsgelden"
SHARE_CENTS: Final = 30_000_00
PAID_FROM_FIRST: Final = 6
FINISHED, RUNNING, STOPPED = "afgerond", "loopt", "gestopt"

# title, lead partner, how far it was in January 2019, since when; those of the first six come from the first grant
ACTIVITIES: Final = (
    ("Street triage", "GM0150", FINISHED, dt.date(2018, 6, 30)),
    ("Crisisopvang", "GM0193", FINISHED, dt.date(2018, 9, 30)),
    ("Meldpunt zorgwekkend gedrag (voorbeeld)", "GM0153", FINISHED, dt.date(2018, 3, 31)),
    ("Samen op huisbezoek (voorbeeld)", "GM0141", FINISHED, dt.date(2018, 5, 31)),
    ("Passend vervoer (voorbeeld)", "GM0202", FINISHED, dt.date(2018, 10, 31)),
    ("Eén plan per gezin (voorbeeld)", "GM0268", FINISHED, dt.date(2018, 11, 30)),
    ("Buurtteam met ggz (voorbeeld)", "GM0200", FINISHED, dt.date(2018, 4, 30)),
    ("Ervaringsdeskundigen in de wijk (voorbeeld)", "GM0164", FINISHED, dt.date(2018, 7, 31)),
    ("Vroeg erbij (voorbeeld)", "GM0228", FINISHED, dt.date(2018, 8, 31)),
    ("Tijdelijk logeren (voorbeeld)", "GM0281", FINISHED, dt.date(2018, 9, 30)),
    ("Sociaal netwerk versterken (voorbeeld)", "GM0222", FINISHED, dt.date(2018, 2, 28)),
    ("Samen aan tafel (voorbeeld)", "GM0294", FINISHED, dt.date(2018, 6, 30)),
    ("Signalen delen (voorbeeld)", "GM0160", FINISHED, dt.date(2018, 10, 31)),
    ("Training voor baliemedewerkers (voorbeeld)", "GM0166", FINISHED, dt.date(2018, 3, 31)),
    ("Zorg na aanhouding (voorbeeld)", "GM0173", FINISHED, dt.date(2018, 12, 31)),
    ("Respijthuis (voorbeeld)", "GM0148", FINISHED, dt.date(2018, 5, 31)),
    ("Beoordeling dichtbij (voorbeeld)", "GM0175", FINISHED, dt.date(2018, 11, 30)),
    ("Familie als partner (voorbeeld)", "GM0177", FINISHED, dt.date(2018, 9, 30)),
    ("Wonen met een plan (voorbeeld)", "GM0180", FINISHED, dt.date(2018, 4, 30)),
    ("Nazorg thuis (voorbeeld)", "GM0232", FINISHED, dt.date(2018, 12, 31)),
    ("Het goede gesprek (voorbeeld)", "GM0233", FINISHED, dt.date(2018, 7, 31)),
    ("Wijkagent en ggz samen (voorbeeld)", "GM0243", RUNNING, dt.date(2017, 9, 1)),
    ("Advies dag en nacht (voorbeeld)", "GM0262", RUNNING, dt.date(2017, 10, 1)),
    ("Werk als herstel (voorbeeld)", "GM0274", RUNNING, dt.date(2017, 11, 1)),
    ("Digitale sociale kaart (voorbeeld)", "GM0275", RUNNING, dt.date(2018, 1, 1)),
    ("Buurtbemiddeling plus (voorbeeld)", "GM0285", RUNNING, dt.date(2018, 2, 1)),
    ("Op tijd naar huis (voorbeeld)", "GM0289", RUNNING, dt.date(2018, 3, 1)),
    ("Herstelacademie (voorbeeld)", "GM0293", RUNNING, dt.date(2018, 4, 1)),
    ("Maatjes (voorbeeld)", "GM0297", RUNNING, dt.date(2018, 5, 1)),
    ("Crisiskaart (voorbeeld)", "GM0299", RUNNING, dt.date(2018, 6, 1)),
    ("Gezamenlijke intake (voorbeeld)", "GM0301", RUNNING, dt.date(2018, 7, 1)),
    ("Schulden en zorg (voorbeeld)", "GM0302", RUNNING, dt.date(2018, 8, 1)),
    ("Nachtopvang in de regio (voorbeeld)", "GM0209", STOPPED, dt.date(2018, 3, 1)),
    ("Bellen met een ggz-arts (voorbeeld)", "GM0213", STOPPED, dt.date(2018, 5, 1)),
)
ENDED_ON: Final = dt.date(2019, 12, 31)
SIGNALS: Final = ("Signalenkaart ondermijning (voorbeeld)", "GM0193", RUNNING, dt.date(2020, 2, 3))


def open_grants(now: dt.datetime, today: dt.date) -> None:
    """What ZonMw paid so far, and every activity by one list."""
    details = GrantDetails("Personen met verward gedrag, ronde 1 (voorbeeld)", ZONMW, SCHEME, "GM0150")
    finance.record_grant(FIRST, details, actor=COMMAND, now=now, today=today)
    _steps(
        FIRST,
        (
            _step("application", dt.date(2016, 11, 1), 250_000, "aanvraag"),
            _step("award", dt.date(2017, 2, 15), 240_000, "brief van verlening"),
            _step("advance", dt.date(2017, 3, 15), 150_000, "bankafschrift"),
            _step("advance", dt.date(2018, 3, 15), 42_000, "bankafschrift"),
            _step("report_due", dt.date(2019, 3, 1), None, "brief van verlening"),
        ),
        now,
        today,
    )
    details = GrantDetails("Personen met verward gedrag, ronde 2 (voorbeeld)", ZONMW, SCHEME, "GM0193")
    finance.record_grant(SECOND, details, actor=COMMAND, now=now, today=today)
    asked = (
        _step("application", dt.date(2018, 6, 1), 180_000, "aanvraag"),
        _step("award", dt.date(2018, 10, 1), 160_000, "brief van verlening"),
        _step("advance", dt.date(2018, 11, 15), 80_000, "bankafschrift"),
    )
    _steps(SECOND, asked, now, today)
    _bring_in(ACTIVITIES, now, today)


def settle_first(now: dt.datetime, today: dt.date) -> None:
    """Less was spent than was paid in advance: the rest goes back."""
    grant = finance.grant_called(FIRST)
    [due] = grant.reports if grant else ()
    said = _step("report_sent", dt.date(2019, 2, 25), 170_000, "eindverslag")
    finance.record_grant_step(FIRST, said, answers=due.key, actor=COMMAND, now=now, today=today)
    steps = (
        _step("settlement", dt.date(2019, 6, 3), 170_000, "brief van vaststelling"),
        _step("reclaimed", dt.date(2019, 6, 3), 22_000, "brief van vaststelling"),
        _step("repaid", dt.date(2019, 7, 1), 22_000, "bankafschrift"),
    )
    _steps(FIRST, steps, now, today)


def hear_rural_award(now: dt.datetime, today: dt.date) -> None:
    """Another funder: the national money of which the application file stands with the strategy. More has ended."""
    details = GrantDetails(
        "Ondermijningsgelden 2020 (voorbeeld)",
        "Ondermijningsfonds van het Rijk",
        "Landelijke ondermijningsgelden",
        "GM0193",
        FILE,
    )
    finance.record_grant(RURAL, details, actor=COMMAND, now=now, today=today)
    steps = (
        _step("application", dt.date(2019, 9, 26), 300_000, "plan van het platform"),
        _step("award", dt.date(2019, 12, 17), 280_000, "brief van het Rijk"),
        _step("advance", dt.date(2020, 1, 10), 140_000, "bankafschrift"),
    )
    _steps(RURAL, steps, now, today)
    ended = ((title, lead, FINISHED, ENDED_ON) for title, lead, how, _on in ACTIVITIES if how == RUNNING)
    _bring_in(tuple(ended)[:6], now, today)


def ask_reports(now: dt.datetime, today: dt.date) -> None:
    """Both grants that run are accounted for in part; of one the last report is due in a few days."""
    for code, spent in ((SECOND, 95_000), (RURAL, 210_000)):
        _steps(code, (_step("report_sent", dt.date(2022, 3, 1), spent, "tussenverslag"),), now, today)
    _steps(RURAL, (_step("advance", dt.date(2022, 4, 15), 98_000, "bankafschrift"),), now, today)
    _steps(SECOND, (_step("report_due", dt.date(2023, 5, 19), None, "brief van ZonMw"),), now, today)
    _bring_in((SIGNALS,), now, today, funder="Ondermijningsfonds van het Rijk", theme="ondermijning")


def _step(kind: str, on: dt.date, euros: int | None, where: str) -> GrantStepText:
    cents = None if euros is None else euros * 100
    return GrantStepText(GrantStepKind(kind), on, cents, "", f"{where[:1].upper()}{where[1:]} (voorbeeld)")


def _steps(code: str, steps: Iterable[GrantStepText], now: dt.datetime, today: dt.date) -> None:
    for step in steps:
        finance.record_grant_step(code, step, actor=COMMAND, now=now, today=today)


def _bring_in(
    rows: tuple[tuple[str, str, str, dt.date], ...],
    now: dt.datetime,
    today: dt.date,
    *,
    funder: str = ZONMW,
    theme: str = THEME,
) -> None:
    """As the coordinator does it: one list."""
    paid = {title for title, *_rest in ACTIVITIES[:PAID_FROM_FIRST]}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(("titel", "trekker", "financier", "thema", "stand", "sinds", "subsidie", "bedrag"))
    for title, lead, how, since in rows:
        share = (FIRST, euro_to_type(SHARE_CENTS)) if title in paid else ("", "")
        writer.writerow((title, lead, funder, theme, how, short_date(since), *share))
    data = stream.getvalue().encode("utf-8-sig")
    finance.import_activities(data, "activiteiten.csv", actor=COMMAND, now=now, today=today)


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2019, 1, 18), "De subsidies en de activiteiten van ZonMw zijn vastgelegd", open_grants),
    (dt.date(2019, 7, 8), "De eerste subsidie is vastgesteld; wat over was, is terugbetaald", settle_first),
    (dt.date(2020, 1, 13), "Het eerste geld tegen ondermijning is binnen", hear_rural_award),
    (dt.date(2022, 6, 13), "De subsidies die lopen, zijn deels verantwoord", ask_reports),
)
