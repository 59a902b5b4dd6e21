"""What the memo of 28 January 2019 binds to, on the network that the demonstration plays: R45, R50, R51, R57-R59."""

import datetime as dt
import json
import re
from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND, Refused
from noaber.core.asof import AsOf
from noaber.core.components.status import Status
from noaber.core.models import OutboxMail
from noaber.core.reading import forget
from noaber.decisions.api import ObligationKind, ObligationRow, ObligationState, obligations
from noaber.decisions.health import office_may_open
from noaber.decisions.models import BudgetEntry, Position, Stage
from noaber.decisions.queries.obligations import steps as obligation_steps
from noaber.decisions.queries.obligations.continuation import continuation
from noaber.decisions.queries.obligations.steps import ObligationStep, StepState
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.obligations import budget_reminders
from noaber.decisions.tests.conftest import record
from noaber.network.api import network_health
from noaber.network.tests.pages import links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
CODE = "veiligheidsstrategie-2019-2022"
PAGE = f"/voorstellen/{CODE}/verplichtingen/"
ZWOLLE = f"{PAGE}GM0193/"
ENDED = dt.date(2023, 5, 15)
LEADER = "netwerkbureau:project-leader"


def on(day: dt.date = ENDED) -> list[ObligationRow]:
    return obligations(COMMAND, CODE, AsOf(day))


def test_r45_nothing_is_asked_before_2020() -> None:
    assert min(row.year for row in on()) == 2020


def test_r57_seventy_six_municipalities_owe_four_years() -> None:
    rows = [row for row in on() if row.kind is ObligationKind.CONTRIBUTION]
    assert len(rows) == 76 * 4 == 304
    assert Counter(row.year for row in rows) == dict.fromkeys(range(2020, 2024), 76)
    assert {(row.rate, row.fte) for row in rows} == {(Decimal("0.07"), None)}
    assert all(row.decided_on and row.organ == "council" for row in rows)


def test_r58_three_partners_give_half_an_fte_each_year() -> None:
    rows = [row for row in on() if row.kind is ObligationKind.CAPACITY]
    assert len(rows) == 3 * 4
    for year in range(2020, 2024):
        given = [row.fte for row in rows if row.year == year]
        assert given == [Decimal("0.5")] * 3
        assert sum(fte or 0 for fte in given) == Decimal("1.5")


def test_unlike_things_are_not_added_up(client: Client) -> None:
    text = words(client.get(PAGE)).partition("Stand per punt en jaar")[2].partition("op de kaart")[0]
    assert re.search(r"3a\. [a-z ]+samen\d+304–", text)
    assert re.search(r"3b\. [a-z ]+samen\d+12–", text)
    assert re.search(r"4\. evaluatie2023\d+1–", text)
    assert "317" not in text


def test_r59_one_evaluation_is_decided_and_comes_before_the_budgets_of_2024(client: Client) -> None:
    [row] = [row for row in on() if row.kind is ObligationKind.EVALUATION]
    assert (row.year, row.state) == (2023, ObligationState.BINDING)
    assert row.decided_on == dt.date(2019, 4, 24)
    sign_in(client, "coordinator")
    page = words(client.get("/mijn/"))
    assert "Evalueer het netwerk en de financiering, voor de begroting van 2024" in page


def test_states_follow_the_days_and_always_add_up() -> None:
    expected = {
        dt.date(2019, 1, 27): {},
        dt.date(2019, 1, 28): {"not_expected": 317},
        dt.date(2019, 2, 20): {"not_expected": 317},  # the advice of Twente opens nothing yet
        dt.date(2019, 4, 3): {"expected": 317},
        dt.date(2019, 4, 24): {"expected": 316, "binding": 1},  # the evaluation
    }
    for day, counts in expected.items():
        assert Counter(row.state.value for row in on(day)) == counts
    november = Counter(row.state.value for row in on(dt.date(2019, 11, 14)))
    assert set(november) == {"binding", "in_budget"}
    assert november.total() == 317


def test_r50_it_goes_on_when_all_79_decided_and_says_who_is_missing_before() -> None:
    summer = continuation(COMMAND, CODE, AsOf(dt.date(2019, 7, 1)))
    assert summer
    assert (summer.state, summer.asked) == (ContinuationState.NOT_YET, 79)
    assert len(summer.agreed) + len(summer.missing) == 79
    [finding] = [each for each in network_health(AsOf(dt.date(2019, 7, 1))).findings if each.code == "R50"]
    assert set(finding.missing) == {each.code for each in summer.missing}
    assert {row.label for row in finding.evidence} == {each.name for each in summer.missing}
    ended = continuation(ANONYMOUS, CODE, AsOf(ENDED))
    assert ended
    assert (ended.state, len(ended.agreed)) == (ContinuationState.CONTINUES, 79)
    assert not [each for each in network_health(AsOf(ENDED)).findings if each.code == "R50"]


