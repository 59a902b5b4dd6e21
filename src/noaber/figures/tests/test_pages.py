"""The pages of figures: for everybody, the same by the same link, and signals for the network alone."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from noaber.core.access import COMMAND
from noaber.figures.formats import chart_rendering
from noaber.figures.formats.chart_rendering import ChartFailed
from noaber.figures.models import Release
from noaber.figures.queries.releases import last_taken_in
from noaber.figures.rules.periods import period_key, span
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.annotations import AnnotationText, annotate
from noaber.figures.services.counts_at_hand import record_example_months
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.tests.police_samples import row, table
from noaber.figures.views import charts as chart_views
from tests.people import sign_in

ENSCHEDE = "/cijfers/gemeente/GM0153/"
JUNE = f"{ENSCHEDE}?soort=1.2.3&maand=2019-06"
SEEN = (
    "/cijfers/",
    ENSCHEDE,
    f"{ENSCHEDE}vergelijken/",
    "/cijfers/district/twente/",
    "/cijfers/soort/1.1.1/",
)
SAID = "Voorbeeldgegevens: de maanden zijn verzonnen"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("address", [*SEEN, "/cijfers/landelijk/", f"{ENSCHEDE}wijken/"])
def test_without_a_release_a_page_says_what_would_be_there(client: Client, db: None, address: str) -> None:
    assert "Er zijn nog geen cijfers ingelezen" in text_of(client, address)


@pytest.mark.parametrize("address", SEEN)
def test_a_page_names_source_release_and_that_months_are_invented(
    client: Client, oost_nederland: None, address: str
) -> None:
    page = text_of(client, address)
    release = Release.objects.order_by("-number")[0]
    assert "tabel 47022NED, gepubliceerd op" in page
    assert f"(versie {release.number})" in page
    assert "Verzonnen maanden" in page


def test_a_link_holds_kind_and_months_and_every_chart_keeps_them(
    client: Client, oost_nederland: None
) -> None:
    page = text_of(client, JUNE)
    assert "juli 2018 tot en met juni 2019" in page
    assert "?soort=1.2.3&amp;maand=2019-06&amp;grafiek=per-maand&amp;formaat=png" in page
    for wrong, said in (
        ("soort=9.9", "9.9”"),
        ("maand=2030-01", "tot en met januari 2030 is niets gepubliceerd"),
        ("gepubliceerd-op=gisteren", "gisteren"),
    ):
        assert said in text_of(client, f"{ENSCHEDE}?{wrong}")


def test_signals_are_for_the_network_alone(client: Client, oost_nederland: None) -> None:
    assert "Signalen van" not in text_of(client, JUNE)
    sign_in(client, "adviser of Zwolle")
    page = text_of(client, JUNE)
    assert "343 in juni 2019. Naar trend en seizoen waren er zo’n" in page
    assert "geeft toeval hier zo’n één keer in" in page


def test_figures_as_they_were_published_on_a_day(client: Client, db: None, oost_nederland: None) -> None:
    page = text_of(client, f"{ENSCHEDE}?gepubliceerd-op=2019-03-01")
    assert "zoals zij op 1 maart 2019 waren gepubliceerd" in page
    assert "februari 2018 tot en met januari 2019" in page


@pytest.mark.parametrize("address", ["/cijfers/", ENSCHEDE, "/cijfers/effect/"])
def test_on_a_day_before_the_first_release_that_is_said_and_now_is_a_click_away(
    client: Client, oost_nederland: None, address: str
) -> None:
    sign_in(client, "adviser of Zwolle")
    page = text_of(client, f"{address}?gepubliceerd-op=2018-01-01&soort=1.2.3")
    assert "Op 1 januari 2018 was nog niets gepubliceerd" in page
    assert "De eerste zijn van " in page
    assert f'href="{address}?soort=1.2.3"' in page
    assert "nog geen cijfers ingelezen" not in page


def test_a_day_that_is_still_to_come_is_not_shown_as_published(client: Client, oost_nederland: None) -> None:
    page = text_of(client, f"{ENSCHEDE}?gepubliceerd-op=2150-01-01")
    assert "1 januari 2150 moet nog komen. U ziet de laatste publicatie." in page
    assert "waren gepubliceerd" not in page


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn, without a process that draws."""
    asked: list[str] = []

    def render(key: str, spec: object, form: str) -> bytes:
        asked.append(form)
        return f"{form} {json.dumps(spec)}".encode()

    monkeypatch.setattr(chart_rendering.charts, "render", render)
    return asked


