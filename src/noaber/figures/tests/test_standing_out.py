"""What is said of all kinds holds for those that could be compared, and of a report of chosen kinds for those alone."""

from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.figures.models import Release
from noaber.figures.papers.report import report_paper
from noaber.figures.queries.reports.reports import AreaReport, area_report, month_reports
from noaber.figures.report_words import not_known, revised_said, signals_said
from noaber.figures.rules.periods import period_key, span
from noaber.figures.rules.reports.lines import KindLine, missing_said, said_of
from noaber.figures.rules.standing_out import what_stands_out
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.rules.telling import KindWindow, Side
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.services.reports.letters import report_letter
from noaber.figures.services.signals.opening import open_signals
from noaber.figures.tests.police_samples import row, table
from noaber.figures.tests.reports.conftest import undrawn as undrawn
from noaber.figures.tests.signals_played import AREA, KIND, LAST, NOW, OTHER, TODAY, take_in
from noaber.network.api import municipalities

NAN = float("nan")
KINDS = ("1.1.1", "1.2.3", "2.2.1")


def kind(
    title: str, before: float = 20, side: Side = Side.USUAL, verdict: Verdict = Verdict.UNKNOWN
) -> KindWindow:
    return KindWindow(title, title, before, 30, 2, 1, 3, 2, verdict, side)


def said(*found: KindWindow, is_chosen: bool = False) -> list[str]:
    return [each.text for each in what_stands_out(found, 201912, is_chosen=is_chosen)]


@pytest.mark.parametrize("others", [(), (kind("Fietsen"), kind("Overval"))])
def test_beside_other_municipalities_only_the_last_window_is_needed(others: tuple[KindWindow, ...]) -> None:
    """A kind of which the year before has a gap may lie outside the usual, as the table of the page says."""
    found = said(kind("Woninginbraak", NAN, Side.ABOVE), *others)
    assert any(each.startswith("Woninginbraak: 2,00") and "hoger dan bij gemeenten" in each for each in found)
    assert not any("ligt het cijfer" in each for each in found)


@pytest.mark.parametrize(
    ("found", "lead"),
    [
        ((), ""),
        ((kind("Fietsen", verdict=Verdict.MORE),), "was dit verschil groter dan toeval meestal geeft:"),
        ((kind("Fietsen", side=Side.BELOW),), "viel dit op:"),
        ((kind("Fietsen", verdict=Verdict.MORE), kind("Overval", side=Side.ABOVE)), "viel dit op:"),
    ],
)
def test_a_report_calls_only_changes_more_than_chance(found: tuple[KindWindow, ...], lead: str) -> None:
    lines = [KindLine(3, 2, each, 1, 1, 1) for each in (*found, kind("Rest"))]
    assert said_of(lines, 201912).lead.endswith(lead)
    assert bool(said_of(lines, 201912).lead) is bool(lead)


def test_of_all_is_said_only_of_what_could_be_compared_and_how_many_could_not() -> None:
    found = said(kind("Woninginbraak", NAN, Side.UNKNOWN), kind("Fietsen"), kind("Overval"))
    assert found[0] == (
        "Geen van de 2 soorten die konden worden vergeleken, veranderde meer dan toeval kan geven, vergeleken met de "
        "twaalf maanden daarvoor. Eén soort kon niet worden vergeleken."
    )
    assert found[2] == (
        "Bij geen van de 2 soorten die konden worden vergeleken, ligt het cijfer buiten wat bij gemeenten van deze "
        "omvang gewoon is. Eén soort kon niet worden vergeleken."
    )
    changed = said(
        kind("Overval", verdict=Verdict.MORE), kind("Fietsen"), kind("Straatroof"), kind("Fraude", NAN)
    )
    assert "Bij 2 andere soorten is het verschil niet groter dan toeval kan geven." in changed


def test_where_all_could_be_compared_it_is_said_of_all() -> None:
    found = said(kind("Fietsen"), kind("Overval"))
    assert found[0].startswith("Geen soort veranderde meer dan toeval kan geven, ")
    assert found[1].startswith("Bij geen soort ligt het cijfer buiten ")


def test_of_chosen_kinds_it_is_said_of_those() -> None:
    both = said(kind("Fietsen"), kind("Overval"), is_chosen=True)
    assert both[0].startswith("Geen van de soorten die u koos, veranderde meer dan toeval kan geven, ")
    assert both[1].startswith("Bij geen van de soorten die u koos, ligt het cijfer buiten ")
    assert both[2] == "Het vaakst geregistreerd van de soorten die u koos: Fietsen (30) en Overval (30)."
    one = said(kind("Fietsen"), is_chosen=True)
    assert [each.split(",")[0] for each in one] == ["De soort die u koos", "Bij de soort die u koos"]


