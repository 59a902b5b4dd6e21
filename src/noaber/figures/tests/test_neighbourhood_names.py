"""Districts and neighbourhoods by their names: with the code where two are called the same, and in the exports."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.figures.rules.periods import period_key, span
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.tests.police_samples import row, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]

PAGE = "/cijfers/gemeente/GM9001/wijken/"
NAMES = {
    "WK900101": "Oud-Aardam",
    "BU90010101": "Kern",
    "WK900102": "Nieuw & Wijds",
    "BU90010201": "Kern",
    "BU90010202": "=1+1",
}


@pytest.fixture(autouse=True)
def release(voorbeeldland: object) -> None:
    months = [period_key(each) for each in span(201901, 202012)]
    lines = [row(area, month, 2) for area in ("GM9001", *NAMES, "BU90010299") for month in months]
    source = table(lines, "2021-01-15T02:00:00", areas=NAMES)
    now = dt.datetime(2021, 2, 1, tzinfo=dt.UTC)
    import_release(source, TABLES[MONTHLY], Origin("proef"), actor=COMMAND, now=now)


def test_names_stand_on_the_page_each_district_before_its_neighbourhoods(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    shown = (
        "Oud-Aardam",
        "Kern (BU90010101)",
        "Nieuw &amp; Wijds",
        "Kern (BU90010201)",
        "=1+1",
        "BU90010299",
    )
    places = [page.index(f">{name}<") for name in shown]
    assert places == sorted(places)


def test_exports_have_names_and_codes_and_no_formula(client: Client) -> None:
    rows = client.get(f"{PAGE}?formaat=csv").content.decode("utf-8-sig")
    assert "Oud-Aardam,WK900101,wijk,24,24" in rows
    assert "Kern (BU90010201),BU90010201,buurt,24,24" in rows
    assert "'=1+1,BU90010202" in rows
