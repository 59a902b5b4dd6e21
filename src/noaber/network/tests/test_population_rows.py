"""Population figures from a sheet: every cell that cannot be used is named, in Dutch."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.network.rules.population_rows import (
    PopulationRow,
    absent_figures,
    check_population_rows,
    is_area_code,
)

KNOWN = {"GM0153", "GM0193"}
GOOD: dict[str, object] = {
    "code": "GM0153",
    "reference_date": "2019-01-01",
    "population": "158986",
    "status": "final",
    "source": "CBS 70072ned",
}


def check(*changes: dict[str, object]) -> tuple[list[PopulationRow], list[str]]:
    """Rows and error sentences for a good row with each of the changes."""
    rows, errors = check_population_rows([{**GOOD, **change} for change in changes], KNOWN)
    return rows, [str(error) for error in errors]


def test_a_good_row_becomes_a_figure() -> None:
    rows, errors = check({})
    assert errors == []
    assert rows == [PopulationRow("GM0153", date(2019, 1, 1), 158_986, "CBS 70072ned", is_provisional=False)]


def test_dutch_headers_and_a_year_mean_the_same() -> None:
    raw = {
        " Gemeentecode": "gm0153 ",
        "Jaar": "2019",
        "INWONERS": "158.986",
        "Status": "Voorlopig",
        "bron": "CBS",
    }
    rows, errors = check_population_rows([raw], KNOWN)
    assert errors == []
    assert rows == [PopulationRow("GM0153", date(2019, 1, 1), 158_986, "CBS", is_provisional=True)]


@pytest.mark.parametrize(
    "value", ["2019-01-01", "1-1-2019", "01-01-2019", date(2019, 1, 1), datetime(2019, 1, 1, 0, 0)]
)
def test_dates_are_read_as_the_dutch_write_them_and_as_sheets_hold_them(value: object) -> None:
    rows, errors = check({"reference_date": value})
    assert errors == []
    assert rows[0].reference_on == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("value", "population"),
    [("0", 0), (0, 0), (158_986.0, 158_986), ("158 986", 158_986), ("", None), (None, None), (".", None)],
    ids=repr,
)
def test_missing_and_zero_are_kept_apart(value: object, population: int | None) -> None:
    rows, errors = check({"population": value})
    assert errors == []
    assert rows[0].population == population


WRONG = [
    ({"population": "-5"}, "inwoners: Een inwonertal kan niet negatief zijn. Vul 0 of meer in."),
    ({"population": -5.0}, "inwoners: Een inwonertal kan niet negatief zijn. Vul 0 of meer in."),
    ({"population": "veel"}, "inwoners: veel is geen geheel getal. Vul een aantal in zoals 158986."),
    ({"population": "12,5"}, "inwoners: 12,5 is geen geheel getal. Vul een aantal in zoals 158986."),
    ({"population": "15.89"}, "inwoners: 15.89 is geen geheel getal. Vul een aantal in zoals 158986."),
    ({"population": True}, "inwoners: True is geen geheel getal. Vul een aantal in zoals 158986."),
    ({"population": "1" * 5_000}, "inwoners: Dit inwonertal is te groot. Controleer het getal."),
    (
        {"reference_date": "30-2-2019"},
        "peildatum: De datum 30-2-2019 bestaat niet. Vul een bestaande datum in.",
    ),
    (
        {"reference_date": "2019-13-01"},
        "peildatum: De datum 1-13-2019 bestaat niet. Vul een bestaande datum in.",
    ),
    (
        {"reference_date": "vorig jaar"},
        "peildatum: vorig jaar is geen datum. Schrijf de datum als 1-1-2019 of 2019-01-01.",
    ),
    (
        {"reference_date": "1-1-0019"},
        "peildatum: Het jaar 19 kan niet kloppen. Kies een jaar van 1900 tot en met 2100.",
    ),
    ({"reference_date": ""}, "peildatum: De peildatum ontbreekt. Vul een datum in zoals 1-1-2019."),
    ({"jaar": "2020"}, "jaar: Het jaar past niet bij de peildatum 2019-01-01. Laat een van beide weg."),
    ({"jaar": "19"}, "jaar: 19 is geen jaar. Kies een jaar van 1900 tot en met 2100."),
    ({"code": "GM0001"}, "gemeentecode: Gemeente GM0001 staat niet in het register. Controleer de code."),
    ({"code": "Enschede"}, "gemeentecode: Enschede is geen gemeentecode. Vul een code in zoals GM0153."),
    ({"code": ""}, "gemeentecode: De gemeentecode ontbreekt. Vul een code in zoals GM0153."),
    (
        {"status": "misschien"},
        "status: misschien is geen status. Vul vastgesteld (of definitief) of voorlopig in.",
    ),
    ({"status": ""}, "status: Vul vastgesteld (of definitief) of voorlopig in."),
    ({"source": " "}, "bron: De bron ontbreekt. Vul in waar het getal vandaan komt."),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=[str(case[0])[:45] for case in WRONG])
def test_a_wrong_cell_is_named_by_row_and_column(change: dict[str, object], sentence: str) -> None:
    rows, errors = check({"code": "GM0193", "jaar": ""}, change)
    assert [row.code for row in rows] == ["GM0193"]
    assert errors == [f"Rij 3, {sentence}"]


def test_every_wrong_cell_of_a_row_is_told_at_once() -> None:
    _, errors = check({"code": "x", "population": "x", "reference_date": "x", "status": "x", "source": ""})
    assert len(errors) == 5


def test_the_same_municipality_and_date_twice_names_the_first_row() -> None:
    rows, errors = check({}, {"reference_date": "1-1-2019", "population": "1"})
    assert len(rows) == 1
    assert errors == [
        "Rij 3, gemeentecode: GM0153 op 1-1-2019 staat ook al in rij 2. Haal een van beide weg."
    ]


def test_missing_columns_are_told_once_and_nothing_is_read() -> None:
    rows, errors = check_population_rows([{"naam": "Enschede", "inwoners": "1"}] * 3, KNOWN)
    assert rows == []
    assert [error.field for error in errors] == ["gemeentecode", "status", "bron", "peildatum"]
    assert (
        str(errors[0])
        == "Rij 1, gemeentecode: De kolom gemeentecode (of code) ontbreekt. Voeg deze kolom toe."
    )


def test_a_column_that_is_there_twice_is_refused() -> None:
    rows, errors = check_population_rows([{**GOOD, "inwoners": "1"}], KNOWN)
    assert rows == []
    assert "twee keer" in errors[0].message


def test_blank_rows_are_skipped_and_still_counted() -> None:
    blank: dict[str, object] = dict.fromkeys(GOOD, "")
    _, errors = check_population_rows([GOOD, blank, {**GOOD, "population": "-1"}], KNOWN)
    assert [error.row for error in errors] == [4]


def test_the_figures_that_we_ship_are_all_good() -> None:
    path = Path(__file__).parents[1] / "data" / "oost_nederland" / "populations.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        raw = list(csv.DictReader(lines))
    rows, errors = check_population_rows(raw, {line["code"] for line in raw})
    assert errors == []
    assert len(rows) == 76 * 13


def test_an_empty_sheet_gives_nothing() -> None:
    assert check_population_rows([], KNOWN) == ([], [])


@given(st.dictionaries(st.sampled_from([*GOOD, "jaar"]), st.text(max_size=12) | st.integers() | st.none()))
def test_whatever_stands_in_a_sheet_each_row_is_a_figure_or_an_error(change: dict[str, object]) -> None:
    rows, errors = check_population_rows([{**GOOD, **change, "naam": "x"}], KNOWN)
    assert bool(rows) != bool(errors)
    for row in rows:
        assert row.code in KNOWN
        assert row.population is None or row.population >= 0


@pytest.mark.parametrize("code", ["GM0000", "GM0998", "GM0999", "GM9999", "NL01", "PV23", "gm0153", "GM153"])
def test_codes_that_are_no_area_are_known(code: str) -> None:
    assert not is_area_code(code)


def test_absent_figures_count_a_missing_value_as_absent_and_zero_as_present() -> None:
    rows = [
        PopulationRow("GM0153", date(2019, 1, 1), 0, "CBS", is_provisional=False),
        PopulationRow("GM0193", date(2019, 1, 1), None, "CBS", is_provisional=False),
    ]
    assert absent_figures(rows, KNOWN, [2019]) == [("GM0193", date(2019, 1, 1))]