def test_r51_the_project_leader_is_opened_only_after_both_conditions() -> None:
    before_adoption = office_may_open(LEADER, dt.date(2019, 4, 10))
    before_the_last = office_may_open(LEADER, dt.date(2019, 11, 13))
    assert isinstance(before_adoption, Refused)
    assert "is vastgesteld" in before_adoption.reason
    assert isinstance(before_the_last, Refused)
    assert "van 79" in before_the_last.reason
    assert office_may_open(LEADER, dt.date(2019, 11, 14))
    assert office_may_open("et-cybercrime:gelderland-zuid", dt.date(2019, 4, 10))


def test_everyone_reads_how_far_it_is(client: Client) -> None:
    text = words(client.get(PAGE))
    for said in (
        "Het netwerk: gaat door",
        "in de begroting 2020",
        "Alleen besloten",
        "1,5 van 1,5 fte toegezegd",
        "7 cent per inwoner",
    ):
        assert said in text
    assert "Begroting 2022, programma Veiligheid" not in text
    assert PAGE in links(client.get(f"/voorstellen/{CODE}/"))
    sign_in(client, "controller")
    assert "Begroting 2020, programma Veiligheid" in words(client.get(f"{PAGE}?jaar=2020"))


def test_the_table_is_filtered_and_downloaded(client: Client) -> None:
    text = words(client.get(f"{PAGE}?jaar=2023&stand=besloten"))
    assert "2023 op de kaart" in text
    html = client.get(f"{PAGE}?jaar=2023").content.decode()
    assert (
        'class="noaber-tile noaber-tile--current"' in html
    )  # decided, not yet in the budget: nothing is wrong
    assert "noaber-tile--warning" not in html
    assert ZWOLLE in links(client.get(f"{PAGE}?jaar=2023&stand=besloten&district=IJsselland"))
    lines = client.get(f"{PAGE}?jaar=2021&formaat=csv").content.decode().splitlines()
    assert len([line for line in lines if "2021" in line]) >= 79


def decide_again(evidence: str) -> None:
    """As if Zwolle's decision was recorded anew, with or without where it can be read."""
    given = Position.objects.filter(consultation__organisation__code="GM0193").values().last()
    assert given
    Position.objects.create(**given | {"id": None, "evidence": evidence, "evidence_file_id": None})
    forget()


def test_a_binding_decision_without_evidence_is_shown_to_the_network(client: Client) -> None:
    number = Stage.objects.get(proposal__code=CODE, consultations__organisation__code="GM0193").number
    pages = (ZWOLLE, f"{PAGE}?zoek=zwolle", f"/voorstellen/{CODE}/stap/{number}/?zoek=zwolle")
    decide_again("")
    assert not [page for page in pages if "bewijs ontbreekt" in words(client.get(page))]  # not for everyone
    sign_in(client, "coordinator")
    assert [page for page in pages if "bewijs ontbreekt" in words(client.get(page))] == list(pages)
    missing = f"{PAGE}?bewijs=bewijs+ontbreekt&zoek=zwolle"
    assert "2020" in words(client.get(missing)).partition("Vindplaats begroting")[2]
    decide_again("besluitenlijst 12")
    assert "bewijs ontbreekt" not in words(client.get(ZWOLLE))
    assert "bewijs ontbreekt" not in words(client.get(PAGE))  # nor is there a choice for it


def test_how_many_lack_evidence_is_named(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = {row.party for row in on() if row.lacks_evidence}
    decide_again("")
    now_lacking = {row.party for row in on() if row.lacks_evidence}
    assert now_lacking == lacking | {"GM0193"}
    said = "ontbreekt het bewijs van het eigen besluit"
    assert said not in words(client.get(PAGE))
    sign_in(client, "coordinator")
    for page in (PAGE, f"/voorstellen/{CODE}/openstaand/"):
        assert said in words(client.get(page))
    line = f"organisaties besloten zelf om mee te doen (bewijs ontbreekt bij {len(now_lacking)})"
    assert line in words(client.get(PAGE))
    assert "bewijs ontbreekt bij" not in words(Client().get(PAGE))
    call_command("obligations")
    assert "bewijs ontbreekt bij" in capsys.readouterr().out


def refuse(code: str, label: str) -> None:
    """In the summer of 2022, after it had consented in 2019."""
    number = Stage.objects.get(proposal__code=CODE, consultations__organisation__code=code).number
    now, said = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC), {label: Said(Answer.OBJECTION, "Nee.")}
    record(number, f"organisation:{code}", said, code=CODE, now=now, decided_on=dt.date(2022, 6, 1))
    forget()


