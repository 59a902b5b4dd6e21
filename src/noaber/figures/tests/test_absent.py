"""Where one municipality has no figure, whatever stands for several together says whose is missing."""

import csv
import io
from html import unescape

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.figures.models import Release
from noaber.figures.queries.areas import AreaKind
from noaber.figures.queries.reports.reports import AreaReport, area_report, month_reports
from noaber.figures.report_words import absent_said, not_known, signals_said
from noaber.figures.rules.periods import period_key, span
from noaber.figures.rules.reports.lines import said_of
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.services.reports.letters import report_letter
from noaber.figures.services.signals.opening import open_signals
from noaber.figures.tests.conftest import Become
from noaber.figures.tests.conftest import become as become
from noaber.figures.tests.police_samples import row, table
from noaber.figures.tests.reports.conftest import undrawn as undrawn
from noaber.figures.tests.signals_played import LAST, NOW, TODAY
from noaber.network.api import municipalities

pytestmark = pytest.mark.django_db


@pytest.fixture
def missing(voorbeeldland: object) -> str:
    """The name of the one municipality that has no figure of the last month; all others have every month."""
    found = municipalities(COMMAND, AsOf(TODAY))
    without = found[0]
    lines = [
        row(
            each.code,
            period_key(period),
            None if each is without and period == LAST else 20 + place % 7,
            kind,
        )
        for each in found
        for kind in ("1.1.1", "0.0.0")
        for place, period in enumerate(span(201405, LAST))
        if kind == "1.1.1" or not (each is without and period == LAST)
    ]
    import_release(
        table(lines, "2020-05-15T02:00:00"), TABLES[MONTHLY], Origin("proef"), actor=COMMAND, now=NOW
    )
    return without.name


def report_of(kind: AreaKind, name: str = "") -> AreaReport:
    month = month_reports(Release.objects.get(), LAST, TODAY)
    area = next(each for each in month.areas if each.kind is kind and each.name != name)
    return area_report(month, area)


def test_the_page_of_all_together_names_whose_figure_is_missing(client: Client, missing: str) -> None:
    page = unescape(client.get("/cijfers/").content.decode())
    assert "is er geen som van de gemeenten samen" in page
    assert f"Er ontbreken cijfers van: {missing}." in page
    assert "Er zijn geen cijfers over" not in page


def test_beside_all_municipalities_stands_who_is_not_among_them(client: Client, missing: str) -> None:
    code = municipalities(COMMAND, AsOf(TODAY))[1].code
    page = unescape(client.get(f"/cijfers/gemeente/{code}/").content.decode())
    assert f"is zonder wie niet van elke maand een cijfer heeft: {missing}." in page


def test_an_empty_cell_of_a_file_says_why(client: Client, missing: str) -> None:
    address = "/cijfers/?grafiek=twaalf-maanden&formaat=csv&soort=1.1.1"
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    assert (rows[0]["count"], rows[0]["note"]) == ("", "niet van elke maand een cijfer")
    assert (rows[1]["note"], rows[4]["note"]) == ("", "inwonertal niet bekend")


@pytest.mark.usefixtures("undrawn")
def test_the_report_of_all_together_names_them_too(missing: str) -> None:
    report = report_of(AreaKind.NETWORK)
    text = report_letter(report, NOW).text({"name": "", "choose": "", "stop": ""})
    assert f"Over april 2020 ontbreken cijfers van: {missing}." in text
    assert "is niets gepubliceerd van" not in text
    assert "(geen cijfer" not in text
    assert said_of(report.lines, LAST).rest[0].endswith(f"Er ontbreken cijfers van: {missing}.")


@pytest.mark.usefixtures("undrawn")
def test_the_report_of_another_says_who_is_not_in_the_rates_beside_it(missing: str) -> None:
    report = report_of(AreaKind.MUNICIPALITY, missing)
    assert absent_said(report).endswith(f"telt niet mee wie niet van elke maand een cijfer heeft: {missing}.")
    assert absent_said(report) in report_letter(report, NOW).text({"name": "", "choose": "", "stop": ""})
    assert missing not in " ".join(not_known(report))


def test_no_signal_is_said_only_of_what_could_be_compared(missing: str) -> None:
    """Where the month has no figure, or too little was counted, nobody looked."""
    open_signals(LAST, actor=COMMAND, now=NOW, today=TODAY)
    month = month_reports(Release.objects.get(), LAST, TODAY)
    of = {area.name: signals_said(area_report(month, area)) for area in month.areas}
    assert of[missing] == "Over signalen in april 2020 is niets te zeggen: er is geen cijfer."
    together = of[month.areas[-1].name]
    assert "(een soort in een gemeente): de andere hebben te weinig gevallen of geen cijfer." in together
    assert together.endswith(f"Geen cijfer over april 2020: {missing}.")
    other = next(said for name, said in of.items() if name not in (missing, month.areas[-1].name))
    assert other.startswith("Geen signalen: geen van deze soorten lag in april 2020 boven wat")


def test_a_month_that_was_read_names_of_whom_it_has_no_figure(become: Become, missing: str) -> None:
    open_signals(LAST, actor=COMMAND, now=NOW, today=TODAY)
    page = become("GM9001:contact").get("/cijfers/signalen/").content.decode()
    assert f"Geen cijfer over april 2020: {missing}." in unescape(page)


def test_a_line_of_all_together_stops_and_a_comparison_leaves_out_whom_it_lacks(
    client: Client, missing: str
) -> None:
    code = municipalities(COMMAND, AsOf(TODAY))[1].code

    def rows(address: str) -> list[dict[str, str]]:
        text = client.get(f"{address}&formaat=csv&soort=1.1.1").content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    newest, before = rows(f"/cijfers/gemeente/{code}/?grafiek=twaalf-maanden")[:2]
    assert newest["others"] == ""
    assert before["others"] != ""
    assert f"Er ontbreekt: {missing}." in newest["notes"]
    whole = rows(f"/cijfers/gemeente/{code}/vergelijken/?grafiek=vergelijking")[-1]
    assert (whole["count"], float(whole["rate"]) > 0) == ("", True)
    assert f"heeft: {missing}." in whole["notes"]
