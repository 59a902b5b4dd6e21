"""All areas at once say what one at a time says, and what is missing is told apart to the text of the mail."""

import numpy as np
import pytest

from noaber.figures.models import Release
from noaber.figures.queries.reports.changes import revised_between
from noaber.figures.queries.reports.numbers import known_rate, peers_of
from noaber.figures.queries.reports.reports import MonthReports, area_report, month_reports
from noaber.figures.queries.revisions import revisions_of
from noaber.figures.queries.standing import kind_windows
from noaber.figures.report_words import not_known, revised_said
from noaber.figures.rules.peers import of_like_size
from noaber.figures.rules.periods import back, span
from noaber.figures.rules.revised import Became
from noaber.figures.rules.standing_out import what_stands_out
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.services.reports.letters import report_letter
from noaber.figures.tests.signals_played import AREA, KIND, LAST, NOW, OTHER, PEAK, TODAY, take_in

pytestmark = pytest.mark.django_db


def of_month(period: int = PEAK) -> MonthReports:
    return month_reports(Release.objects.latest("number"), period, TODAY)


def test_every_area_stands_as_its_page_says(month: None) -> None:
    found = of_month()
    municipalities = [area for area in found.areas if area.kind == "gemeente"]
    for area in found.areas:
        one = kind_windows(found.counted, area, municipalities, found.titles)
        at_once = [line.window for line in area_report(found, area).lines]
        assert [repr(each) for each in at_once] == [repr(each) for each in one]


@pytest.mark.parametrize(
    "people", [[100.0, 200, 390, 5_000, 101, 99, 400, 70, 71, 72, 73], [5.0, np.nan, 7, 0]]
)
def test_peers_at_once_are_those_of_each(people: list[float]) -> None:
    codes = [f"GM{9000 + place * 7 % 11}" for place in range(len(people))]
    with np.errstate(invalid="ignore"):
        nearest, has_peers = peers_of(np.array(people), codes)
    by_code = {code: number for code, number in zip(codes, people, strict=True) if number == number}
    for place, code in enumerate(codes):
        wanted = set(of_like_size(code, by_code))
        assert {codes[each] for each in nearest[place]} == wanted if has_peers[place] else not wanted


def test_a_rate_of_others_leaves_out_who_has_no_figure() -> None:
    counts = np.array([[10.0], [np.nan], [30.0]])
    assert known_rate(counts, np.array([1_000.0, 9_000.0, 3_000.0])).tolist() == [10.0]


@pytest.mark.usefixtures("undrawn")
def test_nought_no_figure_and_not_published_are_three_things_in_the_mail(voorbeeldland: object) -> None:
    take_in({(AREA, LAST): 0, (OTHER, LAST): None})
    found = of_month(LAST)
    own, other, third = (area_report(found, found.areas[place], (KIND,)) for place in range(3))
    assert "Een 0 is dus echt nul." in " ".join(not_known(own))
    assert "geeft de bron geen cijfer van" in " ".join(not_known(other))
    assert "is niets gepubliceerd van" in " ".join(not_known(third))
    texts = [report_letter(each, NOW).text({"name": "", "choose": "", "stop": ""}) for each in (own, other)]
    assert " 0 |" in texts[0]
    assert "geen cijfer" in texts[1]


def test_the_first_release_says_that_there_is_nothing_to_compare_with(month: None) -> None:
    found = of_month()
    assert "eerste publicatie" in revised_said(area_report(found, found.areas[0]))


@pytest.mark.usefixtures("undrawn")
def test_only_the_kinds_that_were_chosen_are_in_it(month: None) -> None:
    found = of_month()
    chosen = found.titles[0][0]
    report = area_report(found, found.areas[0], (chosen,))
    assert [line.kind for line in report.lines] == [chosen]


def test_what_was_revised_of_a_release_of_years_ago_is_told_of_the_months_that_it_had(
    voorbeeldland: object,
) -> None:
    old = 201602
    take_in({(AREA, old): 31}, last=201603, published="2016-04-15T02:00:00")
    take_in({(AREA, old): 33})
    before, now = Release.objects.order_by("number")
    found = month_reports(now, PEAK, TODAY, since=before, since_month=201603)
    [cell] = found.revised[AREA]
    assert (cell.period, cell.before, cell.after) == (old, 31, 33)
    said = revised_said(area_report(found, found.area(AREA) or found.areas[0]))
    assert "Sinds het maandbericht over maart 2016 is 1 cijfer over april 2013 tot en met maart 2016" in said


def test_page_and_report_tell_the_same_of_months_that_changed_went_or_came_later(
    voorbeeldland: object,
) -> None:
    changed, gone, late = 201905, 201906, 201907
    take_in({}, last=back(LAST, 1), without={AREA: {late}}, published="2020-04-15T02:00:00")
    take_in({(AREA, changed): 99, (AREA, late): 24}, without={AREA: {gone}})
    before, now = Release.objects.order_by("number")
    told = revised_between(before, now, [AREA, OTHER], LAST)[AREA]
    assert told == revisions_of(now, [AREA, OTHER])
    assert [(each.period, each.became) for each in told] == [
        (late, Became.LATE),
        (gone, Became.GONE),
        (changed, Became.CHANGED),
    ]
    assert told[0].text("Fietsen") == "Fietsen, juli 2019: stond er niet, is nu 24"


def test_a_change_is_no_more_than_chance_where_too_few_months_tell_what_chance_gives(
    voorbeeldland: object,
) -> None:
    """Twenty a month and then twice as many, in an area of which three years are known."""
    twice = {(AREA, period): 40 for period in span(201904, PEAK)}
    take_in(twice, last=PEAK, without={AREA: range(201404, 201705)})
    own = area_report(found := of_month(), found.area(AREA) or found.areas[0], (KIND,))
    said = " ".join(what_stands_out([own.lines[0].window], PEAK)[0].text.split())
    assert own.lines[0].window.verdict is Verdict.UNKNOWN
    assert "Te weinig maanden om te zeggen of een verschil toeval kan zijn" in said
