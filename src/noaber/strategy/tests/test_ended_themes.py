"""A theme that was chosen and that ends in a running strategy stays in it: with its last name, carried by nobody."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.models import ThemeVersion
from noaber.network.services.themes import change_theme, end_theme, establish_theme
from noaber.network.tests.pages import words
from noaber.strategy.nota.contents import nota
from noaber.strategy.nota.themes import carried_sentence
from noaber.strategy.queries.goals.goal import goals
from noaber.strategy.queries.goals.progress import progress
from noaber.strategy.queries.periods.period import TitleRow, period, titled
from noaber.strategy.queries.results.result import theme_titles
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.selection.period_themes import not_carried, themes_of, titles_in
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.tests.conftest import COORDINATOR, PERIOD
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
THEME, NAME = "kwetsbare-personen", "Kwetsbare personen"
ENDED, DAY = dt.date(2021, 6, 1), dt.date(2021, 7, 20)
ASOF = AsOf(DAY, is_asked=True)
THEN = "?geldig-op=2021-07-20"
PAGES = f"/strategie/{PERIOD}/"


NOW = dt.datetime(2021, 7, 20, 9, tzinfo=dt.UTC)


def end(day: dt.date = ENDED) -> None:
    end_theme(THEME, actor=COMMAND, now=NOW, valid_until=day, reason="De taak is klaar.")


def running() -> TitleRow:
    found = titled(PERIOD, ASOF)
    assert found
    return found


def test_progress_counts_the_same_goals_and_says_that_nobody_carries_the_theme(client: Client) -> None:
    sign_in(client, "mayor of Enschede")
    before = progress(COORDINATOR, PERIOD, ASOF, sees_asked=True)
    asked = [each.asked for theme in before.themes for each in theme.goals]
    end()

    after = progress(COORDINATOR, PERIOD, ASOF, sees_asked=True)

    assert (after.fine, len(after.goals)) == (before.fine, len(before.goals))
    assert [each.asked for theme in after.themes for each in theme.goals] == asked
    (part,) = (each for each in after.themes if each.theme.code == THEME)
    assert (part.theme.name, part.theme.holders, part.theme.last_day) == (NAME, (), dt.date(2021, 5, 31))
    assert part.goals
    text = words(client.get(f"{PAGES}voortgang/{THEN}"))
    assert "niemand; dit thema eindigde op 31 mei 2021" in text


def test_also_an_end_before_the_period_takes_nothing_from_its_progress() -> None:
    before = progress(COORDINATOR, PERIOD, ASOF, sees_asked=True)
    end(dt.date(2019, 1, 1))

    after = progress(COORDINATOR, PERIOD, ASOF, sees_asked=True)

    assert (after.fine, len(after.goals)) == (before.fine, len(before.goals))
    assert THEME in titles_in(running(), ASOF)
    assert titles_in(running(), ASOF)[THEME] == NAME, "the name that people know, not the one before it"
    assert {row.theme_name for row in goals(PERIOD, ASOF) if row.theme == THEME} == {NAME}
    assert THEME in {each.code for each in not_carried(running(), ASOF)}, "the coordinator is told"


def test_a_theme_on_which_a_strategy_rests_is_not_taken_out_of_the_register_whole() -> None:
    first = min(ThemeVersion.objects.filter(theme__code="cybercrime").values_list("valid_from", flat=True))
    with pytest.raises(DomainError, match="eindigt niet voor zijn eerste dag"):
        end_theme("cybercrime", actor=COMMAND, now=NOW, valid_until=first, reason="De taak is klaar.")
    end_theme(
        "cybercrime",
        actor=COMMAND,
        now=NOW,
        valid_until=first + dt.timedelta(days=1),
        reason="De taak is klaar.",
    )
    told = nota(COMMAND, PERIOD, ASOF)
    assert told
    assert told.goals_of("cybercrime")


def test_a_new_theme_of_the_same_field_does_not_take_the_goals_of_one_that_ended() -> None:
    end()
    new = {"name": "Digitale weerbaarheid", "safety_field": "X.2"}
    establish_theme("nieuw", actor=COMMAND, now=NOW, valid_from=ENDED, values=new)
    told = nota(COMMAND, PERIOD, ASOF)
    assert told
    assert [each.code for each in told.themes if each.code in (THEME, "nieuw")] == [THEME]
    assert told.goals_of(THEME)


def test_every_list_of_the_strategy_keeps_the_theme_by_its_last_name(client: Client) -> None:
    end()

    assert titles_in(running(), ASOF)[THEME] == NAME
    assert THEME not in {each.code for each in not_carried(running(), ASOF)}
    assert {row.theme_name for row in goals(PERIOD, ASOF) if row.theme == THEME} == {NAME}
    assert theme_titles(ASOF)[THEME] == NAME
    found = period(PERIOD, ASOF)
    assert found
    assert NAME in {each.name for each in compose(found, ReviewKind.ENDTERM, ASOF).themes}
    for page in ("doelen/", "deelname/", "werkplan/", f"werkplan/2022/{THEME}/", "resultaten/"):
        answer = client.get(f"{PAGES}{page}{THEN}")
        assert answer.status_code == 200
        assert NAME in words(answer), page
        assert THEME not in words(answer), page


def test_the_document_keeps_its_chapter_and_says_on_which_day_it_ended() -> None:
    end()

    made = nota(COORDINATOR, PERIOD, ASOF)

    assert made
    row = next(row for row in made.themes if row.code == THEME)
    assert row.name == NAME
    assert made.goals_of(THEME)
    begin = running().starts_on
    assert carried_sentence(row, begin) == "Dit thema eindigde op 31 mei 2021. Sindsdien draagt niemand het."


def test_before_its_end_and_of_a_later_strategy_nothing_is_said_of_the_end() -> None:
    end()
    then = AsOf(dt.date(2021, 5, 31), is_asked=True)
    row = next(row for row in themes_of(running(), then) if row.code == THEME)
    assert row.last_day is None
    assert row.holders
    later = titled("2023-2026", AsOf(dt.date(2023, 1, 2)))
    if later:
        assert THEME not in {row.code for row in themes_of(later, AsOf(dt.date(2023, 1, 2)))}


def test_another_theme_of_the_same_name_takes_its_place_and_a_renamed_one_stays() -> None:
    change_theme(
        THEME,
        actor=COMMAND,
        now=NOW,
        valid_from=dt.date(2021, 3, 1),
        values={"name": "Zorg"},
        reason="Zo heet het nu.",
    )
    assert titles_in(running(), ASOF)[THEME] == f"Zorg (gekozen als: {NAME})"
    end()
    assert titles_in(running(), ASOF)[THEME] == f"Zorg (gekozen als: {NAME})", "its last name"
    establish_theme(THEME, actor=COMMAND, now=NOW, valid_from=dt.date(2021, 7, 1), values={"name": NAME})
    row = next(row for row in themes_of(running(), ASOF) if row.code == THEME)
    assert (row.name, row.last_day) == (NAME, None), "taken up again, it is there"


def test_the_page_that_ends_a_theme_says_what_rests_on_it(client: Client, december: None) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(f"/themas/{THEME}/beeindigen/"))
    assert "koos dit thema; 2 doelen staan eronder." in text
    assert "dan blijft het daar staan met zijn laatste naam" in text
