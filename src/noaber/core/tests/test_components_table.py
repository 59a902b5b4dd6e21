"""The table: order, filters, pages, totals and files, from the query string of a list page."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.sorting import sorted_rows
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table

COLUMNS = (
    Column("name", "Gemeente", "link"),
    Column("district", "District"),
    Column("population", "Inwoners", "number", is_totalled=True),
    Column("amount", "Bijdrage", "money", is_totalled=True),
    Column("decided_on", "Besluit", "date"),
    Column("status", "Stand", "status"),
    Column("code", "Code", is_on_screen=False),
)
ROWS: list[Row] = [
    {
        "name": name,
        "url": f"/gemeenten/{code}/",
        "district": district,
        "population": population,
        "amount": cents,
        "decided_on": decided_on,
        "status": Status("Besloten", "ok") if decided_on else Status("Open"),
        "code": code,
    }
    for name, code, district, population, cents, decided_on in (
        ("Zwolle", "GM0193", "IJsselland", 127_497, 892_479, date(2019, 11, 4)),
        ("'s-Heerenberg", "GM9001", "Achterhoek", 900, 6_300, None),
        ("Épe", "GM9002", "Veluwe", 33_000, 231_000, date(2019, 9, 1)),
        ("Almelo", "GM0141", "Twente", None, None, None),
    )
]
FILTERS = (
    TextFilter(("name", "code")),
    ChoiceFilter("district", "District", "district"),
    DateFilter("decided_on", "Besloten vanaf", "vanaf"),
)


def table_for(query: str, *, page_size: int = 100) -> Table:
    return list_table(
        QueryDict(query), name="gemeenten", columns=COLUMNS, rows=ROWS, filters=FILTERS, page_size=page_size
    )


def names(table: Table) -> list[str]:
    return [row[0].text for row in table.rows]


def test_without_a_wish_the_rows_stay_as_they_came() -> None:
    assert names(table_for("")) == ["Zwolle", "'s-Heerenberg", "Épe", "Almelo"]


def test_names_sort_as_a_dutch_register_does() -> None:
    assert names(table_for("sorteer=name")) == ["Almelo", "Épe", "'s-Heerenberg", "Zwolle"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sorteer=population", ["'s-Heerenberg", "Épe", "Zwolle", "Almelo"]),
        ("sorteer=-population", ["Zwolle", "Épe", "'s-Heerenberg", "Almelo"]),
        ("sorteer=-decided_on", ["Zwolle", "Épe", "'s-Heerenberg", "Almelo"]),
    ],
)
def test_empty_cells_stand_last_both_ways(query: str, expected: list[str]) -> None:
    assert names(table_for(query)) == expected


@given(
    st.lists(
        st.one_of(st.none(), st.integers(), st.decimals(allow_nan=False), st.dates(), st.text(max_size=5))
    )
)
def test_sorting_never_fails_and_loses_nothing(values: list[object]) -> None:
    rows = [{"value": value} for value in values]

    ordered = sorted_rows(rows, "value", is_descending=True)

    assert sorted(map(repr, ordered)) == sorted(map(repr, rows))


def test_the_sort_link_turns_the_order_round_and_tells_the_screen_reader() -> None:
    header = table_for("sorteer=name&district=Twente").headers[0]

    assert header.direction == "ascending"
    assert QueryDict(header.sort_url.removeprefix("?")).dict() == {"sorteer": "-name", "district": "Twente"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("zoek=epe", ["Épe"]),
        ("zoek=GM9+heeren", ["'s-Heerenberg"]),
        ("district=Twente", ["Almelo"]),
        ("vanaf=1-10-2019", ["Zwolle"]),
        ("zoek=e&district=Veluwe&vanaf=2019-01-01", ["Épe"]),
    ],
)
def test_filters_narrow_the_rows(query: str, expected: list[str]) -> None:
    assert names(table_for(query)) == expected


def test_choosing_one_value_keeps_the_others_to_choose_from() -> None:
    form = table_for("district=Twente").filter_form

    assert form is not None
    assert [option.value for option in form.fields[1].options] == [
        "Achterhoek",
        "IJsselland",
        "Twente",
        "Veluwe",
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("district=Atlantis", "“Atlantis” is geen bekende waarde voor District"),
        ("vanaf=30-2-2019", "30-2-2019 bestaat niet"),
        ("sorteer=wachtwoord", "kan niet sorteren op “wachtwoord”"),
        ("formaat=pdf", "“pdf” is geen bekend formaat"),
    ],
)
def test_what_is_not_known_is_reported_and_not_guessed(query: str, said: str) -> None:
    table = table_for(query)

    assert said in " ".join(table.problems)
    assert len(table.rows) == len(ROWS)


@pytest.mark.parametrize(
    ("typed", "number"), [("", 1), ("2", 2), ("99", 2), ("0", 1), ("-1", 1), ("²", 1), ("x" * 99, 1)]
)
def test_any_page_number_leads_to_a_page_that_exists(typed: str, number: int) -> None:
    paging = table_for(f"pagina={typed}", page_size=3).paging

    assert paging is not None
    assert (paging.number, paging.count) == (number, 2)


def test_page_links_keep_the_dates_of_the_register_and_the_filters() -> None:
    paging = table_for("geldig-op=2019-01-28&bekend-op=2020-01-01&zoek=e&stiekem=1", page_size=1).paging

    assert paging is not None
    assert QueryDict(paging.next_url.removeprefix("?")).dict() == {
        "geldig-op": "2019-01-28",
        "bekend-op": "2020-01-01",
        "zoek": "e",
        "pagina": "2",
    }


def test_a_page_can_keep_keys_of_its_own_in_every_link() -> None:
    table = list_table(QueryDict("jaar=2020&x=1"), name="n", columns=COLUMNS, rows=ROWS, kept=("jaar",))

    assert QueryDict(table.headers[0].sort_url.removeprefix("?")).dict() == {
        "jaar": "2020",
        "sorteer": "name",
    }


def test_totals_count_all_rows_and_not_only_the_page() -> None:
    table = table_for("", page_size=1)

    assert [cell.text for cell in table.total] == ["Totaal", "", "161.397", "€\xa011.297,79", "", ""]


def test_a_missing_value_is_a_dash_and_a_number_is_dutch() -> None:
    row = plain_table(
        name="x",
        caption="X",
        columns=(
            Column("a", "A", "number"),
            Column("b", "B", "percentage", decimals=1),
            Column("c", "C", "boolean"),
        ),
        rows=({"a": 1_234_567, "b": Decimal("0.3049"), "c": False},),
    ).rows[0]

    assert [cell.text for cell in row] == ["1.234.567", "30,5%", "nee"]


def test_an_address_is_only_a_link_when_the_row_has_one() -> None:
    columns = (Column("name", "Naam", "link"),)
    table = plain_table(
        name="x", caption="X", columns=columns, rows=({"name": "A", "url": "/a/"}, {"name": "B"})
    )

    assert [row[0].url for row in table.rows] == ["/a/", ""]


@pytest.mark.db
@pytest.mark.django_db
def test_the_file_has_every_row_of_the_choice_in_the_order_of_the_screen() -> None:
    table = table_for("formaat=csv&sorteer=-name&vanaf=2019-01-01", page_size=1)

    response = table.respond(RequestFactory().get("/"), "core/gallery.html", {})

    lines = response.content.decode().splitlines()
    assert lines[0] == "name,district,population,amount_cents,decided_on,status,code"
    assert lines[1:] == [
        "Zwolle,IJsselland,127497,892479,2019-11-04,Besloten,GM0193",
        "Épe,Veluwe,33000,231000,2019-09-01,Besloten,GM9002",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="gemeenten.csv"'


@pytest.mark.django_db
def test_excel_gets_a_workbook() -> None:
    response = table_for("formaat=xlsx").respond(RequestFactory().get("/"), "core/gallery.html", {})

    assert response.content.startswith(b"PK")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_an_empty_choice_says_what_to_do() -> None:
    table = table_for("zoek=bestaatniet")

    assert "Maak de keuze ruimer" in table.empty_text
    assert table.count_text == "0 van 4 regels"
    assert table.downloads == ()


def test_cells_are_escaped() -> None:
    columns = (
        Column("name", "<Naam>", "link"),
        Column("note", 'De "noot"'),
        Column("status", "Stand", "status"),
    )
    nasty = '"><script>alert(1)</script>'
    row = {"name": nasty, "url": nasty, "note": nasty, "status": Status(nasty, "ok")}

    body = plain_table(name="x", caption="X", columns=columns, rows=(row,)).body

    assert "<script" not in body
    assert 'data-label="De &quot;noot&quot;"' in body


def test_a_status_looks_the_same_in_a_table_and_outside() -> None:
    status = Status("Besloten", "ok")
    table = plain_table(
        name="x", caption="X", columns=(Column("s", "S"), Column("s", "S", "status")), rows=({"s": status},)
    )

    assert render_to_string("core/components/status.html", {"status": status}).strip() in table.body
