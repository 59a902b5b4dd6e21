"""Billing on the screen: the whole road by its pages, each page with and without anything on it, and for whom."""

import datetime as dt
from typing import Any, Final

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import Demonstration
from noaber.core.rules.money import format_euro
from noaber.decisions.api import ObligationRow, obligations
from noaber.finance.models import Invoice
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.billing.runs import outcome_of_run, run_of, runs_of_year
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.billing.runs import approve_run
from noaber.finance.tests.billing.test_services_billing import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    MAYOR,
    NOW,
    TODAY,
    WHY,
    approved,
    correct_population,
    make,
)
from noaber.finance.tests.samples import terms
from noaber.finance.views.billing.tasks import billing_tasks
from noaber.network.models import OrganisationVersion
from noaber.network.tests.pages import errors, links, send, words
from tests.people import sign_in

BILLING: Final = "/bijdragen/factureren/"
YEAR: Final = f"{BILLING}{CODE}/2023/"
FIRST: Final = f"{YEAR}ronde/1/"
SECOND: Final = f"{YEAR}ronde/2/"
NEXT: Final = "bijdragen-2024-2027"
NEXT_YEAR: Final = f"{BILLING}{NEXT}/2024/"
TYPED: Final = {
    "reference_on": "1-1-2023",
    "rounding": "half_up",
    "vat_treatment": "out_of_scope",
    "vat_reason": "Geen vergoeding voor een prestatie",
    "motive": "Zo besloot het bestuurscollege in mei.",
}
KEEPERS_ONLY: Final = (BILLING, YEAR, FIRST, "/facturen/", f"{BILLING}betalers/")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def visitor(person: str) -> Client:
    client = Client()
    sign_in(client, person)
    return client


@pytest.fixture
def controller() -> Client:
    return visitor("controller")


@pytest.fixture
def coordinator() -> Client:
    return visitor("coordinator")


def agree_on_next() -> None:
    """An agreement for the years after, on which nothing was billed; no proposal asks it."""
    following = terms(
        title="Bijdragen 2024-2027", first_year=2024, last_year=2027, proposed_on=dt.date(2023, 5, 1)
    )
    record_agreement(NEXT, following, actor=COMMAND, now=NOW)


def titles(person: Any, day: dt.date = TODAY) -> list[str]:
    return [task.title for task in billing_tasks(person, AsOf(day))]


def test_the_whole_road_from_the_terms_to_the_credit_note(controller: Client, coordinator: Client) -> None:
    """What one person makes, another approves; then the invoices, and a credit note of one of them."""
    agree_on_next()
    page = controller.get(NEXT_YEAR)
    assert "Voor dit jaar is nog niets uitgerekend" in words(page)
    assert f"{NEXT_YEAR}instellen/" in links(page)

    set_up = send(controller, f"{NEXT_YEAR}instellen/", **TYPED)
    assert set_up.url == NEXT_YEAR
    made = send(controller, f"{NEXT_YEAR}ronde/nieuw/")
    run = f"{NEXT_YEAR}ronde/1/"
    assert made.url == run
    assert "Iemand anders moet deze ronde goedkeuren" in words(controller.get(run))

    assert controller.post(f"{run}goedkeuren/").status_code == 403
    assert controller.post(f"{run}versturen/").status_code == 200, "the form again, with why not"
    assert not Invoice.objects.filter(contribution__run__billing_year__year=2024).exists()
    assert send(coordinator, f"{run}goedkeuren/").url == run

    before = words(controller.get(f"{run}versturen/"))
    assert "76 facturen, samen" in before
    assert send(controller, f"{run}versturen/").url == run
    sent = Invoice.objects.filter(contribution__run__billing_year__year=2024)
    assert len(sent) == 76
    assert format_euro(sum(each.total_cents for each in sent)).replace("\xa0", " ") in before

    credit = f"/facturen/{sent[0].number}/crediteren/"
    note = send(controller, credit, reason="Deze gemeente kreeg een verkeerde factuur.")
    assert "gaat er af" in words(controller.get(note.url))