def test_a_chart_as_a_picture_is_drawn_once_for_who_has_it_already(
    client: Client, oost_nederland: None, drawn: list[str]
) -> None:
    address = f"{JUNE}&grafiek=per-maand&formaat=svg"
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/svg+xml")
    assert first["Content-Disposition"].endswith('voorbeeldgegevens.svg"')
    assert all(text in first.content.decode("unicode_escape") for text in (SAID, "Enschede"))
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, drawn) == (304, ["svg"])
    on_page = client.get(f"{address}&vorm=smal")
    assert "Content-Disposition" not in on_page
    assert json.loads(client.get(f"{JUNE}&grafiek=per-maand&formaat=json").content)["width"] == 840


def test_a_chart_as_rows_says_source_and_example(client: Client, oost_nederland: None) -> None:
    response = client.get(f"{JUNE}&grafiek=per-maand&formaat=csv")
    rows = response.content.decode("utf-8-sig")
    assert "voorbeeldgegevens" in response["Content-Disposition"]
    assert all(text in rows for text in ("juni 2019", "343", "47022NED"))
    assert client.get(f"{JUNE}&grafiek=twaalf-maanden&formaat=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    "query", ["grafiek=geen&formaat=svg", "grafiek=per-maand&formaat=exe", "grafiek=per-maand"]
)
def test_a_chart_that_is_not_there_is_not_found(client: Client, oost_nederland: None, query: str) -> None:
    assert client.get(f"{ENSCHEDE}?{query}").status_code == 404


