"""Rows of municipality and start: what people type or export is read, and what is wrong is named by line and field."""

import datetime as dt

import pytest

from noaber.figures.rules.effect.question import Comparison, Question, areas_of, starts_of, starts_text
from noaber.figures.rules.effect.rows import AREA, MOST_ROWS, ROW, START, Known, Start, read_starts

NAMES = {f"GM{number:04d}": f"Gemeente {number}" for number in range(1, 77)} | {"GM0153": "Enschede"}
KNOWN = Known(NAMES, 201201, 202001, {"GM0888": "GM0153"})


@pytest.mark.parametrize(
    "text",
    [
        "Enschede;2019-03-01",
        "GM0153, 1-3-2019",
        "153\t01-03-2019",
        "enschede 1-3-2019",
        "\ufeffStartdatum;Wijk;Gemeente\r\n2019-03-01;x;Enschede\r\n",
        '"code","start"\n"GM0153","2019-03-01"',
        "\n\nenschede ; 1 maart 2019\n",
    ],
)
def test_it_is_read_as_people_write_it(text: str) -> None:
    found = read_starts(text, KNOWN)

    assert found.problems == ()
    assert found.starts == (Start("GM0153", dt.date(2019, 3, 1)),)


def test_a_file_of_the_whole_network_is_read_and_stands_in_an_address() -> None:
    text = "gemeente;startdatum\n" + "\n".join(
        f"{code};2018-{1 + at % 12:02d}-15" for at, code in enumerate(NAMES)
    )
    found = read_starts(text, KNOWN)

    assert (len(found.starts), found.problems) == (77, ())
    address = starts_text(found.starts)
    assert len(address) < 1_300
    assert starts_of(address) == found.starts


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("Enschede;2019-03-01\nEnschede;2019-04-01", 2, AREA, "staat al op regel 1"),
        ("Ensgede;2019-03-01", 1, AREA, "geen gemeente in het netwerk"),
        ("GM9999;2019-03-01", 1, AREA, "geen gemeente in het netwerk"),
        ("gm0888;2019-03-01", 1, AREA, "is opgegaan in Enschede"),
        (";2019-03-01", 1, AREA, "vul een gemeente in"),
        ("Enschede;", 1, START, "vul een datum in"),
        ("Enschede", 1, START, "vul een datum in"),
        ("Enschede;30-2-2019", 1, START, "bestaat niet"),
        ("Enschede;maart", 1, START, "geen datum"),
        ("Enschede;2011-12-31", 1, START, "januari 2012 tot en met januari 2020"),
        ("Enschede;2020-02-01", 1, START, "ligt buiten de cijfers"),
        (f'Enschede;2019-03-01\n"{"x" * 131_073}";2019-03-01', 2, ROW, "te lang om te lezen"),
        ("GM٠١٥٣;2019-03-01", 1, AREA, "geen gemeente in het netwerk"),
        ("  \n", 1, ROW, "geen rij"),
        ("code;start", 1, ROW, "geen rij"),
        ("1;2019-01-01\n" * (MOST_ROWS + 1), MOST_ROWS + 1, ROW, f"hoogstens {MOST_ROWS}"),
    ],
)
def test_what_is_wrong_is_named(text: str, line: int, field: str, said: str) -> None:
    problem = read_starts(text, KNOWN).problems[-1]

    assert (problem.line, problem.field) == (line, field)
    assert said in problem.text


def test_all_that_is_wrong_in_a_line_is_named_at_once() -> None:
    assert [each.field for each in read_starts("Ensgede;morgen", KNOWN).problems] == [AREA, START]


def test_beside_whom() -> None:
    areas = [f"GM{number:04d}" for number in range(1, 61)]
    people = {code: 1_000.0 * at for at, code in enumerate(areas, 1)}
    start = (Start(areas[0], dt.date(2019, 1, 1)),)

    others = Question(start, excluded=(areas[1],)).others(areas, people)
    peers = Question(start, comparison=Comparison.PEERS, excluded=(areas[1],)).others(areas, people)
    chosen = Question(start, comparison=Comparison.CHOSEN, chosen=(areas[0], areas[5])).others(areas, people)

    assert others == tuple(areas[2:])
    assert peers == tuple(areas[2:22])
    assert chosen == (areas[5],)


@pytest.mark.parametrize(
    "text",
    [
        "GM0153",
        "GM0153_20190230",
        "GM0153_20190101-GM0153_20190201",
        "x",
        "GM٠١٥٣_20190301",
        "GM0153_٢٠١٩0301",
    ],
)
def test_an_address_that_was_never_made_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # whatever it says: the page answers for it
        starts_of(text)


@pytest.mark.parametrize("text", ["GM1;drop", "GM٠١٥٣"])
def test_areas_that_were_never_in_an_address_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        areas_of(text)