def test_a_faulty_setting_stands_at_its_field_and_changes_nothing(controller: Client) -> None:
    agree_on_next()
    answer = send(controller, f"{NEXT_YEAR}instellen/", **TYPED, rate="-0,07")
    assert "Tarief per inwoner" in errors(answer)
    assert "Stel dit jaar in" in words(controller.get(NEXT_YEAR))


def test_the_tax_is_chosen_by_a_person(controller: Client) -> None:
    """Whether it is due is a ruling of the tax office: no choice stands there by itself."""
    agree_on_next()
    assert "Btw" in errors(send(controller, f"{NEXT_YEAR}instellen/", **{**TYPED, "vat_treatment": ""}))


def test_a_year_that_nobody_agreed_on_is_not_there(controller: Client) -> None:
    """R45: nothing is asked before the first year or after the last."""
    for year in (2019, 2024):
        for page in ("", "instellen/", "ronde/nieuw/"):
            assert controller.get(f"{BILLING}{CODE}/{year}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["goedkeuren/", "versturen/", "intrekken/"])
def test_a_step_that_was_taken_shows_no_form(controller: Client, page: str) -> None:
    answer = controller.get(f"{FIRST}{page}")
    assert answer.status_code == 400
    assert "De facturen van deze ronde zijn gemaakt" in words(answer)


def test_a_run_that_waits_for_another_shows_no_form_for_its_invoices(controller: Client) -> None:
    make()
    assert "Eerst moet iemand anders deze ronde goedkeuren" in words(controller.get(f"{SECOND}versturen/"))


def test_who_approves_reads_the_sum_once_more(coordinator: Client) -> None:
    run = make()
    page = words(coordinator.get(f"{SECOND}goedkeuren/"))
    assert format_euro(outcome_of_run(run).total_cents).replace("\xa0", " ") in page
    assert "75 gemeenten" in page


def test_an_approved_run_is_not_approved_again(coordinator: Client) -> None:
    approved()
    assert "Deze ronde is al goedgekeurd" in words(coordinator.get(f"{SECOND}goedkeuren/"))
    told = coordinator.post(f"{SECOND}goedkeuren/", follow=True)
    assert "niets dubbel vastgelegd" in told.content.decode()


def test_a_run_beside_another_shows_no_form(controller: Client) -> None:
    make()
    answer = controller.get(f"{YEAR}ronde/nieuw/")
    assert answer.status_code == 400
    assert "Er loopt al een ronde voor dit jaar" in words(answer)


def test_a_correction_that_changes_nothing_says_so_before_it_is_made(controller: Client) -> None:
    page = send(controller, f"{YEAR}ronde/nieuw/", reason=WHY)
    assert "Er verandert niets" in words(page)
    assert controller.get(SECOND).status_code == 404


def test_after_a_withdrawn_first_run_nothing_is_a_correction_yet(controller: Client) -> None:
    agree_on_next()
    send(controller, f"{NEXT_YEAR}instellen/", **TYPED)
    send(controller, f"{NEXT_YEAR}ronde/nieuw/")
    send(controller, f"{NEXT_YEAR}ronde/1/intrekken/", reason="De peildatum klopt niet.")
    page = words(controller.get(NEXT_YEAR))
    assert "Reken dit jaar uit" in page
    assert "correctieronde" not in page


def test_a_run_leads_to_its_invoices_also_when_they_have_numbers_of_another_year(controller: Client) -> None:
    """Those of 2022 that are sent in 2023: the year of the number is not the year of the contribution."""
    assert "/facturen/?bijdrage=2023" in links(controller.get(FIRST))
    assert "77 van 305 regels" in words(controller.get("/facturen/?bijdrage=2023"))


def test_a_fixed_sum_asks_no_rate(controller: Client) -> None:
    agree_on_next()
    send(controller, f"{NEXT_YEAR}instellen/", **{**TYPED, "rounding": "fixed_sum"})
    assert "7 cent per inwoner" not in words(controller.get(NEXT_YEAR))
    assert "vast bedrag, verdeeld" in words(controller.get(BILLING + f"?afspraak={NEXT}"))


def test_a_reason_of_too_few_words_says_what_is_wanted(controller: Client) -> None:
    page = send(controller, f"{YEAR}ronde/nieuw/", reason="btw fout")
    assert "ten minste twee verschillende woorden" in words(page)


def test_what_will_be_made_stands_before_the_button(controller: Client) -> None:
    correct_population()
    approved()
    page = words(controller.get(f"{SECOND}versturen/"))
    assert "1 factuur (€ 9.100,00) en 1 creditnota (€ 9.146,76 eraf)" in page.replace("\xa0", " ")


def test_what_is_missing_is_named_on_the_page_of_the_run(controller: Client) -> None:
    correct_population()
    approved()
    OrganisationVersion.objects.filter(organisation__code="GM0193").update(street="")
    page = controller.get(SECOND)
    assert "Er ontbreekt 1 gegeven" in words(page)
    assert "Gemeente Zwolle" in words(page)
    assert f"{SECOND}versturen/" not in links(page)
    assert "Er ontbreken gegevens" in words(controller.get(f"{SECOND}versturen/"))


def test_a_run_is_withdrawn_with_a_reason(controller: Client) -> None:
    make()
    assert "Waarom" in errors(send(controller, f"{SECOND}intrekken/", reason=""))
    assert send(controller, f"{SECOND}intrekken/", reason="De peildatum klopt niet.").url == SECOND
    assert "Deze ronde is ingetrokken: De peildatum klopt niet." in words(controller.get(SECOND))
    assert "Deze ronde is ingetrokken" in words(controller.get(f"{SECOND}intrekken/"))


def test_who_did_not_decide_for_itself_is_named_and_does_not_block(
    controller: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R45: each party's own decision is the evidence; the demonstration has all 79 of them."""
    correct_population()
    approved()
    assert "besloot nog niet zelf" not in words(controller.get(SECOND))

    def without_zwolle(*args: Any) -> list[ObligationRow]:
        return [row for row in obligations(*args) if row.party != "GM0193"]

    monkeypatch.setattr("noaber.finance.queries.agreements.own_decisions.obligations", without_zwolle)
    page = controller.get(SECOND)
    [told] = [each for each in page.context["notices"] if "besloot nog niet zelf" in each.title]
    assert told.points == ("Zwolle",)
    assert f"{SECOND}versturen/" in links(page), "a warning, no block"


@pytest.mark.parametrize("path", KEEPERS_ONLY)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("controller", 200),
        ("coordinator", 200),
        ("mayor of Zwolle", 404),
        ("police", 404),
        ("administrator", 404),
    ],
)
def test_who_may_read_what_is_billed(person: str, status: int, path: str) -> None:
    assert visitor(person).get(path).status_code == status


