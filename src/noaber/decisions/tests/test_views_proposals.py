"""The pages of a proposal: what everyone reads, who records for whom, and what waits on the home page."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from noaber.accounts.models import User
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.reading import forget
from noaber.decisions.models import Consultation, Disposition, GateOverride, Position, RemarkOwner
from noaber.network.api import seats
from noaber.network.models import Person
from noaber.network.services.memberships import name_substitute
from noaber.network.tests.pages import links, typed_in, words
from tests.people import PEOPLE, sign_in, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
MEMO = "veiligheidsstrategie-2019-2022"
PAGE = f"/voorstellen/{MEMO}/"


def asked(**which: Any) -> Consultation:
    """Who is asked something by the memo; the police's plan asks the same parties."""
    return Consultation.objects.get(stage__proposal__code=MEMO, **which)


def address(**which: Any) -> str:
    return f"{PAGE}standpunt/{asked(**which).pk}/"


def take_away(**which: Any) -> None:
    """As if it had not been answered yet: with the database in hand, for no page can."""
    narrowed = {f"consultation__{name}": value for name, value in which.items()}
    positions = Position.objects.filter(consultation__stage__proposal__code=MEMO, **narrowed)
    with connection.cursor() as cursor:
        for table in ("decisions_disposition", "decisions_remarkowner", "decisions_position"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    Disposition.objects.filter(position__in=positions).delete()
    RemarkOwner.objects.filter(position__in=positions).delete()
    positions.delete()


def test_everyone_reads_the_proposal_with_its_matrix(client: Client) -> None:
    assert PAGE in links(client.get("/voorstellen/"))
    text = words(client.get(PAGE))
    for said in (
        "Als PDF · Om te bewerken (ODT)",
        "3a. besluiten",
        "voor: gemeente",
        "met een positief advies",
        "stemt in, voordat het elders wordt vastgesteld",
        "4 akkoord, 1 akkoord met kanttekening, 0 bezwaar = 5",
        "72 akkoord, 4 akkoord met kanttekening, 0 bezwaar = 76",
        "n.v.t.",
    ):
        assert said in text


def test_on_the_map_who_did_not_answer_yet_is_still_there(client: Client) -> None:
    take_away(organisation__code="GM0193")
    forget()
    assert 'class="noaber-tile noaber-tile--open" title="Zwolle"' in client.get(PAGE).content.decode()


def test_remarks_are_for_the_network(client: Client) -> None:
    remark = "verdient aandacht bij de evaluatie"
    assert remark not in words(client.get(PAGE))
    sign_in(client, "controller")
    assert remark in words(client.get(PAGE))


def test_who_chairs_a_council_records_for_it_and_nobody_elses(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    take_away(stage__number__gt=1)  # nothing was built upon the councils yet
    forget()
    own, other = address(body__code="dvo-ijsselland"), address(body__code="dvo-twente")
    assert own in links(client.get(PAGE))
    assert other not in links(client.get(PAGE))
    assert client.get(other).status_code == 403
    before = Position.objects.count()
    typed = {
        **typed_in(client.get(own)),
        "answer_3": "objection",
        "text_3": "De kosten.",
        "decided_on": "8-5-2023",
    }
    answer = client.post(own, typed, follow=True)
    assert "Het standpunt van DVO IJsselland is vastgelegd." in words(answer)
    assert "1 bezwaar" in words(answer)
    assert Position.objects.count() > before


def test_who_stands_in_for_the_chair_records_for_that_council_while_it_lasts(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    take_away(stage__number__gt=1)
    take_away(body__code="dvo-ijsselland")
    user = User.objects.get(display_name=PEOPLE["adviser of Zwolle"])
    person = Person.objects.get(user=user)
    own, other = address(body__code="dvo-ijsselland"), address(body__code="dvo-twente")
    assert client.get(own).status_code == 403
    now = dt.datetime(2023, 5, 1, 9, tzinfo=dt.UTC)
    name_substitute(
        person.pk,
        "dvo-ijsselland:chair",
        actor=COMMAND,
        now=now,
        valid_from=now.date(),
        on_behalf_of="GM0193",
    )
    forget()
    assert own in links(client.get("/mijn/"))
    assert client.get(other).status_code == 403
    typed = {**typed_in(client.get(own)), "answer_1": "consent", "decided_on": "8-5-2023"}
    assert "Het standpunt van DVO IJsselland is vastgelegd." in words(client.post(own, typed, follow=True))
    assert Position.objects.filter(
        consultation=asked(body__code="dvo-ijsselland"), recorded_by_id=user.pk
    ).exists()


def test_sent_twice_it_is_recorded_once(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    own = address(organisation__code="GM0193")
    typed = {
        **typed_in(client.get(own)),
        "answer_3a": "consent_with_remark",
        "text_3a": "Ja, mits.",
        "revision": "",
    }
    client.post(own, typed)
    rows, acts = Position.objects.count(), AuditEntry.objects.count()
    client.post(own, typed)
    assert (Position.objects.count(), AuditEntry.objects.count()) == (rows, acts)


def test_what_is_wrong_stands_at_its_field(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    own = address(organisation__code="GM0193")
    typed = {**typed_in(client.get(own)), "answer_3a": "objection", "text_3a": "", "decided_on": "8-5-2023"}
    text = words(client.post(own, typed))
    assert "Vul bij punt 3a de reden van het bezwaar in." in text
    typed = {**typed, "answer_3a": "consent", "decided_on": "1-1-2019"}
    assert "Daarvoor kan er niet over zijn besloten." in words(client.post(own, typed))


def test_who_was_first_is_not_overwritten(client: Client) -> None:
    sign_in(client, "coordinator")
    own = address(organisation__code="GM0193")
    old = typed_in(client.get(own))
    client.post(own, {**old, "answer_3a": "deferred", "decided_on": "8-5-2023"})
    answer = client.post(own, {**old, "answer_3a": "consent", "decided_on": "9-5-2023"})
    assert answer.status_code == 409


def test_what_was_not_answered_waits_on_the_home_page(client: Client) -> None:
    own = f"{PAGE}vervolg/GM0193/"
    sign_in(client, "adviser of Zwolle")
    assert own not in links(client.get("/mijn/"))
    take_away(organisation__code="GM0193")
    forget()
    assert own in links(client.get("/mijn/"))
    assert address(organisation__code="GM0193") in links(client.get(own))


@pytest.mark.parametrize("seat", ["POLITIE-ON:leadership", "OM-ON:board", "RIEC-ON:head"])
def test_who_leads_a_partner_has_its_own_decision_as_a_task_and_records_it(client: Client, seat: str) -> None:
    """Another organisation than a municipality decides by its board or leadership (R56)."""
    code = seat.partition(":")[0]
    holder = seats(COMMAND, AsOf(clock.today()), code=seat)[0].holder
    assert holder
    user = User.objects.create_user(f"{code}@voorbeeld.invalid", display_name=seat)
    Person.objects.filter(pk=holder.person_id).update(user=user)
    sign_in_as(client, user)
    take_away(organisation__code=code)
    forget()
    own = f"{PAGE}vervolg/{code}/"
    assert own in links(client.get("/mijn/"))
    assert address(organisation__code=code) in links(client.get(own))
    typed = {**typed_in(client.get(address(organisation__code=code))), "answer_3b": "consent"}
    answer = client.post(address(organisation__code=code), {**typed, "decided_on": "8-5-2023"}, follow=True)
    assert "is vastgelegd." in words(answer)


def test_a_stage_that_waits_is_told_and_refused(client: Client) -> None:
    take_away(body__code="dvo-twente")
    take_away(stage__number__gt=1)
    sign_in(client, "coordinator")
    adopting = address(body__code="bestuurscollege")
    text = words(client.get(PAGE))
    assert "Deze stap wacht op stap 1" in text
    assert "Vastleggen" not in words(client.get(adopting))
    revision = asked(body__code="bestuurscollege").revision
    typed = {"answer_1": "consent", "decided_on": "9-5-2023", "revision": str(revision), "version": "1"}
    answer = client.post(adopting, typed)
    assert "Tot die tijd gaat deze stap niet open." in words(answer)


def test_the_coordinator_lets_a_stage_begin_with_a_motive(client: Client) -> None:
    take_away(body__code="dvo-twente")
    take_away(stage__number__gt=1)
    sign_in(client, "coordinator")
    page = f"{PAGE}stap/2/doorbreken/"
    assert page in links(client.get(PAGE))
    assert "Stap 1 is nog niet akkoord op punt 1 en 4." in words(client.get(page))
    typed = {**typed_in(client.get(page)), "decided_on": "10-5-2023"}
    client.post(page, {**typed, "motive": " "})
    assert not GateOverride.objects.exists()
    answer = client.post(page, {**typed, "motive": "De BBG besloot dit op 10 mei."}, follow=True)
    assert "Besloten op 10 mei 2023. Motivering: De BBG besloot dit op 10 mei." in words(answer)
    for again in (client.post(page, {**typed, "motive": "Nog eens."}), client.get(page)):
        assert "al doorbroken" in words(again)
        assert "Leg het besluit vast" not in words(again)


def test_a_stage_that_may_begin_has_no_form_to_let_it_begin(client: Client) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(f"{PAGE}stap/2/doorbreken/"))
    assert "Deze stap kan al beginnen" in text
    assert "Leg het besluit vast" not in text


def test_a_council_that_was_not_waited_for_is_not_asked_once_the_board_has_decided(client: Client) -> None:
    take_away(body__code="dvo-twente")
    take_away(stage__number__gt=1)
    sign_in(client, "coordinator")
    motive = {"motive": "De BBG besloot dit.", "decided_on": "10-5-2023"}
    client.post(f"{PAGE}stap/2/doorbreken/", motive)
    adopting = address(body__code="bestuurscollege")
    typed = {**typed_in(client.get(adopting)), "answer_1": "consent"}
    assert "Deze stap kon pas beginnen op 10 mei 2023." in words(
        client.post(adopting, {**typed, "decided_on": "9-5-2023"})
    )
    client.post(adopting, {**typed, "decided_on": "11-5-2023"})
    council = address(body__code="dvo-twente")
    typed = {**typed_in(client.get(council)), "answer_1": "objection", "text_1": "Te vroeg."}
    page = words(client.post(council, {**typed, "decided_on": "12-5-2023"}))
    assert "Deze vraag is vervallen: er is besloten er niet op te wachten" in page
    # On what the own decisions of the organisations still wait for, it can.
    other = {**typed_in(client.get(council)), "answer_3": "consent", "decided_on": "12-5-2023"}
    assert "is vastgelegd" in words(client.post(council, other, follow=True))


def test_a_form_that_says_nothing_is_not_called_recorded(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    own = address(organisation__code="GM0193")
    typed = typed_in(client.get(own))
    nothing = {**typed, "answer_3a": "", "text_3a": ""}
    assert "Kies bij ten minste één punt een antwoord." in words(client.post(own, nothing))
    assert "Kies ook een antwoord bij punt 3a." in words(client.post(own, {**nothing, "text_3a": "Maar."}))
    loose = {**typed, "answer_3a": "consent", "text_3a": "Mits."}
    assert "akkoord met kanttekening”, of haal haar weg" in words(client.post(own, loose))
    assert "er is niets gewijzigd" in words(client.post(own, typed, follow=True))


def test_what_others_built_upon_does_not_change(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    own = address(body__code="dvo-ijsselland")
    typed = {
        **typed_in(client.get(own)),
        "answer_1": "objection",
        "text_1": "Toch niet.",
        "decided_on": "8-5-2023",
    }
    assert "Deze stap is gesloten" in words(client.post(own, typed))


def test_search_finds_a_proposal(client: Client) -> None:
    assert PAGE in links(client.get("/zoeken/?q=financieringsvoorstel"))


def test_the_command_gives_every_party_on_every_point(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("matrix", "--csv")
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == (
        "proposal,stage,point,party,name,answer,text,decided_on,outcome,successor,successor_name"
    )
    assert len(rows) == 1 + 5 * 4 + 2 + 76 + 3
    assert sum(",3a,GM" in row for row in rows) == 76


def test_the_demonstration_plays_the_route_in_order() -> None:
    """Five councils before the Bestuurscollege, on the day of the memo (R14)."""
    adopted = Position.objects.get(consultation=asked(body__code="bestuurscollege"), point__label="1")
    assert adopted.decided_on == dt.date(2019, 4, 24)
    councils = Position.objects.filter(
        consultation__stage__number=1, consultation__stage__proposal__code=MEMO
    )
    assert councils.count() == 20
    assert all(position.decided_on < adopted.decided_on for position in councils)
