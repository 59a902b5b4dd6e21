"""A calendar file keeps to RFC 5545, whatever stands in it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.documents.calendar import CalendarEvent, escaped, folded, to_ics

NOW = dt.datetime(2019, 10, 25, 8, 30, tzinfo=dt.UTC)
DAY = dt.date(2019, 11, 15)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def written(*events: CalendarEvent, **options: object) -> str:
    return to_ics(events, name="Noaber", stamped_at=NOW, **options).decode()  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    """The lines as a calendar program reads them."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value(text: str, key: str) -> str:
    return next(line.removeprefix(f"{key}:") for line in unfolded(text) if line.startswith(f"{key}:"))


def plain(shown: str) -> str:
    """What a program makes of an escaped text."""
    out, is_escape = "", False
    for sign in shown:
        if is_escape:
            out, is_escape = out + ("\n" if sign == "n" else sign), False
        elif sign == "\\":
            is_escape = True
        else:
            out += sign
    return out


def test_a_day_is_a_day_and_ends_the_day_after() -> None:
    text = written(CalendarEvent("a@noaber", "Reactie", DAY))
    assert "DTSTART;VALUE=DATE:20191115" in text
    assert "DTEND;VALUE=DATE:20191116" in text
    assert "DTSTAMP:20191025T083000Z" in text


def test_an_example_says_so_in_the_calendar_and_in_each_event() -> None:
    text = written(CalendarEvent("a@noaber", "Reactie", DAY), is_example=True)
    assert value(text, "NAME") == "Noaber (voorbeeldgegevens)"
    assert value(text, "SUMMARY") == "Reactie (voorbeeldgegevens)"
    assert "voorbeeld" not in written(CalendarEvent("a@noaber", "Reactie", DAY))


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (dt.datetime(2019, 7, 1, 14, 0, tzinfo=AMSTERDAM), "20190701T120000Z"),
        (dt.datetime(2019, 12, 1, 14, 0, tzinfo=AMSTERDAM), "20191201T130000Z"),
    ],
)
def test_a_time_goes_out_in_utc_in_summer_and_in_winter(local: dt.datetime, utc: str) -> None:
    event = CalendarEvent("a@noaber", "DVO", local, local + dt.timedelta(hours=2), place="Zwolle")
    text = written(event)
    assert f"DTSTART:{utc}" in text
    assert "LOCATION:Zwolle" in text


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        written(CalendarEvent("a@noaber", "DVO", dt.datetime(2019, 7, 1, 14, 0)))


def test_a_change_and_a_cancellation_are_told() -> None:
    text = written(CalendarEvent("a@noaber", "DVO", DAY, sequence=3, is_cancelled=True, is_busy=False))
    assert "SEQUENCE:3" in text
    assert "STATUS:CANCELLED" in text
    assert "TRANSP:TRANSPARENT" in text


def test_a_calendar_has_what_the_standard_asks_of_it() -> None:
    lines = unfolded(written(refresh=dt.timedelta(hours=4)))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Noaber//Noaber//NL"]
    assert lines[-1] == "END:VCALENDAR"
    assert "METHOD:PUBLISH" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT240M" in lines


@given(texts)
def test_lines_are_short_and_no_character_is_cut(line: str) -> None:
    bare = line.replace("\r", "").replace("\n", "")
    pieces = folded(bare).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == bare


@given(texts, texts)
def test_a_text_comes_out_as_it_went_in_and_adds_no_line(title: str, more: str) -> None:
    text = written(CalendarEvent("a@noaber", title, DAY, text=more))
    heads = [line.partition(":")[0].partition(";")[0] for line in unfolded(text)]
    assert heads.count("SUMMARY") == 1
    assert heads.count("BEGIN") == heads.count("END") == 2
    assert set(heads) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "UID"),
        *("DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"),
    }
    kept = "\n".join(
        "".join(sign for sign in line if sign == "\t" or (sign >= " " and sign != "\x7f"))
        for line in title.splitlines()
    )
    assert plain(value(text, "SUMMARY")) == kept


def test_a_line_break_in_an_address_adds_no_line() -> None:
    event = CalendarEvent("a@noaber", "x", DAY, url="https://noaber.invalid/\r\nATTENDEE:mailto:x@x.invalid")
    assert not [line for line in unfolded(written(event)) if line.startswith("ATTENDEE")]
    assert escaped("a\rb") == "a\\nb"
