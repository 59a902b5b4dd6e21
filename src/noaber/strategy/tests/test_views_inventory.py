"""The pages of the inventory: who gave what, handing in, and where it shows elsewhere."""

import datetime as dt
import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.inventory.offers import offers
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.queries.periods.period import period
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD, ZWOLLE = "2019-2022", "GM0193"
NEXT = "2023-2026"
THEN = "geldig-op=2019-01-02&bekend-op=2018-12-15"  # when two had not given theirs


def inventory(period: str = PERIOD) -> str:
    return f"/strategie/{period}/prioriteiten/"


def page(organisation: str = ZWOLLE, then: str = "", period: str = PERIOD) -> str:
    return f"{inventory(period)}{organisation}/{then}"


@pytest.fixture
def in_preparation(oost_nederland: None) -> Client:
    """The coordinator, who began the next period; nobody has given anything for it."""
    keeper = Client()
    sign_in(keeper, "coordinator")
    typed = {"title": "Veiligheidsstrategie", "starts_on": "1-1-2023", "ends_on": "31-12-2026"}
    assert send(keeper, "/strategie/nieuw/", **typed, state="preparation").status_code == 302
    return keeper


def test_anyone_reads_who_gave_what(client: Client) -> None:
    found = client.get(inventory())
    text = words(found)
    assert "76 van 76" in text
    assert "3 van 3" in text
    assert page() in links(found)
    assert page("POLITIE-ON") in links(found)
    assert "Ondermijning" in words(client.get(page()))
    assert page(then="invullen/") not in links(client.get(page()))


def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(page("GM9999")).status_code == 404


def test_a_day_of_before_counts_what_was_known_then(client: Client) -> None:
    found = client.get(f"{inventory()}?{THEN}")
    assert "74 van 76" in words(found)
    assert f"{page()}?{THEN}" in links(found)
    rozendaal = client.get(f"{page('GM0277')}?{THEN}")
    assert "Rozendaal heeft voor deze periode nog geen prioriteiten gegeven" in words(rozendaal)


COUNT = re.compile(r'<a href="([^"]*#tabel-prioriteiten)"[^>]*>(?:<strong>)?([0-9]+)(?: van [0-9]+)?<')


@pytest.mark.parametrize("then", ["", f"?{THEN}"])
def test_every_count_of_the_page_opens_exactly_the_rows_that_it_counts(client: Client, then: str) -> None:
    found = COUNT.findall(client.get(f"{inventory()}{then}").content.decode())
    assert len(found) > 60
    for address, count in {
        *found,
        *COUNT.findall(client.get(f"/strategie/{PERIOD}/{then}").content.decode()),
    }:
        rows, _hash, _anchor = unescape(address).partition("#")
        listed = client.get(f"{rows}&formaat=csv").content.decode()
        assert len(re.findall(r",(?:GM[0-9]{4}|[A-Z]+-ON),", listed)) == int(count), address


def test_the_lists_download(client: Client) -> None:
    rows = client.get(f"{inventory()}?formaat=csv").content.decode().splitlines()
    assert len(rows) > 79
    assert "5.2" in client.get(f"{page()}?formaat=csv").content.decode()


def test_before_anybody_gave_anything_the_page_says_so(in_preparation: Client) -> None:
    text = words(in_preparation.get(inventory(NEXT)))
    assert "0 van 76" in text
    assert "Er zijn nog geen prioriteiten" in text


