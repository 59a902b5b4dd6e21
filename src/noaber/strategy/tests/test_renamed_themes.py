"""A chosen theme that is called otherwise since: both names are read, and it stays the theme that was chosen."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.odt import to_odt
from noaber.network.services.themes import change_theme, end_theme, establish_theme
from noaber.network.tests.pages import words
from noaber.strategy.nota.chapters import chapters
from noaber.strategy.nota.contents import Extent, nota
from noaber.strategy.nota.local import local
from noaber.strategy.nota.local_parts import local_sections
from noaber.strategy.nota.papers import local_paper, nota_paper
from noaber.strategy.papers.progress import progress_paper
from noaber.strategy.queries.goals.goal import goals
from noaber.strategy.queries.goals.progress import progress
from noaber.strategy.queries.periods.period import TitleRow, period, titled
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.selection.period_themes import not_carried, themes_of, titles_in
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.tests.conftest import PERIOD
from noaber.strategy.views.themes.endings import rests_on_theme
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
THEME, BOTH = "ondermijning", "Weerbaarheid (gekozen als: Ondermijning)"
RENAMED, DAY = dt.date(2021, 3, 1), dt.date(2021, 7, 20)
ASOF = AsOf(DAY, is_asked=True)
THEN = "?geldig-op=2021-07-20"
NOW = dt.datetime(2021, 7, 20, 9, tzinfo=dt.UTC)
WHY = "Zo noemen wij het nu."
PAGES = f"/strategie/{PERIOD}/"


def change(code: str = THEME, *, since: dt.date = RENAMED, **values: Any) -> None:
    change_theme(code, actor=COMMAND, now=NOW, valid_from=since, values=values, reason=WHY)


def rename() -> None:
    change(name="Weerbaarheid")


def running() -> TitleRow:
    found = titled(PERIOD, ASOF)
    assert found
    return found


def codes() -> set[str]:
    return {row.code for row in themes_of(running(), ASOF)}


def test_every_page_of_the_strategy_has_both_names(client: Client) -> None:
    rename()
    sign_in(client, "coordinator")
    pages = (
        "doelen/",
        "deelname/",
        "deelname/GM0193/",
        "voortgang/",
        "nota/",
        "samenvatting/",
        "voor/GM0193/",
    )
    for page in (*pages, "resultaten/", "wijzigingen/", f"werkplan/2021/{THEME}/"):
        told = words(client.get(f"{PAGES}{page}{THEN}"))
        assert BOTH in told or "Platform Ondermijning" in told, page
    for page in pages:
        assert BOTH in words(client.get(f"{PAGES}{page}{THEN}")), page
    assert BOTH not in words(client.get(f"{PAGES}doelen/?geldig-op=2021-02-28")), "of a day before: one name"
    export = client.get(f"{PAGES}doelen/{THEN}&formaat=csv")
    assert BOTH in export.content.decode()


def test_every_paper_has_both_names() -> None:
    rename()
    made = nota(ANONYMOUS, PERIOD, ASOF)
    whole = nota(ANONYMOUS, PERIOD, ASOF, extent=Extent.LOCAL)
    assert made
    assert whole
    town = local(whole, "GM0193")
    assert town
    followed = progress_paper(running(), progress(ANONYMOUS, PERIOD, ASOF, sees_asked=False), ASOF)
    for paper in (nota_paper(made, "Strategie", chapters(made)), local_paper(town), followed):
        assert BOTH in str(paper.blocks)
        assert to_odt(paper)
    assert BOTH in str(local_sections(town))
    found = period(PERIOD, ASOF)
    assert found
    assert BOTH in {each.name for each in compose(found, ReviewKind.ENDTERM, ASOF).themes}
    assert BOTH in {row.theme_name for row in goals(PERIOD, ASOF)}


def test_the_changes_tell_the_new_name_and_the_end(client: Client) -> None:
    rename()
    end_theme(THEME, actor=COMMAND, now=NOW, valid_until=dt.date(2021, 6, 1), reason="De taak is klaar.")
    told = words(client.get(f"{PAGES}wijzigingen/{THEN}"))
    assert WHY in told
    assert "De taak is klaar." in told
    assert "Thema heet anders" in told
    assert "Ondermijning → Weerbaarheid" in told
    assert "Thema beëindigd in het netwerk" in told
    assert "Thema heet anders" not in words(client.get(f"{PAGES}wijzigingen/?geldig-op=2021-02-28"))


@pytest.mark.parametrize("since", [dt.date(2015, 1, 1), dt.date(2019, 1, 1)])
def test_r49_a_name_of_before_the_adoption_that_was_recorded_after_it_stands_among_the_changes(
    client: Client, since: dt.date
) -> None:
    change(since=since, name="Weerbaarheid")
    told = words(client.get(f"{PAGES}wijzigingen/{THEN}"))
    assert told.count("Thema heet anders") == 1
    assert "20-7-2021" in told
    assert "Ondermijning → Weerbaarheid" in told
    assert WHY in told
    day_before = (DAY - dt.timedelta(days=1)).isoformat()
    assert "Thema heet anders" not in words(client.get(f"{PAGES}wijzigingen/?geldig-op={day_before}"))


def test_r49_a_name_that_was_known_when_the_strategy_was_adopted_is_no_change(client: Client) -> None:
    known = dt.datetime(2019, 1, 10, 9, tzinfo=dt.UTC)
    said: dict[str, Any] = {"actor": COMMAND, "now": known, "reason": WHY}
    change_theme(THEME, valid_from=dt.date(2019, 1, 1), values={"name": "Weerbaarheid"}, **said)
    change(since=dt.date(2020, 1, 1), position=7)
    assert "Thema heet anders" not in words(client.get(f"{PAGES}wijzigingen/{THEN}"))


def test_r49_another_description_stands_among_the_changes(client: Client) -> None:
    change(description="Wij maken het criminelen lastig.")
    change(since=dt.date(2021, 5, 1), description="Wij houden bedrijven veilig.")
    told = words(client.get(f"{PAGES}wijzigingen/{THEN}"))
    assert told.count("Omschrijving van het thema gewijzigd") == 2
    assert "Omschrijving: Wij maken het criminelen lastig. → Wij houden bedrijven veilig." in told
    assert "Thema heet anders" not in told


def test_another_field_or_the_name_of_another_theme_ties_it_to_no_other_choice() -> None:
    before = codes()
    change("kwetsbare-personen", name="Informatie", safety_field="X.3")
    change("informatiegestuurd-werken", name="Kwetsbare personen", safety_field="X.2")
    assert codes() == before
    assert not not_carried(running(), ASOF)
    titles = titles_in(running(), ASOF)
    assert titles["kwetsbare-personen"] == "Informatie (gekozen als: Kwetsbare personen)"
    assert (
        titles["informatiegestuurd-werken"] == "Kwetsbare personen (gekozen als: Informatiegestuurd werken)"
    )


def test_also_a_correction_from_the_first_day_on_does_not() -> None:
    before = codes()
    change(since=dt.date(2015, 1, 1), name="Woninginbraken in wijken", safety_field="1.3")
    assert codes() == before
    assert titles_in(running(), ASOF)[THEME] == "Woninginbraken in wijken (gekozen als: Ondermijning)"


def test_a_theme_that_was_not_chosen_is_not_chosen_by_the_field_that_it_gets() -> None:
    """What was chosen and ended in the period stays; neither what was there nor what comes new takes its place."""
    first: dict[str, Any] = {"actor": COMMAND, "now": NOW}
    there = {"name": "Jeugd en school", "safety_field": "3.1"}
    establish_theme("jeugd-en-school", valid_from=dt.date(2020, 1, 1), values=there, **first)
    end_theme(THEME, actor=COMMAND, now=NOW, valid_until=RENAMED, reason="De taak is klaar.")
    change("jeugd-en-school", safety_field="5.2")
    assert "jeugd-en-school" not in codes()
    assert THEME in codes()
    new = {"name": "Drugs en geld", "safety_field": "5.2"}
    change("jeugd-en-school", since=dt.date(2021, 4, 1), safety_field="3.1")
    establish_theme("drugs-en-geld", valid_from=dt.date(2021, 4, 1), values=new, **first)
    assert "drugs-en-geld" not in titles_in(running(), ASOF)
    assert THEME in titles_in(running(), ASOF)


def test_who_changes_a_theme_is_told_that_it_stays_the_chosen_one(client: Client, december: None) -> None:
    sign_in(client, "coordinator")
    told = words(client.get(f"/themas/{THEME}/wijzigen/"))
    assert "dan staat ‘Ondermijning’ er daar als gekozen naam bij" in told
    assert "Een andere naam of een ander veld maakt er geen ander gekozen thema van" in told
    assert not [each for each in rests_on_theme(ANONYMOUS, "woninginbraken", ASOF) if "gekozen naam" in each]
