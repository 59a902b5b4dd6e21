"""What happened to the proposal to the councils after the strategy was adopted on it, as everybody reads it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Answer, Party, Said, proposal, record_positions, send_proposal
from noaber.decisions.models import ProposalVersion, Report
from noaber.decisions.queries.follow_up.contacts import Contact, contacts_on
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.drafts.versions import withdraw_proposal, write_next_version
from noaber.decisions.services.follow_up.letters import items_to_preview
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.services.follow_up.reporting import report_decision
from noaber.decisions.views.home import position_tasks
from noaber.decisions.views.thread import consent_step
from noaber.network.tests.pages import words
from noaber.strategy.queries.consulting.after_adoption import since_adoption
from noaber.strategy.queries.consulting.course import period_course
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.consulting.drafts import put_up_for_adoption
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_adopted_instead import (
    NEXT,
    PAGE,
    ROUND,
    THEMES,
    THREE,
    answer,
    choice,
    choose,
    chosen,
    consented,
    early,
    put,
    terms,
)
from tests.made_once import made_once
from tests.people import sign_in

__all__ = ["chosen", "consented"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PUBLIC = (PAGE, ROUND, f"{PAGE}nota/", f"{PAGE}samenvatting/", f"{PAGE}voor/GM0153/")


def adopt() -> None:
    said = replace(
        terms(), state=PeriodState.ADOPTED, decided_on=today(), source="Lijst", note="Met spoed gedaan."
    )
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())


def college(code: str = THEMES) -> Party:
    found = proposal(COMMAND, code, AsOf(today()))
    assert found
    return found.stages[1].parties[0]


def object_to_all(party: Party, day: dt.date) -> None:
    said = dict.fromkeys(party.labels, Said(Answer.OBJECTION, "Dit wil het college niet."))
    record_positions(party.consultation_id, said, actor=COMMAND, now=now(), today=today(), decided_on=day)


def take_back(party: Party) -> None:
    take_back_positions(
        party.consultation_id, actor=COMMAND, now=now(), today=today(), reason="Dit was een vergissing."
    )


def told() -> str:
    return since_adoption(COMMAND, NEXT, AsOf(today()))


@pytest.fixture
@made_once
def adopted(consented: None) -> None:
    """The strategy is adopted on the consent of all councils; the college itself said nothing of the themes."""
    adopt()


@pytest.mark.usefixtures("adopted")
def test_what_was_recorded_by_mistake_and_taken_back_is_told_nowhere(client: Client) -> None:
    sign_in(client, "coordinator")
    object_to_all(college(), today())
    assert "maakte" in told()
    take_back(college())
    for reader in (client, Client()):
        for page in PUBLIC:
            assert "nog iets vastgelegd" not in words(reader.get(page)), page


@pytest.mark.usefixtures("adopted")
def test_an_answer_of_before_the_adoption_is_told_as_taken_back_on_the_day_of_that(client: Client) -> None:
    sign_in(client, "coordinator")
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    party = found.stages[0].parties[0]
    take_back(party)
    back = f"op {long_date(today())} is een antwoord van {party.name} als vergissing teruggenomen"
    assert back in words(client.get(PAGE))
    assert "is een antwoord als vergissing teruggenomen" in words(Client().get(PAGE))


@pytest.mark.usefixtures("consented")
def test_a_day_that_was_put_right_is_told_as_that_on_the_day_of_it(client: Client) -> None:
    answer(THEMES, 1)
    adopt()
    more = {"actor": COMMAND, "now": now(), "today": today(), "reason": "Verkeerd overgenomen."}
    for days in (2, 3):
        day = early() + dt.timedelta(days=days)
        assert rectify_day(college().consultation_id, decided_on=day, **more)  # type: ignore[arg-type]
    sign_in(client, "coordinator")
    read = words(client.get(PAGE))
    assert f"op {long_date(today())} is rechtgezet op welke dag {college().name} antwoordde" in read
    assert "vergissing" not in read
    assert "is de dag van een antwoord rechtgezet" in words(Client().get(PAGE))


@pytest.mark.usefixtures("adopted")
def test_a_demonstration_tells_what_came_since_and_an_earlier_day_does_not(client: Client) -> None:
    sign_in(client, "coordinator")
    write_next_version(THEMES, actor=COMMAND, today=today())
    ProposalVersion.objects.filter(sent_at=None).update(change_note="Een zin is duidelijker.")
    later = timezone.localtime() + dt.timedelta(days=900)
    assert timezone.localdate(later) > today()
    send_proposal(THEMES, actor=COMMAND, now=later, today=today())
    day = long_date(today())
    assert f"op {day} is versie 2 verstuurd" in words(client.get(PAGE)), (
        "its day there, not that of the computer"
    )
    assert f"Versie 2, verstuurd op {day}." in words(client.get(f"/voorstellen/{THEMES}/"))
    withdraw_proposal(THEMES, "Het is al besloten.", actor=COMMAND, now=later)
    assert f"op {day} is het ingetrokken" in told()
    assert not since_adoption(COMMAND, NEXT, AsOf(today() - dt.timedelta(days=1), is_asked=True))


@pytest.mark.usefixtures("consented")
def test_r14_themes_that_the_college_rejected_are_not_consented_to_and_nothing_goes_on_with_them(
    client: Client,
) -> None:
    object_to_all(college(), today())
    by = f"Het voorstel is op {long_date(today())} verworpen door {college().name}."
    sign_in(client, "coordinator")
    for page in (PAGE, ROUND):
        assert by in words(client.get(page)), page
    assert "verworpen" in words(Client().get(PAGE))
    course = period_course(COMMAND, NEXT, terms(), AsOf(today()))
    assert not course.is_consented
    step = consent_step(COMMAND, AsOf(today()))
    assert step
    assert (by in str(step.text), step.state) == (True, "current")
    with pytest.raises(DomainError, match="verworpen door"):
        put_up_for_adoption(NEXT, actor=COMMAND, now=now(), today=today())
    with pytest.raises(DomainError, match="verworpen door"):
        adopt()


@pytest.mark.usefixtures("adopted")
def test_another_choice_that_the_college_rejected_is_told_as_rejected(client: Client) -> None:
    choose(1, choice(THREE, "een", "drie", reason="Het neemt toe."))
    put(1, f"{THEMES}-2", on=today())
    answer(f"{THEMES}-2", on=today())
    object_to_all(college(f"{THEMES}-2"), today())
    by = f"Het voorstel is op {long_date(today())} verworpen door {college().name}."
    sign_in(client, "coordinator")
    for page in (PAGE, ROUND, f"{PAGE}nota/", f"{PAGE}samenvatting/"):
        assert by in words(client.get(page)), page
    assert "Dit is aan de overleggen voorgelegd. Het voorstel is verworpen." in words(
        Client().get(f"{PAGE}nota/")
    )


@pytest.mark.usefixtures("adopted")
def test_who_is_asked_a_new_text_after_the_adoption_reads_that_the_strategy_stands(client: Client) -> None:
    write_next_version(THEMES, actor=COMMAND, today=today())
    new = ProposalVersion.objects.filter(sent_at=None)
    new.update(change_note="Een thema is anders.", is_material=True)
    send_proposal(THEMES, actor=COMMAND, now=now(), today=today())
    said = f"is op {long_date(today())} al vastgesteld; uw antwoord verandert die strategie niet."
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    party = found.stages[0].parties[0]
    member = Actor(1, grants=frozenset({Grant("secretary", f"body:{party.body_code}")}))
    asked = [each.text for each in position_tasks(member, AsOf(today())) if "Instemming" in each.title]
    assert [said in text for text in asked] == [True]
    sign_in(client, "coordinator")
    assert said in words(client.get(f"/voorstellen/{THEMES}/standpunt/{party.consultation_id}/"))
    row = next(each for each in outstanding(found) if each.party.key == party.key)
    contact = Contact(uuid.uuid4(), "Jan", "jan@example.invalid", "secretaris", 1)
    (item,) = items_to_preview(contact, [row], now=now(), today=today())
    assert said in item.beside
    speaker = contacts_on(today()).asked(party.voice_key)[0]
    token = make_link(party.consultation_id, speaker.person_id, now=now(), today=today())
    assert said in words(Client().get(f"/melden/{token}/"))
    report_decision(
        token,
        dict.fromkeys(party.labels, Said(Answer.CONSENT)),
        actor=ANONYMOUS,
        now=now(),
        today=today(),
        decided_on=today(),
        evidence="Besluitenlijst",
    )
    reported = Report.objects.get(link__consultation=party.consultation_id)
    assert said in words(client.get(f"/voorstellen/meldingen/{reported.pk}/")), (
        "who confirms it reads the same"
    )


@pytest.mark.usefixtures("adopted")
def test_who_withdraws_the_proposal_after_the_adoption_is_told_that_the_strategy_stands(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    page = words(client.get(f"/voorstellen/{THEMES}/intrekken/"))
    assert f"vastgesteld, op {long_date(today())}. Die strategie blijft gelden." in page