@pytest.mark.django_db
def test_a_kind_with_a_gap_the_year_before_is_seen_beside_others_on_the_page(
    client: Client, voorbeeldland: object
) -> None:
    """Of the total there is nothing; of burglary everything but a month of the year before."""
    lines = [
        row(each.code, period_key(period), 20 + place % 3, of)
        for each in municipalities(COMMAND, AsOf(TODAY))
        for of in KINDS
        for place, period in enumerate(span(201305, LAST))
        if (each.code, of, period) != (AREA, KIND, 201805)
    ]
    source = table(lines, "2020-05-15T02:00:00")
    import_release(source, TABLES[MONTHLY], Origin("proef"), actor=COMMAND, now=NOW)
    page = unescape(client.get(f"/cijfers/gemeente/{AREA}/").content.decode())
    assert "Geen van de 2 soorten die konden worden vergeleken, veranderde meer dan toeval" in page
    assert "Bij geen van de 3 soorten die konden worden vergeleken, ligt het cijfer buiten" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("without", "month", "sentence"),
    [
        ({201805}, "2019-12", "Niet van alle twaalf maanden vóór 2019 is er een cijfer, dus"),
        (span(201801, 201812), "2019-12", "Over de twaalf maanden vóór 2019 zijn er geen cijfers, dus"),
        ({201905}, "2019-12", "Er is niet van elke maand een cijfer over 2019, dus"),
        (span(201801, 201912), "2019-12", "Er zijn geen cijfers over 2019."),
    ],
)
def test_one_missing_month_is_not_a_missing_year(
    client: Client, voorbeeldland: object, without: tuple[int, ...], month: str, sentence: str
) -> None:
    take_in({}, without={AREA: without})
    assert sentence in unescape(client.get(f"/cijfers/gemeente/{AREA}/?maand={month}").content.decode())


@pytest.mark.django_db
def test_months_that_are_asked_for_and_partly_published(client: Client, voorbeeldland: object) -> None:
    take_in({})
    shown = "U ziet die tot en met april 2020."
    for month, text in (
        ("2014-07", "Niet alle twaalf maanden tot en met juli 2014 zijn gepubliceerd. " + shown),
        ("2020-06", "Niet alle twaalf maanden tot en met juni 2020 zijn gepubliceerd. " + shown),
        ("2010-01", "Over twaalf maanden tot en met januari 2010 is niets gepubliceerd. " + shown),
        ("2019", "2019 is een jaar, geen maand. U ziet de twaalf maanden tot en met april 2020."),
    ):
        page = unescape(client.get(f"/cijfers/gemeente/{AREA}/?maand={month}").content.decode())
        assert text in page


@pytest.fixture
def of_kinds(voorbeeldland: object) -> None:
    """Three kinds that never change, published twice."""
    for number, published in enumerate(("2020-05-15T02:00:00", "2020-05-20T02:00:00")):
        lines = [
            row(area, period_key(period), 20 + place % 3 + (number and period == 201501), each)
            for area in (AREA, OTHER)
            for each in KINDS
            for place, period in enumerate(span(201305, LAST))
        ]
        source = Origin(f"proef {number}")
        import_release(table(lines, published), TABLES[MONTHLY], source, actor=COMMAND, now=NOW)


def _report(*kinds: str) -> AreaReport:
    old, new = Release.objects.order_by("number")
    month = month_reports(new, LAST, TODAY, since=old)
    return area_report(month, month.area(AREA) or month.areas[0], kinds)


@pytest.mark.django_db
@pytest.mark.usefixtures("of_kinds", "undrawn")
def test_a_report_of_chosen_kinds_says_so_wherever_it_speaks_of_all() -> None:
    open_signals(LAST, actor=COMMAND, now=NOW, today=TODAY)
    every, two, one = _report(), _report(*KINDS[:2]), _report(KIND)
    assert (every.is_chosen, two.is_chosen, one.is_chosen) == (False, True, True)
    assert "is geen cijfer van de soorten die u koos over" in revised_said(two)
    assert "is geen cijfer van de soort die u koos over" in revised_said(one)
    assert "is geen cijfer over" in revised_said(every)
    assert not_known(two)[0].startswith("Van alle soorten die u koos, zijn de cijfers")
    assert not_known(one)[0].startswith("Van de soort die u koos, zijn de cijfers")
    assert signals_said(two).startswith(
        "Geen signalen van de soorten die u koos: geen van deze soorten lag in"
    )
    assert signals_said(one).startswith(
        "Geen signalen van de soort die u koos: die lag in april 2020 niet boven"
    )
    mail = report_letter(two, NOW).text({"name": "", "choose": "", "stop": ""})
    paper = repr(report_paper(two, [], NOW).blocks)
    for text in (mail, paper):
        assert "Geen van de soorten die u koos, veranderde meer dan toeval" in text
        assert "Het vaakst geregistreerd van de soorten die u koos: " in text
        assert "is geen cijfer van de soorten die u koos over" in text
        assert "Geen soort" not in text
    assert "die u koos" not in report_letter(every, NOW).text({"name": "", "choose": "", "stop": ""})


@pytest.mark.django_db
@pytest.mark.usefixtures("of_kinds")
def test_kinds_are_not_listed_where_it_is_all_of_them() -> None:
    report = _report(*KINDS[:2])
    lines = [replace(each, month=NAN) for each in report.lines]
    assert missing_said(lines, LAST) == ["Over april 2020 is niets gepubliceerd van: alle soorten."]
    assert missing_said(lines, LAST, is_chosen=True)[0].endswith("van: alle soorten die u koos.")
    assert missing_said([lines[0], report.lines[1]], LAST)[0].endswith(f"van: {lines[0].title}.")