@pytest.mark.parametrize("person", ["mayor of Zwolle", "adviser of Zwolle"])
def test_mayor_and_contact_hand_in_from_what_they_gave_before(
    client: Client, in_preparation: Client, person: str
) -> None:
    sign_in(client, person)
    form = page(then="invullen/", period=NEXT)
    assert form in links(client.get(page(period=NEXT)))
    opened = client.get(form)
    assert "Dit gaf u in de vorige periode op" in words(opened)
    before = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert before
    assert client.post(form, typed_in(opened))["Location"] == page(period=NEXT)
    given = plan(NEXT, ZWOLLE, AsOf(today()))
    assert given
    assert given.text.priorities == tuple(replace(each, page="") for each in before.text.priorities)
    assert (given.text.starts_on, given.text.ends_on) == (dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    assert "1 van 76" in words(client.get(inventory(NEXT)))


@pytest.mark.parametrize("person", ["mayor of Enschede", "controller", "team lead"])
def test_nobody_hands_in_for_another(client: Client, person: str) -> None:
    sign_in(client, person)
    assert page(then="invullen/") not in links(client.get(page()))
    assert client.get(page(then="invullen/")).status_code == 403


def test_the_coordinator_does_it_for_who_hands_in_on_paper(client: Client) -> None:
    sign_in(client, "coordinator")
    assert page("GM0277", "invullen/") in links(client.get(page("GM0277")))


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"p2_rank": "1"}, "Rang 1 staat er twee keer"),
        ({"p1_field": "9.9"}, "Thema"),
        ({"p1_field": ""}, "Kies het thema"),
        ({"ends_on": "1-1-2018"}, "Het plan eindigt voor het begint"),
        ({"starts_on": "31-2-2019"}, "Het plan geldt vanaf"),
        ({"link": "javascript:alert(1)"}, "Een adres begint met https"),
        ({"p1_wording": "x" * 301}, "In uw eigen woorden"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    client: Client, typed: dict[str, str], complaint: str
) -> None:
    sign_in(client, "adviser of Zwolle")
    before = plan(PERIOD, ZWOLLE, AsOf(today()))
    answer = send(client, page(then="invullen/"), **typed)
    assert complaint in errors(answer)
    assert plan(PERIOD, ZWOLLE, AsOf(today())) == before


