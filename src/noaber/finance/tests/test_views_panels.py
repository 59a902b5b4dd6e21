"""What finance adds to the pages of others."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, Actor, Grant
from noaber.core.asof import AsOf
from noaber.finance.views.panels import contribution_panel, home_panel
from noaber.finance.views.thread import contributions_step

pytestmark = pytest.mark.usefixtures("oost_nederland")
TODAY = AsOf(dt.date(2023, 5, 15))
CONTROLLER = Actor(2, grants=frozenset({Grant("controller")}))
BEFORE = AsOf(dt.date(2019, 1, 27))


def test_a_municipality_sees_what_is_asked_of_it() -> None:
    panel = contribution_panel(ANONYMOUS, "GM0277", TODAY)
    assert panel is not None
    assert [row["year"] for row in panel.content.data] == ["2020", "2021", "2022", "2023"]  # type: ignore[attr-defined]
    assert [row["reference_on"].year for row in panel.content.data] == [2019, 2020, 2021, 2022]  # type: ignore[attr-defined]
    assert panel.content.data[0]["amount"] == 7 * panel.content.data[0]["population"]  # type: ignore[attr-defined]


def test_before_a_year_was_set_a_municipality_sees_what_may_count() -> None:
    panel = contribution_panel(ANONYMOUS, "GM0277", AsOf(dt.date(2019, 9, 30), is_asked=True))
    assert panel is not None
    assert "noemt geen peildatum" in panel.intro
    assert [row["reference_on"].year for row in panel.content.data] == [2019]  # type: ignore[attr-defined]


def test_who_pays_reads_how_each_year_is_billed_and_the_amounts_of_its_invoices() -> None:
    """Enschede: 159.640 inhabitants on 1 January 2020; a visitor reads the amounts."""
    mayor = Actor(1, grants=frozenset({Grant("mayor", "organisation:GM0153")}))
    panel = contribution_panel(mayor, "GM0153", TODAY)
    assert panel
    table = panel.content
    assert table.data[1]["amount"] == 11_174_80  # type: ignore[attr-defined]
    told = " ".join(table.notes)  # type: ignore[attr-defined]
    for part in (
        "2021: peildatum 1 januari 2020, 7 cent per inwoner",
        "buiten de btw",
        "Waarom zo: Peildatum",
    ):
        assert part in told
    public = contribution_panel(ANONYMOUS, "GM0153", TODAY)
    assert public
    assert not public.content.notes  # type: ignore[attr-defined]


def test_who_left_has_no_row_of_that_year_and_is_not_in_its_total() -> None:
    panel, whole = contribution_panel(ANONYMOUS, "GM0279", TODAY), home_panel(CONTROLLER, TODAY)
    assert panel
    assert whole
    assert [row["year"] for row in panel.content.data] == ["2020", "2021", "2022"]  # type: ignore[attr-defined]
    assert "€\xa0955,45 te kort" in whole.intro


@pytest.mark.parametrize(("code", "asof"), [("GM0277", BEFORE), ("POLITIE-ON", TODAY), ("GM9999", TODAY)])
def test_no_panel_where_nothing_is_asked(code: str, asof: AsOf) -> None:
    assert contribution_panel(ANONYMOUS, code, asof) is None


def test_a_mayor_has_the_own_municipality_at_home_and_the_controller_the_whole() -> None:
    mayor = Actor(1, grants=frozenset({Grant("mayor", "organisation:GM0193"), Grant("member", "body:bbg")}))
    for_mayor, for_controller = home_panel(mayor, TODAY), home_panel(CONTROLLER, TODAY)
    assert for_mayor is not None
    assert for_mayor.content.data[0]["population"] == 127_497  # type: ignore[attr-defined]
    assert for_controller is not None
    assert for_controller.intro.startswith("In 2023, met het inwonertal van 1 januari 2022: ")
    assert home_panel(Actor(3), TODAY) is None


@pytest.mark.parametrize(
    ("day", "said", "asked"),
    [
        (
            "2019-9-30",
            "In 2020, met het inwonertal van 1 januari 2019: € 4.011,79 te kort",
            "2020&peildatum=memo",
        ),
        (
            "2021-3-01",
            "In 2021, met het inwonertal van 1 januari 2020: € 2.615,01 te kort",
            "2021&peildatum=vastgesteld",
        ),
        ("2025-3-01", "In 2023, met het inwonertal van 1 januari 2022: ", "2023&peildatum=vastgesteld"),
    ],
)
def test_the_controller_reads_the_year_of_the_day_and_the_page_behind_it_says_the_same(
    client: Client, day: str, said: str, asked: str
) -> None:
    panel = home_panel(CONTROLLER, AsOf(dt.datetime.strptime(day, "%Y-%m-%d").date(), is_asked=True))
    assert panel
    assert panel.link
    assert panel.intro.replace("\xa0", " ").startswith(said)
    assert asked in panel.link.url
    balance = panel.intro.partition(": ")[2].partition(" bij een")[0]
    assert balance in client.get(panel.link.url).content.decode()


def test_the_thread_says_what_is_still_to_be_found() -> None:
    step = contributions_step(ANONYMOUS, TODAY)
    assert step is not None
    assert "€\xa04.011,79 te kort bij een begroting van €\xa0230.000,00" in step.text
    assert contributions_step(ANONYMOUS, BEFORE) is None