def test_who_refuses_later_is_bound_for_what_was_before_and_that_is_said(client: Client) -> None:
    refuse("GM0193", "3a")
    page = words(client.get(ZWOLLE))
    assert "Later afgewezen" in page
    assert "Geldt vanaf 2023; 2020 tot en met 2022 blijven staan." in page
    assert "76 van 76" in words(client.get(PAGE))
    lines = {row.year: row.state for row in on() if row.party == "GM0193"}
    assert lines.pop(2023) is ObligationState.DECLINED
    assert set(lines.values()) == {ObligationState.IN_BUDGET}


def test_r58_the_capacity_that_is_promised_stands_beside_what_is_asked(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse("POLITIE-ON", "3b")
    page = words(client.get(PAGE))
    assert "1,5 van 1,5 fte toegezegd" in page  # the years before
    assert "1,0 van 1,5 fte toegezegd" in page
    call_command("obligations")
    assert "; 1,0 van 1,5 fte toegezegd" in capsys.readouterr().out
    call_command("obligations", "--json")
    found = json.loads(capsys.readouterr().out)
    given = {row["year"]: (row["fte"], row["promised_fte"]) for row in found if row["party"] == "POLITIE-ON"}
    assert given == {**dict.fromkeys(range(2020, 2023), ("0.5", "0.5")), 2023: ("0.5", "0")}


def test_who_has_no_account_reads_whom_to_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2022, 10, 3))
    budget_reminders.remind_of_budgets(clock.now())
    texts = OutboxMail.objects.filter(template=budget_reminders.TEMPLATE).values_list("text", flat=True)
    assert texts
    office = "Mail dan de coördinator van het netwerk, coordinator@netwerkbureau.invalid;"
    assert all(office in text for text in texts)


def test_an_organisation_shows_its_chain_with_what_rooms_above_add(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = words(client.get(ZWOLLE))
    assert "Begroting" not in text or "Vindplaats" not in text  # where it stands is for the network
    assert "volgt bij financiën" not in text
    invoiced = {"GM0193": StepState(Status("gefactureerd", "ok"), url="/bijdragen/")}
    step = ObligationStep(
        "invoiced", "Gefactureerd", 10, lambda asof, codes, year: invoiced if year == 2020 else {}
    )
    monkeypatch.setattr(obligation_steps, "_steps", {"invoiced": step})
    text = words(client.get(ZWOLLE))
    assert "gefactureerd" in text
    assert text.count("volgt bij financiën") == 3


def test_the_mayor_records_the_budget_of_the_last_year(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    form = f"{ZWOLLE}begroting/"
    assert form in links(client.get("/mijn/"))
    assert form in links(client.get(ZWOLLE))
    early = send(client, form, evidence="Wijziging 3", decided_on="1-1-2019")
    assert "Het eigen besluit is van" in words(early)
    before = BudgetEntry.objects.count()
    answer = client.post(
        form,
        {
            **typed_in(client.get(form)),
            "years": ["3a.2023"],
            "form": "amendment",
            "decided_on": "8-5-2023",
            "evidence": "Raadsbesluit 12",
        },
        follow=True,
    )
    assert "Vastgelegd voor Zwolle." in words(answer)
    assert "Raadsbesluit 12" in words(answer)
    assert BudgetEntry.objects.count() == before + 1
    assert form not in links(client.get("/mijn/"))


def test_the_coordinator_hears_that_no_decision_to_go_on_is_needed(client: Client) -> None:
    sign_in(client, "coordinator")
    page = f"{PAGE}doorgaan/"
    typed = {"motive": "Toch.", "body_code": "bbg", "decided_on": "8-5-2023"}
    for answer in (client.get(page), client.post(page, typed)):
        assert "een besluit om door te gaan is niet nodig" in words(answer)
        assert "Leg het besluit vast" not in words(answer)


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/voorstellen/bestaat-niet/verplichtingen/").status_code == 404
    assert client.get(f"{PAGE}GM9999/").status_code == 404


def test_the_command_gives_every_obligation(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("obligations", "--csv")
    rows = capsys.readouterr().out.splitlines()
    keys = "proposal,point,party,name,kind,year,rate,fte,promised_fte,state,organ,decided_on,in_budget_on,evaluated_on"
    assert rows[0] == f"{keys},evidence,evaluation_evidence"
    assert len(rows) == 1 + 304 + 12 + 1
    call_command("obligations", CODE, "--json")
    found = json.loads(capsys.readouterr().out)
    assert {(row["rate"], row["fte"]) for row in found} == {("0.07", None), (None, "0.5"), (None, None)}
    call_command("obligations")
    assert "79 van 79 besloten zelf; gaat door" in capsys.readouterr().out
