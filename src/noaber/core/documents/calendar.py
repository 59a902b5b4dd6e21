"""Calendar files (RFC 5545) that any calendar program reads: events of a day, and events from a time to a time.

    to_ics([CalendarEvent("sitting-12@noaber", "DVO Twente", start, end)], name="Noaber", stamped_at=now)

Only what the house needs: no repetition and no time zones (times go out in UTC). Written by hand because it is small;
`tests/test_documents_calendar.py` holds it against the rules of the standard.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

ICS_MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
EXAMPLE: Final = " (voorbeeldgegevens)"
PRODUCT: Final = "-//Noaber//Noaber//NL"
LONGEST_LINE: Final = 75  # octets, without the line break (RFC 5545, 3.1)
_BREAK: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something in a calendar.

    `uid` stays the same for the same thing, `sequence` goes up with each change of it. `starts` is a day, or a moment
    with its time zone; of days `ends` is the day after the last one. Without `ends` it lasts that day, or no time.
    """

    uid: str
    title: str
    starts: dt.date | dt.datetime
    ends: dt.date | dt.datetime | None = None
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    is_busy: bool = True


def to_ics(
    events: Iterable[CalendarEvent],
    *,
    name: str,
    stamped_at: dt.datetime,
    method: Literal["", "PUBLISH", "REQUEST", "CANCEL"] = "PUBLISH",
    refresh: dt.timedelta | None = None,
    is_example: bool = False,
) -> bytes:
    """One calendar. `stamped_at`: when it was made; `refresh`: how often a program may come and look again.

    Of a demonstration (`is_example`) the calendar and every event say so: they end up beside real ones.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}"] if method else []
    mark = EXAMPLE if is_example else ""
    lines += [f"NAME:{escaped(name + mark)}", f"X-WR-CALNAME:{escaped(name + mark)}"]
    if refresh:
        every = _duration(refresh)
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{every}", f"X-PUBLISHED-TTL:{every}"]
    for event in events:
        lines += _event(replace(event, title=event.title + mark), stamped_at)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + _BREAK for line in lines).encode()


def _event(event: CalendarEvent, stamped_at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(stamped_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{_time(event.starts)}"
    if ends := _end(event):
        yield f"DTEND{_time(ends)}"
    yield f"SUMMARY:{escaped(event.title)}"
    for key, text in (("DESCRIPTION", event.text), ("LOCATION", event.place)):
        if text:
            yield f"{key}:{escaped(text)}"
    if event.url:
        yield f"URL:{_one_line(event.url)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if event.is_busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _end(event: CalendarEvent) -> dt.date | dt.datetime | None:
    """A day without an end ends the day after (RFC 5545, 3.6.1); said in full, for not every program knows."""
    if event.ends is not None or isinstance(event.starts, dt.datetime):
        return event.ends
    return event.starts + dt.timedelta(days=1)


def _time(when: dt.date | dt.datetime) -> str:
    if isinstance(when, dt.datetime):
        return f":{_moment(when)}"
    return f";VALUE=DATE:{when:%Y%m%d}"


def _moment(when: dt.datetime) -> str:
    if when.tzinfo is None:
        raise ValueError("a moment in a calendar needs its time zone")
    return f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _duration(span: dt.timedelta) -> str:
    return f"PT{max(1, int(span.total_seconds()) // 60)}M"


def escaped(text: str) -> str:
    r"""A text as a value (RFC 5545, 3.3.11); control characters are left out, so nobody adds a line of their own.

    >>> print(escaped("Zwolle; 10:00, zaal\\1\nboven"))
    Zwolle\; 10:00\, zaal\\1\nboven
    """
    lines = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").splitlines()
    return "\\n".join(_one_line(line) for line in lines)


def _one_line(text: str) -> str:
    return "".join(sign for sign in text if sign == "\t" or (sign >= " " and sign != "\x7f"))


def folded(line: str) -> str:
    r"""A line in pieces of at most 75 octets, each next one after a break and a space; no character is cut in two.

    >>> folded("SUMMARY:kort")
    'SUMMARY:kort'
    >>> [len(piece.encode()) for piece in folded("X" * 160).split("\r\n")]
    [75, 75, 12]
    """
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return _BREAK.join([*pieces, piece])
