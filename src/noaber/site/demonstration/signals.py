"""Signals of invented months: opened as the months come in, most of them looked at. What people say is invented too."""

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from noaber.core.access import COMMAND
from noaber.figures import api as figures

_HANDLED: Final = Path(__file__).parent / "data" / "signals.csv"
ENSCHEDE, BIKES = "GM0153", "1.2.3"
BARNEVELD, BURGLARY = "GM0203", "1.1.1"
THEFTS: Final = (
    "Bij het station zijn in twee weken veel fietsen gestolen: de camera’s stonden uit (voorbeeld)."
)
GUARD: Final = "Extra toezicht bij het station, en de camera’s staan weer aan (voorbeeld)."
STOPPED: Final = "De politie zag daarna geen nieuwe gevallen (voorbeeld)."
COUNTED: Final = "Inbraken in schuren op een vakantiepark zijn als woninginbraak geteld (voorbeeld)."


def read(now: dt.datetime, today: dt.date, *, periods: tuple[int, ...]) -> None:
    """The cards of some months, as the newest release has them."""
    for period in periods:
        figures.open_signals(period, actor=COMMAND, now=now, today=today)


def take_up_bikes(now: dt.datetime, today: dt.date) -> None:
    _say(ENSCHEDE, BIKES, figures.StepText(figures.Act.TAKEN_UP, holder=_contact(ENSCHEDE)), now, today)


def look_into_bikes(now: dt.datetime, today: dt.date) -> None:
    """What was found at the station, and what follows."""
    followed = figures.StepText(
        figures.Act.FOLLOWED, GUARD, happened_on=today, owner="Team toezicht van Enschede"
    )
    _say(ENSCHEDE, BIKES, figures.StepText(figures.Act.FOUND, THEFTS, happened_on=today), now, today)
    _say(ENSCHEDE, BIKES, followed, now, today)


def close_burglaries(now: dt.datetime, today: dt.date) -> None:
    """Counted otherwise, and said so beside the figure."""
    taken_up = figures.StepText(figures.Act.TAKEN_UP, holder=_contact(BARNEVELD))
    _say(BARNEVELD, BURGLARY, taken_up, now, today)
    closed = figures.StepText(figures.Act.CLOSED, COUNTED, reason=figures.CloseReason.REGISTRATION)
    _say(BARNEVELD, BURGLARY, closed, now, today)
    remark = figures.AnnotationText(BARNEVELD, 201912, 201912, COUNTED, BURGLARY)
    figures.annotate(remark, actor=COMMAND, now=now, today=today)


def handle(now: dt.datetime, today: dt.date, *, row: dict[str, str]) -> None:
    """Taken up, with what was found, what followed and why it was closed, as far as the row goes."""
    for step in _steps(row, today):
        _say(row["area"], row["offence"], step, now, today)


def _steps(row: dict[str, str], today: dt.date) -> Iterator[figures.StepText]:
    found, followed = (f"{row[name]} (voorbeeld)." for name in ("found", "followed"))
    yield figures.StepText(figures.Act.TAKEN_UP, holder=_contact(row["area"]))
    if row["found"] and (row["followed"] or not row["reason"]):
        yield figures.StepText(figures.Act.FOUND, found, happened_on=today)
    if row["followed"]:
        yield figures.StepText(figures.Act.FOLLOWED, followed, happened_on=today, owner=row["owner"])
    if row["reason"]:
        closed = STOPPED if row["followed"] else found
        yield figures.StepText(figures.Act.CLOSED, closed, reason=figures.CloseReason(row["reason"]))


def save_measure(now: dt.datetime, today: dt.date) -> None:
    """A question about a measure that never was."""
    figures.record_example_measure(actor=COMMAND, now=now)


def _contact(area: str) -> str:
    return f"zetel:{area}:contact"


def _say(area: str, offence: str, said: figures.StepText, now: dt.datetime, today: dt.date) -> None:
    """On the newest card of this place; nothing where the figures of the story do not ring there."""
    found = [card for card in figures.cards(COMMAND) if (card.area, card.offence) == (area, offence)]
    if found:
        figures.record_step(found[0].id, said, actor=COMMAND, now=now, today=today)


Played = tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]]


def _reading(on: dt.date, *periods: int) -> Played:
    return on, "Wat in de nieuwe maanden opvalt, staat bij de signalen", partial(read, periods=periods)


def _later_readings() -> Iterator[Played]:
    """Each quarter its three months, three days after they came out."""
    for month in range(2020 * 12 + 4, 2023 * 12 + 2, 3):
        periods = (_period(each) for each in range(month - 3, month))
        yield _reading(dt.date(month // 12, month % 12 + 1, 19), *periods)
    yield _reading(dt.date(2023, 5, 6), 202302, 202303, 202304)


def _handled() -> Iterator[Played]:
    with _HANDLED.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            title = "Een gemeente kijkt naar een signaal uit de cijfers"
            yield dt.date.fromisoformat(row["date"]), title, partial(handle, row=row)


def _period(month: int) -> int:
    """Counted from the year 0, as the tables write it."""
    return month // 12 * 100 + month % 12 + 1


STEPS: Final[tuple[Played, ...]] = (
    _reading(dt.date(2019, 8, 17), 201906, 201907),
    (dt.date(2019, 8, 20), "Enschede pakt het signaal over gestolen fietsen op", take_up_bikes),
    (dt.date(2019, 9, 5), "Enschede weet waar de gestolen fietsen vandaan komen", look_into_bikes),
    _reading(dt.date(2019, 11, 17), 201906, 201908, 201909, 201910),
    _reading(dt.date(2020, 2, 19), 201911, 201912, 202001),
    (dt.date(2020, 2, 20), "Barneveld sluit een signaal: het was de registratie", close_burglaries),
    (dt.date(2020, 2, 21), "Een vraag over een verzonnen maatregel is bewaard", save_measure),
    *_later_readings(),
    *_handled(),
)