def test_the_ways_in_are_for_who_may(controller: Client) -> None:
    for path in ("/bijdragen/", "/bijdragen/afspraak/"):
        assert {BILLING, "/facturen/"} <= set(links(controller.get(path)))
        for person in ("mayor of Zwolle", "nobody"):
            assert not {BILLING, "/facturen/"} & set(links(visitor(person).get(path)))


def test_the_coordinator_reads_along_and_sets_nothing(coordinator: Client) -> None:
    assert f"{YEAR}instellen/" not in links(coordinator.get(YEAR))
    for page in (f"{YEAR}instellen/", f"{YEAR}ronde/nieuw/", f"{BILLING}beheerorganisatie/"):
        assert coordinator.get(page).status_code == 403


@pytest.mark.parametrize("path", [BILLING, "/facturen/", f"{BILLING}betalers/"])
def test_an_empty_network_has_pages_that_say_so(path: str) -> None:
    """Of the demonstration on a day before there was anything."""
    client = visitor("controller")
    Demonstration.objects.update(reached_on=dt.date(2019, 1, 1))
    page = client.get(path)
    assert page.status_code == 200
    expected = {
        BILLING: "Er is nog geen afspraak over bijdragen",
        "/facturen/": "Er zijn nog geen facturen",
        f"{BILLING}betalers/": "Betalers",
    }[path]
    assert expected in words(page)