def test_a_chart_that_cannot_be_drawn_costs_no_page(
    client: Client, oost_nederland: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> bytes:
        raise ChartFailed("hung")

    monkeypatch.setattr(chart_rendering.charts, "render", fail)
    response = client.get(f"{ENSCHEDE}?grafiek=per-maand&formaat=png")
    assert (response.status_code, "ETag" in response) == (503, False)
    assert "staan in de tabel" in response.content.decode()


def test_charts_are_drawn_for_an_address_so_many_a_minute(
    client: Client, oost_nederland: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart_views, "DRAWN", "1/m/ip")
    monkeypatch.setattr(chart_rendering.charts, "render", lambda *_arguments: b"drawn")
    picture = f"{ENSCHEDE}?grafiek=per-maand&formaat="
    assert client.get(f"{picture}png").status_code == 200
    refused = client.get(f"{picture}svg")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.get(f"{picture}csv").status_code == 200
    monkeypatch.setattr(chart_rendering.charts, "has", lambda *_arguments: True)
    assert client.get(f"{picture}svg").status_code == 200, "nothing is drawn for it"


@pytest.mark.parametrize(
    "address", ["/cijfers/gemeente/GM9999/", "/cijfers/district/x/", "/cijfers/soort/9.9/"]
)
def test_what_does_not_exist_is_not_found(client: Client, oost_nederland: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_list_of_municipalities_is_no_ranking(client: Client, oost_nederland: None) -> None:
    page = text_of(client, "/cijfers/soort/1.1.1/?sorteer=-rate")
    assert "kan niet sorteren op “-rate”" in page
    assert page.index("Aalten</a>") < page.index("Zwolle</a>")


def test_what_a_release_changed_is_told_one_by_one(client: Client, oost_nederland: None) -> None:
    assert record_example_months(202002, actor=COMMAND, now=dt.datetime(2030, 1, 1, tzinfo=dt.UTC)).number
    page = text_of(client, ENSCHEDE)
    assert "Sinds de vorige publicatie" in page
    assert "Was" in page


def test_what_the_network_knows_of_a_figure_stands_beside_it_for_the_network_alone(
    client: Client, oost_nederland: None
) -> None:
    said = AnnotationText("GM0153", 201905, 201906, "Telling van een proef.", "1.2.3")
    annotate(said, actor=COMMAND, now=timezone.now(), today=dt.date(2019, 8, 1))
    assert "Telling van een proef." not in text_of(client, JUNE)
    sign_in(client, "adviser of Zwolle")
    page = text_of(client, JUNE)
    assert "Telling van een proef." in page
    assert "mei 2019 tot en met juni 2019" in page
    assert "Enschede: Telling van een proef." in text_of(
        client, "/cijfers/district/twente/?soort=1.2.3&maand=2019-06"
    )
    assert "Telling van een proef." not in text_of(client, JUNE.replace("1.2.3", "1.1.1"))


def test_the_map_tells_a_drawn_rate_from_a_plain_one(client: Client, oost_nederland: None) -> None:
    page = text_of(client, "/cijfers/")
    assert re.search(r"Rozendaal: \d+, op de kaart [\d,]+ per 1.000 inwoners", page)


def test_a_kind_says_how_it_comes_to_be_counted(client: Client, oost_nederland: None) -> None:
    page = text_of(client, "/cijfers/soort/1.4.4/")
    assert "doordat een slachtoffer of getuige het meldt" in page
    assert "Dat is een inschatting van Noaber." in page


def test_every_term_is_explained(client: Client, db: None) -> None:
    page = text_of(client, "/cijfers/uitleg/")
    for name in (
        "twaalf-maanden",
        "per-1000",
        "onzekerheid",
        "toeval",
        "trechter",
        "signaal",
        "effect",
        "vooraf",
        "sprong",
        "te-klein",
        "nul",
        "herzien",
    ):
        assert f'id="{name}"' in page


def test_a_kind_is_found_and_a_municipality_leads_to_its_figures(
    client: Client, oost_nederland: None
) -> None:
    assert 'href="/cijfers/soort/1.1.1/"' in text_of(client, "/zoeken/?q=inbraak woning")
    assert f'href="{ENSCHEDE}"' in text_of(client, "/gemeenten/GM0153/")


@pytest.fixture
def sparse(oost_nederland: None) -> None:
    """A release of real figures with three municipalities, of which some months are not known, and smaller areas."""
    months = [period_key(each) for each in span(202801, 202912)]
    lines = [row(area, month, 20) for month in months for area in ("GM0193", "GM0153", "NL01", "WK015300")]
    lines += [
        row("GM0150", month, None if month == "2029MM03" else 2) for month in months if month != "2029MM05"
    ]
    lines += [row("BU01530000", month, 1) for month in months[1:]]
    source = table(lines, "2030-01-15T02:00:00")
    import_release(
        source,
        TABLES[MONTHLY],
        Origin("de dienst"),
        actor=COMMAND,
        now=dt.datetime(2030, 1, 16, tzinfo=dt.UTC),
        accept_gone=True,
    )


def test_nought_no_figure_and_not_published_are_three_things(client: Client, sparse: None) -> None:
    deventer = text_of(client, "/cijfers/gemeente/GM0150/")
    assert "de bron geeft geen cijfer" in deventer
    assert "niet gepubliceerd" in deventer
    assert "niet te zeggen" in deventer
    district = text_of(client, "/cijfers/district/ijsselland/")
    assert "de bron geeft geen cijfer van Deventer; niet gepubliceerd van" in district
    assert "en nog" in district
    assert "Voorbeeldgegevens: de maanden zijn verzonnen" not in deventer
    twente = text_of(client, ENSCHEDE)
    assert "Te weinig maanden om te zeggen of een verschil toeval kan zijn" in twente
    for address in (*SEEN, "/cijfers/soort/1.2.3/"):
        assert text_of(client, address)


def test_smaller_and_larger_areas_show_once_they_are_published(client: Client, sparse: None) -> None:
    areas = client.get(f"{ENSCHEDE}wijken/?formaat=csv").content.decode("utf-8-sig")
    assert "WK015300,wijk,240,240" in areas
    assert "BU01530000,buurt,12,," in areas
    country = text_of(client, "/cijfers/landelijk/")
    assert "Nederland" in country
    assert "240" in country


def test_no_page_falls_over_a_release_that_cannot_be_read_by_the_month(client: Client, sparse: None) -> None:
    good = Release.objects.filter(table__code=MONTHLY).latest("number")
    files = {"areas_id": good.areas_id, "source": "jaren", "recorded_at": good.recorded_at}
    spans = {"first_period": 201800, "last_period": 202200, "cell_count": 5}
    bad = Release(table=good.table, number=good.number + 1, published_at=good.published_at, **files, **spans)
    bad.save(force_insert=True)
    assert last_taken_in(MONTHLY) == bad
    for address in ("/cijfers/", ENSCHEDE):
        assert text_of(client, address)


def test_who_speaks_for_a_municipality_is_led_to_it(client: Client, oost_nederland: None) -> None:
    sign_in(client, "mayor of Enschede")
    assert f'href="{ENSCHEDE}' in text_of(client, "/mijn/")
    assert f'href="{ENSCHEDE}?' in text_of(client, "/cijfers/").partition("Wat valt op")[0]
