"""The pages of policy periods: to read for everyone, to record for the coordinator, and as they were."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import day_of, now, today
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.periods.period import period, periods
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.periods.period import record_period
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
LIST, NEW, PAGE = "/strategie/", "/strategie/nieuw/", "/strategie/2019-2022/"
CHANGE = f"{PAGE}wijzigen/"
NEXT = {
    "title": "Veiligheidsstrategie Oost-Nederland",
    "starts_on": "1-1-2023",
    "ends_on": "31-12-2026",
    "state": "preparation",
}


def codes() -> list[str]:
    return [row.code for row in periods(AsOf(today()))]


def test_anyone_reads_both_periods_and_finds_them_in_the_menu(client: Client) -> None:
    front = client.get(LIST)
    assert 'href="/strategie/"' in front.content.decode()
    assert PAGE in links(front)
    assert NEW not in links(front)
    text = words(client.get(PAGE))
    for shown in (
        "vastgesteld",
        "1 januari 2019 tot en met 31 december 2022",
        "Meerjarenbeleidsplan",
        "76 van 76",
    ):
        assert shown in text
    assert "decharge verleend" in words(client.get("/strategie/2015-2018/"))
    assert CHANGE not in links(client.get(PAGE))


def test_a_period_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/strategie/1999-2002/").status_code == 404
    assert client.get("/strategie/1999-2002/prioriteiten/").status_code == 404


@pytest.mark.parametrize("person", ["mayor of Enschede", "administrator"])
def test_only_the_coordinator_records(client: Client, person: str) -> None:
    sign_in(client, person)
    assert NEW not in links(client.get(LIST))
    assert client.get(NEW).status_code == 403
    assert client.post(CHANGE, {"title": "Anders"}).status_code == 403


def test_the_coordinator_prepares_the_next_period(client: Client) -> None:
    sign_in(client, "coordinator")
    assert NEW in links(client.get(LIST))
    plan = {
        "plan_1_title": "Meerjarenbeleidsplan Politie Oost-Nederland",
        "plan_1_organisation": "POLITIE-ON",
        "plan_1_starts_on": "1-1-2023",
        "plan_1_ends_on": "31-12-2027",
    }
    answer = send(client, NEW, **NEXT, **plan)
    assert answer["Location"] == "/strategie/2023-2026/"
    assert codes()[0] == "2023-2026"
    text = words(client.get("/strategie/2023-2026/"))
    assert "in voorbereiding" in text
    assert "Dat is een andere looptijd dan die van de strategie" in text
    assert "0 van 76" in text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"ends_on": "31-12-2022"}, "Laatste dag: De laatste dag ligt voor de eerste"),
        ({"title": " "}, "Naam"),
        ({"starts_on": "31-2-2023"}, "Eerste dag"),
        ({"state": "adopted"}, "Vul in wanneer dit is besloten"),
        ({"plan_1_title": "Meerjarenbeleidsplan"}, "maak het hele plan leeg"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    client: Client, typed: dict[str, str], complaint: str
) -> None:
    sign_in(client, "coordinator")
    answer = send(client, NEW, **{**NEXT, **typed})
    assert complaint in errors(answer)
    assert codes() == ["2019-2022", "2015-2018"]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"decided_by": "evaluatie-2023"}, "is niet vastgesteld"),
        ({"decided_by": "iets"}, "Besloten met voorstel"),
        ({"decided_by": "veiligheidsstrategie-2019-2022", "decided_on": "23-4-2019"}, "op 24 april 2019"),
        ({"decided_by": "veiligheidsstrategie-2019-2022", "decided_on": "25-4-2019"}, "op 24 april 2019"),
        ({"source": "lijst", "note": "Zo is het besloten.", "decided_on": "16-5-2023"}, "na vandaag"),
        ({"source": "lijst", "decided_on": "15-5-2023"}, "Er hoort hier geen voorstel bij"),
    ],
)
def test_a_period_is_adopted_only_by_what_was_adopted_on_that_day(
    client: Client, typed: dict[str, str], complaint: str
) -> None:
    sign_in(client, "coordinator")
    typed = {**NEXT, "state": "adopted", "decided_on": "24-4-2019", **typed}
    assert complaint in errors(send(client, NEW, **typed))
    assert codes() == ["2019-2022", "2015-2018"]
    of_another = {"decided_by": "veiligheidsstrategie-2019-2022", "decided_on": "24-4-2019"}
    refused = errors(send(client, NEW, **{**typed, **of_another}))
    assert "stelt geen punt deze strategie vast" in refused
    right = {
        "decided_by": "",
        "decided_on": "24-4-2019",
        "source": "Besluitenlijst",
        "note": "Vastgesteld op papier.",
    }
    assert send(client, NEW, **{**typed, **right})["Location"] == "/strategie/2023-2026/"


def test_an_extension_and_a_discharge_name_the_decision_of_their_own_day(client: Client) -> None:
    sign_in(client, "coordinator")
    longer = {"state": "extended", "ends_on": "31-12-2023", "decided_on": "2-11-2022"}
    assert "waarom de strategie wordt verlengd" in errors(send(client, CHANGE, **longer))
    longer["note"] = "De opvolger is nog niet klaar."
    assert "op 24 april 2019" in errors(send(client, CHANGE, **longer))
    decided = {"decided_by": "", "source": "besluitenlijst 2 november 2022"}
    assert send(client, CHANGE, **longer, **decided)["Location"] == PAGE
    found = period("2019-2022", AsOf(today()))
    assert found
    assert (found.terms.state, found.terms.years) == (PeriodState.EXTENDED, "2019-2023")


def test_r49_an_extension_and_another_name_stand_among_the_changes_with_their_note(client: Client) -> None:
    log = f"{PAGE}wijzigingen/"
    assert "Strategie" not in client.get(f"{log}?formaat=csv").content.decode()
    sign_in(client, "coordinator")
    longer = {
        "state": "extended",
        "ends_on": "31-12-2023",
        "decided_on": "2-11-2022",
        "decided_by": "",
        "source": "besluitenlijst",
        "note": "De verkiezingen vragen tijd.",
    }
    assert send(client, CHANGE, **longer)["Location"] == PAGE
    named = {"title": "Samen veilig", "plan_1_title": "Plan van de politie", "note": "Zo heet het voortaan."}
    assert send(client, CHANGE, **named)["Location"] == PAGE
    assert send(client, CHANGE, note="Alleen een andere toelichting.")["Location"] == PAGE
    lines = Client().get(f"{log}?formaat=csv").content.decode().splitlines()
    of_period = [line for line in lines if "Strategie" in line]
    assert len(of_period) == 2
    changed, extended = of_period
    for shown in ("Strategie gewijzigd", "→ Samen veilig", "→ Plan van de politie", "voortaan"):
        assert shown in changed
    for shown in (
        "2022-11-02",
        "Strategie verlengd",
        "31-12-2022 → 31-12-2023",
        "De verkiezingen vragen tijd.",
    ):
        assert shown in extended
    assert PAGE in links(client.get(log))
    assert "verlengd" not in client.get(f"{log}?geldig-op=2022-11-01&formaat=csv").content.decode()


def test_r49_closing_discharge_and_a_corrected_decision_stand_among_the_changes(client: Client) -> None:
    def log(code: str) -> str:
        return client.get(f"/strategie/{code}/wijzigingen/?formaat=csv").content.decode()

    settled = log("2015-2018")
    assert "Strategie afgesloten,Stand: vastgesteld → afgesloten" in settled
    assert "Decharge verleend,Stand: afgesloten → decharge verleend" in settled
    assert "2019-04-24" in settled
    sign_in(client, "coordinator")
    end = {
        "state": "closed",
        "decided_on": "10-1-2023",
        "decided_by": "",
        "source": "lijst",
        "note": "De looptijd van vier jaar is om.",
    }
    assert not typed_in(client.get(CHANGE))["note"].strip(), "why it was adopted is no reason to close it"
    assert send(client, CHANGE, **end)["Location"] == PAGE
    other = {"decided_on": "11-1-2023", "source": "besluitenlijst", "note": "De lijst noemt de elfde."}
    assert send(client, CHANGE, **other)["Location"] == PAGE
    corrected, closed = (line for line in log("2019-2022").splitlines() if "Strategie " in line)
    assert closed.startswith("2023-01-10")
    assert "De looptijd van vier jaar is om." in closed
    assert corrected.startswith(day_of(now()).isoformat())
    assert "Besloten op: 10-1-2023 → 11-1-2023; Bron: lijst → besluitenlijst" in corrected
    assert "De lijst noemt de elfde." in corrected


def test_saving_without_a_change_says_so_and_writes_nothing(client: Client) -> None:
    sign_in(client, "coordinator")
    before = period("2019-2022", AsOf(today()))
    answer = client.post(CHANGE, typed_in(client.get(CHANGE)))
    assert "Er is niets gewijzigd" in errors(answer)
    assert period("2019-2022", AsOf(today())) == before


def test_who_was_overtaken_gets_the_page_of_the_conflict(client: Client) -> None:
    sign_in(client, "coordinator")
    old = typed_in(client.get(CHANGE))
    assert client.post(CHANGE, {**old, "note": "Dit was de eerste."}).status_code == 302
    assert client.post(CHANGE, {**old, "note": "En dit daarna."}).status_code == 409
    found = period("2019-2022", AsOf(today()))
    assert found
    assert found.terms.note == "Dit was de eerste."


def test_a_day_of_before_shows_what_was_known_then(client: Client) -> None:
    sign_in(client, "coordinator")
    then = "geldig-op=2019-02-01&bekend-op=2019-02-01"
    page = client.get(f"{PAGE}?{then}")
    assert "in voorbereiding" in words(page)
    assert PeriodState.ADOPTED.value not in words(page)
    assert "vastgesteld" not in words(page)
    assert f"{PAGE}prioriteiten/?{then}" in links(page)
    assert CHANGE not in links(page)
    assert f"{PAGE}?{then}" in links(client.get(f"{LIST}?{then}"))
    assert client.get(f"{PAGE}?geldig-op=2018-06-01&bekend-op=2018-06-01").status_code == 404


@pytest.mark.parametrize(
    ("code", "day", "shown"),
    [
        ("2015-2018", "2018-12-31", "vastgesteld"),
        ("2015-2018", "2019-02-01", "afgelopen"),  # nobody closed it yet
        ("2015-2018", "2019-05-01", "decharge verleend"),
        ("2019-2022", "2022-12-31", "vastgesteld"),
        ("2019-2022", "2023-01-01", "afgelopen"),
    ],
)
def test_what_ran_to_its_last_day_is_over_though_nobody_closed_it(
    client: Client, code: str, day: str, shown: str
) -> None:
    then = f"geldig-op={day}&bekend-op={day}"
    row = next(
        line
        for line in client.get(f"{LIST}?{then}&formaat=csv").content.decode().splitlines()
        if line.startswith(f"Veiligheidsstrategie Oost-Nederland {code}")
    )
    assert shown in row
    assert f"Stand {shown}" in words(client.get(f"/strategie/{code}/?{then}"))
    assert f"{code}beleidsperiode{shown}" in words(client.get(f"/zoeken/?q=veiligheidsstrategie&{then}"))


def test_the_list_downloads(client: Client) -> None:
    rows = client.get(f"{LIST}?formaat=csv").content.decode().splitlines()
    assert "Veiligheidsstrategie Oost-Nederland 2019-2022" in rows[1]


def test_a_period_tells_its_course_from_priorities_to_results(client: Client) -> None:
    page = client.get(PAGE)
    steps = ("Prioriteiten", "Keuze van de thema’s", "Vaststelling", "Doelen", "Resultaten", "Peilingen")
    text = words(page)
    assert (places := [text.index(step) for step in steps]) == sorted(places)
    assert "Ondermijning" in text
    for rest in ("prioriteiten/", "keuze/", "doelen/", "resultaten/", "peilingen/"):
        assert f"{PAGE}{rest}" in links(page)


def test_a_period_that_begins_has_done_no_step_yet(client: Client) -> None:
    sign_in(client, "coordinator")
    client.post(NEW, typed_in(client.get(NEW)) | NEXT)
    text = words(client.get("/strategie/2023-2026/"))
    assert "nu aan de beurt" not in text
    assert "Nog niet gekozen." in text
    assert "De strategie wordt voorbereid." in text
    assert "Er zijn nog geen doelen." in text


def test_periods_that_run_at_once_are_told(client: Client) -> None:
    other = PeriodTerms("Tussentijd", dt.date(2022, 7, 1), dt.date(2024, 6, 30))
    assert "voor een deel tegelijk" not in words(client.get("/strategie/2019-2022/"))
    record_period("2022-2024", other, actor=COMMAND, now=now(), today=today())
    for page in ("/strategie/2019-2022/", "/strategie/2022-2024/"):
        assert "voor een deel tegelijk met" in words(client.get(page))
    assert "voor een deel tegelijk" not in words(client.get("/strategie/2015-2018/"))


def test_the_coordinator_withdraws_a_period_by_mistake_and_nobody_is_asked_any_more(client: Client) -> None:
    sign_in(client, "coordinator")
    own = send(client, NEW, **NEXT)["Location"]
    withdraw = f"{own}intrekken/"
    assert withdraw in links(client.get(own))
    assert f"{own}prioriteiten/vragen/" in links(client.get("/mijn/"))
    assert f"{own}prioriteiten/" in links(client.get("/draad/"))
    assert withdraw not in links(client.get(PAGE))
    assert client.get(f"{PAGE}intrekken/").status_code == 400
    assert "Waarom" in errors(send(client, withdraw, reason=""))
    assert send(client, withdraw, reason="Met de verkeerde jaren.")["Location"] == own
    page = words(client.get(own))
    assert "Deze periode is ingetrokken." in page
    assert "Met de verkeerde jaren." in page
    assert "ingetrokken" in words(client.get(LIST))
    assert codes()[0] == "2019-2022"
    assert f"{own}prioriteiten/vragen/" not in links(client.get("/mijn/"))
    assert own not in " ".join(links(client.get("/draad/")))
    for rest in ("wijzigen/", "intrekken/", "prioriteiten/GM0193/invullen/"):
        answer = client.get(f"{own}{rest}")
        assert answer.status_code == 400
        assert "Met de verkeerde jaren." in words(answer)
    assert send(client, NEW, **NEXT)["Location"] == "/strategie/2023-2026-2/"