def test_the_sums_of_a_run_go_along_as_a_file(controller: Client) -> None:
    answer = controller.get(f"{FIRST}?formaat=csv")
    assert "GM0193" in answer.content.decode()
    assert "bijdragen-2023-ronde-1" in answer["Content-Disposition"]
    assert controller.get(f"{FIRST}?formaat=xlsx").content.startswith(b"PK")


def test_the_host_and_the_payers_are_changed_on_their_pages(controller: Client) -> None:
    host = send(controller, f"{BILLING}beheerorganisatie/", iban="NL00FOUT0000000000")
    assert "IBAN" in errors(host)
    assert send(controller, f"{BILLING}beheerorganisatie/", contact_name="Team Inkoop").url == BILLING
    assert "Team Inkoop" in words(controller.get(BILLING))
    buyer = f"{BILLING}betalers/GM0193/"
    assert send(controller, buyer, buyer_reference="afdeling 12").url == f"{BILLING}betalers/"
    assert "afdeling 12" in words(controller.get(f"{BILLING}betalers/"))
    share = f"{BILLING}{CODE}/deelname/GM0193/"
    stops = send(controller, share, until_on="1-7-2023", reason="Zwolle stopt halverwege het jaar.")
    assert stops.url == f"{BILLING}betalers/"
    assert "tot 1-7-2023" in words(controller.get(f"{BILLING}betalers/"))
    for path in (f"{BILLING}betalers/GM9999/", f"{BILLING}niets/deelname/GM0193/", f"{YEAR}ronde/9/"):
        assert controller.get(path).status_code == 404


def test_an_invoiced_year_asks_nothing_on_the_home_page() -> None:
    assert not titles(CONTROLLER)
    assert not titles(COORDINATOR)


def test_each_next_step_is_asked_of_whoever_takes_it() -> None:
    agree_on_next()
    day = dt.date(2024, 2, 1)
    assert titles(CONTROLLER, day) == ["Stel in hoe 2024 wordt gefactureerd"]
    assert not titles(COORDINATOR, day)
    assert titles(CONTROLLER, dt.date(2025, 2, 1)) == ["Stel in hoe 2025 wordt gefactureerd"], "2024 is over"
    send(visitor("controller"), f"{NEXT_YEAR}instellen/", **TYPED)
    assert titles(CONTROLLER, day) == ["Reken de bijdragen van 2024 uit"]
    assert not titles(CONTROLLER, TODAY), "not before the year began"
    send(visitor("controller"), f"{NEXT_YEAR}ronde/nieuw/")
    assert titles(COORDINATOR, TODAY) == ["Keur de bijdragen van 2024 goed"], "a run is asked whenever it is"


def test_a_run_that_is_underway_asks_approval_and_then_its_invoices() -> None:
    correct_population()
    make(reason=WHY)
    assert titles(COORDINATOR) == ["Keur de bijdragen van 2023 goed"]
    assert not titles(CONTROLLER), "who made it waits for another"
    run = run_of(CODE, 2023, 2)
    assert run
    approve_run(run, actor=COORDINATOR, now=NOW)
    assert titles(CONTROLLER) == ["Maak de facturen van 2023"]
    assert not titles(COORDINATOR)
    OrganisationVersion.objects.filter(organisation__code="GM0193").update(street="")
    assert titles(CONTROLLER) == ["Vul aan wat ontbreekt voor de facturen van 2023"]
    assert not titles(MAYOR)


def test_nothing_is_asked_before_the_proposal_is_adopted() -> None:
    """R45 again: an agreement that nobody decided upon asks nothing."""
    agree_on_next()
    found = agreement_called(NEXT)
    assert found
    undecided = terms(
        title="Bijdragen 2024-2027",
        first_year=2024,
        last_year=2027,
        proposed_on=dt.date(2023, 5, 1),
        decided_by="evaluatie-2023",
    )
    record_agreement(NEXT, undecided, actor=COMMAND, now=NOW)
    assert not titles(CONTROLLER, dt.date(2024, 2, 1))
    assert not runs_of_year(NEXT, 2024)
