"""Another choice after the adoption: what becomes of the theme that it leaves out, and of one that nobody carries."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.reading import forget
from noaber.network.services.themes import establish_theme
from noaber.network.tests.pages import errors, links, typed_in, words
from noaber.strategy.models import SelectionRound, ThemeConclusion
from noaber.strategy.nota.contents import nota
from noaber.strategy.nota.themes import theme_sections
from noaber.strategy.papers.progress import progress_paper
from noaber.strategy.queries.goals.progress import progress
from noaber.strategy.queries.periods.period import TitleRow, period, titled
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.review import review
from noaber.strategy.queries.selection.period_themes import dropped_themes
from noaber.strategy.queries.selection.round import selection_round
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.rules.selection.round import Verdict
from noaber.strategy.services.selection.round import append_choice
from noaber.strategy.tests.conftest import FIRST, LAST, PERIOD
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = pytest.mark.django_db
PAGES = f"/strategie/{PERIOD}/"
CHOSEN_ON, BEFORE = dt.date(2021, 6, 29), "?geldig-op=2021-06-28"
NOW = dt.datetime(2022, 12, 28, 9, tzinfo=dt.UTC)
TODAY = dt.date(2022, 12, 28)
GONE, NEW = "informatiegestuurd-werken", "verkeer"
NAME, CAME = "Informatiegestuurd werken", "Verkeersveiligheid"
SINCE, WHY = "iet meer gekozen sinds 29 juni 2021. Waarom: Zo is besloten.", "Zo is besloten."
LACKS = f"Dit gekozen thema staat niet bij de thema’s van het netwerk: {CAME}."


@pytest.fixture
@made_once
def others(oost_nederland: None) -> None:
    """A theme with goals went out, and one came in that the network never had (its sources are not asked here)."""
    row = selection_round(PERIOD, 1)
    assert row
    assert row.choice
    text = row.choice.text
    verdicts = {
        **text.verdicts,
        GONE: Verdict(False, "Dit toch niet meer."),
        NEW: Verdict(True, "Dit toch wel."),
    }
    other = replace(text, verdicts=verdicts, proposal="", decided_on=CHOSEN_ON, reason=WHY)
    held = SelectionRound.objects.get(period__code=PERIOD, number=1)
    append_choice(held, other, actor=COMMAND, now=NOW)
    forget()


def running() -> TitleRow:
    found = titled(PERIOD, AsOf(TODAY))
    assert found
    return found


def add() -> None:
    values = {"name": CAME, "safety_field": "4.1", "description": "", "position": 9}
    until = LAST + dt.timedelta(days=1)
    establish_theme(CAME.lower(), actor=COMMAND, now=NOW, values=values, valid_from=FIRST, valid_until=until)


@pytest.mark.usefixtures("others", "december")
def test_every_page_and_paper_tells_what_becomes_of_goals_under_a_theme_that_went_out(client: Client) -> None:
    (gone,) = dropped_themes(running(), AsOf(TODAY))
    assert (gone.code, gone.name, gone.on, gone.reason) == (GONE, NAME, CHOSEN_ON, WHY)
    for page in ("doelen/", "voortgang/", "nota/", "voor/GM0193/"):
        told = words(client.get(f"{PAGES}{page}"))
        assert SINCE in told, page
        assert "Er loopt nog 1 doel onder. Het gaat door tot" in told, page
        assert SINCE not in words(client.get(f"{PAGES}{page}{BEFORE}")), page
    assert SINCE in words(client.get(f"{PAGES}doelen/minder-woninginbraken/"))
    listed = client.get(f"{PAGES}doelen/?let-op=niet-meer-gekozen&formaat=csv").content.decode()
    assert listed.count("thema is niet meer gekozen") == 2
    followed = progress(ANONYMOUS, PERIOD, AsOf(TODAY), sees_asked=False)
    assert SINCE in str(progress_paper(running(), followed, AsOf(TODAY)).blocks)
    made = nota(ANONYMOUS, PERIOD, AsOf(TODAY))
    assert made
    assert f"{NAME} (niet meer gekozen)" in [each.title for each in theme_sections(made)]
    found = period(PERIOD, AsOf(TODAY))
    assert found
    notes = {each.code: each.note for each in compose(found, ReviewKind.ENDTERM, AsOf(TODAY)).themes}
    assert SINCE in notes[GONE]
    assert notes[NEW] == ""


@pytest.mark.usefixtures("others", "december")
def test_what_was_said_of_it_is_a_day_away_and_counts_no_more(client: Client) -> None:
    page = client.get(f"{PAGES}deelname/")
    assert f"{NAME} is sinds 29 juni 2021 niet meer gekozen." in words(page)
    (then,) = (each for each in links(page) if "geldig-op=2021-06-28" in each and "/deelname/?" in each)
    assert f"{NAME} is sinds" not in words(client.get(then))
    assert "3 thema’s" in words(page)
    assert "4 thema’s" not in words(page), "of the four that are chosen, nobody can say anything of one"


@pytest.mark.usefixtures("others", "december")
def test_a_chosen_theme_that_the_network_lacks_is_told_wherever_it_is_missing(client: Client) -> None:
    ways = (
        "doelen/nieuw/",
        "resultaten/nieuw/",
        "teksten/",
        "peilingen/nieuw/midterm/",
        "review/endterm/schrijven/",
    )
    pages = ("doelen/", "deelname/", "deelname/GM0193/", "voortgang/")
    for page in pages:
        told = client.get(f"{PAGES}{page}")
        assert LACKS in words(told), page
        assert "De coördinator kan dat aanvullen." in words(told), page
        assert not [each for each in links(told) if each.startswith("/themas/nieuw/")], page
    sign_in(client, "coordinator")
    for page in (*pages, *ways, "deelname/GM0193/invullen/"):
        told = client.get(f"{PAGES}{page}")
        assert LACKS in words(told), page
        (way,) = (each for each in links(told) if each.startswith("/themas/nieuw/"))
    form = typed_in(client.get(way))
    assert (form["name"], form["safety_field"]) == (CAME, "4.1")
    assert client.post(way, form)["Location"] == "/themas/"
    for page in (*pages, *ways):
        assert LACKS not in words(client.get(f"{PAGES}{page}")), page


@pytest.mark.usefixtures("others")
def test_the_review_has_a_conclusion_on_a_theme_that_came_in_later(client: Client) -> None:
    add()
    sign_in(client, "coordinator")
    form = f"{PAGES}review/endterm/schrijven/"
    asof = AsOf(today())
    page = client.get(form)
    assert f"Conclusie over {CAME}" in words(page)
    assert f"Conclusie over {NAME}" in words(page), "its goals are looked back at too"
    typed = {**typed_in(page), f"theme_{CAME.lower()}": "Dit kwam er later bij."}
    assert not errors(client.post(form, typed))
    row = review(PERIOD, ReviewKind.ENDTERM, asof)
    assert row
    assert dict(row.last.text.of_themes)[CAME.lower()] == "Dit kwam er later bij."
    assert "Dit kwam er later bij." in words(client.get(f"{PAGES}review/endterm/"))


@pytest.mark.usefixtures("others")
def test_a_chosen_theme_that_the_network_lacks_has_its_conclusion_which_goes_along_once_it_is_there(
    client: Client,
) -> None:
    """On the form, on the page and in the shared draft; a finding waits, for it goes on by the theme."""

    def concluded() -> dict[str, str]:
        row = review(PERIOD, ReviewKind.ENDTERM, AsOf(today()))
        assert row
        return dict(row.last.text.of_themes)

    sign_in(client, "coordinator")
    form, said = f"{PAGES}review/endterm/schrijven/", "Hier kwamen wij niet aan toe."
    page = client.get(form)
    assert f"Conclusie over {CAME}" in words(page)
    assert "Een bevinding kan er pas onder als het daar staat." in words(page)
    assert errors(client.post(form, {**typed_in(page), "f1_theme": NEW}))
    for _twice in range(2):
        assert not errors(client.post(form, {**typed_in(client.get(form)), f"theme_{NEW}": said}))
    assert concluded()[NEW] == said
    written = client.get(f"{PAGES}review/endterm/")
    assert said in words(written)
    assert f"{PAGES}review/endterm/delen/" in links(written)
    client.post(f"{PAGES}review/endterm/delen/", {**typed_in(client.get(f"{PAGES}review/endterm/delen/"))})
    assert concluded()[NEW] == said
    assert ThemeConclusion.objects.filter(option__code=NEW, theme=None).count() == 2
    add()
    assert typed_in(client.get(form))[f"theme_{CAME.lower()}"].strip() == said
    typed = {**typed_in(client.get(form)), "conclusion": "Het kan beter."}
    assert not errors(client.post(form, typed))
    assert concluded()[CAME.lower()] == said
    assert NEW not in concluded()
