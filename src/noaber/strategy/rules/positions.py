"""What the network stands for together, and the log of where that was said (R22)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault, length_faults, reason_faults

LONGEST: Final = {"title": 200, "stance": 2000, "reason": 500}
LONGEST_ENTRY: Final = {"forum": 200, "said": 1000, "outcome": 1000}


@dataclass(frozen=True, slots=True)
class PositionText:
    """A joint position; `is_left`: the network does not hold it any more, and `reason` says why."""

    title: str
    stance: str
    since_on: dt.date
    is_left: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryText:
    """That it was said somewhere; `seat`: the code of the seat that said it, `outcome`: what came of it."""

    forum: str
    on: dt.date
    seat: str
    said: str
    outcome: str = ""


def position_faults(
    text: PositionText, before: PositionText | None, today: dt.date, first_said: dt.date | None = None
) -> Iterator[Fault]:
    """What is wrong with a position, after what was said of it before; `first_said`: when it was first brought in.

    >>> day = dt.date(2019, 1, 28)
    >>> first = PositionText("Capaciteit", "Elke gemeente houdt haar wijkagent.", day)
    >>> list(position_faults(first, None, day))
    []
    >>> left = PositionText("Capaciteit", "Elke gemeente houdt haar wijkagent.", day, is_left=True)
    >>> [fault.field for fault in position_faults(left, first, day)]
    ['reason']
    >>> [fault.field for fault in position_faults(PositionText("", " ", day), None, dt.date(2019, 1, 1))]
    ['title', 'stance', 'since_on']
    >>> [fault.message for fault in position_faults(first, None, day, first_said=dt.date(2019, 1, 20))]
    ['Het is al op 20 januari 2019 ingebracht. Kies die dag of een eerdere, of trek eerst die inbreng in.']
    """
    if not text.title.strip():
        yield Fault("title", "Vul in waar het standpunt over gaat.")
    if not text.stance.strip():
        yield Fault("stance", "Vul in waar het netwerk samen voor staat.")
    if text.since_on > today:
        yield Fault("since_on", "Deze dag ligt na vandaag. Leg het vast als het is afgesproken.")
    elif first_said and text.since_on > first_said:
        said = f"Het is al op {long_date(first_said)} ingebracht."
        yield Fault("since_on", f"{said} Kies die dag of een eerdere, of trek eerst die inbreng in.")
    if before:
        yield from reason_faults("reason", text.reason, "Zeg waarom u dit wijzigt.")
    yield from length_faults(text, LONGEST)


def entry_faults(text: EntryText, today: dt.date, since: dt.date) -> Iterator[Fault]:
    """What is wrong with an entry of the log of what the network stands for since a day.

    >>> day = dt.date(2019, 5, 20)
    >>> list(entry_faults(EntryText("Strategisch beraad", day, "bbg:chair", "Ingebracht"), day, day))
    []
    >>> early = EntryText("Strategisch beraad", dt.date(2019, 5, 1), "bbg:chair", "Ingebracht")
    >>> [fault.message for fault in entry_faults(early, day, since=day)]
    ['Het netwerk staat hier sinds 20 mei 2019 voor; 1 mei 2019 is daarvoor. Pas een van beide dagen aan.']
    >>> [fault.field for fault in entry_faults(EntryText("", day, "", ""), dt.date(2019, 1, 1), day)]
    ['forum', 'seat', 'said', 'on']
    """
    asked = {
        "forum": "Vul in waar het is ingebracht.",
        "seat": "Kies wie het inbracht.",
        "said": "Vul in wat er is gezegd.",
    }
    for field, complaint in asked.items():
        if not getattr(text, field).strip():
            yield Fault(field, complaint)
    if text.on > today:
        yield Fault("on", "Deze dag ligt na vandaag. Leg het vast als het is gezegd.")
    elif text.on < since:
        days = f"Het netwerk staat hier sinds {long_date(since)} voor; {long_date(text.on)} is daarvoor."
        yield Fault("on", f"{days} Pas een van beide dagen aan.")
    yield from length_faults(text, LONGEST_ENTRY)
