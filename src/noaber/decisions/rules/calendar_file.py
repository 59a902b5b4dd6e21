"""Calendar files (iCalendar, RFC 5545): a meeting that any calendar can take over, and follow when it changes.

The same UID with a higher SEQUENCE replaces what the calendar has; a cancelled meeting is sent with STATUS:CANCELLED.
Moments go out in UTC, so that no table of time zones has to travel along.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

CALENDAR_MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
LONGEST_LINE: Final = 75  # octets, without the line end (RFC 5545, 3.1)
PRODUCT: Final = "-//Noaber//Vergaderingen//NL"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One meeting. ``starts_at``, ``ends_at`` and ``stamped_at`` are aware moments."""

    uid: str
    sequence: int
    stamped_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(events: Sequence[CalendarEvent], *, name: str = "") -> bytes:
    """The file, UTF-8 with CRLF.

    >>> start = dt.datetime(2019, 2, 20, 14, tzinfo=dt.UTC)
    >>> event = CalendarEvent("1@noaber", 2, start, start, start + dt.timedelta(hours=2), "DVO; Twente")
    >>> text = calendar_file([event]).decode()
    >>> "SUMMARY:DVO\\\\; Twente" in text.split("\\r\\n"), "DTSTART:20190220T140000Z" in text
    (True, True)
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: CalendarEvent) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.stamped_at)}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    for key, text in (("LOCATION", event.location), ("DESCRIPTION", event.description)):
        if text:
            yield f"{key}:{escaped(text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line end are escaped, other control signs go (3.3.11).

    >>> print(escaped("Zaal 1, 2; boven\\nNeem de lift"))
    Zaal 1\\, 2\\; boven\\nNeem de lift
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    plain = plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(sign for sign in plain if sign >= " " or sign == "\t")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets; never within a letter (3.1).

    >>> [len(piece.encode()) for piece in folded("é" * 50).split("\\r\\n")]
    [74, 27]
    """
    pieces, piece = [], ""
    for sign in line:
        # The blank that begins a next piece is part of its length.
        if len((piece + sign).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += sign
    return "\r\n".join([*pieces, piece])