def test_who_was_overtaken_gets_the_page_of_the_conflict(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    old = typed_in(client.get(page(then="invullen/")))
    assert client.post(page(then="invullen/"), {**old, "title": "Eerst"}).status_code == 302
    assert client.post(page(then="invullen/"), {**old, "title": "Daarna"}).status_code == 409


def test_the_page_of_a_municipality_shows_what_it_put_first(client: Client, in_preparation: Client) -> None:
    text = words(client.get(f"/gemeenten/{ZWOLLE}/"))
    assert "Veiligheidsstrategie Oost-Nederland 2019-2022" in text
    assert "Ondermijning" in text
    assert page() in links(client.get(f"/gemeenten/{ZWOLLE}/"))
    # A municipality that gave nothing yet is asked; only who may give it finds the way.
    then = client.get("/gemeenten/GM0277/?geldig-op=2019-01-02&bekend-op=2018-12-15")
    assert "Nog niet gegeven" in words(then)
    assert page("GM0277", "invullen/") not in links(then)


def test_the_thread_begins_with_the_local_priorities(client: Client) -> None:
    found = client.get("/draad/")
    assert "Het meest genoemd:" in words(found)
    assert inventory() in links(found)
    assert "74 van 76" in words(client.get(f"/draad/?{THEN}"))


def test_the_search_box_finds_periods_themes_and_own_words(client: Client) -> None:
    def hits(typed: str) -> list[str]:
        return links(client.get("/zoeken/", {"q": typed}))

    assert "/strategie/2015-2018/" in hits("veiligheidsstrategie 2015")
    assert page() in hits("zwolle ondermijning")
    assert page() not in hits("rozendaal ondermijning")


def test_a_closed_period_stays_readable_and_takes_nothing(client: Client) -> None:
    sign_in(client, "coordinator")
    address = page(period="2015-2018")
    assert client.get(address).status_code == 200
    assert f"{address}invullen/" not in links(client.get(address))
    answer = client.get(f"{address}invullen/")
    assert (answer.status_code, "Voor deze periode is decharge verleend" in words(answer)) == (400, True)


def test_the_first_period_has_an_invented_inventory_that_says_so(client: Client) -> None:
    """Of 78: West Betuwe was three municipalities then."""
    found = client.get(inventory("2015-2018"))
    assert "78 van 78" in words(found)
    assert page("GM0236", period="2015-2018") in links(found)
    theirs = words(client.get(page("GM0236", period="2015-2018")))
    assert "Integraal veiligheidsplan (voorbeeld)" in theirs
    assert "1 januari 2015 tot en met 31 december 2018" in theirs
    other = plan("2015-2018", ZWOLLE, AsOf(today())), plan(PERIOD, ZWOLLE, AsOf(today()))
    assert other[0]
    assert other[1]
    assert other[0].text.fields != other[1].text.fields


def test_who_is_late_starts_from_what_it_gave_in_the_first_period() -> None:
    asof = AsOf(dt.date(2018, 12, 15), known_at=dt.datetime(2018, 12, 16, tzinfo=dt.UTC))
    chosen = period(PERIOD, asof)
    assert chosen
    offered, before = offers(chosen, asof), plan("2015-2018", "GM0277", asof)
    assert before
    assert [each.field for each in offered["GM0277"].text.priorities] == [
        each.field for each in before.text.priorities
    ]
    assert offered["GM0277"].period.code == "2015-2018"


def test_before_the_period_those_are_asked_who_are_there_when_it_begins(client: Client) -> None:
    """West Betuwe begins with the period; the three that go up in it are not asked any more."""
    then = "geldig-op=2018-12-20"
    text = words(client.get(f"{inventory()}?{then}"))
    assert "76 van 76" in text
    assert "Geldermalsen" not in text
    assert "West Betuwe" in words(client.get(f"{page('GM1960')}?{then}"))
    assert "76 van 76" in words(client.get(f"/draad/?{then}"))


def test_one_more_row_comes_with_what_was_typed_and_saves_nothing(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    form = page(then="invullen/")
    before = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert before
    typed = {**typed_in(client.get(form)), "p1_wording": "Net getypt", "starts_on": "bijna goed"}
    rows = len([name for name in typed if name.endswith("_field")])
    more = client.post(form, {**typed, "rij": "meer"})
    again = typed_in(more)
    assert len([name for name in again if name.endswith("_field")]) == rows + 1
    assert (again["p1_wording"], again["starts_on"]) == ("Net getypt", "bijna goed")
    assert again["revision"] == typed["revision"]
    assert errors(more) == ""
    assert plan(PERIOD, ZWOLLE, AsOf(today())) == before
    last = {f"p{rows + 1}_field": "4.1", f"p{rows + 1}_wording": "Verkeer", "starts_on": "1-1-2019"}
    assert client.post(form, {**again, **last}).status_code == 302
    after = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert after
    assert after.text.priorities[-1].wording == "Verkeer"


def test_a_row_of_which_theme_and_words_are_emptied_is_gone_whatever_waits_behind_more(
    client: Client,
) -> None:
    sign_in(client, "adviser of Zwolle")
    before = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert before
    emptied = {"p2_field": "", "p2_wording": "", "p2_page": "12", "p2_ambition": "Minder meldingen"}
    assert send(client, page(then="invullen/"), **emptied).status_code == 302
    after = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert after
    assert [each.rank for each in after.text.priorities] == [
        each.rank for each in before.text.priorities if each.rank != 2
    ]
    new = {
        f"p{len(after.text.priorities) + 1}_page": "12"
    }  # a new row of which the theme was forgotten is asked about
    assert "Kies het thema" in errors(send(client, page(then="invullen/"), **new))


def test_a_first_plan_has_room_for_five_priorities(client: Client, in_preparation: Client) -> None:
    sign_in(client, "coordinator")
    form = typed_in(client.get(page("RIEC-ON", "invullen/", period=NEXT)))
    assert len([name for name in form if name.endswith("_field")]) >= 5


def test_a_plan_sent_twice_stood_so_already(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    typed = {**typed_in(client.get(page(then="invullen/"))), "title": "Eerst"}
    assert client.post(page(then="invullen/"), typed).status_code == 302
    assert "Dit stond al zo" in words(client.post(page(then="invullen/"), typed, follow=True))


def test_what_most_leave_as_it_is_folds_away_until_it_is_wrong(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    form = page(then="invullen/")
    body = client.get(form).content.decode()
    assert "<details" in body
    assert 'noaber-fold" open' not in body.replace("\n", " ")
    wrong = send(client, form, p1_page="x" * 41)
    assert "Bladzijde in het plan" in errors(wrong)
    panel = wrong.context["panel"]
    assert [group.legend for group in panel.fieldsets if group.is_unfolded] == ["Prioriteit 1"]


def test_counts_are_bars_with_their_table(client: Client) -> None:
    found = client.get(inventory())
    chart = found.context["chart"]
    assert chart.bars[0].width == 1000
    assert sum(row["total"] for row in chart.table.data) == sum(bar.bar.value for bar in chart.bars)
    assert chart.table.columns[-1].key == "also"
    assert "Endterm review" in " ".join(str(row["also"]) for row in chart.table.data)


def test_only_a_municipality_has_a_council_that_adopts(client: Client) -> None:
    town, police = (
        words(client.get(f"/strategie/2019-2022/prioriteiten/{code}/")) for code in ("GM0193", "POLITIE-ON")
    )
    assert "Vastgesteld door de raad op" in town
    assert "Vastgesteld op" in police
    assert "raad" not in police.split("Vastgesteld op")[1][:40]
