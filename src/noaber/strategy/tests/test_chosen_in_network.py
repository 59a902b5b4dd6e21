"""What was chosen is told as a theme of the strategy, also while the network does not carry it yet."""

import datetime as dt
from dataclasses import replace

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.services.load_network import LoadReport
from noaber.network.services.themes import end_theme, establish_theme
from noaber.strategy.nota.contents import nota
from noaber.strategy.nota.themes import carried_sentence, theme_sections
from noaber.strategy.queries.periods.period import TitleRow, titled
from noaber.strategy.queries.selection.period_themes import not_carried, themes_of
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.tests.conftest import COORDINATOR, FIRST, LAST, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import choice, found, hand_in_all, opened, score, seat_scorers
from noaber.strategy.views.carrying import not_carried_notices
from noaber.strategy.views.themes.endings import rests_on_theme
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
ASOF = AsOf(TODAY)


@pytest.fixture
@made_once
def chosen(network: LoadReport) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    text = choice("ondermijning", "zorg", cyber="Dit is te vroeg.")
    record_choice(PERIOD, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)


def period() -> TitleRow:
    row = titled(PERIOD, ASOF)
    assert row
    return row


def add(code: str, name: str, field: str | None = None) -> None:
    values = {"name": name, "safety_field": field, "description": "", "position": 9}
    until = LAST + dt.timedelta(days=1)
    establish_theme(code, actor=COMMAND, now=NOW, values=values, valid_from=FIRST, valid_until=until)


def add_from(day: dt.date, code: str, name: str, field: str) -> None:
    values = {"name": name, "safety_field": field, "description": "", "position": 9}
    establish_theme(code, actor=COMMAND, now=NOW, values=values, valid_from=day)


def codes() -> list[str]:
    return [each.code for each in not_carried(period(), ASOF)]


def test_the_coordinator_is_led_to_what_the_network_does_not_carry(chosen: None) -> None:
    before = codes()
    assert "zorg" in before
    assert "cyber" not in before
    (notice,) = not_carried_notices(COORDINATOR, period(), ASOF)
    assert "Zorg en veiligheid" in notice.text
    assert notice.action
    assert "van=2019-01-01&tot=2022-12-31" in notice.action.url
    assert not not_carried_notices(COMMAND, period(), AsOf(TODAY, is_asked=True))
    add("zorg-en-welzijn", "Zorg en welzijn", "X.2")
    assert codes() == [code for code in before if code != "zorg"]


def test_the_document_tells_a_chapter_of_each_chosen_theme(chosen: None) -> None:
    made = nota(COORDINATOR, PERIOD, ASOF)
    assert made
    titles = [section.title for section in theme_sections(made)]
    assert {"Zorg en veiligheid", "Ondermijning"} <= set(titles)
    assert "Cybercrime" not in titles
    row = next(row for row in made.themes if row.code == "zorg")
    assert carried_sentence(row, FIRST) == "Voor dit thema is nog geen bestuurlijk trekker aangewezen."
    ended = replace(row, last_day=FIRST - dt.timedelta(days=1))
    assert "nog niet bij de thema’s van het netwerk" in carried_sentence(ended, FIRST), "as the page says"


def test_a_chosen_theme_that_ends_in_the_period_stays_of_it(chosen: None) -> None:
    add("zorg-en-welzijn", "Zorg en welzijn", "X.2")
    missing = codes()
    told = list(rests_on_theme(COORDINATOR, "zorg-en-welzijn", ASOF))
    assert [each.partition(".")[0] for each in told] == [
        "De Veiligheidsstrategie 2019-2022 koos dit thema; er staan nog geen doelen onder"
    ]
    assert not list(rests_on_theme(COORDINATOR, "jeugd", ASOF)), "not chosen, and no goals"

    end_theme(
        "zorg-en-welzijn", actor=COMMAND, now=NOW, valid_until=dt.date(2020, 2, 1), reason="De taak is klaar."
    )

    row = next(row for row in themes_of(period(), ASOF) if row.code == "zorg-en-welzijn")
    name = "Zorg en welzijn (gekozen als: Zorg en veiligheid)"
    assert (row.name, row.last_day) == (name, dt.date(2020, 1, 31))
    assert codes() == missing, "it is not asked to be added again"
    add_from(dt.date(2020, 2, 1), "zorgzaam", "Zorgzaam", "X.2")
    assert "zorgzaam" in {row.code for row in themes_of(period(), ASOF)}, (
        "of one field what is there goes first"
    )


def test_what_was_not_chosen_is_left_out_under_another_code_too(chosen: None) -> None:
    add("digitaal", "Cybercrime")
    assert "digitaal" not in {row.code for row in themes_of(period(), ASOF)}
    assert found().choice
