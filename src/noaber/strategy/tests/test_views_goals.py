"""The pages of goals: to read for everyone once adopted, to write for who keeps them, and the quarterly update."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.api import User, actor_for
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.goals.goal import goal
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.views.goals.tasks import goal_tasks
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
LIST = "/strategie/2019-2022/doelen/"
NEW, UPDATE = f"{LIST}nieuw/", f"{LIST}bijwerken/"
CODE = "weerbaar-buitengebied"
PAGE = f"{LIST}{CODE}/"
BURGLARY = f"{LIST}minder-woninginbraken/"


def row(code: str = CODE) -> GoalRow:
    found = goal("2019-2022", code, AsOf(today()))
    assert found
    return found


def test_anyone_reads_the_goals_with_owner_status_and_indicator(client: Client) -> None:
    assert LIST in links(client.get("/strategie/2019-2022/"))
    text = words(client.get(f"{LIST}?thema=Ondermijning"))
    assert "Het buitengebied is weerbaar" in text
    assert "Lid namens het RIEC" in text
    assert "Inwoners herkennen" not in text
    assert NEW not in links(client.get(LIST))
    rows = client.get(f"{LIST}?formaat=csv").content.decode().splitlines()
    assert len(rows) == 1 + 8
    assert any("6.083 → 4.113 (2022) → 4.500" in line for line in rows)


def test_the_page_of_a_goal_shows_what_is_counted_and_how_it_went(client: Client) -> None:
    text = words(client.get(BURGLARY))
    for shown in ("3.959", "Bron: Politie en CBS", "bewijzen niet", "25 december 2022", "op koers", "loopt"):
        assert shown in text


def test_a_day_of_before_shows_what_was_said_by_then(client: Client) -> None:
    then = "?geldig-op=2020-07-01"
    text = words(client.get(f"{PAGE}{then}"))
    assert "Trekker van het Platform Ondermijning" in text  # the owner changed in 2021
    assert "25 juni 2020" in text
    assert "25 september 2020" not in text
    assert client.get(f"{PAGE}?geldig-op=2019-01-01").status_code == 404


def test_goals_of_a_strategy_in_preparation_are_for_the_network(client: Client) -> None:
    then = "?geldig-op=2019-04-20&bekend-op=2019-04-20"
    assert client.get(f"{LIST}{then}").status_code == 404
    sign_in(client, "mayor of Zwolle")
    assert "Het buitengebied is weerbaar" in words(client.get(f"{LIST}{then}"))


@pytest.mark.usefixtures("december")
def test_a_team_lead_updates_all_own_goals_in_one_form(client: Client) -> None:
    sign_in(client, "team lead")
    page = client.get(UPDATE)
    assert "Laatst, op 25 december 2022" in words(page)
    assert f"{CODE}__status" in typed_in(page)
    assert "minder-woninginbraken__status" not in typed_in(page)
    assert "nog niets ingevuld" in errors(send(client, UPDATE))
    assert "Zeg in één zin" in errors(send(client, UPDATE, **{f"{CODE}__status": "behind"}))
    said = {
        f"{CODE}__status": "behind",
        f"{CODE}__sentence": "Te weinig mensen.",
        f"{CODE}__asked": "Wie helpt?",
    }
    others = len(row("ondermijningsbeeld").updates), len(row("maandcijfers").updates)
    assert send(client, UPDATE, **said)["Location"] == LIST
    assert (len(row("ondermijningsbeeld").updates), len(row("maandcijfers").updates)) == others
    text = words(client.get(PAGE))
    for shown in ("loopt achter", "Te weinig mensen.", "Vraag aan de BBG: Wie helpt?"):
        assert shown in text


@pytest.mark.usefixtures("december")
def test_who_was_overtaken_keeps_what_was_typed(client: Client) -> None:
    sign_in(client, "coordinator")
    old = typed_in(client.get(UPDATE))
    for sentence, status in (("Eerst", 302), ("Daarna", 409)):
        typed = {**old, f"{CODE}__sentence": sentence}
        answer = client.post(UPDATE, typed)
        assert answer.status_code == status
    assert "‘Eerst’" in errors(answer)
    assert typed_in(answer)[f"{CODE}__sentence"].strip() == "Daarna"
    assert client.post(UPDATE, typed_in(answer)).status_code == 302
    assert [each.text.sentence for each in row().updates[-2:]] == ["Eerst", "Daarna"]


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (dt.date(2022, 11, 10), dt.date(2022, 12, 31)),  # the last update is of September
        (dt.date(2022, 9, 26), None),  # said yesterday
        (dt.date(2019, 6, 20), dt.date(2019, 6, 30)),  # never said
        (dt.date(2023, 2, 1), None),  # the period is over
    ],
)
def test_the_home_page_asks_who_said_nothing_in_this_quarter(day: dt.date, until: dt.date | None) -> None:
    lead = actor_for(User.objects.get(display_name=PEOPLE["team lead"]), day)
    found = [task.due_on for task in goal_tasks(lead, AsOf(day))]
    assert found == ([until] if until else [])
    assert not list(
        goal_tasks(actor_for(User.objects.get(display_name=PEOPLE["controller"]), day), AsOf(day))
    )


@pytest.mark.usefixtures("december")
def test_a_team_lead_adds_a_goal_with_activity_indicator_and_value(client: Client) -> None:
    sign_in(client, "team lead")
    typed = {
        "theme": "ondermijning",
        "title": "Horeca kent de signalen",
        "aim": "Wie een café heeft, herkent witwassen.",
        "owner": "platform-ondermijning:lead",
        "due_on": "31-12-2022",
    }
    assert "Waarom verandert dit?" in errors(send(client, NEW, **typed))
    assert "Eigenaar" in errors(send(client, NEW, **{**typed, "owner": ""}, reason="Er is nieuw inzicht"))
    own = f"{LIST}horeca-kent-de-signalen/"
    assert send(client, NEW, **typed, reason="Er is nieuw inzicht", is_innovation="on")["Location"] == own
    activity = {
        "title": "Training",
        "starts_on": "1-9-2022",
        "ends_on": "1-12-2022",
        "state": "planned",
        "organisations": ["GM0193", "RIEC-ON"],
        "reason": "Hoort bij het nieuwe doel",
    }
    assert send(client, f"{own}activiteiten/nieuw/", **activity)["Location"] == own
    measured = {
        "title": "Getrainde cafés",
        "unit": "cafés",
        "source": "Opgave",
        "base_on": "1-9-2022",
        "base_value": "0",
        "target_on": "31-12-2022",
        "target_value": "1.200",
        "reason": "Hoort bij het nieuwe doel",
    }
    assert send(client, f"{own}indicatoren/nieuw/", **measured)["Location"] == own
    value = {"on": "1-11-2022", "value": "12,5", "source": "Telling"}
    assert "reason" not in typed_in(client.get(f"{own}indicatoren/1/waarde/")), "there is nothing to mend yet"
    assert send(client, f"{own}indicatoren/1/waarde/", **value)["Location"] == own
    wrong = {**value, "value": "21,5"}
    assert "Zeg waarom dit verandert" in errors(send(client, f"{own}indicatoren/1/waarde/", **wrong))
    assert (
        send(client, f"{own}indicatoren/1/waarde/", **wrong, reason="Dit was verkeerd gelezen.")["Location"]
        == own
    )
    back = {**value, "reason": "Toch goed gelezen."}
    assert send(client, f"{own}indicatoren/1/waarde/", **back)["Location"] == own
    log = words(client.get("/strategie/2019-2022/wijzigingen/"))
    for told in (
        "Waarde: 12,5 → 21,5",
        "Dit was verkeerd gelezen.",
        "Waarde: 21,5 → 12,5",
        "Toch goed gelezen.",
    ):
        assert told in log
    text = words(client.get(own))
    for shown in (
        "Vernieuwing ja",
        "Training",
        "Zwolle en RIEC",
        "12,5",
        "1.200",
        "Reden: Er is nieuw inzicht",
    ):
        assert shown in text
    assert f"{own}indicatoren/1/waarde/intrekken/" in links(client.get(own))
    page = client.get(f"{own}indicatoren/1/waarde/intrekken/")
    assert "1 november 2022: 12,5" in page.content.decode()
    typed = {**typed_in(page), "on": "2022-11-01", "reason": "Het was een typefout"}
    assert client.post(f"{own}indicatoren/1/waarde/intrekken/", typed)["Location"] == own
    text = words(client.get(own))
    assert "Ingetrokken waarden; zij tellen niet mee" in text
    assert "Het was een typefout" in text
    assert f"{own}indicatoren/1/waarde/intrekken/" not in links(client.get(own))


def test_after_the_period_its_last_days_can_be_told_and_nothing_new_comes(client: Client) -> None:
    sign_in(client, "coordinator")
    found = {*links(client.get(LIST)), *links(client.get(PAGE))}
    for page in (NEW, f"{PAGE}activiteiten/nieuw/", f"{PAGE}indicatoren/nieuw/"):
        assert page not in found
        answer = client.get(page)
        assert answer.status_code == 400
        assert "Deze periode liep tot en met 31 december 2022" in words(answer)
    assert {UPDATE, f"{PAGE}stoppen/"} <= found
    form = client.get(UPDATE)
    assert "Zeg hoe het tot en met die dag ging." in words(form)
    assert typed_in(form)["on"] == "31-12-2022"
    said = {f"{CODE}__status": "behind", f"{CODE}__sentence": "Aan het einde liep het achter."}
    assert "Kies die dag of een eerdere." in errors(send(client, UPDATE, **said, on="1-1-2023"))
    assert send(client, UPDATE, **said)["Location"] == LIST
    text = words(client.get("/strategie/2019-2022/voortgang/"))
    assert "Hoe het per thema stond op 31 december 2022" in text
    assert "Aan het einde liep het achter." in text


@pytest.mark.usefixtures("december")
def test_a_goal_is_stopped_with_a_reason_and_stays_to_be_read(client: Client) -> None:
    sign_in(client, "coordinator")
    stop = f"{PAGE}stoppen/"
    assert "Waarom stopt dit doel?" in errors(send(client, stop))
    assert send(client, stop, sentence="Het RIEC neemt dit over.")["Location"] == PAGE
    text = words(client.get(PAGE))
    assert "gestopt" in text
    assert "Het RIEC neemt dit over." in text
    assert stop not in links(client.get(PAGE))
    assert client.get(stop).status_code == 400


@pytest.mark.usefixtures("december")
def test_a_goal_that_ended_by_mistake_is_taken_up_again_with_a_reason_in_the_changes(client: Client) -> None:
    sign_in(client, "coordinator")
    again, field = f"{PAGE}hervatten/", f"{CODE}__sentence"
    assert client.get(again).status_code == 400
    assert field in typed_in(client.get(UPDATE))
    send(client, f"{PAGE}stoppen/", sentence="Wij klikten verkeerd.")
    assert again in links(client.get(PAGE))
    assert field not in typed_in(client.get(UPDATE))
    assert "Waarom pakt u dit doel weer op?" in errors(send(client, again, status="at_risk"))
    sentence = "Het loopt gewoon door."
    assert send(client, again, status="at_risk", sentence=sentence)["Location"] == PAGE
    assert field in typed_in(client.get(UPDATE)), "it is asked again how it goes"
    changes = words(client.get("/strategie/2019-2022/wijzigingen/"))
    assert "Doel weer opgepakt" in changes
    assert sentence in changes


@pytest.mark.parametrize(
    "page", [NEW, f"{PAGE}wijzigen/", f"{PAGE}activiteiten/nieuw/", f"{BURGLARY}stoppen/"]
)
def test_who_keeps_no_goal_changes_none(client: Client, page: str) -> None:
    sign_in(client, "adviser of Zwolle")
    assert client.get(page).status_code == 403
    assert PAGE in links(client.get(LIST))


def test_an_activity_and_an_indicator_are_taken_back_with_a_reason_and_stay_to_be_read(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    for part, title in (
        ("activiteiten", "Gesprekken met eigenaren"),
        ("indicatoren", "Eigenaren die wij spraken"),
    ):
        withdraw = f"{PAGE}{part}/1/intrekken/"
        assert withdraw in links(client.get(PAGE))
        assert "Waarom trekt u" in errors(send(client, withdraw))
        assert send(client, withdraw, reason="Dit telden wij twee keer.")["Location"] == PAGE
        page = client.get(PAGE)
        assert withdraw not in links(page)
        assert title in words(page)
        assert client.get(withdraw).status_code == 400
    assert words(page).count("Dit telden wij twee keer.") == 2
    log = words(client.get("/strategie/2019-2022/wijzigingen/"))
    assert "Activiteit ingetrokken" in log
    assert "Indicator ingetrokken" in log
    assert "Eigenaren die wij spraken" not in words(client.get("/strategie/2019-2022/voortgang/"))


def test_a_value_that_was_taken_back_is_still_read_when_its_indicator_is_withdrawn(client: Client) -> None:
    sign_in(client, "coordinator")
    part = f"{PAGE}indicatoren/1/"
    typed = {"value": "12", "on": "1-12-2022", "source": "Telling"}
    assert send(client, f"{part}waarde/", **typed)["Location"] == PAGE
    why = "Er is dubbel geteld."
    assert send(client, f"{part}waarde/intrekken/", on="2022-12-01", reason=why)["Location"] == PAGE
    assert send(client, f"{part}intrekken/", reason="Niemand meet dit nog.")["Location"] == PAGE
    assert why in words(client.get(PAGE))
    log = words(client.get("/strategie/2019-2022/wijzigingen/"))
    assert "Waarde ingetrokken" in log
    assert why in log
